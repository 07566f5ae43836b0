/// How much text stands in elements of the same tag and class as a page's main container.
///
/// Many pages cut an article at every advert and picture; its pieces share one class.
struct Kin {
  private var sums: [Float]

  /// Sums up the text of every element like `node`; nothing where it has no class.
  init(of node: Int, _ finder: ContentFinder, _ allowed: [Float]) {
    let tree = finder.tree
    sums = []
    guard let name = Kin.className(node, tree) else { return }
    sums = [Float](repeating: 0, count: tree.nodes.count)
    let tag = tree.nodes[node].tag
    for index in tree.nodes.indices
    where tree.nodes[index].tag == tag && tree.nodes[index].first < tree.nodes[index].last {
      guard finder.outline.marks[index].isDisjoint(with: .outside), let other = Kin.className(index, tree),
        other.elementsEqual(name)
      else { continue }
      sums[index] = allowed[index]
    }
    for index in stride(from: tree.nodes.count - 1, to: 0, by: -1) {
      let parent = Int(tree.nodes[index].parent)
      // A piece inside a piece is counted already.
      if parent >= 0, sums[index] > 0, sums[parent] < allowed[parent] { sums[parent] += sums[index] }
    }
  }

  func weight(_ node: Int) -> Float { sums.isEmpty ? 0 : sums[node] }

  private static func className(_ node: Int, _ tree: Tree) -> ArraySlice<UInt8>? {
    for index in tree.attributeRange(node) where tree.attributes[index].name == .class {
      let attribute = tree.attributes[index]
      return tree.values[Int(attribute.first)..<Int(attribute.last)]
    }
    return nil
  }
}
