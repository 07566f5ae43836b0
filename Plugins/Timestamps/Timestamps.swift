import PostmortemPlugin

/// When it began, was acknowledged and was over, and how long it took: dates, clock times, zones and
/// durations, in English and Chinese. What it finds and what it won't: README.md.
public struct Timestamps: Extractor {
  public let manifest = Manifest(
    id: "timestamps", version: "0.1.0", summary: "When it began, was acknowledged and was over, and how long it took.",
    columns: [
      Column(.time, heading: "Times", merge: .all), Column(.duration, heading: "Duration", merge: .first),
    ],
    reads: [.region, .service])
  public let lexicon = Vocabulary.shared.lexicon

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    let lines = BlockTimes.all(in: reading)
    let events = Events(reading, lines: lines)
    let posts = Posts(reading, lines: lines, setting: events.setting)
    var claims = posts.claims() + events.claims(beside: posts) + Tweets(reading).claims()
    let spans = Durations(reading, lines: lines, elsewhere: events.elsewhere)
    claims += spans.claims()
    claims += spans.elapsed(after: claims)
    claims += Wordings(reading, timed: Set(lines.filter { !$0.line.phrases.isEmpty }.map(\.block))).claims(
      beside: claims)
    return claims
  }
}

/// What one of the page's own blocks tells of time.
struct BlockTimes: Sendable {
  let block: Int
  let line: TimeLine

  /// The blocks that tell anything of time, in order. Comments and other stories are left out.
  static func all(in reading: Reading) -> [BlockTimes] {
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
      let line = Grammar.parse(tokens)
      if !line.phrases.isEmpty || !line.spans.isEmpty { found.append(BlockTimes(block: index, line: line)) }
    }
    return found
  }
}
