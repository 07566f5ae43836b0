/// A parsed page as flat arrays: no object and no string per node.
///
/// Nodes stand in document order, so a subtree is a range of them and a parent always comes before
/// its children: every walk over the page is a loop.
struct Tree: Sendable {
  /// One element or one run of characters.
  struct Node: Sendable {
    var tag: Tag
    /// The element's name: an index in `names`.
    let name: Int32
    let parent: Int32
    /// The node after the last one of this subtree.
    var end: Int32
    /// Text: bytes in `text`. Element: attributes in `attributes`.
    let first: Int32
    var last: Int32
  }

  struct Attribute: Sendable {
    let name: AttributeName
    /// For `data`: its full name, an index in `dataNames`.
    let data: Int32
    let first: Int32
    let last: Int32
  }

  var nodes: [Node] = []
  /// The characters of all text nodes, UTF-8.
  var text: [UInt8] = []
  var attributes: [Attribute] = []
  /// The bytes of all attribute values.
  var values: [UInt8] = []
  /// Element names; the first ones are `Tag.names`.
  var names: [String] = Tag.names
  /// Other attribute names that were kept, for `AttributeName.data`.
  var dataNames: [String] = []

  /// The nodes of a subtree, without its root.
  func inside(_ node: Int) -> Range<Int> { node + 1..<Int(nodes[node].end) }

  /// The bytes of a text node.
  func bytes(of node: Int) -> ArraySlice<UInt8> { text[Int(nodes[node].first)..<Int(nodes[node].last)] }

  func attributeRange(_ node: Int) -> Range<Int> {
    nodes[node].tag == .text ? 0..<0 : Int(nodes[node].first)..<Int(nodes[node].last)
  }

  /// The bytes of an attribute's value, if the element has it.
  func valueBytes(_ node: Int, _ name: AttributeName) -> ArraySlice<UInt8>? {
    for index in attributeRange(node) where attributes[index].name == name {
      return values[Int(attributes[index].first)..<Int(attributes[index].last)]
    }
    return nil
  }

  /// An attribute's value, if the element has it.
  func value(_ node: Int, _ name: AttributeName) -> String? {
    valueBytes(node, name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of a `data-…` attribute, and its index in `attributes`.
  func data(_ node: Int, _ name: String) -> (value: String, index: Int)? {
    for index in attributeRange(node) where attributes[index].name == .data {
      let attribute = attributes[index]
      guard dataNames[Int(attribute.data)] == name else { continue }
      return (String(decoding: values[Int(attribute.first)..<Int(attribute.last)], as: UTF8.self), index)
    }
    return nil
  }

  func has(_ node: Int, _ name: AttributeName) -> Bool {
    for index in attributeRange(node) where attributes[index].name == name { return true }
    return false
  }

  /// The words of a subtree, white space folded, scripts and styles left out.
  func words(_ node: Int) -> String {
    var folder = Folder()
    var index = node
    let end = Int(nodes[node].end)
    while index < end {
      let item = nodes[index]
      if item.tag == .text {
        folder.append(bytes(of: index))
      } else if TagTraits.of(item.tag).contains(.dropped), index != node {
        index = Int(item.end)
        continue
      } else if !TagTraits.of(item.tag).contains(.inline) || item.tag == .br {
        folder.space()
      }
      index += 1
    }
    return String(decoding: folder.bytes, as: UTF8.self)
  }

  /// Whether a class attribute holds a word.
  func hasClass(_ node: Int, _ word: StaticString) -> Bool {
    guard let value = valueBytes(node, .class) else { return false }
    return word.withUTF8Buffer { needle in
      value.split(whereSeparator: { $0 <= 0x20 }).contains { $0.elementsEqual(needle) }
    }
  }
}

/// The attributes a tree keeps.
enum AttributeName: UInt8, CaseIterable, Sendable {
  case `class`, id, href, content, property, name, itemprop, itemtype, datetime, lang, role, rel, type, style, hidden
  case title, charset, httpEquiv, ariaHidden, ariaLabel, src, cite, alt, value, pubdate
  /// Any `data-…` attribute that may hold a time, a state or a page's data.
  case data

  static let known: [String: AttributeName] = {
    var table = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0) })
    table["httpEquiv"] = nil
    table["ariaHidden"] = nil
    table["ariaLabel"] = nil
    table["data"] = nil
    table["http-equiv"] = .httpEquiv
    table["aria-hidden"] = .ariaHidden
    table["aria-label"] = .ariaLabel
    table["xml:lang"] = .lang
    return table
  }()

  /// Whether an attribute's name says that a time, a state or the page's own data is in it.
  static func isData(_ name: String) -> Bool {
    guard name.hasPrefix("data-") else { return false }
    return dataWords.contains { name.contains($0) }
  }

  private static let dataWords = [
    "time", "date", "stamp", "unix", "epoch", "publish", "react-", "scrapbook", "component", "data-var", "status",
    "tweet",
  ]
}

/// Folds white space while bytes come in: one blank between words, none at the ends.
struct Folder {
  var bytes: [UInt8] = []
  private var pending = false

  mutating func space() { pending = !bytes.isEmpty }

  mutating func append(_ slice: ArraySlice<UInt8>) {
    slice.withUnsafeBufferPointer { buffer in append(buffer) }
  }

  mutating func append(_ buffer: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let count = buffer.count
    while index < count {
      let space = Folder.spaceLength(buffer, index)
      if space > 0 {
        pending = !bytes.isEmpty
        index += space
        continue
      }
      var end = index + 1
      while end < count, Folder.spaceLength(buffer, end) == 0 { end += 1 }
      if pending { bytes.append(0x20) }
      pending = false
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[index..<end]))
      index = end
    }
  }

  /// How many bytes of white space begin here: ASCII, no-break space, ideographic space, thin spaces,
  /// zero-width space and the byte order mark.
  @inline(__always) static func spaceLength(_ b: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    let byte = b[i]
    if byte <= 0x20 { return 1 }
    if byte < 0xC2 { return 0 }
    if byte == 0xC2 { return i + 1 < b.count && (b[i + 1] == 0xA0 || b[i + 1] == 0xAD) ? 2 : 0 }
    if byte == 0xE3 { return i + 2 < b.count && b[i + 1] == 0x80 && b[i + 2] == 0x80 ? 3 : 0 }
    if byte == 0xE2, i + 2 < b.count, b[i + 1] == 0x80 {
      let last = b[i + 2]
      return (0x80...0x8B).contains(last) || last == 0xA8 || last == 0xA9 || last == 0xAF || last == 0x8E
        || last == 0x8F
        ? 3 : 0
    }
    if byte == 0xEF { return i + 2 < b.count && b[i + 1] == 0xBB && b[i + 2] == 0xBF ? 3 : 0 }
    return 0
  }
}
