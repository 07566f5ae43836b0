import PostmortemPlugin

/// How many were hit, and how many there are to be hit: people, sites, requests, shares of them, money.
/// What it finds and what it won't: README.md.
public struct Impact: Extractor {
  public let manifest = Manifest(
    id: "impact", version: "0.1.0", summary: "How many people, sites and requests were hit, and what it cost.",
    columns: [Column(.impact, heading: "Impact", merge: .all)])
  public let lexicon = Vocabulary.shared.lexicon

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    guard reading.hits.cues.contains(where: { $0.cue == .outage || $0.cue == .degradation }) else { return [] }
    return Counts(reading).claims()
  }
}
