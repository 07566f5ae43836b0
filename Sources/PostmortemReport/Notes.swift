import PostmortemIncidents
import PostmortemPlugin

/// The footnotes of a Markdown report, one for each value of a cell.
struct Notes {
  private let comparison: Comparison
  private var lines: [String] = []

  init(_ comparison: Comparison) { self.comparison = comparison }

  var isEmpty: Bool { lines.isEmpty }
  var text: String { lines.joined(separator: "\n") }

  /// The mark of a footnote with everything a value rests on, page by page.
  mutating func mark(_ entry: Table.Entry, in row: Row) -> String {
    guard !entry.evidence.isEmpty else { return "" }
    let number = lines.count + 1
    var pages: [(page: String, evidence: [CitedEvidence])] = []
    for id in entry.evidence {
      let found = comparison.evidence(id, of: row)
      if let index = pages.firstIndex(where: { $0.page == found.page.page }) {
        pages[index].evidence.append(found.evidence)
      } else {
        pages.append((found.page.page, [found.evidence]))
      }
    }
    let passages = pages.map { page in
      Footnote.quotes(page.evidence).map(\.markdown).joined(separator: " · ")
        + " — \(MarkdownReport.escape(page.page))"
    }
    let milestone = row.incident.timeline.first { $0.evidence == entry.evidence }
    let rounding = milestone?.isDeclaredToTheMinute == true && row.incident.isRounded ? ", rounded to five minutes" : ""
    let remark = milestone.map { "; " + $0.remark + rounding } ?? ""
    lines.append("[^\(number)]: \(passages.joined(separator: "; "))\(remark) `\(entry.id)`")
    return "[^\(number)]"
  }
}

/// The line under every report: what was read, what came of it, and with what it was made. No clock: the
/// same pages give the same line.
struct MethodLine {
  private let table: Table

  init(_ table: Table) { self.table = table }

  var text: String {
    let pages = table.comparison.pages
    let failed = pages.filter { !$0.failures.isEmpty }.count
    let without = pages.filter { $0.incidents.isEmpty && $0.failures.isEmpty }.count
    return
      "\(pages.count) pages read, \(table.comparison.rows.count) incidents, \(without) pages not about an incident, "
      + "\(failed) with failures. \(table.options.method)"
  }
}
