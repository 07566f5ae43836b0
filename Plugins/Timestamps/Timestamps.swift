import PostmortemPlugin

/// When it began, was acknowledged and was over, and how long it took: dates, clock times, zones and
/// durations, in English and Chinese. What it finds and what it won't: README.md.
public struct Timestamps: Extractor {
  public let manifest = Manifest(
    id: "timestamps", version: "0.1.0", summary: "When it began, was acknowledged and was over, and how long it took.",
    columns: [
      Column(.time, heading: "Times", merge: .all), Column(.duration, heading: "Duration", merge: .first),
      Column(.status, heading: "Status", merge: .last),
    ])
  public let lexicon = Vocabulary.shared.lexicon

  public init() {}

  public func claims(in reading: Reading) -> [Claim] { TimeReader(reading).claims() }
}

/// Reads the times of one page.
struct TimeReader {
  let reading: Reading
  /// The time lines of the page's own blocks, by block.
  private var lines: [(block: Int, line: TimeLine)] = []
  private var setting: Setting

  init(_ reading: Reading) {
    self.reading = reading
    setting = Setting(day: reading.document.published?.date, language: reading.document.language)
    readLines()
    setting.witnesses = Witnesses.all(in: reading.document).map(\.instant)
    var zones: [String] = []
    for phrase in lines.flatMap(\.line.phrases) where phrase.zones.count == 1 && !zones.contains(phrase.zones[0]) {
      zones.append(phrase.zones[0])
    }
    setting.pageZones = zones
    setting.usesTwentyFour = lines.flatMap(\.line.phrases).contains { $0.clock.map { $0.hour > 12 && $0.hour < 24 } ?? false }
  }

  private mutating func readLines() {
    let hits = reading.hits
    var word = 0
    var digit = 0
    for (index, block) in reading.document.blocks.enumerated() {
      while word < hits.words.count, hits.words[word].range.lowerBound < block.range.lowerBound { word += 1 }
      while digit < hits.digits.count, hits.digits[digit].lowerBound < block.range.lowerBound { digit += 1 }
      let firstWord = word
      let firstDigit = digit
      while word < hits.words.count, hits.words[word].range.lowerBound < block.range.upperBound { word += 1 }
      while digit < hits.digits.count, hits.digits[digit].lowerBound < block.range.upperBound { digit += 1 }
      guard reading.document.isOwn(block: index) else { continue }
      let tokens = TokenLine(
        reading.document, block: index, words: hits.words[firstWord..<word], digits: hits.digits[firstDigit..<digit])
      let line = Grammar.parse(tokens)
      if !line.phrases.isEmpty || !line.spans.isEmpty { lines.append((index, line)) }
    }
  }

  /// Everything the page tells of time.
  func claims() -> [Claim] {
    let posts = Posts(reading, lines: lines, setting: setting)
    var claims = posts.claims()
    for (block, line) in lines where !posts.stampBlocks.contains(block) {
      let setting = posts.setting(for: block)
      claims += events(line, block: block, setting)
      claims += durations(line)
    }
    claims += elapsed(after: claims)
    claims += Wordings(reading, timed: Set(lines.filter { !$0.line.phrases.isEmpty }.map(\.block))).claims()
    return claims
  }

  // MARK: Events

  private func events(_ line: TimeLine, block: Int, _ setting: Setting) -> [Claim] {
    let rules = PhaseRules(reading: reading)
    let range = reading.document.blocks[block].range
    var claims: [Claim] = []
    for (index, phrase) in line.phrases.enumerated() {
      let lower = index > 0 ? line.phrases[index - 1].range.upperBound : range.lowerBound
      let upper = index + 1 < line.phrases.count ? line.phrases[index + 1].range.lowerBound : range.upperBound
      if let partner = phrase.partner, partner < index { continue }
      if let partner = phrase.partner {
        let after = partner + 1 < line.phrases.count ? line.phrases[partner + 1].range.lowerBound : range.upperBound
        claims += window(phrase, line.phrases[partner], rules, lower, after, setting)
      } else if let found = rules.phase(of: phrase, between: lower, and: upper) {
        claims += event(phrase, found, setting)
      }
    }
    return claims
  }

  /// Both ends of a declared window, where the words around it tell of trouble.
  private func window(
    _ from: TimePhrase, _ to: TimePhrase, _ rules: PhaseRules, _ lower: Int, _ upper: Int, _ setting: Setting
  ) -> [Claim] {
    var whole = from
    whole.range = from.range.lowerBound..<to.range.upperBound
    guard let found = rules.phase(of: whole, between: lower, and: upper), found.phase != .acknowledged,
      let start = Settle.moment(from, in: setting), var end = Settle.moment(to, in: setting)
    else { return [] }
    // A range that runs backwards crosses midnight.
    if let a = start.order, let b = end.order, b < a, to.day == nil || to.day == from.day { end = end.nextDay() }
    let first = PhaseRules.Found(phase: .started, cue: found.cue, hedged: found.hedged, rule: "window")
    let last = PhaseRules.Found(phase: .recovered, cue: found.cue, hedged: found.hedged, rule: "window")
    return [claim(first, start, from), claim(last, end, to)]
  }

  private func event(_ phrase: TimePhrase, _ found: PhaseRules.Found, _ setting: Setting) -> [Claim] {
    // A day alone is an event only where the beginning or the end is told of it in so many words.
    if phrase.clock == nil, found.rule != "clause" || found.phase == .acknowledged { return [] }
    guard let moment = Settle.moment(phrase, in: setting) else { return [] }
    return [claim(found, moment, phrase)]
  }

  private func claim(_ found: PhaseRules.Found, _ moment: Moment, _ phrase: TimePhrase) -> Claim {
    let quotes = ([phrase.range, found.cue] + phrase.borrowed).map(reading.document.quote)
    return Claim(
      .time, .event(found.phase, moment), quotes: unique(quotes), modality: found.hedged ? .hedged : .stated,
      rule: found.rule, confidence: moment.clock == nil || found.rule == "sentence" ? .medium : .high)
  }

  private func unique(_ quotes: [Quote]) -> [Quote] {
    quotes.reduce(into: []) { kept, quote in if !kept.contains(quote) { kept.append(quote) } }
  }

  // MARK: Durations

  private func durations(_ line: TimeLine) -> [Claim] {
    let rules = SpanRules(reading: reading)
    return line.spans.compactMap { span in
      guard case .duration(let cue, let confidence) = rules.found(span) else { return nil }
      let value = Span(minutes: span.minutes, low: span.low, qualifier: span.qualifier)
      return Claim(
        .duration, .duration(value), quotes: [span.range, cue].map(reading.document.quote), rule: "duration",
        confidence: confidence)
    }
  }

  /// Steps told by how long after another step they came.
  private func elapsed(after claims: [Claim]) -> [Claim] {
    let rules = SpanRules(reading: reading)
    return lines.flatMap(\.line.spans).compactMap { span in
      guard case .elapsed(let phase, let cue, let anchor) = rules.found(span) else { return nil }
      for claim in claims {
        guard case .event(anchor, let moment) = claim.value, let later = moment.adding(minutes: span.minutes)
        else { continue }
        return Claim(
          .time, .event(phase, later), quotes: [span.range, cue].map(reading.document.quote) + [claim.quotes[0]],
          rule: "elapsed", confidence: .medium)
      }
      return nil
    }
  }
}

extension Moment {
  /// The moment a day later.
  func nextDay() -> Moment { moved(by: 86_400) }

  /// The moment so many minutes later, marked derived and approximate.
  func adding(minutes: Double) -> Moment? {
    guard clock != nil, date != nil else { return nil }
    var later = moved(by: Int(minutes * 60))
    later.kind = .derived
    later.approximate = true
    return later
  }

  private func moved(by seconds: Int) -> Moment {
    guard let date else { return self }
    var moved = self
    let (day, time) = CivilDate.split(date.seconds(at: clock) + seconds)
    moved.date = day
    if clock != nil { moved.clock = time }
    moved.instant = instant.map { $0 + seconds }
    return moved
  }
}
