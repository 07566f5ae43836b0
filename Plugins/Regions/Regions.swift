import PostmortemPlugin

/// Names the places of a page and what each has to do with the outage: people there could not use
/// the thing, they could, the machines stand there, or it is merely mentioned.
public struct Regions: Extractor {
  public let manifest = Manifest(
    id: "regions", version: "0.1.0",
    summary: "Countries, areas, cities and cloud regions, and what each has to do with the outage.",
    columns: [Column(.region, heading: "Regions", merge: .all)])

  public var lexicon: Lexicon { Gazetteer.shared.lexicon }

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    let lens = Lens(reading)
    let sites = Sites(reading, gazetteer: .shared, lens: lens)
    var verdicts = Verdicts(reading: reading, lens: lens)
    return sites.groups.flatMap { verdicts.claims(of: $0) }
  }
}
