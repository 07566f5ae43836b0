import PostmortemPlugin

/// Names the services of a page and the part each plays: affected, spared, owner, supplier, the
/// place where people complain, who gains by it, or merely mentioned.
public struct Products: Extractor {
  public let manifest = Manifest(
    id: "products", version: "0.1.0",
    summary: "Services, networks and products, and the part each plays in the outage.",
    columns: [Column(.service, heading: "Affected", merge: .all)], reads: [.region])

  public var lexicon: Lexicon { ServiceList.shared.lexicon }

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    let list = ServiceList.shared
    let lens = Lens(reading)
    let groups = Groups(Mentions(reading, list: list, lens: lens).all, lens: lens).all
    var findings = Judge(reading: reading, lens: lens, list: list, groups: groups).findings()
    Settling(list: list, reading: reading).settle(&findings)
    Declared(reading, lens: lens).settle(&findings)
    let claims = Sieve(document: reading.document).claims(findings)
    let unlisted = Unlisted(reading: reading, lens: lens, findings: findings).claims()
    // What the provider itself lists as affected stands first, whether a list knows it or not.
    return unlisted.filter { $0.rule == "component" } + claims + unlisted.filter { $0.rule != "component" }
      + Trades(lens: lens).claims(beside: findings)
      + Provider(reading: reading, lens: lens, list: list).claims(beside: findings)
      + LinkSlugs(document: reading.document, list: list).claims(beside: findings)
      + Glosses(lens: lens).claims(beside: findings)
  }
}
