import PostmortemPlugin

/// When it began, was acknowledged and was over, and how long it took: dates, clock times, zones and
/// durations, in English and Chinese. What it finds and what it won't: README.md.
public struct Timestamps: Extractor {
  public let manifest = Manifest(
    id: "timestamps", version: "0.1.0", summary: "When it began, was acknowledged and was over, and how long it took.",
    columns: [
      Column(.time, heading: "Times", merge: .all), Column(.duration, heading: "Duration", merge: .first),
      Column(.promise, heading: "Promises", merge: .all),
    ],
    reads: [.region, .service])
  public let lexicon = Vocabulary.shared.lexicon

  private let rules: Rules

  public init() { rules = Rules() }

  /// The plugin without one of its rules, for the test that shows what each carries.
  package init(without rule: Rule) { rules = Rules(without: rule) }

  public func claims(in reading: Reading) -> [Claim] {
    let lines = BlockTimes.all(in: reading, by: rules)
    let events = Events(reading, lines: lines, rules: rules)
    let stamps = Stamps(reading, lines: lines, events: events)
    var claims = Posts(reading: reading, stamps: stamps.all, rules: rules).claims() + events.claims(beside: stamps)
    claims += Promises(reading, stamps: stamps, rules: rules).claims(of: lines)
    if rules.allow(.tweet) { claims += Tweets(reading).claims() }
    if rules.allow(.relapse) { claims = Relapse(reading, stamps: stamps.all).applied(to: claims) }
    claims = SummaryWord(reading.document).applied(to: claims)
    claims = LaterWord(reading, stamps: stamps).applied(to: claims)
    let spans = Durations(reading, lines: lines, elsewhere: events.elsewhere, rules: rules)
    claims += spans.claims()
    if rules.allow(.elapsed) { claims += spans.elapsed(after: claims) }
    guard rules.allow(.untimed) else { return claims }
    let timed = Set(lines.filter { !$0.line.phrases.isEmpty }.map(\.block))
    return claims + Wordings(reading, timed: timed).claims(beside: claims)
  }
}

/// What one of the page's own blocks tells of time.
struct BlockTimes: Sendable {
  let block: Int
  let line: TimeLine

  /// The blocks that tell anything of time, in order. Comments and other stories are left out.
  static func all(in reading: Reading, by rules: Rules) -> [BlockTimes] {
    let hits = reading.hits
    var found: [BlockTimes] = []
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
      let line = Grammar.parse(tokens, by: rules)
      if !line.phrases.isEmpty || !line.spans.isEmpty || line.zone != nil {
        found.append(BlockTimes(block: index, line: line))
      }
    }
    return found
  }
}
