import Foundation
import PostmortemPlugin

/// What a page says of itself outside its text: meta elements, the title, links to its own address,
/// JSON-LD.
struct PageMetadata {
  private(set) var items: [Metadata] = []
  /// The element each value comes from; nil for JSON.
  private(set) var nodes: [Int?] = []
  private(set) var htmlLanguage: String?

  func first(_ key: String) -> String? { items.first { $0.key == key }?.value }
  func node(_ key: String) -> Int? { items.firstIndex { $0.key == key }.flatMap { nodes[$0] } }

  mutating func add(_ key: String, _ value: String, node: Int? = nil, pointer: String? = nil) {
    let value = value.trimmed
    guard !value.isEmpty, value.utf8.count < 4096 else { return }
    // A key stands for one value, so that a quotation of it is never ambiguous.
    guard !items.contains(where: { $0.key == key }) else { return }
    items.append(Metadata(key: key, value: value, pointer: pointer))
    nodes.append(node)
  }

  mutating func replace(_ key: String, with value: String) {
    guard let index = items.firstIndex(where: { $0.key == key }) else { return add(key, value) }
    items[index] = Metadata(key: key, value: value, pointer: items[index].pointer)
  }

  init(_ tree: Tree, scripts: [(type: String, id: String, text: [UInt8])]) {
    for index in tree.nodes.indices {
      switch tree.nodes[index].tag {
      case .meta: meta(index, tree)
      case .link: link(index, tree)
      case .title where first("title") == nil && Int(tree.nodes[index].parent) >= 0: title(index, tree)
      case .html: if let language = tree.value(index, .lang) { htmlLanguage = language.lowercased() }
      default: break
      }
    }
    for script in scripts where script.type.contains("ld+json") {
      var reader = JSONLD()
      reader.read(script.text)
      for value in reader.values { add("jsonld:\(value.name)", value.text, pointer: value.pointer) }
    }
  }

  private mutating func title(_ node: Int, _ tree: Tree) {
    var folder = Folder()
    for child in tree.inside(node) where tree.nodes[child].tag == .text { folder.append(tree.bytes(of: child)) }
    add("title", String(decoding: folder.bytes, as: UTF8.self), node: node)
  }

  private mutating func meta(_ node: Int, _ tree: Tree) {
    guard let content = tree.value(node, .content) else { return }
    let name =
      tree.value(node, .property) ?? tree.value(node, .name) ?? tree.value(node, .itemprop)
      ?? tree.value(node, .httpEquiv)
    guard let key = name?.lowercased().trimmed, !key.isEmpty else { return }
    if tree.value(node, .itemprop) != nil, key == tree.value(node, .itemprop)?.lowercased() {
      add("itemprop:\(key)", content, node: node)
    } else {
      add(key, content, node: node)
    }
  }

  private mutating func link(_ node: Int, _ tree: Tree) {
    guard let rel = tree.value(node, .rel)?.lowercased(), let href = tree.value(node, .href) else { return }
    if rel == "canonical" { add("canonical", href, node: node) }
    if rel == "bookmark" { add("bookmark", href, node: node) }
  }
}

/// The values of a JSON-LD script that say what the page is and when it came out.
struct JSONLD {
  struct Value {
    let name: String
    let text: String
    /// RFC 6901.
    let pointer: String
  }

  private(set) var values: [Value] = []
  private static let names: Set<String> = [
    "headline", "datePublished", "dateModified", "dateCreated", "uploadDate", "url", "inLanguage", "articleBody",
  ]
  private static let articleTypes = [
    "article", "posting", "newsarticle", "report", "webpage", "creativework", "videoobject", "recipe", "discussion",
  ]

  mutating func read(_ bytes: [UInt8]) {
    guard bytes.count < 1 << 20, let json = JSONLD.parse(bytes) else { return }
    // Iterative: data can be nested as deeply as it likes.
    var queue: [(value: Any, pointer: String, type: String)] = [(json, "", "")]
    var found: [(rank: Int, Value)] = []
    var next = 0
    while next < queue.count, next < 5_000 {
      let (value, pointer, type) = queue[next]
      next += 1
      if let list = value as? [Any] {
        for (index, item) in list.enumerated() { queue.append((item, "\(pointer)/\(index)", type)) }
      } else if let object = value as? [String: Any] {
        let type = (object["@type"] as? String ?? (object["@type"] as? [Any])?.first as? String ?? "").lowercased()
        for key in object.keys.sorted() {
          let place = "\(pointer)/\(JSONLD.escape(key))"
          guard let item = object[key] else { continue }
          if let text = item as? String {
            if JSONLD.names.contains(key) {
              found.append((JSONLD.rank(type), Value(name: key, text: text, pointer: place)))
            }
          } else if key != "comment", key != "itemListElement", key != "hasPart" {
            queue.append((item, place, type))
          }
        }
      }
    }
    values = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.1)
  }

  private static func rank(_ type: String) -> Int {
    if type.contains("article") || type.contains("posting") || type == "report" { return 0 }
    if type.contains("webpage") { return 1 }
    return articleTypes.contains { type.contains($0) } ? 2 : 3
  }

  private static func escape(_ key: String) -> String {
    key.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
  }

  /// Parses JSON; raw line breaks inside strings, which many sites write, are forgiven.
  private static func parse(_ bytes: [UInt8]) -> Any? {
    if let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]) { return value }
    let mended = bytes.map { $0 < 0x20 ? 0x20 : $0 }
    guard let start = mended.firstIndex(where: { $0 == 0x7B || $0 == 0x5B }),
      let end = mended.lastIndex(where: { $0 == 0x7D || $0 == 0x5D }), start < end
    else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(mended[start...end]), options: [.fragmentsAllowed])
  }
}

extension StringProtocol {
  /// Without white space at the ends.
  var trimmed: String {
    var view = unicodeScalars[...]
    while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
    while let last = view.last, last.properties.isWhitespace { view.removeLast() }
    return String(String.UnicodeScalarView(view))
  }
}
