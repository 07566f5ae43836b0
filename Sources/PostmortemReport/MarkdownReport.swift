import PostmortemIncidents
import PostmortemPlugin

/// The comparison table as Markdown (GitHub flavour): one row an incident, a footnote for each cell
/// with its quotations, and at the end the pages that gave no row.
public struct MarkdownReport: Sendable {
  private let results: [PageResult]
  private let columns: [TableColumn]
  private let method: String

  /// - Parameters:
  ///   - results: the pages, in the order of the report.
  ///   - columns: what the loaded plugins fill.
  ///   - method: the line under the report: versions of the tool and of what read the pages.
  public init(_ results: [PageResult], columns: [Column], method: String) {
    self.results = results
    self.columns = TableColumn.all(filledBy: columns).filter { column in
      !column.isRare
        || results.contains { page in page.incidents.contains { !column.entries(page, $0).isEmpty } }
    }
    self.method = method
  }

  /// The report's bytes, UTF-8.
  public func text() -> String {
    var notes: [String] = []
    var rows: [String] = []
    for page in results {
      for incident in page.incidents { rows.append(row(page, incident, &notes)) }
    }
    var parts = ["# Outages compared"]
    if rows.isEmpty {
      parts.append("No page tells of an incident.")
    } else {
      let headings = ["Incident"] + columns.map(\.heading)
      parts.append(
        (["| " + headings.joined(separator: " | ") + " |", "|" + headings.map { _ in "---|" }.joined()] + rows)
          .joined(separator: "\n"))
      parts.append("`≈` approximate · `≤` no later than · — not stated · times in UTC unless marked local")
    }
    if !notes.isEmpty { parts.append("## Evidence\n\n" + notes.joined(separator: "\n")) }
    parts += [otherPages(), failures()].compactMap { $0 }
    parts.append(methodLine())
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func row(_ page: PageResult, _ incident: Incident, _ notes: inout [String]) -> String {
    let title = MarkdownReport.escape(incident.title.isEmpty ? incident.id : incident.title)
    let name = page.url.flatMap(MarkdownReport.link).map { "[\(title)](\($0))" } ?? title
    let cells = columns.map { column -> String in
      let entries = column.entries(page, incident)
      let texts = entries.map { entry -> String in
        let mark = note(entry.evidence, page, incident, &notes)
        return MarkdownReport.escape(entry.text) + mark
      }
      return texts.isEmpty ? "—" : texts.joined(separator: "<br>")
    }
    return "| " + ([name] + cells).joined(separator: " | ") + " |"
  }

  /// The mark of a footnote with everything a cell rests on.
  private func note(_ ids: [Int], _ page: PageResult, _ incident: Incident, _ notes: inout [String]) -> String {
    guard !ids.isEmpty else { return "" }
    let number = notes.count + 1
    let quotes = Footnote.quotes(ids.map { page.evidence[$0] })
    let remark = incident.timeline.first { $0.evidence == ids }.map { "; " + $0.remark } ?? ""
    notes.append(
      "[^\(number)]: " + quotes.map(\.markdown).joined(separator: " · ") + " — \(MarkdownReport.escape(page.page))"
        + remark)
    return "[^\(number)]"
  }

  private func otherPages() -> String? {
    let pages = results.filter { $0.incidents.isEmpty && $0.failures.isEmpty }
    guard !pages.isEmpty else { return nil }
    let lines = pages.map {
      "- \(MarkdownReport.escape($0.page)): \(MarkdownReport.escape($0.title)) (\($0.verdict.why.rawValue))"
    }
    return "## Pages not about an incident\n\n" + lines.joined(separator: "\n")
  }

  private func failures() -> String? {
    let lines = results.flatMap { page in
      page.failures.map { failure in
        let plugin = failure.plugin.map { "\($0): " } ?? ""
        return
          "- \(MarkdownReport.escape(page.page)): \(plugin)\(MarkdownReport.escape(failure.reason)) (\(failure.code))"
      }
    }
    return lines.isEmpty ? nil : "## Pages with failures\n\n" + lines.joined(separator: "\n")
  }

  private func methodLine() -> String {
    let incidents = results.reduce(0) { $0 + $1.incidents.count }
    let failed = results.filter { !$0.failures.isEmpty }.count
    let without = results.filter { $0.incidents.isEmpty && $0.failures.isEmpty }.count
    return "\(results.count) pages read, \(incidents) incidents, \(without) pages not about an incident, "
      + "\(failed) with failures. \(method)"
  }

  /// Page text as Markdown that shows it and does nothing else: every ASCII punctuation character
  /// that could begin markup is escaped, angle brackets and ampersands become entities.
  static func escape(_ text: String) -> String {
    var result = ""
    var rest = Substring(Shown.safe(text))
    while let character = rest.popFirst() {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "@", "$", "^": result += "\\\(character)"
      // GitHub makes links of bare addresses.
      case ":" where rest.first == "/": result += "\\:"
      case ".": result += result.hasSuffix("www") ? "\\." : "."
      default: result.append(character)
      }
    }
    return result
  }

  /// An address that is safe as the target of a link, or nil.
  static func link(_ url: String) -> String? {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    var result = ""
    for byte in url.utf8 {
      let safe = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/?#@!$&'*+,;=:%".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      result += safe ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }
    return result.replacing("|", with: "%7C")
  }
}
