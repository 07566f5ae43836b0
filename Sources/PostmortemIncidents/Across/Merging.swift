import PostmortemPlugin

/// From one outage's tellings to one row. Where pages differ, one rule after the other decides, and what
/// was not chosen stands beside what was.
struct Merging {
  /// One page's telling in the row.
  struct Telling {
    let observation: Observation
    let offset: Int
    /// Tellings of one origin count once as support.
    let origin: String

    func ids(_ evidence: [Int]) -> [Int] { evidence.map { $0 + offset } }
  }

  let tellings: [Telling]
  private let joins: [Join]

  init(_ group: Joining.Group, _ observations: [Observation], _ pages: [PageResult]) {
    let sorted = group.members.sorted { a, b in
      let (x, y) = (observations[a], observations[b])
      if x.authority != y.authority { return x.authority > y.authority }
      return (x.told ?? .max, a) < (y.told ?? .max, b)
    }
    var offset = 0
    var tellings: [Telling] = []
    for member in sorted {
      let observation = observations[member]
      tellings.append(Telling(observation: observation, offset: offset, origin: ""))
      offset += pages[observation.page].evidence.count
    }
    let origins = Merging.origins(tellings.map(\.observation))
    self.tellings = tellings.indices.map {
      Telling(observation: tellings[$0].observation, offset: tellings[$0].offset, origin: origins[$0])
    }
    joins = group.joins.map { join in
      Join(source: sorted.firstIndex(of: join.member)!, with: sorted.firstIndex(of: join.with)!, reason: join.reason)
    }.sorted { ($0.source, $0.with) < ($1.source, $1.with) }
  }

  /// Copies of one text and captures of one address are one source.
  private static func origins(_ observations: [Observation]) -> [String] {
    var byText: [String: String] = [:]
    var byAddress: [String: String] = [:]
    return observations.map { observation in
      let known = byText[observation.textHash] ?? observation.address.flatMap { byAddress[$0] } ?? observation.key
      byText[observation.textHash] = known
      if let address = observation.address { byAddress[address] = known }
      return known
    }
  }

  func row() -> Row {
    var settlements: [Row.Settlement] = []
    let lead = tellings[0].observation.incident
    var incident = lead
    incident.id = tellings.lazy.compactMap(\.observation.incident.official).first ?? lead.id
    incident.official = tellings.lazy.compactMap(\.observation.incident.official).first
    incident.title = title
    incident.services = cells(
      \.services, key: { "\($0.name)\u{0}\($0.category.rawValue)" }, name: \.name, field: "service", &settlements)
    incident.regions = cells(\.regions, key: \.code, name: \.name, field: "region", &settlements)
    incident.timeline = Phase.allCases.compactMap { milestone($0, &settlements) }
    incident.duration = duration(&settlements, incident.timeline)
    (incident.status, incident.statusEvidence) = status()
    settleCauses(&incident, &settlements)
    incident.symptoms = symptoms()
    incident.severity = severity()
    incident.impact = impact()
    incident.promises = promises()
    incident.columns = columns()
    incident.conflicts = conflicts(settlements)
    return Row(
      sources: tellings.map {
        Row.Source(page: $0.observation.page, incident: $0.observation.ordinal, offset: $0.offset)
      }, incident: incident, joins: joins, settlements: settlements)
  }

  /// The provider's heading, or of the press the one that was written first.
  private var title: String { tellings.lazy.map(\.observation.incident.title).first { !$0.isEmpty } ?? "" }

  /// What the pages disagree on with each other, after what one of them disagrees on with itself.
  private func conflicts(_ settlements: [Row.Settlement]) -> [Incident.Conflict] {
    let within = tellings.flatMap { telling in
      telling.observation.incident.conflicts.map {
        Incident.Conflict(field: $0.field, values: $0.values, evidence: telling.ids($0.evidence))
      }
    }
    var seen: Set<[String]> = []
    return within.filter { seen.insert([$0.field] + $0.values).inserted } + settlements.compactMap(\.conflict)
  }
}

extension Row.Settlement {
  /// The disagreement, if there is one.
  var conflict: Incident.Conflict? {
    guard !rivals.isEmpty else { return nil }
    return Incident.Conflict(
      field: field, values: [chosen.text] + rivals.map(\.text),
      evidence: Array(chosen.evidence.prefix(1)) + rivals.flatMap { $0.evidence.prefix(1) })
  }
}
