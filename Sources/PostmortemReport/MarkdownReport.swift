import PostmortemIncidents
import PostmortemPlugin

/// The comparison table as Markdown (GitHub flavour): one row an outage, a footnote for each cell with its
/// quotations, then what the pages disagree on, why pages were joined, the measures, and at the end the
/// pages that gave no row.
public struct MarkdownReport: Sendable {
  private let table: Table
  private var comparison: Comparison { table.comparison }
  private var words: Phrasebook { table.words }

  public init(_ table: Table) { self.table = table }

  /// The report's bytes, UTF-8.
  public func text() -> String {
    var notes = Notes(comparison)
    var parts = ["# " + words["Outages compared"]]
    if table.lines.isEmpty {
      parts.append(words["No page tells of an incident."])
    } else {
      for group in table.groups {
        if let heading = group.heading { parts.append("## " + MarkdownReport.escape(heading)) }
        parts.append(rows(of: group, &notes))
      }
      parts.append(legend)
    }
    if !notes.isEmpty { parts.append("## \(words["Evidence"])\n\n" + notes.text) }
    parts += [changes, conflicts, joins, related, corrections, measures, otherPages, failures].compactMap { $0 }
    parts.append(methodLine)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var legend: String {
    "`≈` approximate · `≤` no later than · `≠` sources disagree · — not stated · times in "
      + (table.options.zone.name == "UTC" ? "UTC" : MarkdownReport.escape(table.options.zone.name))
      + " unless marked local"
  }

  private func rows(of group: Table.Group, _ notes: inout Notes) -> String {
    let headings = [words["Incident"]] + table.columns.map { MarkdownReport.escape($0.heading(words)) }
    let head = ["| " + headings.joined(separator: " | ") + " |", "|" + headings.map { _ in "---|" }.joined()]
    return (head + group.lines.map { row($0, &notes) }).joined(separator: "\n")
  }

  private func row(_ line: Table.Line, _ notes: inout Notes) -> String {
    let cells = line.cells.map { cell -> String in
      var texts = cell.entries.map { entry -> String in
        MarkdownReport.escape(entry.text) + notes.mark(entry, in: line.row)
      }
      if let correction = cell.correction?.correction {
        texts = [MarkdownReport.escape(correction.value) + " (corrected)"]
      }
      if texts.isEmpty { return "—" }
      return texts.joined(separator: "<br>") + (cell.isDisputed ? " ≠" : "")
    }
    return "| " + ([name(of: line.row)] + cells).joined(separator: " | ") + " |"
  }

  /// The row's title, with a link to each of its pages.
  private func name(of row: Row) -> String {
    let words = row.correction("title")?.correction.value ?? row.incident.title
    let title = MarkdownReport.escape(words.isEmpty ? row.id : words)
    let links = comparison.pages(of: row).map { $0.url.flatMap(MarkdownReport.link) }
    let first = links[0].map { "[\(title)](\($0))" } ?? title
    let more = links.enumerated().dropFirst().map { place, link in
      link.map { "[\(place + 1)](\($0))" } ?? "\(place + 1)"
    }
    return more.isEmpty ? first : first + " · " + more.joined(separator: " · ")
  }

  private func section(_ heading: String, _ lines: [String]) -> String? {
    lines.isEmpty ? nil : "## \(words[heading])\n\n" + lines.joined(separator: "\n")
  }

  /// The rows, each once, in the order of the table.
  private var shown: [Row] {
    var seen: Set<String> = []
    return table.lines.map(\.row).filter { seen.insert($0.id).inserted }
  }

  private var changes: String? {
    guard let changes = table.changes else { return nil }
    let lines = changes.entries.map { entry in
      let cells = entry.cells.isEmpty ? MarkdownReport.escape(entry.title) : MarkdownReport.escape(entry.text)
      return "- \(entry.kind.rawValue): \(MarkdownReport.escape(entry.id)): \(cells)"
    }
    return section("Changes", lines.isEmpty ? ["Nothing is different from the earlier report."] : lines)
  }

  private var conflicts: String? {
    section(
      "Conflicts",
      shown.flatMap { row in
        row.incident.conflicts.map { conflict in
          let rule = row.settlement(conflict.field).flatMap { $0.rivals.isEmpty ? nil : " (shown first: \($0.rule))" }
          let values = conflict.values.map(MarkdownReport.escape).joined(separator: " ≠ ")
          return "- \(MarkdownReport.escape(row.id)): \(MarkdownReport.escape(conflict.field)): \(values)\(rule ?? "")"
        }
      })
  }

  private var joins: String? {
    section(
      "Joined pages",
      shown.filter { $0.sources.count > 1 }.map { row in
        let pages = comparison.pages(of: row).map { MarkdownReport.escape($0.page) }
        let reasons = row.joins.map { "\(pages[$0.source]) with \(pages[$0.with]) by \($0.reason.rawValue)" }
        return "- \(MarkdownReport.escape(row.id)): " + reasons.joined(separator: "; ")
      })
  }

  private var related: String? {
    section(
      "Related",
      shown.flatMap { row in
        row.related.filter { row.id < $0.id }.map {
          "- \(MarkdownReport.escape(row.id)) and \(MarkdownReport.escape($0.id)): \($0.why)"
        }
      })
  }

  private var corrections: String? {
    let used = shown.flatMap { row in row.corrections.map { line($0.correction, row.id, reading: $0) } }
    let unused = comparison.unusedCorrections.map { line($0, $0.row, reading: nil) + "; **no such row**" }
    return section("Corrections", used + unused)
  }

  private func line(_ correction: Correction, _ row: String, reading: AppliedCorrection?) -> String {
    let words = [row, correction.field, correction.value, correction.who, correction.why].map(MarkdownReport.escape)
    let read = reading.map { "; the tool reads \($0.reading.map(MarkdownReport.escape) ?? "nothing")" } ?? ""
    let stale = reading?.isStale == true ? ", **and not what was corrected**" : ""
    return "- \(words[0]): \(words[1]): \(words[2]), by \(words[3]): \(words[4])\(read)\(stale)"
  }

  private var measures: String? {
    let metrics = MetricsTable(table)
    guard !metrics.lines.isEmpty else { return nil }
    let head =
      "| \(words["Group"]) | \(words["Measure"]) | n | \(words["Median"]) | \(words["Quartiles"]) | \(words["Range"]) |\n|---|---|---|---|---|---|"
    let lines = metrics.lines.map { line -> String in
      let group = line.grouping.map { "\($0.rawValue): \(MarkdownReport.escape(line.group))" } ?? "all"
      return "| " + ([group, words[line.measure]] + MetricsTable.texts(line.distribution)).joined(separator: " | ")
        + " |"
    }
    return "## \(words["Metrics"])\n\n" + ([head] + lines).joined(separator: "\n")
      + "\n\nMinutes from the first effect on users. Rows that leave the beginning or the end open are not counted."
  }

  private var otherPages: String? {
    section(
      "Pages not about an incident",
      comparison.pages.filter { $0.incidents.isEmpty && $0.failures.isEmpty }.map {
        "- \(MarkdownReport.escape($0.page)): \(MarkdownReport.escape($0.title)) (\($0.verdict.why.rawValue))"
      })
  }

  private var failures: String? {
    section(
      "Pages with failures",
      comparison.pages.flatMap { page in
        page.failures.map { failure in
          let plugin = failure.plugin.map { "\(MarkdownReport.escape($0)): " } ?? ""
          return
            "- \(MarkdownReport.escape(page.page)): \(plugin)\(MarkdownReport.escape(failure.reason)) (\(failure.code))"
        }
      })
  }

  private var methodLine: String { MethodLine(table).text }

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
