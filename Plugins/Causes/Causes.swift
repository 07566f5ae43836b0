import PostmortemPlugin

/// What brought the outage about, as the page says it: what was wrong, what set it off, and what it was
/// not. What it finds and what it won't: README.md.
public struct Causes: Extractor {
  public let manifest = Manifest(
    id: "causes", version: "0.1.0", summary: "What brought the outage about, and what it was not.",
    columns: [Column(.cause, heading: "Cause", merge: .all)], reads: [.service])
  public let lexicon = Vocabulary.shared.lexicon

  /// Of one category so many claims are made: a page tells its cause over and over.
  private static let most = 20

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    guard reading.hits.cues.contains(where: { $0.cue == .outage || $0.cue == .degradation }) else { return [] }
    let judge = Judge(reading)
    var counts: [Cause.Category: Int] = [:]
    let things = reading.hits.words.indices.compactMap { index -> Claim? in
      guard let category = judge.category(of: index), counts[category, default: 0] < Causes.most,
        let claim = judge.claim(of: index)
      else { return nil }
      counts[category, default: 0] += 1
      return claim
    }
    let suppliers = Suppliers(judge)
    let causes = things.map(suppliers.naming) + suppliers.claims().prefix(Causes.most)
    return Reported(reading.document).weighed(causes) + open(in: reading)
  }

  /// Where the page says that nobody knows, or tells, the cause.
  private func open(in reading: Reading) -> [Claim] {
    reading.hits.words.filter { hit in
      guard case .open = Vocabulary.shared.words[hit.tag] else { return false }
      return reading.document.isOwn(block: hit.block)
    }.prefix(3).map { hit in
      Claim(
        .cause, .term("unknown"), quotes: [reading.document.quote(hit.range)], rule: "open", confidence: .medium)
    }
  }
}
