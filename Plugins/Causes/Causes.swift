import PostmortemPlugin

/// What brought the outage about, as the page says it: what was wrong, what set it off, and what it was
/// not. What it finds and what it won't: README.md.
public struct Causes: Extractor {
  public let manifest = Manifest(
    id: "causes", version: "0.1.0", summary: "What brought the outage about, and what it was not.",
    columns: [Column(.cause, heading: "Cause", merge: .all)])
  public let lexicon = Vocabulary.shared.lexicon

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    guard reading.hits.cues.contains(where: { $0.cue == .outage || $0.cue == .degradation }) else { return [] }
    let judge = Judge(reading)
    return reading.hits.words.indices.compactMap(judge.claim)
  }
}
