import PostmortemIncidents
import PostmortemPlugin

/// One quotation under one value of one cell, as any report can be read back to: what `verify` compares.
public struct CellRecord: Sendable, Hashable {
  /// The column's key.
  public let field: String
  public let value: String
  /// The name of the value.
  public let cell: String
  public let page: String
  /// Of the page's bytes.
  public let digest: String
  public let quote: String
  public let start: Int
  public let end: Int

  /// Both sides of a comparison are made the same way, so that what a format does to text (to white space, to
  /// long quotations) counts for nothing.
  init(
    field: String, value: String, cell: String, page: String, digest: String, quote: String, start: Int, end: Int
  ) {
    self.field = field
    self.value = Shown.safe(value)
    self.cell = cell
    self.page = page
    self.digest = digest
    let words = Shown.safe(quote)
    self.quote = words.count > Cited.longest - 50 ? String(words.prefix(Cited.longest - 50)) : words
    self.start = start
    self.end = end
  }
}

extension Table {
  /// Every quotation under every value.
  public var records: [CellRecord] {
    lines.flatMap { line in
      zip(columns, line.cells).flatMap { column, cell in
        cell.entries.flatMap { entry in
          entry.evidence.flatMap { id -> [CellRecord] in
            let (page, found) = comparison.evidence(id, of: line.row)
            return found.quotes.map {
              CellRecord(
                field: column.key, value: entry.text, cell: entry.id, page: page.page, digest: page.digest,
                quote: $0.quote, start: $0.start, end: $0.end)
            }
          }
        }
      }
    }
  }
}

/// A report that was read back.
public struct ReportReading: Sendable {
  public let records: [CellRecord]
  /// Every page that the report names, with the digest it had, in the order of the report.
  public let pages: [(page: String, digest: String)]

  /// Why something is no report.
  public struct Mistake: Error, Sendable {
    public let reason: String
  }

  /// Reads a report in JSON, in HTML, or in CSV with one value a line.
  public init(_ bytes: [UInt8]) throws(Mistake) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let records: [CellRecord]
    var pages: [(page: String, digest: String)]
    switch text.first {
    case UInt8(ascii: "{"): (records, pages) = try ReportReading.json(text)
    case UInt8(ascii: "<"): (records, pages) = try ReportReading.html(text)
    default:
      records = try ReportReading.csv(text)
      pages = []
    }
    self.records = records
    var seen = Set(pages.map(\.page))
    for record in records where seen.insert(record.page).inserted { pages.append((record.page, record.digest)) }
    self.pages = pages
  }

  private static func parse(_ bytes: [UInt8]) throws(Mistake) -> JSON {
    do { return try JSON(parsing: bytes) } catch {
      throw Mistake(reason: "no JSON: \(error.reason), at byte \(error.offset)")
    }
  }

  // MARK: - JSON

  private static func json(_ bytes: [UInt8]) throws(Mistake) -> ([CellRecord], [(page: String, digest: String)]) {
    let report = try parse(bytes)
    guard let rows = report["rows"], let lines = report["pages"] else {
      throw Mistake(reason: "this JSON is no report; make one with 'postmortem analyze --format json'")
    }
    var byPage: [String: JSON] = [:]
    for line in lines.items { byPage[line["page"]?.string ?? ""] = line["evidence"] }
    var records: [CellRecord] = []
    for row in rows.items {
      let sources = (row["sources"]?.items ?? []).map { ($0["page"]?.string ?? "", $0["sha256"]?.string ?? "") }
      for cell in row["cells"]?.members ?? [] {
        for value in cell.value["values"]?.items ?? [] {
          for reference in value["evidence"]?.items ?? [] {
            let pair = reference.items.compactMap(\.int)
            guard pair.count == 2, sources.indices.contains(pair[0]), let evidence = byPage[sources[pair[0]].0]?.items,
              evidence.indices.contains(pair[1])
            else { throw Mistake(reason: "a cell of \(row["id"]?.string ?? "a row") names evidence that is not there") }
            for quote in evidence[pair[1]]["quotes"]?.items ?? [] {
              records.append(
                CellRecord(
                  field: cell.key, value: value["text"]?.string ?? "", cell: value["id"]?.string ?? "",
                  page: sources[pair[0]].0, digest: sources[pair[0]].1, quote: quote["quote"]?.string ?? "",
                  start: quote["start"]?.int ?? -1, end: quote["end"]?.int ?? -1))
            }
          }
        }
      }
    }
    return (records, lines.items.map { ($0["page"]?.string ?? "", $0["sha256"]?.string ?? "") })
  }

  // MARK: - HTML

  private static func html(_ bytes: [UInt8]) throws(Mistake) -> ([CellRecord], [(page: String, digest: String)]) {
    let data = try parse(script("data", in: bytes))
    let quotes = try parse(script("quotes", in: bytes)).items
    let pages = (data["pages"]?.items ?? []).map { ($0["path"]?.string ?? "", $0["sha256"]?.string ?? "") }
    let columns = (data["columns"]?.items ?? []).map { $0["key"]?.string ?? "" }
    var records: [CellRecord] = []
    for row in data["rows"]?.items ?? [] {
      for (column, cell) in zip(columns, row["cells"]?.items ?? []) {
        for value in cell["v"]?.items ?? [] {
          for number in (value["e"]?.items ?? []).compactMap(\.int) {
            guard quotes.indices.contains(number), let page = quotes[number]["p"]?.int, pages.indices.contains(page)
            else {
              throw Mistake(reason: "a cell of \(row["id"]?.string ?? "a row") names a quotation that is not there")
            }
            records.append(
              CellRecord(
                field: column, value: value["t"]?.string ?? "", cell: value["id"]?.string ?? "", page: pages[page].0,
                digest: pages[page].1, quote: quotes[number]["q"]?.string ?? "", start: quotes[number]["s"]?.int ?? -1,
                end: quotes[number]["n"]?.int ?? -1))
          }
        }
      }
    }
    return (records, pages)
  }

  /// The JSON of one of the report's script elements.
  private static func script(_ id: String, in bytes: [UInt8]) throws(Mistake) -> [UInt8] {
    let open = Array("<script type=\"application/json\" id=\"\(id)\">".utf8)
    let close = Array("</script>".utf8)
    guard let start = find(open, in: bytes, from: 0), let end = find(close, in: bytes, from: start + open.count) else {
      throw Mistake(reason: "this HTML is no report; make one with 'postmortem analyze --format html'")
    }
    return Array(bytes[(start + open.count)..<end])
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + needle.count <= bytes.count {
      guard let next = bytes[at...].firstIndex(of: needle[0]), next + needle.count <= bytes.count else { return nil }
      if bytes[next..<next + needle.count].elementsEqual(needle) { return next }
      at = next + 1
    }
    return nil
  }

  // MARK: - CSV

  private static func csv(_ bytes: [UInt8]) throws(Mistake) -> [CellRecord] {
    var lines = CSVReading.lines(of: String(decoding: bytes, as: UTF8.self))[...]
    guard lines.popFirst() == LongCSVReport.headings else {
      throw Mistake(
        reason: "this is no report that can be verified; give one in JSON, in HTML, or in CSV made with --long")
    }
    var records: [CellRecord] = []
    for (number, line) in lines.enumerated() {
      guard line.count == LongCSVReport.headings.count, let start = Int(line[11]), let end = Int(line[12]) else {
        throw Mistake(reason: "line \(number + 2) has not the fields that the first line names")
      }
      records.append(
        CellRecord(
          field: line[2], value: line[3], cell: line[4], page: line[5], digest: line[6], quote: line[8], start: start,
          end: end))
    }
    return records
  }
}

/// Reads CSV as our reports write it (RFC 4180).
enum CSVReading {
  static func lines(of text: String) -> [[String]] {
    var lines: [[String]] = []
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var previous: Unicode.Scalar?
    func finish() {
      fields.append(bare(String(field)))
      field = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if isQuoted {
        if scalar == "\"" { isQuoted = false } else { field.append(scalar) }
        continue
      }
      switch scalar {
      case "\"":
        // Two in a row are one.
        if previous == "\"", !field.isEmpty { field.append(scalar) }
        isQuoted = true
      case ",": finish()
      case "\r": continue
      case "\n":
        finish()
        lines.append(fields)
        fields = []
      default: field.append(scalar)
      }
    }
    if !field.isEmpty || !fields.isEmpty {
      finish()
      lines.append(fields)
    }
    return lines
  }

  /// Without the apostrophe that keeps a spreadsheet from taking words for a formula.
  private static func bare(_ text: String) -> String {
    guard text.first == "'", let second = text.dropFirst().first, "=+-@\t\r".contains(second) else { return text }
    return String(text.dropFirst())
  }
}
