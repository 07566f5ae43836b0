import PostmortemPlugin

/// Whether a thing that brings outages about brought this one about.
struct Judge {
  let reading: Reading
  private let lens: Lens

  init(_ reading: Reading) {
    self.reading = reading
    lens = Lens(reading)
  }

  /// How a thing is tied to the trouble.
  private struct Tie {
    var rule: String
    var words: Range<Int>?
    var part = Cause.Part.root
    var isClose = false
    /// Whether the words belong to another thing first.
    var isShaded = false
  }

  /// What the word with an index would be as a cause.
  func category(of index: Int) -> Cause.Category? {
    guard case .thing(let thing) = Vocabulary.shared.words[reading.hits.words[index].tag] else { return nil }
    return thing.category
  }

  /// The claim of the word with an index in the reading's words; nil where it is no cause.
  func claim(of index: Int) -> Claim? {
    let hit = reading.hits.words[index]
    guard case .thing(let thing) = Vocabulary.shared.words[hit.tag], reading.document.isOwn(block: hit.block) else {
      return nil
    }
    let around = Surroundings(hit.range, of: reading)
    guard isOfThis(around) else { return nil }
    if isEffect(thing, around) { return nil }
    let denial = denial(of: thing, around)
    let isTitle = reading.document.blocks[hit.block].kind == .title
    let tie = denial.map { Tie(rule: "denied", words: $0) } ?? tie(thing, around, isTitle: isTitle)
    guard let tie else { return nil }
    var quotes = [reading.document.quote(hit.range)]
    if let words = tie.words ?? around.trouble?.range {
      quotes.append(reading.document.quote(together(hit.range, words)))
    }
    return Claim(
      .cause, .cause(Cause(thing.category, part: tie.part)), quotes: quotes,
      polarity: denial == nil ? .affirmed : .negated, modality: modality(around), rule: tie.rule,
      confidence: confidence(thing, tie, around))
  }

  /// Whether the sentence tells of this outage, as far as it goes.
  func isOfThis(_ around: Surroundings) -> Bool {
    around.before(.unknown, within: 60) == nil
      && around.before(.never, within: 80).map { $0.gap > $0.reach } ?? true && !around.isElsewhen
  }

  /// "Resulted in packet loss": what came of the trouble, unless words beside it make it a cause as well.
  private func isEffect(_ thing: Thing, _ around: Surroundings) -> Bool {
    guard let before = around.before.first(where: { $0.frame == .therefore && $0.gap <= 40 }), !before.isShaded,
      around.after(.therefore, within: 60) == nil, around.after(.blames, within: 60) == nil
    else { return false }
    return !around.before.contains { [.because, .blame, .sparked].contains($0.frame) && $0.gap < before.gap }
  }

  func together(_ thing: Range<Int>, _ words: Range<Int>) -> Range<Int> {
    let span = min(thing.lowerBound, words.lowerBound)..<max(thing.upperBound, words.upperBound)
    return span.count <= 240 ? span : words
  }

  /// "No attack", "not caused by an attack", "an attack was ruled out".
  func denial(of thing: Thing, _ around: Surroundings) -> Range<Int>? {
    if let after = around.after(.denied, within: 40) { return after.range }
    guard thing.strength != .linked || around.before(.blame, within: 40) != nil,
      let before = around.before.first(where: { $0.frame == .denies })
    else { return nil }
    // "Users could not log in because of a bug" denies nothing of the bug; "not because of a bug" does.
    let link = around.before.first { neighbour in
      [.because, .blame, .sparked].contains(neighbour.frame) && neighbour.gap < before.gap
    }
    if let link { return link.range.lowerBound - before.range.upperBound <= 14 ? before.range : nil }
    return before.gap <= before.reach ? before.range : nil
  }

  /// What ties a thing to the trouble.
  private func tie(_ thing: Thing, _ around: Surroundings, isTitle: Bool) -> Tie? {
    let isWeak = thing.strength == .linked
    if let tie = firmTie(around), !isWeak || tie.isClose && !tie.isShaded { return tie }
    if let tie = looseTie(around), !isWeak || tie.isClose && !tie.isShaded && around.trouble != nil { return tie }
    if thing.strength == .alone, let identity = around.before(.identity, within: 12) {
      return Tie(rule: "identity", words: identity.range)
    }
    if let released = around.after(.released, within: 60), around.trouble != nil,
      thing.category == .deploy || thing.category == .configChange
    {
      return Tie(rule: "released", words: released.range)
    }
    switch thing.strength {
    case .linked: return nil
    case .near:
      if around.trouble != nil || isTitle { return Tie(rule: "beside") }
      return around.hasTroubleNearby ? Tie(rule: "named") : nil
    case .alone: return Tie(rule: around.trouble != nil ? "beside" : "named")
    }
  }

  /// Words that make a cause of anything: "blamed on", "brought down", "exposed a bug".
  private func firmTie(_ around: Surroundings) -> Tie? {
    if let exposes = around.after(.exposes, within: 60) {
      return Tie(rule: "exposes", words: exposes.range, part: .trigger, isClose: true)
    }
    if let exposed = around.before(.exposes, within: 40) ?? around.after(.sparked, within: 80) {
      return Tie(rule: "exposed", words: exposed.range, isClose: exposed.gap <= 16)
    }
    if let sparked = around.before(.sparked, within: 60) {
      return Tie(rule: "sparked", words: sparked.range, part: .trigger, isClose: true)
    }
    guard let blame = around.before(.blame, within: 60) ?? around.after(.blames, within: 60), !isLabel(blame) else {
      return nil
    }
    return Tie(rule: "blame", words: blame.range, isClose: blame.gap <= 24, isShaded: blame.isShaded)
  }

  /// "Root cause: On a single server …" blames nothing: it heads a part of a report. "Root cause: DNS" does.
  private func isLabel(_ words: Surroundings.Neighbour) -> Bool {
    let text = reading.document.text
    return words.gap > 4 && words.range.upperBound < text.count && text[words.range.upperBound] == 0x3A
  }

  /// Words that make a cause of a thing where the sentence tells of trouble.
  private func looseTie(_ around: Surroundings) -> Tie? {
    if let because = around.before(.because, within: 60) {
      return Tie(rule: "because", words: because.range, isClose: because.gap <= 30, isShaded: because.isShaded)
    }
    if let therefore = around.after(.therefore, within: 60) {
      return Tie(rule: "therefore", words: therefore.range, isClose: therefore.gap <= 30, isShaded: therefore.isShaded)
    }
    let follows = around.before(.after, within: 16) ?? around.after(.followed, within: 3)
    return follows.map { Tie(rule: "after", words: $0.range, isClose: true, isShaded: $0.isShaded) }
  }

  private func confidence(_ thing: Thing, _ tie: Tie, _ around: Surroundings) -> Confidence {
    switch tie.rule {
    case "named": return .low
    case "after" where thing.strength == .linked: return .low
    case "beside", "after", "released": return .medium
    case "blame", "exposed", "identity", "denied": return .high
    // A thing that is a cause only by the words beside it needs the strongest of them to be sure.
    default: return around.trouble != nil && thing.strength != .linked ? .high : .medium
    }
  }

  /// A question, a guess or hearsay leaves a cause suspected.
  func modality(_ around: Surroundings) -> Modality {
    if lens.words(around.sentence).contains(where: { $0 == "?" || $0 == "？" }) { return .hedged }
    if around.cues.contains(where: { $0.cue == .hedge }) { return .hedged }
    if around.before(.hearsay, within: 200) != nil { return .reported }
    return around.cues.contains { $0.cue == .report } ? .reported : .stated
  }
}
