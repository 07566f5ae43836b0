import PostmortemPlugin

/// Finds thousands of literals in one pass over UTF-8 bytes.
///
/// A literal of four bytes or more is found through the first four of its (case-folded) bytes: a
/// bitmap of their hashes says no at nearly every offset, and what passes is looked up and compared.
/// Shorter literals have a table of their own, keyed by all their bytes. Only ASCII letters are
/// folded: every other script is matched as it is written.
struct Matcher: Sendable {
  /// Where a literal came from.
  struct Owner: Sendable {
    /// Index of the lexicon it belongs to.
    let lexicon: Int32
    let tag: Int
    let exactCase: Bool
  }

  private struct Word: Sendable {
    let folded: [UInt8]
    let exact: [UInt8]
    let owners: [Owner]
    /// Whether the first and last bytes need a word boundary beside them.
    let boundBefore: Bool
    let boundAfter: Bool
  }

  private var words: [Word] = []
  private var bitmap = [UInt64](repeating: 0, count: 1 << 10)  // 65,536 bits
  private var long: [UInt32: [Int32]] = [:]
  private var short: [UInt32: [Int32]] = [:]
  /// By first byte: bit n is set where a literal of n bytes (1 to 3) begins with it.
  private var shortLengths = [UInt8](repeating: 0, count: 256)

  init(_ lexicons: [Lexicon]) {
    struct Key: Hashable {
      let exact: [UInt8]
      let exactCase: Bool
      let isPart: Bool
    }
    var owners: [Key: [Owner]] = [:]
    var order: [Key] = []
    for (index, lexicon) in lexicons.enumerated() {
      for entry in lexicon.entries where !entry.text.isEmpty {
        let bytes = Array(entry.text.utf8)
        let key = Key(
          exact: entry.exactCase ? bytes : bytes.map(fold), exactCase: entry.exactCase, isPart: entry.isPart)
        if owners[key] == nil { order.append(key) }
        owners[key, default: []].append(
          Owner(lexicon: Int32(index), tag: entry.tag, exactCase: entry.exactCase))
      }
    }
    for key in order { add(key.exact, isPart: key.isPart, owners: owners[key]!) }
  }

  private mutating func add(_ exact: [UInt8], isPart: Bool, owners: [Owner]) {
    let folded = exact.map(fold)
    let index = Int32(words.count)
    words.append(
      Word(
        folded: folded, exact: exact, owners: owners, boundBefore: !isPart && isAlphanumeric(exact[0]),
        boundAfter: !isPart && isAlphanumeric(exact[exact.count - 1])))
    if folded.count < 4 {
      shortLengths[Int(folded[0])] |= 1 << UInt8(folded.count)
      short[Matcher.key(folded, 0, folded.count), default: []].append(index)
    } else {
      let key = Matcher.key(folded, 0, 4)
      let hash = Matcher.hash(key)
      bitmap[hash >> 6] |= 1 << UInt64(hash & 63)
      long[key, default: []].append(index)
    }
  }

  /// Calls `found` for every literal in `range` of the text, in the order of where they begin.
  /// - Parameters:
  ///   - text: the text as it is.
  ///   - folded: the same bytes with ASCII capitals made small.
  func scan(
    _ text: UnsafeBufferPointer<UInt8>, folded: UnsafeBufferPointer<UInt8>, in range: Range<Int>,
    found: (Range<Int>, Owner) -> Void
  ) {
    for at in range {
      let lengths = shortLengths[Int(folded[at])]
      if lengths != 0 {
        for length in 1...3 where lengths & (1 << UInt8(length)) != 0 && at + length <= range.upperBound {
          guard let candidates = short[Matcher.key(folded, at, length)] else { continue }
          for index in candidates { check(index, at, text, folded, range, found) }
        }
      }
      guard at + 4 <= range.upperBound else { continue }
      let key = Matcher.key(folded, at, 4)
      let hash = Matcher.hash(key)
      guard bitmap[hash >> 6] & (1 << UInt64(hash & 63)) != 0, let candidates = long[key] else { continue }
      for index in candidates { check(index, at, text, folded, range, found) }
    }
  }

  private func check(
    _ index: Int32, _ at: Int, _ text: UnsafeBufferPointer<UInt8>, _ folded: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>, _ found: (Range<Int>, Owner) -> Void
  ) {
    let word = words[Int(index)]
    let end = at + word.folded.count
    guard end <= range.upperBound else { return }
    for offset in 0..<word.folded.count where folded[at + offset] != word.folded[offset] { return }
    if word.boundBefore, at > range.lowerBound, joins(text[at - 1]) { return }
    if word.boundAfter, end < range.upperBound, joins(text[end]) { return }
    for owner in word.owners {
      if owner.exactCase {
        var same = true
        for offset in 0..<word.exact.count where text[at + offset] != word.exact[offset] { same = false }
        if !same { continue }
      }
      found(at..<end, owner)
    }
  }

  private static func key(_ bytes: some RandomAccessCollection<UInt8>, _ at: Int, _ length: Int) -> UInt32 {
    var key: UInt32 = 0
    var index = bytes.index(bytes.startIndex, offsetBy: at)
    for _ in 0..<length {
      key = key << 8 | UInt32(bytes[index])
      index = bytes.index(after: index)
    }
    return key
  }

  @inline(__always) private static func hash(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 16) }
}

/// An ASCII capital as a small letter.
@inline(__always) func fold(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

@inline(__always) func isAlphanumeric(_ byte: UInt8) -> Bool {
  byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
}

/// Whether a byte beside a Latin word makes it part of a longer one: a letter, a digit, or the first
/// or a later byte of an accented Latin letter (U+00C0 to U+024F begin with C3 to C9).
@inline(__always) private func joins(_ byte: UInt8) -> Bool {
  isAlphanumeric(byte) || (0xC3...0xC9).contains(byte)
}
