/// A page and what belongs to it in one file of MIME parts (RFC 2557), as browsers save it.
///
/// The page is the first part that is HTML; pictures, style sheets and the pages of its frames are passed over.
struct MHTML {
  /// The page's bytes, as they were before they were packed.
  private(set) var page: [UInt8] = []
  /// The page's content type, which may name its character set.
  private(set) var contentType: String?
  private(set) var trace = SaveTrace(kind: "mhtml", marker: "")
  /// The title by the file's own account.
  private(set) var subject: String?
  /// Whether the end of the file, or the lines between its parts, are missing.
  private(set) var isBroken = false

  private let bytes: [UInt8]
  /// Parts may hold parts, but no browser goes deeper than two.
  private static let depth = 6
  /// RFC 2046 allows 70 bytes.
  private static let longestBoundary = 200

  /// Nil where no part is a page.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let start = bytes.firstIndex { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } ?? 0
    let head = Fields(bytes, in: start..<bytes.count)
    guard let part = find(start..<bytes.count, depth: 0) else { return nil }
    page = Transfer.decode(bytes[part.body], part.fields.first("content-transfer-encoding"))
    contentType = part.fields.first("content-type")
    subject = head.first("subject")
    trace = MHTML.trace(head, part.fields)
  }

  /// Whether a file begins as MIME messages do; one that is named as MHTML need only begin with a field.
  static func isMHTML(_ head: [UInt8], page: String) -> Bool {
    guard let colon = head.firstIndex(of: 0x3A), head[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C })
    else { return false }
    if [".mht", ".mhtml"].contains(where: { page.lowercased().hasSuffix($0) }) { return true }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    return text.contains("content-type:") && text.contains("mime-version:")
  }

  // MARK: - What the file says of itself

  private static func trace(_ head: Fields, _ part: Fields) -> SaveTrace {
    var trace = SaveTrace(kind: "mhtml", marker: "")
    var lines: [String] = []
    let places = [
      (head, "Snapshot-Content-Location"), (head, "X-Snapshot-Content-Location"), (head, "Content-Location"),
      (part, "Content-Location"),
    ]
    for (fields, name) in places where trace.url == nil {
      trace.url = fields.address(name.lowercased())
      if let url = trace.url { lines.append("\(name): \(url)") }
    }
    if let date = head.first("date") {
      trace.time = SaveTime.mail(date)
      trace.timeWords = date
      lines.append("Date: \(date)")
    }
    if let program = head.first("from") { lines.append("From: \(program)") }
    trace.marker = lines.joined(separator: "\n")
    return trace
  }

  // MARK: - Parts

  private struct Part {
    let fields: Fields
    let body: Range<Int>
  }

  /// The first page in a range that begins with fields.
  private mutating func find(_ range: Range<Int>, depth: Int) -> Part? {
    let fields = Fields(bytes, in: range)
    let body = fields.end..<range.upperBound
    let type = (fields.first("content-type") ?? "text/plain").lowercased()
    if type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") { return Part(fields: fields, body: body) }
    guard type.hasPrefix("multipart/"), depth < MHTML.depth else { return nil }
    return firstPage(between: boundary(fields, body), in: body, depth: depth)
  }

  private mutating func firstPage(between boundary: [UInt8]?, in body: Range<Int>, depth: Int) -> Part? {
    guard let boundary, var line = delimiter(boundary, from: body.lowerBound, to: body.upperBound) else {
      // Parts that nothing divides: what is there is read as the page it looks like.
      isBroken = true
      let fields = Fields(bytes, in: body)
      let rest = fields.end..<body.upperBound
      return bytes[rest].prefix(4096).contains(0x3C) ? Part(fields: fields, body: rest) : nil
    }
    while !line.isLast {
      let next = delimiter(boundary, from: line.range.upperBound, to: body.upperBound)
      let end = next?.range.lowerBound ?? body.upperBound
      if let part = find(line.range.upperBound..<max(end, line.range.upperBound), depth: depth + 1) {
        if !isClosed(boundary, from: next?.range.lowerBound, to: body.upperBound) { isBroken = true }
        return part
      }
      guard let next else {
        isBroken = true
        return nil
      }
      line = next
    }
    return nil
  }

  /// What stands between the parts: as declared, else the first line that looks like it.
  private mutating func boundary(_ fields: Fields, _ body: Range<Int>) -> [UInt8]? {
    let type = fields.first("content-type") ?? ""
    if let declared = Fields.parameter("boundary", of: type), declared.utf8.count <= MHTML.longestBoundary {
      let line = Array("--\(declared)".utf8)
      if delimiter(line, from: body.lowerBound, to: body.upperBound) != nil { return line }
    }
    isBroken = true
    let start = bytes[body].firstIndex { $0 > 0x20 } ?? body.upperBound
    let line = bytes[start..<body.upperBound].prefix(MHTML.longestBoundary).prefix { $0 > 0x20 }
    return line.starts(with: [0x2D, 0x2D]) && line.count > 6 ? Array(line) : nil
  }

  private struct Line {
    /// From the line break before it to the end of its own.
    let range: Range<Int>
    /// Whether no part follows.
    let isLast: Bool
  }

  /// The next line that is a boundary.
  private func delimiter(_ boundary: [UInt8], from: Int, to end: Int) -> Line? {
    bytes.withUnsafeBufferPointer { bytes -> Line? in
      guard end <= bytes.count, from <= end else { return nil }
      let bytes = UnsafeBufferPointer(rebasing: bytes[..<end])
      var at = from
      while let hit = boundary.withUnsafeBufferPointer({ search(bytes, $0, at) }) {
        at = hit + boundary.count
        guard hit == from || bytes[hit - 1] == 0x0A else { continue }
        let isLast = at + 1 < end && bytes[at] == 0x2D && bytes[at + 1] == 0x2D
        var stop = isLast ? at + 2 : at
        while stop < end, bytes[stop] == 0x20 || bytes[stop] == 0x09 || bytes[stop] == 0x0D { stop += 1 }
        // A longer line is another boundary that begins alike.
        guard stop == end || bytes[stop] == 0x0A else { continue }
        var start = hit
        if start > from, bytes[start - 1] == 0x0A { start -= 1 }
        if start > from, bytes[start - 1] == 0x0D { start -= 1 }
        return Line(range: start..<min(stop + 1, end), isLast: isLast)
      }
      return nil
    }
  }

  /// Whether the last boundary of all is there.
  private func isClosed(_ boundary: [UInt8], from: Int?, to end: Int) -> Bool {
    guard let from else { return false }
    return delimiter(boundary + [0x2D, 0x2D], from: from, to: end) != nil
  }
}
