/// A run of text between block boundaries.
struct Segment {
  /// Bytes in `Segments.text`.
  var text: Range<Int>
  /// The block-level element around it.
  let element: Int
  /// Its first text node: where it stands in the tree.
  let node: Int
  /// How many of its bytes are link words.
  var linkBytes: Int
  /// Links in `Segments.links`.
  var links: Range<Int>
}

/// A page's text cut at its block boundaries, in reading order.
struct Segments {
  struct LinkSpan {
    /// Bytes in `Segments.text`.
    var text: Range<Int>
    /// The `a` element.
    let node: Int
  }

  var list: [Segment] = []
  var text: [UInt8] = []
  var links: [LinkSpan] = []
  /// For each node the number of segments that begin before it: a subtree's segments are a range.
  var before: [Int32] = []

  /// The segments inside an element.
  func range(of node: Int, in tree: Tree) -> Range<Int> {
    Int(before[node])..<Int(before[Int(tree.nodes[node].end)])
  }

  func bytes(_ segment: Int) -> ArraySlice<UInt8> { text[list[segment].text] }
  func string(_ segment: Int) -> String { String(decoding: bytes(segment), as: UTF8.self) }
}

/// Cuts a tree's text into segments.
///
/// Elements that never hold the page's words (scripts, forms' controls, frames) are passed over; what is
/// furniture is decided later, with the whole page in view.
struct Segmenter {
  private let tree: Tree
  private var out = Segments()
  /// The open block-level elements: node and end.
  private var blocks: [(node: Int, end: Int)] = []
  private var start = 0
  private var first = -1
  private var linkStart = 0
  private var linkBytes = 0
  private var link: (node: Int, end: Int, from: Int)?
  private var breaks = 0
  private var pendingSpace = false

  init(_ tree: Tree) { self.tree = tree }

  static func segments(of tree: Tree) -> Segments {
    var segmenter = Segmenter(tree)
    segmenter.run()
    return segmenter.out
  }

  private mutating func run() {
    out.before = [Int32](repeating: 0, count: tree.nodes.count + 1)
    out.text.reserveCapacity(tree.text.count / 2)
    tree.text.withUnsafeBufferPointer { characters in
      tree.nodes.withUnsafeBufferPointer { nodes in walk(nodes, characters) }
    }
  }

  private mutating func walk(_ nodes: UnsafeBufferPointer<Tree.Node>, _ characters: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < nodes.count {
      closeBlocks(before: index)
      out.before[index] = Int32(out.list.count) + (first >= 0 ? 1 : 0)
      let node = nodes[index]
      if node.tag == .text {
        add(UnsafeBufferPointer(rebasing: characters[Int(node.first)..<Int(node.last)]), node: index)
        index += 1
        continue
      }
      let traits = TagTraits.of(node.tag)
      let role = traits.contains(.inline) && node.first < node.last ? inlineMarks(index) : []
      if traits.contains(.dropped) || role.contains(.hidden) {
        let end = Int(node.end)
        while index < end {
          out.before[index] = Int32(out.list.count) + (first >= 0 ? 1 : 0)
          index += 1
        }
        continue
      }
      if node.tag == .br {
        breakLine()
      } else if node.tag == .a {
        closeLink()
        link = (index, Int(node.end), -1)
      } else if !traits.contains(.inline) || role.contains(.caption) {
        flush()
        out.before[index] = Int32(out.list.count)
        blocks.append((index, Int(node.end)))
      }
      index += 1
    }
    closeBlocks(before: nodes.count)
    flush()
    out.before[nodes.count] = Int32(out.list.count)
  }

  /// What a span says of itself: a caption stands alone though it flows inside a line, and a card that
  /// opens when the pointer rests on a name is no part of the sentence.
  private func inlineMarks(_ index: Int) -> Marks {
    let tag = tree.nodes[index].tag
    guard tag == .span || tag == .small || tag == .em || tag == .i || tag == .cite else { return [] }
    var found: Marks = []
    for place in tree.attributeRange(index) where tree.attributes[place].name == .class {
      let attribute = tree.attributes[place]
      MarkWords.marks(tree.values[Int(attribute.first)..<Int(attribute.last)], into: &found)
    }
    return found.intersection([.caption, .hidden])
  }

  private mutating func closeBlocks(before index: Int) {
    if let open = link, open.end <= index {
      closeLink()
      link = nil
    }
    while let last = blocks.last, last.end <= index {
      flush()
      blocks.removeLast()
    }
  }

  private mutating func breakLine() {
    breaks += 1
    if breaks >= 2 { flush() } else { pendingSpace = out.text.count > start }
  }

  /// Adds folded characters to the open segment.
  private mutating func add(_ buffer: UnsafeBufferPointer<UInt8>, node: Int) {
    var index = 0
    let count = buffer.count
    while index < count {
      let space = Folder.spaceLength(buffer, index)
      if space > 0 {
        pendingSpace = out.text.count > start
        index += space
        continue
      }
      var end = index + 1
      while end < count, buffer[end] > 0x20 && buffer[end] < 0xC2 || Folder.spaceLength(buffer, end) == 0 { end += 1 }
      begin(at: node)
      if pendingSpace { out.text.append(0x20) }
      pendingSpace = false
      if link != nil, link?.from == -1 { link?.from = out.text.count }
      out.text.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[index..<end]))
      index = end
    }
  }

  private mutating func begin(at node: Int) {
    breaks = 0
    if first < 0 {
      first = node
      start = out.text.count
      linkStart = out.links.count
    }
  }

  private mutating func closeLink() {
    guard let open = link, open.from >= 0 else { return }
    linkBytes += out.text.count - open.from
    out.links.append(Segments.LinkSpan(text: open.from..<out.text.count, node: open.node))
    link?.from = -1
  }

  private mutating func flush() {
    breaks = 0
    pendingSpace = false
    guard first >= 0 else { return }
    closeLink()
    out.list.append(
      Segment(
        text: start..<out.text.count, element: blocks.last?.node ?? 0, node: first, linkBytes: linkBytes,
        links: linkStart..<out.links.count))
    start = out.text.count
    linkStart = out.links.count
    linkBytes = 0
    first = -1
  }
}
