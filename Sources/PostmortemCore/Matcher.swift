import PostmortemPlugin

/// Finds thousands of literals in one pass over UTF-8 bytes.
///
/// A literal of four bytes or more is found through the first four of its (case-folded) bytes: a
/// bitmap of their hashes says no at nearly every offset, and what passes is looked up and compared.
/// Shorter literals have a table of their own, keyed by all their bytes. Only ASCII letters are
/// folded: every other script is matched as it is written. Inside a Latin word only the few literals
/// are looked for that may be part of one.
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
  /// Hashes of the first bytes of the long literals, and of those that may be part of a word.
  private var beginnings: HashSet
  private var parts: HashSet
  private var long: [UInt32: [Int32]] = [:]
  private var short: [UInt32: [Int32]] = [:]
  /// By first byte: bit n is set where a literal of n bytes (1 to 3) begins with it.
  private var shortLengths = [UInt8](repeating: 0, count: 256)
  private var shortParts = [UInt8](repeating: 0, count: 256)

  init(_ lexicons: [Lexicon]) {
    struct Key: Hashable {
      let exact: [UInt8]
      let exactCase: Bool
      let isPart: Bool
    }
    var owners: [Key: [Owner]] = [:]
    var order: [Key] = []
    let count = lexicons.reduce(0) { $0 + $1.entries.count }
    owners.reserveCapacity(count)
    order.reserveCapacity(count)
    words.reserveCapacity(count)
    beginnings = HashSet(expecting: count)
    parts = HashSet(expecting: lexicons.reduce(0) { $0 + $1.entries.count(where: \.isPart) })
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
    for key in order { add(key.exact, isFolded: !key.exactCase, isPart: key.isPart, owners: owners[key]!) }
  }

  private mutating func add(_ exact: [UInt8], isFolded: Bool, isPart: Bool, owners: [Owner]) {
    let folded = isFolded ? exact : exact.map(fold)
    let index = Int32(words.count)
    words.append(
      Word(
        folded: folded, exact: exact, owners: owners, boundBefore: !isPart && isAlphanumeric(exact[0]),
        boundAfter: !isPart && isAlphanumeric(exact[exact.count - 1])))
    if folded.count < 4 {
      shortLengths[Int(folded[0])] |= 1 << UInt8(folded.count)
      if isPart { shortParts[Int(folded[0])] |= 1 << UInt8(folded.count) }
      short[Matcher.key(folded, 0, folded.count), default: []].append(index)
    } else {
      let key = Matcher.key(folded, 0, 4)
      beginnings.insert(key)
      if isPart { parts.insert(key) }
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
      let isInside = at > range.lowerBound && isAlphanumeric(folded[at]) && joins(text[at - 1])
      let lengths = isInside ? shortParts[Int(folded[at])] : shortLengths[Int(folded[at])]
      if lengths != 0 {
        for length in 1...3 where lengths & (1 << UInt8(length)) != 0 && at + length <= range.upperBound {
          guard let candidates = short[Matcher.key(folded, at, length)] else { continue }
          for index in candidates { check(index, at, text, folded, range, found) }
        }
      }
      guard at + 4 <= range.upperBound else { continue }
      let key = Matcher.key(folded, at, 4)
      guard isInside ? parts.mayHold(key) : beginnings.mayHold(key), let candidates = long[key] else { continue }
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
}

/// A set of keys that says no at once for nearly all it does not hold: one bit for each hash, with bits
/// enough that few are set.
private struct HashSet: Sendable {
  private var bits: [UInt64]
  private let shift: UInt32

  init(expecting count: Int) {
    var width: UInt32 = 12
    while width < 20, 1 << width < count * 24 { width += 1 }
    shift = 32 - width
    bits = [UInt64](repeating: 0, count: 1 << (Int(width) - 6))
  }

  @inline(__always) private func place(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> shift) }

  mutating func insert(_ key: UInt32) { bits[place(key) >> 6] |= 1 << UInt64(place(key) & 63) }

  @inline(__always) func mayHold(_ key: UInt32) -> Bool {
    bits[place(key) >> 6] & (1 << UInt64(place(key) & 63)) != 0
  }
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
