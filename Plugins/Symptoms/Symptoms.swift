import PostmortemPlugin

/// How an outage showed itself, and how its provider graded it. What it finds and what it won't:
/// README.md.
public struct Symptoms: Extractor {
  public let manifest = Manifest(
    id: "symptoms", version: "0.1.0", summary: "How the outage showed itself, and the provider's grade of it.",
    columns: [
      Column(.symptom, heading: "Symptoms", merge: .all), Column(.severity, heading: "Severity", merge: .last),
    ])
  public let lexicon = Vocabulary.shared.lexicon

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    guard reading.hits.cues.contains(where: { $0.cue == .outage || $0.cue == .degradation }) else { return [] }
    return Signs(reading).claims() + Grades(reading).claims()
  }
}
