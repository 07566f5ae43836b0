import PostmortemPlugin

/// A page of markup as the status readers see it.
struct StatusMarkup {
  let tree: Tree
  let segments: Segments
  /// The scripts that hold data.
  let data: [(type: String, id: String, text: [UInt8])]
  /// The arguments of a framework's pushes of data, in order.
  let pushes: [[UInt8]]

  /// Whether any attribute speaks of incidents: one look that spares most pages the others.
  let namesIncidents: Bool

  init(tree: Tree, segments: Segments, data: [(type: String, id: String, text: [UInt8])], pushes: [[UInt8]]) {
    self.tree = tree
    self.segments = segments
    self.data = data
    self.pushes = pushes
    namesIncidents = tree.values.holds("incident")
  }

  /// Whether some words stand in any attribute's value: a quick look before a walk.
  func holds(_ words: StaticString) -> Bool { tree.values.holds(words) }

  /// The elements of a subtree that bear a class, in the page's order; what is inside one of them is
  /// not looked at.
  func all(_ word: StaticString, in root: Int = 0) -> [Int] {
    guard !tree.nodes.isEmpty else { return [] }
    var found: [Int] = []
    var node = root
    while node < Int(tree.nodes[root].end) {
      if tree.nodes[node].tag != .text, tree.hasClass(node, word) {
        found.append(node)
        node = Int(tree.nodes[node].end)
      } else {
        node += 1
      }
    }
    return found
  }

  /// The first element of a subtree that bears a class.
  func first(_ word: StaticString, in root: Int = 0) -> Int? {
    first(in: root) { tree.hasClass($0, word) }
  }

  /// The elements of a subtree with some tag.
  func all(_ tag: Tag, in root: Int) -> [Int] {
    (root..<Int(tree.nodes[root].end)).filter { tree.nodes[$0].tag == tag }
  }

  func first(_ tag: Tag, in root: Int) -> Int? { first(in: root) { tree.nodes[$0].tag == tag } }

  func first(in root: Int, where isMeant: (Int) -> Bool) -> Int? {
    guard !tree.nodes.isEmpty else { return nil }
    return (root..<Int(tree.nodes[root].end)).first { tree.nodes[$0].tag != .text && isMeant($0) }
  }

  /// The first element of a subtree that bears a class with some beginning, and the class.
  func first(prefix: String, in root: Int = 0) -> (node: Int, word: String)? {
    guard !tree.nodes.isEmpty else { return nil }
    for node in root..<Int(tree.nodes[root].end) where tree.nodes[node].tag != .text {
      if let word = word(of: node, prefix: prefix) { return (node, word) }
    }
    return nil
  }

  /// The first element of a subtree that bears a class with some end: a build puts its hash before it.
  func first(suffix: String, in root: Int = 0) -> Int? {
    first(in: root) { node in
      tree.valueBytes(node, .class)?.split(whereSeparator: { $0 <= 0x20 }).contains {
        $0.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
      } ?? false
    }
  }

  /// The class of an element that has some beginning.
  func word(of node: Int, prefix: String) -> String? {
    guard let value = tree.valueBytes(node, .class) else { return nil }
    for word in value.split(whereSeparator: { $0 <= 0x20 }) where word.starts(with: prefix.utf8) {
      return String(decoding: word, as: UTF8.self)
    }
    return nil
  }

  /// A class `impact-major` as the grade "major".
  func grade(_ node: Int, prefix: String) -> StatusMark? {
    guard let word = word(of: node, prefix: prefix) else { return nil }
    let grade = word.dropFirst(prefix.count)
    return grade.isEmpty ? nil : .attribute(node: node, name: .class, words: String(grade))
  }

  /// The machine's stamp in a `data-…` attribute of a subtree.
  func stamp(_ name: String, in root: Int) -> (moment: Moment, mark: StatusMark)? {
    for node in root..<Int(tree.nodes[root].end) where tree.nodes[node].tag != .text {
      guard let value = tree.data(node, name)?.value, let moment = StatusTime.moment(value.trimmed) else { continue }
      return (moment, .data(node: node, name: name, words: value))
    }
    return nil
  }

  /// The last part of the path of a link inside an element: the provider's id of an incident.
  func key(in root: Int, after folder: String) -> String? {
    for node in root..<Int(tree.nodes[root].end) where tree.nodes[node].tag == .a {
      if let key = tree.value(node, .href).flatMap({ StatusMarkup.key(of: $0, after: folder) }) { return key }
    }
    return nil
  }

  /// The page's own id of the incident it tells of: its address ends in it.
  func ownKey(after folder: String) -> String? {
    for node in tree.nodes.indices where tree.nodes[node].tag == .link || tree.nodes[node].tag == .meta {
      let isOwn = tree.value(node, .rel) == "canonical" || tree.value(node, .property) == "og:url"
      guard isOwn, let address = tree.value(node, .href) ?? tree.value(node, .content) else { continue }
      if let key = StatusMarkup.key(of: address, after: folder) { return key }
    }
    return nil
  }

  /// The step of an address after `/incidents/`.
  static func key(of address: String, after folder: String) -> String? {
    guard let start = address.range(of: folder) else { return nil }
    let key = address[start.upperBound...].prefix { !"/?#&\"' ".contains($0) }
    return key.isEmpty || key.count > 80 ? nil : String(key)
  }
}
