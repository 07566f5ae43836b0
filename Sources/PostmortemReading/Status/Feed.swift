import CLibXML2
import PostmortemPlugin

/// An Atom or RSS feed: the feed's own title and its entries, each a few values with their XPath.
struct Feed {
  struct Value {
    let name: String
    let text: String
    /// The target of an Atom link.
    let href: String
    let xpath: String
  }

  struct Entry {
    var values: [Value] = []

    func first(_ names: String...) -> Value? {
      for name in names {
        if let value = values.first(where: { $0.name == name && !$0.text.isEmpty }) { return value }
      }
      return nil
    }

    /// The address of what the entry is about.
    var address: String? {
      let links = values.filter { $0.name == "link" }
      return links.first { !$0.href.isEmpty }?.href ?? links.first?.text
    }
  }

  private(set) var own = Entry()
  private(set) var entries: [Entry] = []
  private var counts: [String: Int] = [:]

  /// Nil where the bytes are no XML with entries in it. Nothing is fetched.
  init?(_ bytes: [UInt8]) {
    // Entities of one's own can grow without end, and no feed of a status page needs them.
    guard let size = Int32(exactly: bytes.count), !bytes.holds("<!ENTITY") else { return nil }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue
    let document = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(buffer.bindMemory(to: CChar.self).baseAddress, size, nil, nil, Int32(bitPattern: options))
    }
    guard let document else { return nil }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else { return nil }
    read(root)
    if own.values.isEmpty, entries.isEmpty { return nil }
  }

  /// Feeds are three levels deep; what is nested deeper is not looked at.
  private mutating func read(_ root: xmlNodePtr) {
    let name = Feed.name(root)
    for child in Feed.elements(of: root) {
      if Feed.name(child) == "channel" {
        for item in Feed.elements(of: child) { add(item, below: "/\(name)/channel") }
      } else {
        add(child, below: "/\(name)")
      }
    }
  }

  private mutating func add(_ node: xmlNodePtr, below path: String) {
    let name = Feed.name(node)
    counts[name, default: 0] += 1
    let place = "\(path)/\(name)[\(counts[name] ?? 1)]"
    guard name == "entry" || name == "item" else {
      own.values.append(Feed.value(node, name, place))
      return
    }
    entries.append(
      Entry(values: Feed.elements(of: node).map { Feed.value($0, Feed.name($0), "\(place)/\(Feed.name($0))") }))
  }

  private static func value(_ node: xmlNodePtr, _ name: String, _ place: String) -> Value {
    Value(name: name, text: text(xmlNodeGetContent(node)), href: text(xmlGetProp(node, "href")), xpath: place)
  }

  private static func text(_ bytes: UnsafeMutablePointer<xmlChar>?) -> String {
    guard let bytes else { return "" }
    defer { postmortem_xml_free(bytes) }
    return String(cString: bytes).trimmed
  }

  private static func name(_ node: xmlNodePtr) -> String { String(cString: node.pointee.name) }

  private static func elements(of node: xmlNodePtr) -> [xmlNodePtr] {
    var out: [xmlNodePtr] = []
    var child = node.pointee.children
    while let next = child {
      if next.pointee.type == XML_ELEMENT_NODE { out.append(next) }
      child = next.pointee.next
    }
    return out
  }
}
