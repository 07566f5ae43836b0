/// What archives set into the pages they show: toolbars, headers, boxes. None of it is the page's.
enum Injected {
  /// The captures of archives on the web, who rewrite links.
  static let archives: Set<String> = ["wayback", "archive.today", "pywb", "memento"]

  /// Ids of such elements by kind of capture.
  private static let ids: [String: Set<String>] = [
    "wayback": ["wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"], "archive.today": ["HEADER"],
    "pywb": ["_wb_frame_top_banner", "_wb_plain_banner"],
  ]

  /// The elements that were set in by those who left traces.
  static func elements(_ tree: Tree, _ traces: [SaveTrace]) -> [Int] {
    var found: [Int] = []
    if traces.contains(where: { $0.kind == "google-cache" }), let box = GoogleCache.header(tree) { found.append(box) }
    let wanted = traces.reduce(into: Set<String>()) { $0.formUnion(ids[$1.kind] ?? []) }
    guard !wanted.isEmpty else { return found }
    for node in tree.nodes.indices {
      if let id = tree.value(node, .id), wanted.contains(id) { found.append(node) }
    }
    return found
  }
}

extension Tree {
  /// Makes reading pass over elements as it passes over scripts. Everything stays in its place, so that paths do.
  mutating func hide(_ elements: [Int]) {
    for element in elements {
      for node in element..<Int(nodes[element].end) where nodes[node].tag != .text { nodes[node].tag = .template }
    }
  }
}
