/// Bytes as mail carries them.
enum Transfer {
  /// - Parameter encoding: the value of `Content-Transfer-Encoding`; nil, `7bit`, `8bit` and `binary` are as they are.
  static func decode(_ bytes: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
    switch encoding?.lowercased() {
    case "quoted-printable": return quotedPrintable(bytes, inWord: false)
    case "base64": return base64(bytes)
    default: return Array(bytes)
    }
  }

  /// - Parameter inWord: whether an underscore is a blank, as in encoded words.
  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, inWord: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == 0x3D {
        if index + 1 < bytes.endIndex, let high = hex(bytes[index]), let low = hex(bytes[index + 1]) {
          out.append(high << 4 | low)
          index += 2
        } else if let next = softBreak(bytes, at: index) {
          index = next
        } else {
          out.append(byte)
        }
      } else {
        out.append(inWord && byte == 0x5F ? 0x20 : byte)
      }
    }
    return out
  }

  /// Where the next line begins, if nothing but blanks stands before it.
  private static func softBreak(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
    var index = start
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D { index += 1 }
    if index == bytes.endIndex { return index }
    return bytes[index] == 0x0A ? index + 1 : nil
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: return byte - 0x30
    case 0x41...0x46: return byte - 0x37
    case 0x61...0x66: return byte - 0x57
    default: return nil
    }
  }

  /// Signs that mean nothing are passed over, as mail readers do.
  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value = values[Int(byte)]
      if byte == 0x3D {
        // Padding ends a run; another one may follow.
        (bits, count) = (0, 0)
        continue
      }
      guard value < 64 else { continue }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return out
  }

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for (value, sign) in signs.enumerated() { table[Int(sign)] = UInt8(value) }
    return table
  }()
}
