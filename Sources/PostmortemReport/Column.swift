import PostmortemIncidents
import PostmortemPlugin

/// One column of the comparison table: a heading, and what stands in it for a row.
public struct TableColumn: Sendable {
  /// One value of a cell with the evidence it rests on, in the row's numbers.
  typealias Entry = (text: String, evidence: [Int])

  /// What `--columns` calls it: `affected`, `started`, or a plugin's field.
  public let key: String
  let heading: String
  /// The fields of the plugins without which this column would have nothing to say; a column none of
  /// whose fields is filled by a loaded plugin is left out.
  let fields: Set<Field>
  /// Whether the column is left out where no row of the report fills it.
  var isRare = false
  /// The settled fields whose disagreements belong here.
  var settled: Set<String> = []
  let entries: @Sendable (View, Row) -> [Entry]

  /// The heading in the report's language.
  public func heading(_ words: Phrasebook) -> String { words[heading] }

  /// The columns of a table, in order.
  /// - Parameter columns: what the loaded plugins fill.
  static func all(filledBy columns: [Column]) -> [TableColumn] {
    let filled = Set(columns.map(\.field))
    let own = builtIn.filter { $0.fields.isEmpty || !$0.fields.isDisjoint(with: filled) }
    let named = Set(builtIn.flatMap(\.fields))
    return own + columns.filter { !named.contains($0.field) }.map(extra)
  }

  private static let builtIn: [TableColumn] = [
    affected,
    TableColumn(key: "where", heading: "Where", fields: [.region], settled: ["region"]) { _, row in
      row.incident.regions.filter { $0.role == .affected }.map { ($0.value.name, $0.evidence) }
        + row.incident.regions.filter { $0.role == .unaffected }.map { ("not \($0.value.name)", $0.evidence) }
    },
    time("Started", .started),
    time("Acknowledged", .acknowledged),
    time("Partly recovered", .partiallyRecovered),
    TableColumn(key: "recovered", heading: "Recovered", fields: [.time], settled: ["recovered", "resolved"]) {
      view, row in
      // The end of the trouble where it is told, else the provider's closing word.
      guard let end = row.incident.milestone(.recovered) ?? row.incident.milestone(.resolved) else { return [] }
      return [(view.time(end), end.evidence)]
    },
    TableColumn(key: "duration", heading: "Duration", fields: [.duration], settled: ["duration"]) { _, row in
      row.incident.duration.map { [($0.span.shown, $0.evidence)] } ?? []
    },
    TableColumn(key: "status", heading: "Status", fields: [.status]) { _, row in
      [(row.incident.status.rawValue, row.incident.statusEvidence)]
    },
    TableColumn(key: "cause", heading: "Cause", fields: [.cause], settled: ["cause"]) { _, row in
      let incident = row.incident
      return [incident.cause].compactMap { $0 }.map {
        ("\($0.category.rawValue) (\($0.certainty.rawValue))", $0.evidence)
      }
        + [incident.trigger].compactMap { $0 }.map {
          ("set off by \($0.category.rawValue) (\($0.certainty.rawValue))", $0.evidence)
        }
        + (incident.openCause.isEmpty ? [] : [("not known", incident.openCause)])
        + incident.denied.map { ("not \($0.category.rawValue)", $0.evidence) }
    },
    TableColumn(key: "symptoms", heading: "Symptoms", fields: [.symptom]) { _, row in
      row.incident.symptoms.map { ($0.symptom.rawValue, $0.evidence) }
    },
    TableColumn(key: "severity", heading: "Severity", fields: [.severity], isRare: true) { _, row in
      [row.incident.severity].compactMap { $0 }.map { ($0.text, $0.evidence) }
    },
    TableColumn(key: "impact", heading: "Impact", fields: [.impact]) { _, row in
      row.incident.impact.map { ($0.shown, $0.evidence) }
    },
    TableColumn(key: "promises", heading: "Promises", fields: [.promise], isRare: true) { view, row in
      row.incident.promises.map { promise in
        let due = Shown.time(view.options.zone.text(promise.due))
        return ("update by \(due): \(promise.verdict)", promise.evidence)
      }
    },
    TableColumn(key: "others", heading: "Named, not affected", fields: [.service], settled: ["service"]) { _, row in
      row.incident.services.filter { $0.role != .affected }.map {
        ($0.role == .mentioned ? $0.value.name : "\($0.value.name) (\($0.role.rawValue))", $0.evidence)
      }
    },
    TableColumn(key: "published", heading: "Published", fields: []) { view, row in
      distinct(
        view.pages(row).compactMap { source in
          source.page.published?.ownText.map { (Shown.time($0), source.page.evidence(for: .published, source.offset)) }
        })
    },
    TableColumn(key: "captured", heading: "Captured", fields: []) { view, row in
      distinct(
        view.pages(row).compactMap { source in
          source.page.captures.last?.time.map {
            (Shown.time(Moment.text(ofInstant: $0)), source.page.evidence(for: .captured, source.offset))
          }
        })
    },
  ]

  private static let affected = TableColumn(key: "affected", heading: "Affected", fields: [.service]) { _, row in
    // A service of several categories is one entry: "Skype (voice, messaging)".
    row.incident.services(.affected).reduce(into: [[Incident.Cell<Service>]]()) { groups, cell in
      if groups.last?[0].value.name == cell.value.name {
        groups[groups.count - 1].append(cell)
      } else {
        groups.append([cell])
      }
    }.map { cells in
      let categories =
        cells.map(\.value.category.rawValue).joined(separator: ", ") + (cells[0].isAtFault ? "; at fault" : "")
      return ("\(cells[0].value.name) (\(categories))", cells.flatMap(\.evidence))
    }
  }

  private static func time(_ heading: String, _ phase: Phase) -> TableColumn {
    TableColumn(key: phase.rawValue, heading: heading, fields: [.time], settled: [phase.rawValue]) { view, row in
      row.incident.milestone(phase).map { [(view.time($0), $0.evidence)] } ?? []
    }
  }

  private static func extra(_ column: Column) -> TableColumn {
    TableColumn(key: column.field.rawValue, heading: column.heading, fields: [column.field]) { _, row in
      let found = row.incident.columns.first { $0.column == column.field.rawValue }
      return (found?.values ?? []).map { ($0.text, $0.evidence) }
    }
  }

  /// Entries of one text as one.
  private static func distinct(_ entries: [Entry]) -> [Entry] {
    entries.reduce(into: []) { known, entry in
      if let index = known.firstIndex(where: { $0.text == entry.text }) {
        known[index].evidence += entry.evidence
      } else {
        known.append(entry)
      }
    }
  }

  // MARK: - Cells

  /// What stands in the column for a row.
  func cell(_ view: View, _ row: Row) -> Table.Cell {
    // A cell is called the same on whatever clock it is shown.
    let names = self.entries(View(comparison: view.comparison, options: ReportOptions()), row)
    let entries = zip(self.entries(view, row), names).map { entry, name in
      Table.Entry(text: entry.text, evidence: entry.evidence, id: id(name, view, row))
    }
    return Table.Cell(
      entries: entries, state: state(entries, row),
      settlements: row.settlements.filter { settled.contains($0.field) && !$0.rivals.isEmpty },
      correction: row.correction(key))
  }

  private func id(_ entry: Entry, _ view: View, _ row: Row) -> String {
    guard let first = entry.evidence.first else { return "" }
    let source = row.locate(first).source
    let incident = view.comparison.pages[source.page].incidents[source.incident]
    return CellID.of(incident: incident.id, field: key, value: entry.text)
  }

  private func state(_ entries: [Table.Entry], _ row: Row) -> Table.State {
    if entries.isEmpty { return .notStated }
    if key == "cause", !row.incident.openCause.isEmpty { return .unknown }
    if key == "cause", row.incident.cause == nil, row.incident.trigger == nil { return .negated }
    if key == "where", row.incident.regions.allSatisfy({ $0.role != .affected }) { return .negated }
    if key == "status", row.incident.status == .unknown { return .notStated }
    return .stated
  }
}

extension PageResult {
  /// The evidence of a page-level value, in a row's numbers.
  func evidence(for field: Field, _ offset: Int = 0) -> [Int] {
    (grounds.first { $0.field == field }?.evidence ?? []).map { $0 + offset }
  }
}
