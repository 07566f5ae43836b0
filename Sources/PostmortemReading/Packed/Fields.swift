import Foundation

/// Named values as mail and HTTP write them: a name, a colon, a value that may go on in the next line.
struct Fields {
  private var values: [(name: String, value: String)] = []
  /// Where what follows the blank line begins.
  private(set) var end: Int

  /// More than this is no head of anything.
  private static let limit = 64 * 1024

  /// Reads from the start of `range` up to the first blank line, or up to the first line that is no field.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    end = range.lowerBound
    let stop = min(range.upperBound, range.lowerBound + Fields.limit)
    while end < stop {
      let lineEnd = bytes[end..<stop].firstIndex(of: 0x0A) ?? stop
      let line = bytes[end..<lineEnd].prefix(upTo: (bytes[end..<lineEnd].lastIndex { $0 > 0x20 } ?? end - 1) + 1)
      if line.isEmpty {
        end = min(lineEnd + 1, range.upperBound)
        return
      }
      guard add(line) else { return }
      end = min(lineEnd + 1, range.upperBound)
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if first == 0x20 || first == 0x09 {
      guard !values.isEmpty else { return false }
      values[values.count - 1].value += " " + Fields.text(line)
      return true
    }
    guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
      line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return false }
    values.append((Fields.text(line[..<colon]).lowercased(), Fields.text(line[(colon + 1)...])))
    return true
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).trimmed }

  /// The first value under a name, in words: encoded words are decoded.
  func first(_ name: String) -> String? {
    values.first { $0.name == name }.map { EncodedWords.decode($0.value) }
  }

  /// The first value that is an address. Long ones are folded, and blanks are no part of any.
  func address(_ name: String) -> String? {
    let plain = first(name)?.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
    return plain.flatMap { $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil }
  }

  /// A parameter of a value, as `boundary` in `multipart/related; boundary="x"`.
  static func parameter(_ name: String, of value: String) -> String? {
    var rest = value[...]
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0.isWhitespace }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].trimmed.lowercased()
      rest = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
      let isQuoted = rest.first == "\""
      let found = isQuoted ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != ";" && !$0.isWhitespace }
      if key == name { return found.isEmpty ? nil : String(found) }
      rest = rest[found.endIndex...]
    }
    return nil
  }
}

/// Words of other character sets in fields that hold only ASCII: `=?utf-8?Q?caf=C3=A9?=` (RFC 2047).
enum EncodedWords {
  static func decode(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var out = ""
    // Bytes of neighbouring words: long titles are cut without regard to characters.
    var open: (charset: String, bytes: [UInt8])?
    var rest = text[...]
    while let start = rest.range(of: "=?") {
      let between = rest[..<start.lowerBound]
      guard let word = word(in: rest[start.upperBound...]) else {
        out += close(&open) + between + "=?"
        rest = rest[start.upperBound...]
        continue
      }
      let follows = open != nil && between.allSatisfy(\.isWhitespace)
      if !follows || open?.charset != word.charset { out += close(&open) + (follows ? "" : between) }
      open = (word.charset, (open?.bytes ?? []) + word.bytes)
      rest = rest[word.end...]
    }
    return out + close(&open) + rest
  }

  private static func close(_ open: inout (charset: String, bytes: [UInt8])?) -> String {
    guard let word = open else { return "" }
    open = nil
    return String(decoding: TextDecoder.convert(word.bytes[...], from: word.charset).bytes, as: UTF8.self)
  }

  /// `utf-8?Q?caf=C3=A9?=` and where it ends.
  private static func word(in text: Substring) -> (charset: String, bytes: [UInt8], end: Substring.Index)? {
    let parts = text.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3].hasPrefix("="), parts[0].count < 40,
      let charset = Charset.iconvName(String(parts[0].prefix { $0 != "*" }))
    else { return nil }
    let end = text.index(after: parts[3].startIndex)
    switch parts[1].lowercased() {
    case "q": return (charset, Transfer.quotedPrintable(Array(parts[2].utf8)[...], inWord: true), end)
    case "b": return (charset, Transfer.base64(Array(parts[2].utf8)[...]), end)
    default: return nil
    }
  }
}
