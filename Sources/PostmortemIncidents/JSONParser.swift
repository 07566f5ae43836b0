extension JSON {
  /// What is wrong with bytes that are no JSON, and where.
  public struct Mistake: Error, Sendable, Hashable {
    public let reason: String
    /// The offset of the byte at fault.
    public let offset: Int
  }

  /// Reads one JSON value (RFC 8259) that fills all the bytes. Keys keep their order, so that what was
  /// read can be written again to the same bytes.
  public init(parsing bytes: [UInt8]) throws(Mistake) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  /// The value under a key of an object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The elements of a list; none where it is something else.
  public var items: [JSON] {
    if case .array(let values) = self { return values }
    return []
  }

  /// The members of an object; none where it is something else.
  public var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }

  public var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  public var int: Int? {
    switch self {
    case .int(let value): return value
    case .number(let value): return Int(exactly: value)
    default: return nil
    }
  }

  public var double: Double? {
    switch self {
    case .int(let value): return Double(value)
    case .number(let value): return value
    default: return nil
    }
  }

  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }
}

/// Reads JSON from bytes, one pass, no deeper than it was told.
private struct JSONParser {
  let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  /// Page lines are nested seven deep.
  private static let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSON.Mistake) -> JSON {
    let value = try value()
    skipBlanks()
    guard at == bytes.count else { throw mistake("something follows the value") }
    return value
  }

  private func mistake(_ reason: String) -> JSON.Mistake { JSON.Mistake(reason: reason, offset: at) }

  private mutating func skipBlanks() {
    while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
  }

  private mutating func value() throws(JSON.Mistake) -> JSON {
    skipBlanks()
    guard at < bytes.count else { throw mistake("the value is missing") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { (parser) throws(JSON.Mistake) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(JSON.Mistake) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(_ read: (inout JSONParser) throws(JSON.Mistake) -> JSON) throws(JSON.Mistake) -> JSON {
    depth += 1
    guard depth <= JSONParser.deepest else { throw mistake("nested too deep") }
    at += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  /// Whether the next byte that is no blank is this one; it is then passed.
  private mutating func passes(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func object() throws(JSON.Mistake) -> JSON {
    var members: [JSON.Member] = []
    if passes(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw mistake("a key is missing") }
      let key = try string()
      guard passes(UInt8(ascii: ":")) else { throw mistake("a colon is missing") }
      members.append(JSON.Member(key: key, value: try value()))
    } while passes(UInt8(ascii: ","))
    guard passes(UInt8(ascii: "}")) else { throw mistake("the object is not closed") }
    return .object(members)
  }

  private mutating func array() throws(JSON.Mistake) -> JSON {
    var values: [JSON] = []
    if passes(UInt8(ascii: "]")) { return .array([]) }
    repeat { values.append(try value()) } while passes(UInt8(ascii: ","))
    guard passes(UInt8(ascii: "]")) else { throw mistake("the list is not closed") }
    return .array(values)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Mistake) -> JSON {
    let length = word.utf8CodeUnitCount
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: length)
    guard bytes.count - at >= length, bytes[at..<at + length].elementsEqual(letters) else {
      throw mistake("this is no JSON value")
    }
    at += length
    return value
  }

  private mutating func number() throws(JSON.Mistake) -> JSON {
    let start = at
    while at < bytes.count, isOfNumber(bytes[at]) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if let whole = Int(text) { return .int(whole) }
    guard let value = Double(text), value.isFinite, text.first?.isLetter == false else {
      at = start
      throw mistake("this is no JSON value")
    }
    return .number(value)
  }

  private func isOfNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      || byte | 0x20 == UInt8(ascii: "e")
  }

  private mutating func string() throws(JSON.Mistake) -> String {
    at += 1
    var words: [UInt8] = []
    var start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] < 0x20 { throw mistake("a control character stands in a string") }
      guard bytes[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      words += bytes[start..<at]
      words += try escaped()
      start = at
    }
    guard at < bytes.count else { throw mistake("a string is not closed") }
    words += bytes[start..<at]
    at += 1
    return String(decoding: words, as: UTF8.self)
  }

  /// The bytes of an escape: `\n`, `\"`, `\u6545`.
  private mutating func escaped() throws(JSON.Mistake) -> [UInt8] {
    guard at + 1 < bytes.count else { throw mistake("a string is not closed") }
    at += 2
    switch bytes[at - 1] {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return try unicode()
    case let byte where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte): return [byte]
    default: throw mistake("an unknown escape")
    }
  }

  /// What four hexadecimal digits name, with the second half of a surrogate pair where there is one.
  private mutating func unicode() throws(JSON.Mistake) -> [UInt8] {
    let first = try digits()
    if first & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    {
      at += 2
      let second = try digits()
      if second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) {
        return Array(UTF8.encode(scalar)!)
      }
    }
    return Array(UTF8.encode(Unicode.Scalar(first) ?? "\u{FFFD}")!)
  }

  private mutating func digits() throws(JSON.Mistake) -> UInt32 {
    guard at + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw mistake("four hexadecimal digits are missing") }
    at += 4
    return value
  }
}
