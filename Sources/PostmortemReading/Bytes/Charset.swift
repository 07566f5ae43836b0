import Foundation

/// Names of character sets as pages write them, mapped as the WHATWG Encoding Standard maps them,
/// to the names iconv knows.
enum Charset {
  /// The iconv name for a label; nil for one that names nothing known.
  static func iconvName(_ label: String) -> String? {
    var key = ""
    for character in label.lowercased() where !" \t\n\r\"';".contains(character) { key.append(character) }
    if let name = names[key] { return name }
    if key.hasPrefix("windows-125") || key.hasPrefix("cp125") || key.hasPrefix("x-cp125") {
      return key.last.map { "CP125\($0)" }
    }
    if key.hasPrefix("iso-8859-") || key.hasPrefix("iso8859-") {
      return key.split(separator: "-").last.map { "ISO-8859-\($0)" }
    }
    return nil
  }

  private static let names: [String: String] = {
    var table: [String: String] = [:]
    for (name, labels) in groups {
      for label in labels.split(separator: " ") { table[String(label)] = name }
    }
    return table
  }()

  private static let groups: [(String, String)] = [
    ("UTF-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
    ("UTF-16LE", "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff"),
    ("UTF-16BE", "utf-16be unicodefffe"),
    (
      "CP1252",
      "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 latin-1 l1 windows-1252 cp1252 "
        + "cp819 ibm819 x-cp1252 x-user-defined"
    ),
    ("GB18030", "gb2312 gb_2312-80 gb_2312 gbk gb18030 chinese x-gbk csgb2312 iso-ir-58 gb-2312 gb_18030"),
    ("BIG5-HKSCS", "big5 big5-hkscs big-5 cn-big5 csbig5 x-x-big5"),
    ("CP932", "shift_jis shift-jis sjis x-sjis ms932 ms_kanji windows-31j csshiftjis"),
    ("EUC-JP", "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese"),
    ("ISO-2022-JP", "iso-2022-jp csiso2022jp"),
    ("UHC", "euc-kr euckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cseuckr"),
    ("KOI8-R", "koi8-r koi8 koi koi8_r cskoi8r"),
    ("KOI8-U", "koi8-u koi8-ru"),
    ("CP866", "ibm866 cp866 866 csibm866"),
    ("MACINTOSH", "macintosh mac x-mac-roman"),
    ("CP874", "windows-874 tis-620 iso-8859-11 iso8859-11 dos-874"),
    ("CP1254", "iso-8859-9 latin5 l5 windows-1254 x-cp1254"),
    ("ISO-8859-2", "latin2 l2 iso_8859-2"),
    ("ISO-8859-5", "cyrillic iso_8859-5"),
  ]

  /// The character set the first bytes of a page declare: in a meta element or an XML declaration.
  static func declared(in bytes: ArraySlice<UInt8>) -> String? {
    let head = Array(bytes.prefix(8192)).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    var from = 0
    while let at = head.firstIndex(of: "charset", from: from) {
      from = at + 7
      if let label = label(in: head, at: from), inTag(head, at) { return label }
    }
    guard head.starts(with: "<?xml".utf8), let at = head.firstIndex(of: "encoding", from: 0), at < 200 else {
      return nil
    }
    return label(in: head, at: at + 8)
  }

  /// The value after `charset` or `encoding`.
  private static func label(in bytes: [UInt8], at start: Int) -> String? {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count, bytes[index] == 0x3D else { return nil }
    index += 1
    while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == 0x22 || bytes[index] == 0x27 { index += 1 }
    var end = index
    while end < bytes.count, end < index + 40, isLabel(bytes[end]) { end += 1 }
    return end > index ? String(decoding: bytes[index..<end], as: UTF8.self) : nil
  }

  private static func isLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x5F, 0x2E, 0x3A: return true
    default: return false
    }
  }

  /// Whether the word stands inside a meta tag: the nearest `<` before it begins one.
  private static func inTag(_ bytes: [UInt8], _ at: Int) -> Bool {
    var index = at
    while index > 0, at - index < 300 {
      index -= 1
      if bytes[index] == 0x3C { return bytes[index...].starts(with: "<meta".utf8) }
    }
    return false
  }

  /// The charset parameter of a content type.
  static func parameter(of contentType: String) -> String? {
    let bytes = Array(contentType.lowercased().utf8)
    guard let at = bytes.firstIndex(of: "charset", from: 0) else { return nil }
    return label(in: bytes, at: at + 7)
  }
}

extension Collection where Element == UInt8, Index == Int {
  /// Where a literal first stands at or after an index.
  func firstIndex(of literal: StaticString, from: Int) -> Int? {
    literal.withUTF8Buffer { needle -> Int? in
      let found = withContiguousStorageIfAvailable { hay -> Int? in
        search(hay, needle, from - startIndex).map { $0 + startIndex }
      }
      return found ?? nil
    }
  }
}

/// The first occurrence of `needle` in `hay` at or after `from`.
func search(_ hay: UnsafeBufferPointer<UInt8>, _ needle: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
  guard let first = needle.first, from >= 0, hay.count - from >= needle.count, let base = hay.baseAddress,
    let needleBase = needle.baseAddress
  else { return nil }
  var at = from
  let last = hay.count - needle.count
  while at <= last {
    guard let hit = memchr(base + at, Int32(first), last - at + 1) else { return nil }
    at = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    if memcmp(base + at, needleBase, needle.count) == 0 { return at }
    at += 1
  }
  return nil
}
