import PostmortemIncidents
import PostmortemPlugin
import ReportAssets

/// The comparison as one HTML file that needs nothing else: a table to sort and filter, a time line, and
/// behind every value its quotations with links to the sentences. It asks no network for anything.
///
/// What pages say is only ever JSON here, never markup, and its script adds it as text; the policy in the
/// head lets no other script run.
public struct HTMLReport: Sendable {
  private let table: Table
  private var words: Phrasebook { table.words }

  public init(_ table: Table) { self.table = table }

  /// The report's style and script, for the digests in its policy.
  public static let style = HTMLReport.asset(report_style)
  public static let script = HTMLReport.asset(report_script)
  /// SHA-256 of both, as a Content Security Policy names them (CSP 3). A test holds them against the files.
  public static let styleDigest = "juav9IGa5LC76xGW6CCzr5GycnN7MbX+ksFpE/kRRgI="
  public static let scriptDigest = "mpoQxTll4ss42wex7hjCjN4kyN/zzqYm6U9tP4WAuDg="

  private static func asset(_ read: (UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?) -> String {
    var count = 0
    return String(decoding: UnsafeBufferPointer(start: read(&count), count: count), as: UTF8.self)
  }

  /// The report's bytes, UTF-8.
  public func bytes() -> [UInt8] {
    let data = HTMLData(table)
    var bytes = Array((head + body).utf8)
    bytes += Array("<script type=\"application/json\" id=\"data\">".utf8) + HTMLReport.safe(data.table)
    bytes += Array("</script>\n<script type=\"application/json\" id=\"quotes\">".utf8) + HTMLReport.safe(data.quotes)
    bytes += Array("</script>\n<script>\(HTMLReport.script)</script>\n</body>\n</html>\n".utf8)
    return bytes
  }

  /// JSON inside a script element: `<` could end it.
  private static func safe(_ json: JSON) -> [UInt8] {
    json.line.flatMap { $0 == 0x3C ? Array("\\u003c".utf8) : [$0] }
  }

  private var head: String {
    let policy =
      "default-src 'none'; img-src data:; style-src 'sha256-\(HTMLReport.styleDigest)'; script-src 'sha256-\(HTMLReport.scriptDigest)'; "
      + "base-uri 'none'; form-action 'none'"
    return """
      <!DOCTYPE html>
      <html lang="\(table.options.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(text("Outages compared"))</title>
      <link rel="icon" href="data:,">
      <style>\(HTMLReport.style)</style>
      </head>

      """
  }

  private var body: String {
    """
    <body>
    <header>
    <h1>\(text("Outages compared"))</h1>
    <p class="faint">\(HTMLReport.escape(MethodLine(table).text))</p>
    <noscript><p>This table needs JavaScript. The Markdown and CSV reports hold the same.</p></noscript>
    </header>
    <main>
    <figure class="overview">\(TimelineSVG(table).text)</figure>
    \(controls)
    <div class="scroll">
    <table id="table" role="grid" aria-label="\(text("Outages compared"))">
    <thead><tr>\(headings)</tr></thead>
    <tbody></tbody>
    </table>
    <div id="more" class="more"></div>
    </div>
    \(appendix)
    </main>
    <footer>\(text(legend))</footer>
    <dialog id="dialog" aria-labelledby="heading"></dialog>

    """
  }

  private var legend: String {
    "≈ approximate · ≤ no later than · ≠ sources disagree · ✎ corrected · — not stated · times in "
      + table.options.zone.name + " unless marked local"
  }

  private func text(_ phrase: String) -> String { HTMLReport.escape(words[phrase]) }

  private var headings: String {
    ([words["Incident"]] + table.columns.map { $0.heading(words) }).map {
      "<th scope=\"col\"><button type=\"button\">\(HTMLReport.escape($0))</button></th>"
    }.joined()
  }

  // MARK: - Controls

  private var controls: String {
    let facets = HTMLData.facets.map { facet -> String in
      let names = Set(table.lines.flatMap { facet.grouping.names(of: $0.row) }).sorted()
      let options = names.map { "<option>\(HTMLReport.escape($0))</option>" }.joined()
      return "<label>\(text(facet.heading))<select data-facet=\"\(facet.grouping.rawValue)\">"
        + "<option value=\"\">\(text("all"))</option>\(options)</select></label>"
    }
    let groupings = HTMLData.facets.map { facet -> String in
      let isChosen = facet.grouping == table.options.grouping ? " selected" : ""
      return "<option value=\"\(facet.grouping.rawValue)\"\(isChosen)>\(text(facet.heading))</option>"
    }
    return """
      <div class="controls" role="search">
      <label>\(text("Search"))<input id="search" type="search" autocomplete="off"></label>
      \(facets.joined(separator: "\n"))
      <label>\(text("Group"))<select id="grouping"><option value="">—</option>\(groupings.joined())</select></label>
      <label class="check"><input id="disputed" type="checkbox">\(text("Conflicts"))</label>
      <output id="count" aria-live="polite"></output>
      </div>
      """
  }

  // MARK: - Below the table

  private var appendix: String {
    let pages = table.comparison.pages
    let others = pages.filter { $0.incidents.isEmpty && $0.failures.isEmpty }.map {
      "<code>\(HTMLReport.escape($0.page))</code> \(HTMLReport.escape($0.title)) (\($0.verdict.why.rawValue))"
    }
    let failures = pages.flatMap { page in
      page.failures.map { "<code>\(HTMLReport.escape(page.page))</code> \(HTMLReport.escape($0.reason)) (\($0.code))" }
    }
    let unused = table.comparison.unusedCorrections.map {
      "\(HTMLReport.escape($0.row)): \(HTMLReport.escape($0.field)): no such row"
    }
    let changes = table.changes?.entries.map {
      "\($0.kind.rawValue): <code>\(HTMLReport.escape($0.id))</code> \(HTMLReport.escape($0.cells.isEmpty ? $0.title : $0.text))"
    }
    return list("Changes", changes ?? [], isOpen: true) + metrics + list("Corrections", unused)
      + list("Pages with failures", failures, isOpen: true)
      + list("Pages not about an incident", others)
  }

  private func list(_ heading: String, _ items: [String], isOpen: Bool = false) -> String {
    guard !items.isEmpty else { return "" }
    return "<details\(isOpen ? " open" : "")><summary>\(text(heading)) (\(items.count))</summary><ul>"
      + items.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul></details>\n"
  }

  private var metrics: String {
    let lines = MetricsTable(table).lines
    guard !lines.isEmpty else { return "" }
    let head = ["Group", "Measure", "n", "Median", "Quartiles", "Range"].map { "<th scope=\"col\">\(text($0))</th>" }
    let rows = lines.map { line -> String in
      let group = line.grouping.map { "\($0.rawValue): \(line.group)" } ?? "all"
      let cells = [group, words[line.measure]] + MetricsTable.texts(line.distribution)
      return "<tr>" + cells.map { "<td>\(HTMLReport.escape($0))</td>" }.joined() + "</tr>"
    }
    return
      "<details><summary>\(text("Metrics"))</summary><div class=\"scroll\"><table><thead><tr>\(head.joined())</tr></thead>"
      + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div></details>\n"
  }

  /// Text as HTML that shows it and does nothing else, in elements and in attributes between double quotes.
  static func escape(_ text: String) -> String {
    var result = ""
    for character in Shown.safe(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
