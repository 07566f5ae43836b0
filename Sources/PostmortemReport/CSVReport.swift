import PostmortemIncidents
import PostmortemPlugin

/// The comparison table as CSV (RFC 4180): one row an incident, columns that do not change with the
/// pages, times in ISO 8601 UTC beside the page's own words.
public struct CSVReport: Sendable {
  private let results: [PageResult]
  private let extras: [Column]
  private let filled: Set<Field>

  /// - Parameters:
  ///   - results: the pages, in the order of the report.
  ///   - columns: what the loaded plugins fill.
  public init(_ results: [PageResult], columns: [Column]) {
    self.results = results
    filled = Set(columns.map(\.field))
    extras = columns.filter { !Field.settled.contains($0.field) }
  }

  /// The report's bytes, UTF-8, lines ended by CR LF.
  public func text() -> String {
    var lines = [headings.joined(separator: ",")]
    for page in results {
      for incident in page.incidents {
        lines.append(fields(page, incident).map(\.text).joined(separator: ","))
      }
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  /// The phases that have columns.
  private static let phases: [Phase] = [.started, .acknowledged, .partiallyRecovered, .recovered, .resolved]

  /// One field of a row.
  private enum Cell {
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

  private var headings: [String] {
    ["id", "title", "page", "url", "published", "captured", "affected", "categories", "at_fault", "named_not_affected"]
      + ["regions"]
      + CSVReport.phases.flatMap { phase -> [String] in
        let name = phase.rawValue.replacing("-", with: "_")
        return ["", "_text", "_kind", "_precision", "_approximate", "_zone"].map { name + $0 }
      } + ["duration_minutes", "duration_text", "duration_kind", "duration_qualifier", "status"]
      + ["cause", "cause_certainty", "trigger", "not_the_cause", "symptoms", "severity", "impact", "impact_text"]
      + extras.map { CSVReport.escape($0.field.rawValue) }
  }

  /// Each word once, in order.
  private func once(_ words: [String]) -> [String] {
    words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func fields(_ page: PageResult, _ incident: Incident) -> [Cell] {
    let affected = incident.services(.affected)
    let others = incident.services.filter { $0.role != .affected }.map { "\($0.value.name) (\($0.role.rawValue))" }
    let regions = incident.regions.filter { $0.role == .affected }.map(\.value.name)
    let captured = page.captures.last?.time.map(Moment.text(ofInstant:))
    var fields: [Cell] = [
      .words(incident.id), .words(incident.title), .words(page.page), .words(page.url ?? ""),
      .bare(page.published?.text ?? ""), .bare(captured ?? ""), .words(list(once(affected.map(\.value.name)))),
      .words(list(once(affected.map(\.value.category.rawValue)))),
      .words(list(once(affected.filter(\.isAtFault).map(\.value.name)))),
      .words(list(others)), .words(list(regions)),
    ]
    for phase in CSVReport.phases { fields += time(incident.milestone(phase)) }
    fields += duration(incident.duration)
    fields.append(.bare(incident.status.rawValue))
    fields += account(incident)
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
