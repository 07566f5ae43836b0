/// Figures of one segment that say whether it is running text.
struct Measure {
  /// Bytes outside links.
  var plain = 0
  var bytes = 0
  /// Full stops, commas and their kin in any script.
  var marks = 0
  /// Full stops and their kin.
  var stops = 0
  /// Signs that only code is full of: braces, equals signs and semicolons.
  private var signs = 0
  /// Those, and quotation marks, brackets, slashes and colons.
  private var symbols = 0

  /// Whether this reads like a script or markup that leaked into the page's text.
  var isCode: Bool { signs >= 3 && signs * 1_000 > bytes && symbols * 22 > bytes }

  init(_ text: ArraySlice<UInt8>, linkBytes: Int) {
    bytes = text.count
    plain = max(0, text.count - linkBytes)
    text.withUnsafeBufferPointer { b in
      var i = 0
      while i < b.count {
        let byte = b[i]
        if Measure.codeSigns.contains(byte) { signs += 1 }
        if Measure.codeSymbols.contains(byte) { symbols += 1 }
        if byte < 0x40 {
          if byte == 0x2C || byte == 0x3B { marks += 1 }
          if byte == 0x2E || byte == 0x21 || byte == 0x3F {
            // A full stop ends a word; one inside a number or an address does not count.
            if i + 1 == b.count || b[i + 1] <= 0x22 || b[i + 1] >= 0x80 || b[i + 1] == 0x27 { stops += 1 }
          }
        } else if byte == 0xE3 || byte == 0xEF || byte == 0xE0, i + 2 < b.count {
          let next = (b[i + 1], b[i + 2])
          if byte == 0xE3, next.0 == 0x80 { if next.1 == 0x82 { stops += 1 } else if next.1 == 0x81 { marks += 1 } }
          if byte == 0xEF, next.0 == 0xBC {
            if next.1 == 0x8C || next.1 == 0x9B { marks += 1 }
            if next.1 == 0x81 || next.1 == 0x9F { stops += 1 }
          }
          if byte == 0xE0, next.0 == 0xA5, next.1 == 0xA4 { stops += 1 }
        }
        i += 1
      }
    }
    marks += stops
  }

  private static let codeSigns = ByteSet("{}=;<>")
  private static let codeSymbols = ByteSet("{}=;<>\"'()/:_[]")

  var linkShare: Float { bytes == 0 ? 0 : Float(bytes - plain) / Float(bytes) }

  /// How much running text this is: its own bytes, less where it reads like a label.
  var weight: Float {
    if bytes < 25 || linkShare > 0.5 { return 0 }
    let text = Float(plain) * (1 - linkShare)
    if stops == 0 { return marks == 0 ? (plain > 80 ? text * 0.3 : 0) : text * 0.5 }
    return bytes < 60 ? text * 0.5 : text
  }
}

/// A set of ASCII characters, asked once a byte.
struct ByteSet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes in
      for byte in bytes {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
      }
    }
  }

  @inline(__always) func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }
}
