/// A JSON value whose objects keep the order of their keys, so that the same result is the same
/// bytes.
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One key with its value.
  public struct Member: Sendable, Hashable {
    public let key: String
    public let value: JSON

    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// An object of the members that are not nil.
  public static func members(_ pairs: KeyValuePairs<String, JSON?>) -> JSON {
    .object(pairs.compactMap { pair in pair.value.map { Member(key: pair.key, value: $0) } })
  }

  /// A list of whole numbers.
  public static func ints(_ values: [Int]) -> JSON { .array(values.map(JSON.int)) }

  /// A string, or null.
  public static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

  /// The value as one line of UTF-8 (RFC 8259). Control characters, line separators and characters
  /// that turn the direction of text are escaped, so that a line is a line and acts in no terminal.
  public var line: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += String(value).utf8
    case .number(let value):
      bytes += (Int(exactly: value).map(String.init) ?? (value.isFinite ? String(value) : "null")).utf8
    case .string(let value): JSON.quote(value, to: &bytes)
    case .array(let values):
      bytes.append(0x5B)
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        value.write(to: &bytes)
      }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        JSON.quote(member.key, to: &bytes)
        bytes.append(0x3A)
        member.value.write(to: &bytes)
      }
      bytes.append(0x7D)
    }
  }

  private static func quote(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\t": bytes += "\\t".utf8
      case "\r": bytes += "\\r".utf8
      case _ where scalar.acts: escape(scalar, to: &bytes)
      default: bytes += UTF8.encode(scalar)!
      }
    }
    bytes.append(0x22)
  }

  private static func escape(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    for unit in UTF16.encode(scalar)! {
      let digits = String(unit, radix: 16)
      bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal, a browser or a spreadsheet does something at this character instead of
  /// showing it: controls, line separators, invisible and direction marks, tags.
  public var acts: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      return true
    default: return false
    }
  }
}
