import Foundation
import PostmortemPlugin

/// An incident page of an Atlassian Statuspage: a name, updates with their states and stamps, the
/// components that were affected.
struct IncidentPage {
  let tree: Tree
  let segments: Segments

  struct Update {
    var state: Int?
    var body: Int?
    var stamp: Int?
    var row: Int
  }

  let name: Int?
  let updates: [Update]
  let components: Int?

  /// Nil where the page is no such page.
  init?(_ tree: Tree, _ segments: Segments) {
    self.tree = tree
    self.segments = segments
    guard let container = IncidentPage.first("incident-updates-container", 0, tree) else { return nil }
    var updates: [Update] = []
    var node = container + 1
    while node < Int(tree.nodes[container].end) {
      guard tree.nodes[node].tag != .text, tree.hasClass(node, "update-row") else {
        node += 1
        continue
      }
      updates.append(
        Update(
          state: IncidentPage.first("update-title", node, tree), body: IncidentPage.first("update-body", node, tree),
          stamp: IncidentPage.first("update-timestamp", node, tree), row: node))
      node = Int(tree.nodes[node].end)
    }
    // Marks without their content: not recognised, and the general reader sees the page whole.
    guard !updates.isEmpty, updates.contains(where: { $0.body != nil || $0.state != nil }) else { return nil }
    self.updates = updates
    name = IncidentPage.first("incident-name", 0, tree)
    components = IncidentPage.first("components-affected", 0, tree)
  }

  private static func first(_ word: StaticString, _ root: Int, _ tree: Tree) -> Int? {
    guard !tree.nodes.isEmpty else { return nil }
    for node in tree.inside(root) where tree.nodes[node].tag != .text && tree.hasClass(node, word) { return node }
    return nil
  }

  /// Adds the updates as sections, in the page's order.
  func write(to assembler: inout Assembler) {
    for update in updates { write(update, to: &assembler) }
    if let components {
      for index in segments.range(of: components, in: tree) { assembler.addBlock(index, kind: .component) }
    }
  }

  private func write(_ update: Update, to assembler: inout Assembler) {
    let state = update.state.map { tree.words($0) } ?? ""
    assembler.builder.beginSection(.update(state: state, stamp: update.stamp.flatMap { stamp(in: $0, &assembler) }))
    if let node = update.state {
      for index in segments.range(of: node, in: tree) { assembler.addBlock(index, kind: .state) }
    }
    if let node = update.body {
      for index in segments.range(of: node, in: tree) {
        let kind = assembler.kind(of: index)
        assembler.addBlock(index, kind: kind == .title ? .paragraph : kind)
      }
    }
    if let node = update.stamp { writeStamp(node, to: &assembler) }
    assembler.builder.endSection()
  }

  /// The stamp's words without "Posted 8 days ago", which depends on when the page was saved.
  private func writeStamp(_ node: Int, to assembler: inout Assembler) {
    let words = tree.words(node)
    guard let range = words.range(of: "ago. ") ?? words.range(of: "ago ") else {
      for index in segments.range(of: node, in: tree) { assembler.addBlock(index, kind: .stamp) }
      return
    }
    assembler.addBlock(text: String(words[range.upperBound...]).trimmed, kind: .stamp, node: node)
  }

  /// The machine's stamp: milliseconds since 1970 in an attribute.
  private func stamp(in node: Int, _ assembler: inout Assembler) -> Stamp? {
    for child in node..<Int(tree.nodes[node].end) where tree.nodes[child].tag != .text {
      guard let (value, _) = tree.data(child, "data-datetime-unix"), let found = EpochTime.parse(value),
        let instant = found.instant, let attribute = assembler.attribute(of: child, data: "data-datetime-unix")
      else { continue }
      let moment = Moment(recorded: instant)
      let quote = Quote(place: .attribute(attribute), range: 0..<value.utf8.count, text: value)
      return Stamp(moment: moment, quote: quote)
    }
    return nil
  }
}
