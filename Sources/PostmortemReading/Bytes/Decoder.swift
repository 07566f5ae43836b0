import Foundation

/// A page's bytes as valid UTF-8, and how they became that.
struct DecodedText {
  var bytes: [UInt8]
  /// The character set that was used.
  var charset: String
  /// How many bad bytes were replaced by U+FFFD.
  var replaced: Int
}

/// Turns bytes of any character set into valid UTF-8.
///
/// The order of trust: byte order mark, bytes that are valid UTF-8 whatever the label says, the
/// declared character set, statistics. Labels lie often, and text that passes strict UTF-8 by chance is
/// next to impossible.
enum TextDecoder {
  static func decode(_ bytes: [UInt8], contentType: String?) -> DecodedText {
    if let marked = byteOrderMark(bytes) { return marked }
    if let order = utf16Order(bytes) { return convert(bytes[...], from: order) }
    if UTF8Check.firstBad(in: bytes[...]) == nil { return DecodedText(bytes: bytes, charset: "UTF-8", replaced: 0) }
    let labels = [contentType.flatMap { Charset.parameter(of: $0) }, Charset.declared(in: bytes[...])]
    let declared = labels.compactMap { $0 }.compactMap { Charset.iconvName($0) }
    // A page of UTF-8 with a few bad bytes is UTF-8 with a few bad bytes, whatever it calls itself.
    let repaired = UTF8Check.repair(bytes[...])
    if repaired.sequences > 20 * repaired.bad || (declared.contains("UTF-8") && repaired.sequences * 4 >= repaired.bad)
    {
      return DecodedText(bytes: repaired.bytes, charset: "UTF-8", replaced: repaired.bad)
    }
    let usable = declared.filter { $0 != "UTF-8" && !$0.hasPrefix("UTF-16") }
    for name in usable {
      let result = convert(bytes[...], from: name)
      // A wrong label shows in the number of bytes that mean nothing, or in text that nobody writes.
      guard result.replaced * 100 <= bytes.count else { continue }
      let better = CharsetGuess.doubts(name) ? CharsetGuess.guess(bytes, preferred: name) : name
      return better == name ? result : convert(bytes[...], from: better)
    }
    return convert(bytes[...], from: CharsetGuess.guess(bytes, preferred: usable.first))
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let repaired = UTF8Check.repair(bytes[3...])
      return DecodedText(bytes: repaired.bytes, charset: "UTF-8", replaced: repaired.bad)
    }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return convert(bytes[4...], from: "UTF-32LE") }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return convert(bytes[4...], from: "UTF-32BE") }
    if bytes.starts(with: [0xFF, 0xFE]) { return convert(bytes[2...], from: "UTF-16LE") }
    if bytes.starts(with: [0xFE, 0xFF]) { return convert(bytes[2...], from: "UTF-16BE") }
    return nil
  }

  /// UTF-16 without a mark: markup is mostly ASCII, so every other byte of it is a zero.
  static func utf16Order(_ bytes: [UInt8]) -> String? {
    let sample = bytes.prefix(1024)
    guard sample.count >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in sample.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let half = sample.count / 2
    if zeros.odd * 10 > half * 4, zeros.even * 20 < half { return "UTF-16LE" }
    if zeros.even * 10 > half * 4, zeros.odd * 20 < half { return "UTF-16BE" }
    return nil
  }

  /// Converts with iconv; each byte that means nothing becomes U+FFFD.
  static func convert(_ bytes: ArraySlice<UInt8>, from charset: String) -> DecodedText {
    guard let descriptor = iconv_open("UTF-8", charset), Int(bitPattern: descriptor) != -1 else {
      let repaired = UTF8Check.repair(bytes)
      return DecodedText(bytes: repaired.bytes, charset: "UTF-8", replaced: repaired.bad)
    }
    defer { iconv_close(descriptor) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    var replaced = 0
    var input = Array(bytes)
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let unit = charset.hasPrefix("UTF-16") ? 2 : charset.hasPrefix("UTF-32") ? 4 : 1
    input.withUnsafeMutableBytes { raw in
      var next = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = raw.count
      while left > 0 {
        let (status, written) = step(descriptor, &next, &left, &buffer)
        out.append(contentsOf: buffer[0..<written])
        if status == -1, errno != E2BIG {
          out.append(contentsOf: [0xEF, 0xBF, 0xBD])
          replaced += 1
          let skip = min(unit, left)
          next = next.map { $0 + skip }
          left -= skip
        }
      }
    }
    // iconv's own output is trusted for its shape, except that a surrogate could come through.
    if UTF8Check.firstBad(in: out[...]) != nil { out = UTF8Check.repair(out[...]).bytes }
    return DecodedText(bytes: out, charset: charset, replaced: replaced)
  }

  private static func step(
    _ descriptor: iconv_t, _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, _ buffer: inout [UInt8]
  ) -> (Int, Int) {
    let capacity = buffer.count
    return buffer.withUnsafeMutableBytes { raw in
      var target = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = capacity
      let status = Int(iconv(descriptor, &next, &left, &target, &room))
      return (status, capacity - room)
    }
  }
}

/// Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
enum UTF8Check {
  /// The first byte that is not part of a valid sequence.
  static func firstBad(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let length = sequence(buffer, index)
        if length == 0 { return bytes.startIndex + index }
        index += length
      }
      return nil
    }
  }

  /// The length of the valid sequence at an index (a whole run for ASCII), or 0.
  @inline(__always) static func sequence(_ b: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    let first = b[i]
    if first < 0x80 {
      var end = i + 1
      if let base = b.baseAddress {
        let raw = UnsafeRawPointer(base)
        while end + 8 <= b.count, raw.loadUnaligned(fromByteOffset: end, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
          end += 8
        }
      }
      while end < b.count, b[end] < 0x80 { end += 1 }
      return end - i
    }
    let left = b.count - i
    if first >= 0xC2, first <= 0xDF { return left >= 2 && b[i + 1] & 0xC0 == 0x80 ? 2 : 0 }
    if first & 0xF0 == 0xE0 {
      guard left >= 3, b[i + 1] & 0xC0 == 0x80, b[i + 2] & 0xC0 == 0x80 else { return 0 }
      if first == 0xE0, b[i + 1] < 0xA0 { return 0 }
      if first == 0xED, b[i + 1] >= 0xA0 { return 0 }
      return 3
    }
    guard first >= 0xF0, first <= 0xF4, left >= 4 else { return 0 }
    guard b[i + 1] & 0xC0 == 0x80, b[i + 2] & 0xC0 == 0x80, b[i + 3] & 0xC0 == 0x80 else { return 0 }
    if first == 0xF0, b[i + 1] < 0x90 { return 0 }
    if first == 0xF4, b[i + 1] >= 0x90 { return 0 }
    return 4
  }

  /// The bytes with U+FFFD for each bad one, how many those were, and how many sequences of more than
  /// one byte were good.
  static func repair(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], bad: Int, sequences: Int) {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    var bad = 0
    var sequences = 0
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let length = sequence(buffer, index)
        if length == 0 {
          out.append(contentsOf: [0xEF, 0xBF, 0xBD])
          bad += 1
          index += 1
          continue
        }
        if buffer[index] >= 0x80 { sequences += 1 }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[index..<index + length]))
        index += length
      }
    }
    return (out, bad, sequences)
  }
}
