import PostmortemIncidents
import PostmortemPlugin

/// One column of the comparison table: a heading, and what stands in it for an incident.
struct TableColumn: Sendable {
  /// One value of a cell with the evidence it rests on.
  struct Entry: Sendable {
    let text: String
    let evidence: [Int]
  }

  let heading: String
  /// The fields of the plugins without which this column would have nothing to say; a column none of
  /// whose fields is filled by a loaded plugin is left out.
  let fields: Set<Field>
  /// Whether the column is left out where no incident of the report fills it.
  var isRare = false
  let entries: @Sendable (PageResult, Incident) -> [Entry]

  /// The columns of a table, in order.
  /// - Parameter columns: what the loaded plugins fill.
  static func all(filledBy columns: [Column]) -> [TableColumn] {
    let filled = Set(columns.map(\.field))
    let own = builtIn.filter { $0.fields.isEmpty || !$0.fields.isDisjoint(with: filled) }
    let named = Set(builtIn.flatMap(\.fields))
    return own + columns.filter { !named.contains($0.field) }.map(extra)
  }

  private static let builtIn: [TableColumn] = [
    services("Affected", .affected),
    TableColumn(heading: "Where", fields: [.region]) { _, incident in
      incident.regions.filter { $0.role == .affected }.map { Entry(text: $0.value.name, evidence: $0.evidence) }
        + incident.regions.filter { $0.role == .unaffected }.map {
          Entry(text: "not \($0.value.name)", evidence: $0.evidence)
        }
    },
    time("Started", .started),
    time("Acknowledged", .acknowledged),
    time("Partly recovered", .partiallyRecovered),
    TableColumn(heading: "Recovered", fields: [.time]) { _, incident in
      // The end of the trouble where it is told, else the provider's closing word.
      guard let end = incident.milestone(.recovered) ?? incident.milestone(.resolved) else { return [] }
      return [Entry(text: end.shown, evidence: end.evidence)]
    },
    TableColumn(heading: "Duration", fields: [.duration]) { _, incident in
      incident.duration.map { [Entry(text: $0.span.shown, evidence: $0.evidence)] } ?? []
    },
    TableColumn(heading: "Status", fields: [.status]) { _, incident in
      [Entry(text: incident.status.rawValue, evidence: incident.statusEvidence)]
    },
    TableColumn(heading: "Cause", fields: [.cause]) { _, incident in
      [incident.cause].compactMap { $0 }.map {
        Entry(text: "\($0.category.rawValue) (\($0.certainty.rawValue))", evidence: $0.evidence)
      }
        + [incident.trigger].compactMap { $0 }.map {
          Entry(text: "set off by \($0.category.rawValue) (\($0.certainty.rawValue))", evidence: $0.evidence)
        }
        + incident.denied.map { Entry(text: "not \($0.category.rawValue)", evidence: $0.evidence) }
    },
    TableColumn(heading: "Symptoms", fields: [.symptom]) { _, incident in
      incident.symptoms.map { Entry(text: $0.symptom.rawValue, evidence: $0.evidence) }
    },
    TableColumn(heading: "Severity", fields: [.severity], isRare: true) { _, incident in
      [incident.severity].compactMap { $0 }.map { Entry(text: $0.text, evidence: $0.evidence) }
    },
    TableColumn(heading: "Impact", fields: [.impact]) { _, incident in
      incident.impact.map { Entry(text: $0.shown, evidence: $0.evidence) }
    },
    TableColumn(heading: "Named, not affected", fields: [.service]) { _, incident in
      incident.services.filter { $0.role != .affected }.map {
        Entry(
          text: $0.role == .mentioned ? $0.value.name : "\($0.value.name) (\($0.role.rawValue))", evidence: $0.evidence)
      }
    },
    TableColumn(heading: "Published", fields: []) { page, _ in
      page.published?.ownText.map { [Entry(text: Shown.time($0), evidence: page.evidence(for: .published))] } ?? []
    },
    TableColumn(heading: "Captured", fields: []) { page, _ in
      page.captures.last?.time.map {
        [Entry(text: Shown.time(Moment.text(ofInstant: $0)), evidence: page.evidence(for: .captured))]
      } ?? []
    },
  ]

  private static func services(_ heading: String, _ role: Role) -> TableColumn {
    TableColumn(heading: heading, fields: [.service]) { _, incident in
      // A service of several categories is one entry: "Skype (voice, messaging)".
      incident.services(role).reduce(into: [[Incident.Cell<Service>]]()) { groups, cell in
        if groups.last?[0].value.name == cell.value.name {
          groups[groups.count - 1].append(cell)
        } else {
          groups.append([cell])
        }
      }.map { cells in
        let categories =
          cells.map(\.value.category.rawValue).joined(separator: ", ") + (cells[0].isAtFault ? "; at fault" : "")
        return Entry(text: "\(cells[0].value.name) (\(categories))", evidence: cells.flatMap(\.evidence))
      }
    }
  }

  private static func time(_ heading: String, _ phase: Phase) -> TableColumn {
    TableColumn(heading: heading, fields: [.time]) { _, incident in
      incident.milestone(phase).map { [Entry(text: $0.shown, evidence: $0.evidence)] } ?? []
    }
  }

  private static func extra(_ column: Column) -> TableColumn {
    TableColumn(heading: column.heading, fields: [column.field]) { _, incident in
      let found = incident.columns.first { $0.column == column.field.rawValue }
      return (found?.values ?? []).map { Entry(text: $0.text, evidence: $0.evidence) }
    }
  }
}

extension PageResult {
  /// The evidence of a page-level value.
  func evidence(for field: Field) -> [Int] { grounds.first { $0.field == field }?.evidence ?? [] }
}
