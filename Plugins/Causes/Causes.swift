import PostmortemPlugin

/// What brought the outage about, as the page says it: what was wrong, what set it off, and what it was
/// not. What it finds and what it won't: README.md.
public struct Causes: Extractor {
  public let manifest = Manifest(
    id: "causes", version: "0.1.0", summary: "What brought the outage about, and what it was not.",
    columns: [Column(.cause, heading: "Cause", merge: .all)])
  public let lexicon = Vocabulary.shared.lexicon

  /// Of one category so many claims are made: a page tells its cause over and over.
  private static let most = 20

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    guard reading.hits.cues.contains(where: { $0.cue == .outage || $0.cue == .degradation }) else { return [] }
    let judge = Judge(reading)
    var counts: [Cause.Category: Int] = [:]
    let claims = reading.hits.words.indices.compactMap { index -> Claim? in
      guard let category = judge.category(of: index), counts[category, default: 0] < Causes.most,
        let claim = judge.claim(of: index)
      else { return nil }
      counts[category, default: 0] += 1
      return claim
    }
    return Reported(reading.document).weighed(claims)
  }
}
