import Foundation

/// Looks a page over before the parser sees it: makes hostile markup harmless and finds out whether
/// the page was cut off.
///
/// libxml2 takes quadratic time over one tag with very many attributes, and over very many end tags
/// that close nothing while very many elements are open. Both are cut out here.
struct TagGuard {
  /// What the look-over found.
  struct Result {
    /// Ranges to blank out before parsing.
    var cuts: [Range<Int>] = []
    /// Why the page seems cut off, if it does.
    var broken: String?
    var tags = 0
    /// The insides of comments and scripts, where ways of saving leave their marks.
    var comments: [Range<Int>] = []
    var scripts: [Range<Int>] = []
    /// The insides of scripts that hold no data, and of styles: nothing for the parser to read.
    var code: [Range<Int>] = []
  }

  private let limit: Int
  private let bytes: UnsafeBufferPointer<UInt8>
  private var result = Result()
  private var open: [Int32] = []
  private var others: [UInt64: Int32] = [:]
  private var unmatched = 0
  private var closedPage = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
    self.bytes = bytes
    self.limit = limit
    open = [Int32](repeating: 0, count: 1 << 12)
  }

  /// End tags that close nothing may be this many; the rest are cut out.
  private static let maxUnmatched = 2_000

  mutating func run() -> Result {
    var at = 0
    guard let base = bytes.baseAddress else { return result }
    while at < bytes.count, let hit = memchr(base + at, 0x3C, bytes.count - at) {
      at = markup(at: UnsafeRawPointer(hit) - UnsafeRawPointer(base))
    }
    if result.broken == nil, !closedPage, required > 0, !endsInScripts {
      result.broken = "elements are still open where it ends"
    }
    return result
  }

  /// Whether the page ends with the scripts that stand at the foot of pages.
  private var endsInScripts: Bool {
    var end = bytes.count
    while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
    return end >= 9 && "</script>".utf8.elementsEqual(bytes[(end - 9)..<end].lazy.map { $0 | 0x20 })
  }

  /// How many elements are open whose end tag may not be left out.
  private var required = 0

  /// Passes over what begins with `<`; returns where to go on.
  private mutating func markup(at start: Int) -> Int {
    guard start + 1 < bytes.count else { return start + 1 }
    let next = bytes[start + 1]
    if next == 0x21 { return declaration(at: start) }
    if next == 0x3F { return after(0x3E, from: start) }
    let closing = next == 0x2F
    let nameStart = closing ? start + 2 : start + 1
    guard nameStart < bytes.count, isLetter(bytes[nameStart]) else { return start + 1 }
    var nameEnd = nameStart
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    while nameEnd < bytes.count, !isNameEnd(bytes[nameEnd]) {
      hash = (hash ^ UInt64(bytes[nameEnd] | 0x20)) &* 0x100_0000_01b3
      nameEnd += 1
    }
    guard let end = tagEnd(from: nameEnd) else {
      result.broken = "it ends inside a tag"
      if bytes.count - start > limit { result.cuts.append(start..<bytes.count) }
      return bytes.count
    }
    result.tags += 1
    if end - start > limit, !holdsPage(nameEnd..<min(nameEnd + 64, end)) { result.cuts.append(nameEnd..<end - 1) }
    if closing {
      close(hash, tag: start..<end)
      return end
    }
    return opened(hash, nameStart..<nameEnd, end)
  }

  /// Whether a tag's first attribute says that the page's data is in the next.
  private func holdsPage(_ head: Range<Int>) -> Bool {
    UnsafeBufferPointer(rebasing: bytes[head]).holds("data-react-class=\"HistoryIndex\"")
  }

  private mutating func opened(_ hash: UInt64, _ name: Range<Int>, _ end: Int) -> Int {
    let kind = TagGuard.kinds[hash] ?? .plain
    switch kind {
    case .raw(let literal):
      return skipRaw(literal, from: end, holdsData: holdsData(name.upperBound..<end))
    case .void: return end
    case .optional: count(hash, 1)
    case .plain, .required:
      if bytes[end - 2] == 0x2F { return end }
      count(hash, 1)
      if case .required = kind { required += 1 }
    case .page: break
    }
    return end
  }

  private mutating func close(_ hash: UInt64, tag: Range<Int>) {
    let kind = TagGuard.kinds[hash] ?? .plain
    if case .page = kind {
      closedPage = true
      return
    }
    let slot = Int(hash & 0xFFF)
    if open[slot] > 0 {
      open[slot] -= 1
      if case .required = kind, required > 0 { required -= 1 }
      return
    }
    unmatched += 1
    if unmatched > TagGuard.maxUnmatched { result.cuts.append(tag) }
  }

  private mutating func count(_ hash: UInt64, _ change: Int32) { open[Int(hash & 0xFFF)] += change }

  /// A comment or a declaration.
  private mutating func declaration(at start: Int) -> Int {
    guard start + 3 < bytes.count, bytes[start + 2] == 0x2D, bytes[start + 3] == 0x2D else {
      return after(0x3E, from: start)
    }
    if let end = commentEnd(from: min(start + 2, bytes.count)) {
      result.comments.append(min(start + 4, end)..<end)
      return end + 3
    }
    result.broken = "it ends inside a comment"
    return bytes.count
  }

  /// Where `-->` stands. Some write `--!>`, which browsers take as well; the parser must not see it.
  private mutating func commentEnd(from start: Int) -> Int? {
    if let end = StaticString("-->").withUTF8Buffer({ search(bytes, $0, start) }) { return end }
    guard let odd = StaticString("--!>").withUTF8Buffer({ search(bytes, $0, start) }) else { return nil }
    result.cuts.append(start - 2..<odd + 4)
    return odd + 1
  }

  private mutating func after(_ byte: UInt8, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let hit = memchr(base + start, Int32(byte), bytes.count - start) else {
      result.broken = "it ends inside a tag"
      return bytes.count
    }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base) + 1
  }

  /// Where the tag ends, quotation marks taken into account; nil where it doesn't.
  private func tagEnd(from start: Int) -> Int? {
    var index = start
    var afterEquals = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x3E { return index + 1 }
      if byte == 0x22 || byte == 0x27, afterEquals {
        guard let base = bytes.baseAddress, let hit = memchr(base + index + 1, Int32(byte), bytes.count - index - 1)
        else {
          // A quotation mark that never closes swallows the rest in the parser as well.
          return nil
        }
        index = UnsafeRawPointer(hit) - UnsafeRawPointer(base) + 1
        afterEquals = false
        continue
      }
      if byte > 0x20 { afterEquals = byte == 0x3D }
      index += 1
    }
    return nil
  }

  /// The contents of script, style and the like end only with their own end tag.
  private mutating func skipRaw(_ name: StaticString, from start: Int, holdsData: Bool) -> Int {
    var at = start
    guard let base = bytes.baseAddress else { return bytes.count }
    while at < bytes.count, let hit = memchr(base + at, 0x3C, bytes.count - at) {
      let index = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      if index + 1 < bytes.count, bytes[index + 1] == 0x2F, hasName(name, at: index + 2) {
        if name.utf8CodeUnitCount == 6 { result.scripts.append(start..<index) }
        if !holdsData { result.code.append(start..<index) }
        return tagEnd(from: index + 2 + name.utf8CodeUnitCount) ?? bytes.count
      }
      at = index + 1
    }
    result.broken = "it ends inside a \(name)"
    return bytes.count
  }

  /// Whether a script's tag says that it is JSON.
  private func holdsData(_ tag: Range<Int>) -> Bool {
    var index = tag.lowerBound
    while index + 4 <= tag.upperBound {
      if bytes[index] | 0x20 == 0x6A, bytes[index + 1] | 0x20 == 0x73, bytes[index + 2] | 0x20 == 0x6F,
        bytes[index + 3] | 0x20 == 0x6E
      {
        return true
      }
      index += 1
    }
    return false
  }

  private func hasName(_ name: StaticString, at start: Int) -> Bool {
    name.withUTF8Buffer { needle in
      guard start + needle.count <= bytes.count else { return false }
      for (offset, byte) in needle.enumerated() where bytes[start + offset] | 0x20 != byte { return false }
      return true
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private func isNameEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3C }

  private enum Kind {
    case plain, void, optional, required, page
    case raw(StaticString)
  }

  private static let kinds: [UInt64: Kind] = {
    var table: [UInt64: Kind] = [:]
    func hash(_ name: String) -> UInt64 {
      name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1 | 0x20)) &* 0x100_0000_01b3 }
    }
    for tag in Tag.allCases.dropFirst(3) {
      let traits = TagTraits.of(tag)
      table[hash(tag.name)] = traits.contains(.void) ? .void : traits.contains(.endOptional) ? .optional : .plain
    }
    for tag in requiredTags { table[hash(tag.name)] = .required }
    table[hash("script")] = .raw("script")
    table[hash("style")] = .raw("style")
    table[hash("html")] = .page
    table[hash("body")] = .page
    return table
  }()

  /// Elements whose missing end tag says that the page was cut off.
  private static let requiredTags: [Tag] = [
    .div, .article, .section, .main, .table, .ul, .ol, .title, .h1, .h2, .h3, .header, .footer, .nav, .aside, .figure,
    .blockquote, .dl, .form,
  ]
}
