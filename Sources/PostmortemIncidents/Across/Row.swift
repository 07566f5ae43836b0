import PostmortemPlugin

/// One outage, as all the pages together tell it: a row of the comparison.
public struct Row: Sendable {
  /// One page's telling.
  public struct Source: Sendable, Hashable {
    /// The page's place in `Comparison.pages`, and the incident's in its page.
    public let page: Int
    public let incident: Int
    /// What is added to the page's evidence ids to make them the row's.
    public let offset: Int
  }

  /// How a value came to stand in the row where pages had to be weighed.
  public struct Settlement: Sendable, Hashable {
    /// `started`, `duration`, `cause` …
    public let field: String
    /// Why this value: `the only source`, `the provider's word before the press's` …
    public let rule: String
    /// What stands in the row.
    public let chosen: Word
    /// What other pages say instead.
    public let rivals: [Word]
  }

  /// What some of the pages say of a field.
  public struct Word: Sendable, Hashable {
    public let text: String
    /// How many independent sources say it. Copies of one text, and captures of one address, are one.
    public let support: Int
    public let evidence: [Int]
  }

  /// A row that has to do with this one and is another incident.
  public struct Relation: Sendable, Hashable {
    public let id: String
    public let why: String
  }

  /// The pages' tellings: the most trusted first, and of equals the one that was written first.
  public let sources: [Source]
  /// The settled values. Their evidence is numbered across the row: `Comparison.evidence(_:of:)` finds it.
  public internal(set) var incident: Incident
  /// Why the pages after the first are here.
  public let joins: [Join]
  public let settlements: [Settlement]
  public internal(set) var related: [Relation] = []
  /// What people put right, field by field.
  public internal(set) var corrections: [AppliedCorrection] = []

  public var id: String { incident.id }

  public func settlement(_ field: String) -> Settlement? { settlements.first { $0.field == field } }
  public func correction(_ field: String) -> AppliedCorrection? { corrections.first { $0.correction.field == field } }

  /// The source that a piece of the row's evidence is of, and its number there.
  public func locate(_ evidence: Int) -> (source: Source, id: Int) {
    let source = sources.last { $0.offset <= evidence } ?? sources[0]
    return (source, evidence - source.offset)
  }
}

/// All pages of a report and the rows that they come to. A pure function of the set of pages: neither
/// their order nor their repetition nor the way they were divided among machines changes anything.
public struct Comparison: Sendable {
  /// Each page once, by path.
  public let pages: [PageResult]
  /// By beginning, then id.
  public let rows: [Row]
  /// Corrections that fit no row.
  public let unusedCorrections: [Correction]
  /// Pairs of the user's that name nothing here.
  public let unusedOverrides: [String]

  public init(_ results: [PageResult], overrides: Overrides = Overrides(), corrections: [Correction] = []) {
    var byKey: [String: PageResult] = [:]
    for result in results { byKey["\(result.page)\u{0}\(result.digest)"] = result }
    let pages = byKey.sorted { $0.key < $1.key }.map(\.value)
    self.pages = pages
    let observations = pages.indices.flatMap { page in
      pages[page].incidents.indices.map { Observation(pages[page], page: page, ordinal: $0) }
    }.sorted { ($0.key, $0.page) < ($1.key, $1.page) }
    let names = observations.map { Comparison.names(of: pages[$0.page], $0.incident) }
    var joining = Joining(observations, overrides, names: names)
    let groups = joining.groups()
    var rows = groups.map { Merging($0, observations, pages).row() }.sorted(by: Comparison.precedes)
    Comparison.tellApart(&rows)
    Comparison.relate(&rows, groups, observations)
    unusedCorrections = Correction.apply(corrections, to: &rows, pages)
    self.rows = rows
    let known = Set(names.joined())
    unusedOverrides = (overrides.same + overrides.different).flatMap { [$0.first, $0.second] }.filter {
      !known.contains($0) && !known.contains(Address.name(of: $0))
    }
  }

  /// A piece of a row's evidence, and the page it is of.
  public func evidence(_ id: Int, of row: Row) -> (page: PageResult, evidence: CitedEvidence) {
    let (source, own) = row.locate(id)
    return (pages[source.page], pages[source.page].evidence[own])
  }

  /// The pages of a row, the most trusted first.
  public func pages(of row: Row) -> [PageResult] { row.sources.map { pages[$0.page] } }

  /// What a user may call an observation.
  private static func names(of page: PageResult, _ incident: Incident) -> [String] {
    [page.page, incident.id] + (page.url.map { [$0, Address.name(of: $0)] } ?? [])
  }

  private static func precedes(_ a: Row, _ b: Row) -> Bool {
    switch (a.incident.order, b.incident.order) {
    case (let x?, let y?) where x != y: return x < y
    case (_?, nil): return true
    case (nil, _?): return false
    default: return a.id < b.id
    }
  }

  /// Ids that two rows came to by the same words get a number.
  private static func tellApart(_ rows: inout [Row]) {
    var seen: [String: Int] = [:]
    for index in rows.indices {
      let id = rows[index].id
      seen[id, default: 0] += 1
      if seen[id]! > 1 { rows[index].incident.id = "\(id)-\(seen[id]!)" }
    }
  }
}

extension Incident {
  /// When it was, for sorting: its beginning, else the first time that is told.
  public var order: Int? { milestone(.started)?.moment.order ?? timeline.lazy.compactMap(\.moment.order).first }
}
