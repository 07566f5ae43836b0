/// The marks of every element of a page: what each is for, with the whole page in view.
struct Outline {
  /// Marks of each node, those of its ancestors included.
  private(set) var marks: [Marks]
  /// Marks each node has by itself.
  private(set) var own: [Marks]
  /// Weight of running text in each subtree.
  private(set) var weight: [Float]
  let total: Float
  /// For each node how many main headings and article bodies begin before it.
  private var mains: [Int32] = []

  init(_ tree: Tree, _ segments: Segments, _ weights: [Float]) {
    let count = tree.nodes.count
    weight = [Float](repeating: 0, count: count)
    for (index, segment) in segments.list.enumerated() where weights[index] > 0 {
      weight[segment.element] += weights[index]
    }
    for node in stride(from: count - 1, to: 0, by: -1) {
      let parent = Int(tree.nodes[node].parent)
      if parent >= 0 { weight[parent] += weight[node] }
    }
    total = count > 0 ? max(weight[0], 1) : 1
    marks = [Marks](repeating: [], count: count)
    own = marks
    mark(tree)
  }

  private mutating func mark(_ tree: Tree) {
    for index in tree.nodes.indices where tree.nodes[index].tag != .text {
      var found = Outline.byTag(tree.nodes[index].tag)
      if tree.nodes[index].first < tree.nodes[index].last { attributes(of: index, tree, &found) }
      own[index] = found
    }
    countMains(tree)
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      var inherited: Marks = node.parent >= 0 ? marks[Int(node.parent)] : []
      if node.tag != .text {
        if isMain(index, node) { own[index].subtract(.outside) }
        // What is quoted from a social network is the article's, whatever the box around it is called.
        if node.tag == .blockquote { inherited.remove(.furniture) }
        inherited.formUnion(own[index])
      }
      marks[index] = inherited
    }
  }

  /// Whether an element is part of the page's own text whatever it is called: a wrapper with most of the
  /// page's running text in it is no sidebar.
  private func isMain(_ index: Int, _ node: Tree.Node) -> Bool {
    switch node.tag {
    case .body, .html, .article, .main: return true
    case .footer, .nav: return false
    default:
      return !own[index].isDisjoint(with: .outside)
        && weight[index] > share(toClear: own[index], at: index, node) * total
    }
  }

  /// How much of the page's running text makes an element its main part.
  ///
  /// Comments, a sidebar or a dialogue may well be longer than a short article, but neither the article's
  /// heading nor its body stands in them.
  private func share(toClear marks: Marks, at index: Int, _ node: Tree.Node) -> Float {
    let isApart = !marks.isDisjoint(with: [.aside, .related, .comments, .hidden, .dialog])
    let mains = mains[Int(node.end)] - mains[index]
    return isApart && mains == 0 ? 0.85 : 0.5
  }

  private mutating func countMains(_ tree: Tree) {
    mains = [Int32](repeating: 0, count: tree.nodes.count + 1)
    for index in tree.nodes.indices {
      let tag = tree.nodes[index].tag
      let counts = tag == .h1 || tag == .main || (own[index].contains(.body) && weight[index] > 0.3 * total)
      mains[index + 1] = mains[index] + (counts ? 1 : 0)
    }
  }

  private static func byTag(_ tag: Tag) -> Marks {
    switch tag {
    case .nav, .menu: return .navigation
    case .header: return .header
    case .footer: return .footer
    case .aside: return .aside
    case .figcaption, .caption: return .caption
    case .article: return .article
    case .blockquote: return .quote
    case .ul, .ol: return .list
    case .table: return .table
    case .figure: return .figure
    default: return []
    }
  }

  private func attributes(of node: Int, _ tree: Tree, _ marks: inout Marks) {
    let tag = tree.nodes[node].tag
    for index in tree.attributeRange(node) {
      let attribute = tree.attributes[index]
      let value = tree.values[Int(attribute.first)..<Int(attribute.last)]
      switch attribute.name {
      case .class, .id:
        var found: Marks = []
        MarkWords.marks(value, into: &found)
        // A heading's class says what it announces; that it is large or set in a banner says nothing.
        marks.formUnion(TagTraits.of(tag).contains(.heading) ? found.intersection([.related, .comments]) : found)
      case .role: marks.formUnion(Outline.byRole(value))
      case .itemprop: marks.formUnion(Outline.byItem(value))
      case .hidden: marks.insert(.hidden)
      case .ariaHidden: if value.elementsEqual("true".utf8) { marks.insert(.hidden) }
      case .style: if Outline.hides(value) { marks.insert(.hidden) }
      default: break
      }
    }
  }

  private static func byRole(_ value: ArraySlice<UInt8>) -> Marks {
    switch String(decoding: value, as: UTF8.self) {
    case "navigation", "menu", "menubar", "search", "toolbar": return .navigation
    case "banner": return .header
    case "contentinfo": return .footer
    case "complementary": return .aside
    case "dialog", "alertdialog": return [.furniture, .dialog]
    default: return []
    }
  }

  private static func byItem(_ value: ArraySlice<UInt8>) -> Marks {
    switch String(decoding: value, as: UTF8.self).lowercased() {
    case "articlebody", "blogpost", "reviewbody", "text": return .body
    case "headline": return .headline
    case "author", "publisher": return .author
    case "datepublished", "datemodified": return .byline
    case "caption": return .caption
    case "comment": return .comments
    default: return []
    }
  }

  private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    let plain = style.filter { $0 > 0x20 }
    return plain.firstIndex(of: "display:none", from: 0) != nil
      || plain.firstIndex(of: "visibility:hidden", from: 0) != nil
  }
}
