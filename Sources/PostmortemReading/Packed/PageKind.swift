/// What a page's first bytes say it is.
enum PageKind: Equatable {
  case markup
  case empty
  /// No text at all; the word says what it looks like.
  case binary(String)
  /// Text of a kind that is not read.
  case notHTML(String)
  /// Data for programs: read where it is a status page's.
  case json, feed
  /// One page in a file of MIME parts.
  case mhtml
  /// The head of an HTTP response, then a page.
  case response
  case gzip

  static func of(_ bytes: [UInt8], page: String) -> PageKind {
    if bytes.allSatisfy({ $0 <= 0x20 }) { return .empty }
    if Gzip.isGzip(bytes) { return .gzip }
    if let magic = magic.first(where: { bytes.starts(with: $0.bytes) }) { return .binary(magic.name) }
    let head = head(of: bytes)
    // Pictures may follow as they are.
    if MHTML.isMHTML(head, page: page) { return .mhtml }
    if Response.isResponse(head) { return .response }
    if looksBinary(bytes) { return .binary("binary data") }
    if let kind = textKind(head) { return kind }
    return .markup
  }

  private static let magic: [(bytes: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"), ([0x1F, 0x8B], "a damaged gzip file"),
    (Array("%PDF".utf8), "a PDF file"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP file"), (Array("RIFF".utf8), "a media file"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("BZh".utf8), "a bzip2 file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file"), (Array("SQLite format 3".utf8), "an SQLite database"),
    (Array("wOF".utf8), "a font"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip file"),
    (Array("bplist".utf8), "a property list"),
  ]

  /// Control characters and bytes no character set uses for text.
  private static func looksBinary(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || TextDecoder.utf16Order(bytes) != nil {
      // UTF-16 is full of zeros; but a file of nothing but 0xFF is no text.
      return bytes.prefix(4096).allSatisfy { $0 >= 0xFE }
    }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return false }
    let sample = bytes.prefix(64 * 1024)
    var control = 0
    var top = 0
    for byte in sample {
      if byte < 0x20, byte != 9, byte != 10, byte != 12, byte != 13, byte != 27 { control += 1 }
      if byte == 0xFF { top += 1 }
    }
    return control * 50 > sample.count || top * 10 > sample.count
  }

  /// The beginning, without blanks and byte order mark.
  private static func head(of bytes: [UInt8]) -> [UInt8] {
    // What says the kind is ASCII: in UTF-16, every other byte of it is 0.
    if TextDecoder.utf16Order(bytes) != nil || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return bytes.prefix(4096).filter { $0 > 0x20 && $0 < 0xFE }
    }
    let start = bytes.firstIndex { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } ?? 0
    return Array(bytes[start...].prefix(2048))
  }

  private static func textKind(_ head: [UInt8]) -> PageKind? {
    if head.starts(with: "WARC/".utf8) { return .notHTML("a WARC file") }
    if head.starts(with: "filedesc://".utf8) { return .notHTML("an ARC file") }
    if let first = head.first, first == 0x7B || first == 0x5B, looksJSON(head) { return .json }
    if head.holds("<rss") || head.holds("<feed") || head.holds("<rdf:RDF"), !head.holds("<html") {
      return .feed
    }
    return nil
  }

  private static func looksJSON(_ head: [UInt8]) -> Bool {
    let next = head.dropFirst().first { $0 > 0x20 }
    guard let next else { return false }
    return head[0] == 0x7B
      ? next == 0x22 || next == 0x7D : "{[\"]-0123456789tfn".utf8.contains(next) && head.contains(0x22)
  }
}
