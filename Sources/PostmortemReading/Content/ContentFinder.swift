/// Which segments are the page's own text, and which are its captions, comments and lists of other
/// stories.
struct ContentPlan {
  enum Part { case own, caption, related, comments }
  /// Segments to show, in reading order.
  var picks: [(segment: Int, part: Part)] = []
  /// The element the text was found in.
  var root = 0
  /// Whether the page has running text at all; a dashboard has none and is shown whole.
  var isProse = false
}

/// Finds the main content of a page in time linear in its size.
///
/// Running text lends weight to the elements around it; the element where most of it comes together
/// is the root. Tags and class names are hints that shift the balance, never proof.
struct ContentFinder {
  let tree: Tree
  let segments: Segments
  let measures: [Measure]
  let weights: [Float]
  let outline: Outline

  init(tree: Tree, segments: Segments) {
    self.tree = tree
    self.segments = segments
    measures = segments.list.map { Measure(segments.text[$0.text], linkBytes: $0.linkBytes) }
    var weights = measures.map(\.weight)
    for (index, segment) in segments.list.enumerated()
    where TagTraits.of(tree.nodes[segment.element].tag).contains(.heading) { weights[index] = 0 }
    for index in segments.list.indices
    where measures[index].isCode && !ContentFinder.isQuotedCode(index, tree, segments) {
      weights[index] = 0
    }
    self.weights = weights
    outline = Outline(tree, segments, weights)
  }

  func plan() -> ContentPlan {
    var plan = ContentPlan()
    guard !segments.list.isEmpty else { return plan }
    let best = best(scores())
    let teasers = Teasers(tree, segments, outline, best: best)
    let allowed = allowedWeights(without: teasers)
    let root = ascend(from: best, allowed)
    plan.isProse = allowed[root] >= 200
    plan.root = plan.isProse ? root : 0
    pick(into: &plan, teasers)
    return plan
  }

  // MARK: - The root

  /// Weight of running text in each subtree that nothing marks as furniture.
  private func allowedWeights(without teasers: Teasers) -> [Float] {
    var sums = [Float](repeating: 0, count: tree.nodes.count)
    for (index, segment) in segments.list.enumerated()
    where outline.marks[segment.element].isDisjoint(with: .outside) && !teasers.contains(segment.element) {
      sums[segment.element] += weights[index]
    }
    for node in stride(from: tree.nodes.count - 1, to: 0, by: -1) {
      let parent = Int(tree.nodes[node].parent)
      if parent >= 0 { sums[parent] += sums[node] }
    }
    return sums
  }

  /// What text lends to the elements around it: all to its container, half to the next, and so on.
  private func scores() -> [Float] {
    var scores = [Float](repeating: 0, count: tree.nodes.count)
    for (index, segment) in segments.list.enumerated() where weights[index] > 0 {
      guard outline.marks[segment.element].isDisjoint(with: .outside) else { continue }
      var node = container(of: segment.element)
      var share: Float = 1
      for _ in 0..<4 where node > 0 {
        scores[node] += weights[index] * share
        share *= 0.5
        node = Int(tree.nodes[node].parent)
      }
    }
    return scores
  }

  /// The element that holds the text as one of several: a paragraph's parent, but a division itself.
  private func container(of element: Int) -> Int {
    switch tree.nodes[element].tag {
    case .p, .li, .blockquote, .pre, .dd, .dt, .h1, .h2, .h3, .h4, .h5, .h6:
      return max(0, Int(tree.nodes[element].parent))
    default: return element
    }
  }

  private func best(_ scores: [Float]) -> Int {
    var best = 0
    var top: Float = -1
    for node in tree.nodes.indices where scores[node] > 0 {
      var score = scores[node]
      if outline.own[node].contains(.body) { score *= 1.5 }
      if outline.own[node].contains(.article) { score *= 1.2 }
      if score > top { (best, top) = (node, score) }
    }
    return best
  }

  /// Goes up while the parent holds a good deal more of the text, or more elements of the same kind.
  private func ascend(from start: Int, _ allowed: [Float]) -> Int {
    var node = start
    var root = start
    let alike = Kin(of: start, self, allowed)
    while true {
      let parent = Int(tree.nodes[node].parent)
      guard parent > 0, tree.nodes[parent].tag != .html, !isWholeStory(root, allowed) else { return root }
      let isBody = outline.own[root].contains(.body) && allowed[root] > 0.5 * outline.total
      if alike.weight(parent) > 1.02 * alike.weight(root) {
        root = parent
      } else if !isBody, allowed[parent] > 1.25 * allowed[root] {
        root = parent
      }
      node = parent
    }
  }

  /// An article with its own main heading and enough text: what stands beside it is another story.
  private func isWholeStory(_ node: Int, _ allowed: [Float]) -> Bool {
    guard tree.nodes[node].tag == .article, allowed[node] > 600 else { return false }
    return segments.range(of: node, in: tree).prefix(40).contains { tree.nodes[segments.list[$0].element].tag == .h1 }
  }

  // MARK: - The parts

  private func pick(into plan: inout ContentPlan, _ teasers: Teasers) {
    let inside = segments.range(of: plan.root, in: tree)
    // Marks the whole root lies under say nothing about a part of it.
    let shared = outline.marks[plan.root]
    for index in segments.list.indices {
      let segment = segments.list[index]
      let marks = outline.marks[segment.element].subtracting(shared)
      if marks.contains(.comments) {
        if worthKeeping(index) { plan.picks.append((index, .comments)) }
        continue
      }
      if marks.contains(.related) || (plan.isProse && teasers.contains(segment.element)) {
        if inside.contains(index), segment.text.count > 15 { plan.picks.append((index, .related)) }
        continue
      }
      guard inside.contains(index) else { continue }
      if marks.contains(.caption) {
        plan.picks.append((index, .caption))
        continue
      }
      if !marks.isDisjoint(with: plan.isProse ? .outside : [.navigation, .footer, .furniture]) { continue }
      if plan.isProse, isLeakedCode(index) { continue }
      plan.picks.append((index, .own))
    }
  }

  private func worthKeeping(_ index: Int) -> Bool {
    weights[index] > 0 || measures[index].stops > 0 || level(of: index) != nil
  }

  private func isLeakedCode(_ index: Int) -> Bool {
    measures[index].isCode && !ContentFinder.isQuotedCode(index, tree, segments)
  }

  /// Whether a segment stands in an element meant for code.
  private static func isQuotedCode(_ index: Int, _ tree: Tree, _ segments: Segments) -> Bool {
    var node = Int(tree.nodes[segments.list[index].node].parent)
    for _ in 0..<6 where node >= 0 {
      switch tree.nodes[node].tag {
      case .pre, .code, .samp, .kbd, .tt, .td: return true
      default: node = Int(tree.nodes[node].parent)
      }
    }
    return false
  }

  /// A line that is nothing but a link.
  func isLinkLabel(_ index: Int) -> Bool {
    let measure = measures[index]
    return measure.linkShare > 0.8 && measure.bytes < 250
  }
}
