import PostmortemIncidents
import PostmortemPlugin

/// The comparison table as CSV (RFC 4180): one row an outage, columns that do not change with the pages,
/// times in ISO 8601 UTC beside the page's own words.
public struct CSVReport: Sendable {
  private let table: Table
  private let extras: [Column]

  public init(_ table: Table) {
    self.table = table
    extras = table.plugins.filter { !Field.settled.contains($0.field) }
  }

  /// The report's bytes, UTF-8, lines ended by CR LF.
  public func text() -> String {
    var seen: Set<String> = []
    let rows = table.lines.map(\.row).filter { seen.insert($0.id).inserted }.map(fields)
    let chosen = headings.indices.filter { isChosen(headings[$0].key) }
    let lines = [chosen.map { CSVReport.escape(headings[$0].name) }] + rows.map { row in chosen.map { row[$0].text } }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// The phases that have columns.
  private static let phases: [Phase] = [.started, .acknowledged, .partiallyRecovered, .recovered, .resolved]

  /// One field of a row.
  enum Cell {
    /// Words: quoted where RFC 4180 asks for it, and never a formula in a spreadsheet.
    case words(String)
    /// A number or a time, written bare.
    case bare(String)

    var text: String {
      switch self {
      case .bare(let text): return text
      case .words(let text): return CSVReport.escape(text)
      }
    }
  }

  /// What names the row is in every report; the rest can be chosen by the table's keys.
  private func isChosen(_ key: String?) -> Bool {
    guard let key, !table.options.columns.isEmpty else { return true }
    return table.options.columns.contains(key)
  }

  private var headings: [(name: String, key: String?)] {
    let named: [(String, String?)] = [
      ("id", nil), ("title", nil), ("page", nil), ("url", nil), ("sources", nil), ("published", "published"),
      ("captured", "captured"), ("affected", "affected"), ("categories", "affected"),
      ("at_fault", "affected"),
      ("named_not_affected", "others"), ("regions", "where"),
    ]
    let times = CSVReport.phases.flatMap { phase -> [(String, String?)] in
      let name = phase.rawValue.replacing("-", with: "_")
      let key = phase == .resolved ? Phase.recovered.rawValue : phase.rawValue
      return ["", "_text", "_kind", "_precision", "_approximate", "_zone"].map { (name + $0, key) }
    }
    let account: [(String, String?)] =
      ["duration_minutes", "duration_text", "duration_kind", "duration_qualifier"].map { ($0, "duration") }
      + [("status", "status")]
      + ["cause", "cause_certainty", "trigger", "not_the_cause"].map { ($0, "cause") }
      + [("symptoms", "symptoms"), ("severity", "severity"), ("impact", "impact"), ("impact_text", "impact")]
      + [("conflicts", nil), ("corrected", nil)]
    return named + times + account + extras.map { ($0.field.rawValue, $0.field.rawValue) }
  }

  /// Each word once, in order.
  private func once(_ words: [String]) -> [String] {
    words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func fields(_ row: Row) -> [Cell] {
    let incident = row.incident
    let pages = table.comparison.pages(of: row)
    let affected = incident.services(.affected)
    let others = incident.services.filter { $0.role != .affected }.map { "\($0.value.name) (\($0.role.rawValue))" }
    let regions = incident.regions.filter { $0.role == .affected }.map(\.value.name)
    let captured = pages[0].captures.last?.time.map(Moment.text(ofInstant:))
    func corrected(_ field: String, _ reading: Cell) -> Cell {
      row.correction(field).map { .words($0.correction.value) } ?? reading
    }
    var fields: [Cell] = [
      .words(incident.id), corrected("title", .words(incident.title)), .words(list(pages.map(\.page))),
      .words(list(once(pages.compactMap(\.url)))), .bare("\(pages.count)"), .bare(pages[0].published?.text ?? ""),
      .bare(captured ?? ""), corrected("affected", .words(list(once(affected.map(\.value.name))))),
      .words(list(once(affected.map(\.value.category.rawValue)))),
      .words(list(once(affected.filter(\.isAtFault).map(\.value.name)))), .words(list(others)),
      corrected("where", .words(list(regions))),
    ]
    for phase in CSVReport.phases {
      var cells = time(incident.milestone(phase))
      cells[0] = corrected(phase.rawValue, cells[0])
      fields += cells
    }
    var duration = duration(incident.duration)
    duration[0] = corrected("duration", duration[0])
    fields += duration
    fields.append(corrected("status", .bare(incident.status.rawValue)))
    var account = account(incident)
    account[0] = corrected("cause", account[0])
    account[5] = corrected("severity", account[5])
    fields += account
    fields.append(.words(list(once(incident.conflicts.map(\.field)))))
    fields.append(.words(list(once(row.corrections.map(\.correction.field)))))
    for column in extras {
      let values = incident.columns.first { $0.column == column.field.rawValue }?.values ?? []
      fields.append(.words(list(values.map(\.text))))
    }
    return fields
  }

  private func time(_ milestone: Incident.Milestone?) -> [Cell] {
    guard let milestone else { return Array(repeating: .bare(""), count: 6) }
    let moment = milestone.moment
    return [
      .bare(moment.text ?? ""), .words(milestone.text), .bare(moment.kind.rawValue),
      .bare(moment.precision.rawValue), .bare(moment.approximate ? "true" : "false"), .words(moment.zone ?? ""),
    ]
  }

  private func duration(_ cell: Incident.SpanCell?) -> [Cell] {
    guard let cell else { return Array(repeating: .bare(""), count: 4) }
    return [
      .bare(plain(cell.span.minutes)), .words(cell.text), .bare(cell.span.kind.rawValue),
      .bare(cell.span.qualifier.rawValue),
    ]
  }

  private func account(_ incident: Incident) -> [Cell] {
    [
      .bare(incident.cause?.category.rawValue ?? "unknown"), .bare(incident.cause?.certainty.rawValue ?? "none"),
      .bare(incident.trigger?.category.rawValue ?? ""), .words(list(incident.denied.map(\.category.rawValue))),
      .words(list(incident.symptoms.map(\.symptom.rawValue))), .words(incident.severity?.text ?? ""),
      .words(list(incident.impact.map(\.amount.text))), .words(list(incident.impact.map(\.text))),
    ]
  }

  private func list(_ items: [String]) -> String { items.joined(separator: "; ") }

  /// Words as a CSV field. What a spreadsheet would take for a formula gets an apostrophe before it.
  static func escape(_ text: String) -> String {
    var safe = Shown.safe(text)
    if let first = safe.first, "=+-@\t\r".contains(first) { safe = "'" + safe }
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
