import PostmortemPlugin

/// Puts the chosen segments into a document, with the path of every element that may be cited.
struct Assembler {
  private let tree: Tree
  private let segments: Segments
  var builder: DocumentBuilder
  private var paths: [Int32]
  private var positions: [Int32]
  private var numbered: [Bool]
  private var counters: [Int32]
  private var open: ContentPlan.Part = .own
  /// Where each segment went.
  private var written: [Int: Range<Int>] = [:]
  /// Elements whose words stand in the document in another form.
  private var retold: Set<Int> = []
  /// Attributes of the tree that are in the document already.
  private var known: [Int: Int] = [:]

  init(page: String, tree: Tree, segments: Segments) {
    self.tree = tree
    self.segments = segments
    builder = DocumentBuilder(page: page)
    paths = [Int32](repeating: -1, count: tree.nodes.count)
    positions = [Int32](repeating: 0, count: tree.nodes.count)
    numbered = [Bool](repeating: false, count: tree.nodes.count)
    counters = [Int32](repeating: 0, count: tree.names.count)
  }

  // MARK: - Blocks

  mutating func add(_ segment: Int, part: ContentPlan.Part, kind: Block.Kind? = nil) {
    let section: ContentPlan.Part = part == .caption ? .own : part
    if section != open {
      if open != .own { builder.endSection() }
      if section == .related { builder.beginSection(.related) }
      if section == .comments { builder.beginSection(.comments) }
      open = section
    }
    addBlock(segment, kind: kind ?? (part == .caption ? .caption : self.kind(of: segment)))
  }

  /// Adds a segment to whatever section is open, and its links.
  @discardableResult
  mutating func addBlock(_ index: Int, kind: Block.Kind) -> Range<Int> {
    let segment = segments.list[index]
    let start = builder.textEnd
    let range = builder.addBlock(segments.text[segment.text], kind: kind, path: path(of: segment.element))
    written[index] = range
    for link in segments.links[segment.links] {
      guard let attribute = attribute(of: link.node, named: .href) else { continue }
      let offset = start - segment.text.lowerBound
      builder.addLink(link.text.lowerBound + offset..<link.text.upperBound + offset, target: attribute)
    }
    if let tweet = tweet(around: segment.element) {
      builder.addLink(range.upperBound..<range.upperBound, target: tweet)
    }
    return range
  }

  /// Adds a link without words to the block written last.
  mutating func addLink(to node: Int) {
    guard builder.textEnd > 0, let attribute = attribute(of: node, named: .href) else { return }
    let end = builder.textEnd - 1
    builder.addLink(end..<end, target: attribute)
  }

  /// The id that an embedded tweet's element carries in place of a link.
  private mutating func tweet(around element: Int) -> Int? {
    guard tree.dataNames.contains(where: { $0.contains("tweet") }) else { return nil }
    var node = element
    for _ in 0..<4 where node >= 0 {
      for name in ["data-tweetid", "data-tweet-id"] {
        if let id = attribute(of: node, data: name) { return id }
      }
      node = Int(tree.nodes[node].parent)
    }
    return nil
  }

  /// Adds a block whose words stand outside the page's text, such as the title element's.
  @discardableResult
  mutating func addBlock(text: String, kind: Block.Kind, node: Int) -> Range<Int> {
    retold.insert(node)
    return builder.addBlock(Array(text.utf8), kind: kind, path: path(of: node))
  }

  /// Where a segment stands in the document, if it does.
  func range(of segment: Int) -> Range<Int>? { written[segment] }

  /// Whether a segment's words, or those of its element, are in the document.
  func holds(_ segment: Int) -> Bool { written[segment] != nil || retold.contains(segments.list[segment].element) }

  mutating func endSections() {
    if open != .own { builder.endSection() }
    open = .own
  }

  func kind(of segment: Int) -> Block.Kind {
    var node = segments.list[segment].element
    // The nearest element that says what its text is.
    for _ in 0..<6 where node >= 0 {
      switch tree.nodes[node].tag {
      case .h1, .h2, .h3, .h4, .h5, .h6: return .heading
      case .li, .dd, .dt: return .item
      case .td, .th: return .cell
      case .figcaption, .caption: return .caption
      case .p, .blockquote, .pre: return .paragraph
      default: node = Int(tree.nodes[node].parent)
      }
    }
    return .paragraph
  }

  // MARK: - Attributes

  /// The document's copy of an element's attribute.
  mutating func attribute(of node: Int, named name: AttributeName) -> Int? {
    for index in tree.attributeRange(node) where tree.attributes[index].name == name {
      return keep(index, named: "\(name)", of: node)
    }
    return nil
  }

  mutating func attribute(of node: Int, data name: String) -> Int? {
    tree.data(node, name).map { keep($0.index, named: name, of: node) }
  }

  private mutating func keep(_ index: Int, named name: String, of node: Int) -> Int {
    if let found = known[index] { return found }
    let attribute = tree.attributes[index]
    let value = tree.values[Int(attribute.first)..<Int(attribute.last)]
    let result = builder.addAttribute(name, value: value, path: path(of: node))
    known[index] = result
    return result
  }

  // MARK: - Paths

  /// The index of an element in the document's table of paths.
  mutating func path(of node: Int) -> Int {
    var chain: [Int] = []
    var current = node
    while current >= 0, paths[current] < 0 {
      chain.append(current)
      current = Int(tree.nodes[current].parent)
    }
    var parent: Int? = current >= 0 ? Int(paths[current]) : nil
    for node in chain.reversed() {
      let index = builder.addPath(step(of: node), below: parent)
      paths[node] = Int32(index)
      parent = index
    }
    return parent ?? 0
  }

  /// The element's name, with its position among siblings of that name if it has any.
  private mutating func step(of node: Int) -> String {
    let parent = Int(tree.nodes[node].parent)
    let name = tree.names[Int(tree.nodes[node].name)]
    guard parent >= 0 else { return name }
    if !numbered[parent] { number(childrenOf: parent) }
    return positions[node] == 0 ? name : "\(name)[\(positions[node])]"
  }

  /// Numbers all children of an element at once, so that a long list costs no more than its length.
  /// An only child of its name keeps 0.
  private mutating func number(childrenOf parent: Int) {
    numbered[parent] = true
    var child = parent + 1
    let end = Int(tree.nodes[parent].end)
    while child < end {
      let node = tree.nodes[child]
      if node.tag != .text {
        counters[Int(node.name)] += 1
        positions[child] = counters[Int(node.name)]
      }
      child = Int(node.end)
    }
    child = parent + 1
    while child < end {
      let node = tree.nodes[child]
      if node.tag != .text, counters[Int(node.name)] == 1 { positions[child] = 0 }
      child = Int(node.end)
    }
    child = parent + 1
    while child < end {
      if tree.nodes[child].tag != .text { counters[Int(tree.nodes[child].name)] = 0 }
      child = Int(tree.nodes[child].end)
    }
  }
}
