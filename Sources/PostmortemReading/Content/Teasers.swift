/// Other stories that a page shows beside its own, each in an article element that begins with a link.
struct Teasers {
  /// For each node whether it lies in such an element.
  private(set) var holds: [Bool] = []
  var isEmpty: Bool { holds.isEmpty }

  /// - Parameter best: where most of the page's text stands; the articles around it are its own.
  ///
  /// A page that lists many stories of like length has none of its own, and all of them stay.
  init(_ tree: Tree, _ segments: Segments, _ outline: Outline, best: Int) {
    let home = Teasers.article(around: best, tree)
    guard outline.weight[home] > 0.45 * outline.total else { return }
    for index in tree.nodes.indices where tree.nodes[index].tag == .article {
      guard !(index...Int(tree.nodes[index].end)).contains(best), outline.weight[index] < 0.5 * outline.weight[home],
        Teasers.beginsWithLink(segments.range(of: index, in: tree), tree, segments)
      else { continue }
      if holds.isEmpty { holds = [Bool](repeating: false, count: tree.nodes.count) }
      holds[index] = true
    }
    guard !holds.isEmpty else { return }
    for index in tree.nodes.indices where tree.nodes[index].parent >= 0 && holds[Int(tree.nodes[index].parent)] {
      holds[index] = true
    }
  }

  func contains(_ node: Int) -> Bool { !holds.isEmpty && holds[node] }

  private static func article(around node: Int, _ tree: Tree) -> Int {
    var current = node
    while current > 0, tree.nodes[current].tag != .article { current = Int(tree.nodes[current].parent) }
    return current > 0 ? current : node
  }

  /// Whether a heading that is a link stands among the first lines.
  private static func beginsWithLink(_ range: Range<Int>, _ tree: Tree, _ segments: Segments) -> Bool {
    range.prefix(6).contains { index in
      let segment = segments.list[index]
      return TagTraits.of(tree.nodes[segment.element].tag).contains(.heading)
        && segment.linkBytes * 5 > segment.text.count * 4
    }
  }
}
