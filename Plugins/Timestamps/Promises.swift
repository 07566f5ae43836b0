import PostmortemPlugin

/// What a provider promises in its posts: "next update by 16:40 UTC". No event of the incident, but a word
/// that can be kept or not.
struct Promises {
  private let reading: Reading
  private let stamps: Stamps
  private let rules: Rules

  init(_ reading: Reading, stamps: Stamps, rules: Rules) {
    self.reading = reading
    self.stamps = stamps
    self.rules = rules
  }

  func claims(of lines: [BlockTimes]) -> [Claim] {
    guard rules.allow(.promise) else { return [] }
    return lines.flatMap { line -> [Claim] in
      guard reading.document.update(of: line.block) != nil, let home = stamps.home(of: line.block),
        !stamps.isStamp(line.block)
      else { return [] }
      return line.line.phrases.compactMap { claim($0, in: line.block, home) }.flatMap { promise in
        [promise] + [next(after: home, promise)].compactMap { $0 }
      }
    }
  }

  /// The provider's next post of the same incident, which keeps the promise or breaks it.
  private func next(after home: Stamps.Stamp, _ promise: Claim) -> Claim? {
    guard let posted = home.moment.instant, let first = home.blocks.first else { return nil }
    let incident = reading.document.incident(of: first)
    let later = stamps.all.filter { stamp in
      (stamp.moment.instant ?? .min) > posted && stamp.blocks.first.map(reading.document.incident) == incident
    }
    guard let next = later.min(by: { ($0.moment.instant ?? .max) < ($1.moment.instant ?? .max) }), !next.quotes.isEmpty
    else { return nil }
    return Claim(
      .promise, .moment(next.moment), quotes: next.quotes + [promise.quotes[0]], rule: "next-post", confidence: .medium)
  }

  /// A clock in a sentence that promises word.
  private func claim(_ phrase: TimePhrase, in block: Int, _ home: Stamps.Stamp) -> Claim? {
    guard phrase.clock != nil, phrase.partner == nil, phrase.ago == nil,
      let clause = reading.clauses.clause(at: phrase.range.lowerBound),
      let promise = reading.clauses.cues(within: clause.sentence).first(where: {
        $0.cue == .promise && phrase.range.near($0.range, within: 120)
      }), speaksOfWord(clause.sentence, phrase)
    else { return nil }
    let moment = Settle.moment(phrase, in: stamps.setting(for: block))
    guard let moment, let due = moment.instant, let posted = home.moment.instant, due > posted else { return nil }
    return Claim(
      .promise, .moment(moment),
      quotes: [reading.document.quote(phrase.range), reading.document.quote(promise.range)] + home.quotes.prefix(1),
      modality: .promised, rule: "promise", confidence: .medium)
  }

  /// Whether what is promised is word of it, and not the end.
  private func speaksOfWord(_ sentence: Range<Int>, _ phrase: TimePhrase) -> Bool {
    let near =
      max(sentence.lowerBound, phrase.range.lowerBound - 160)..<min(sentence.upperBound, phrase.range.upperBound + 80)
    let words = reading.document.string(near).lowercased()
    return ["update", "information", "details", "更新", "通报", "消息", "进展"].contains(where: words.contains)
  }
}

extension Range<Int> {
  fileprivate func near(_ other: Range<Int>, within reach: Int) -> Bool {
    Swift.max(lowerBound, other.lowerBound) - Swift.min(upperBound, other.upperBound) <= reach
  }
}
