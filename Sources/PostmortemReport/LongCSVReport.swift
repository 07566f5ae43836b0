import PostmortemIncidents
import PostmortemPlugin

/// Every value of every cell on a line of its own, once for each quotation it rests on: what a spreadsheet
/// filters, and what `verify` reads back.
public struct LongCSVReport: Sendable {
  private let table: Table

  public init(_ table: Table) { self.table = table }

  public static let headings = [
    "row", "title", "field", "value", "cell", "page", "sha256", "url", "quote", "prefix", "suffix", "start", "end",
    "place", "plugin", "rule", "confidence",
  ]

  /// The report's bytes, UTF-8, lines ended by CR LF.
  public func text() -> String {
    var seen: Set<String> = []
    let lines = table.lines.filter { seen.insert($0.row.id).inserted }.flatMap(lines)
    return ([LongCSVReport.headings.joined(separator: ",")] + lines).map { $0 + "\r\n" }.joined()
  }

  private func lines(of line: Table.Line) -> [String] {
    zip(table.columns, line.cells).flatMap { column, cell in
      cell.entries.flatMap { entry in
        entry.evidence.flatMap { id -> [String] in
          let (page, found) = table.comparison.evidence(id, of: line.row)
          return found.quotes.map { quote in fields(line.row, column, entry, page, found, quote) }
        }
      }
    }
  }

  private func fields(
    _ row: Row, _ column: TableColumn, _ entry: Table.Entry, _ page: PageResult, _ found: CitedEvidence, _ quote: Cited
  ) -> String {
    let cells: [CSVReport.Cell] = [
      .words(row.id), .words(row.incident.title), .words(column.key), .words(entry.text), .bare(entry.id),
      .words(page.page), .bare(page.digest), .words(page.url ?? ""), .words(quote.shown), .words(quote.prefix),
      .words(quote.suffix), .bare("\(quote.start)"), .bare("\(quote.end)"), .words(quote.place),
      .words(found.evidence.plugin), .words(found.evidence.claim.rule), .bare(found.evidence.claim.confidence.rawValue),
    ]
    return cells.map(\.text).joined(separator: ",")
  }
}

extension Cited {
  /// Quoted words are shown to so many characters.
  public static let longest = 300

  /// The quoted words, cut where they are long.
  var shown: String { quote.count > Cited.longest ? quote.prefix(Cited.longest) + "…" : quote }

  /// Where it stands: an XPath, a pointer, a key of what came with the page.
  public var place: String {
    if let metadata { return metadata + (pointer ?? "") }
    return (xpath ?? "") + (attribute.map { "/@" + $0 } ?? "") + (pointer ?? "")
  }
}
