import CLibXML2
import Foundation

/// Builds a `Tree` from clean UTF-8 with libxml2's SAX interface.
///
/// libxml2 is never asked to guess a character set, to open anything, or to print; what it thinks
/// wrong with the markup is passed over, as browsers do.
struct HTMLParser {
  private(set) var tree = Tree()
  /// The contents of the scripts that hold data: their type and text.
  private(set) var scripts: [(type: String, id: String, text: [UInt8])] = []
  private var stack: [Int32] = []
  private var context: htmlParserCtxtPtr?
  private var deadline = ContinuousClock.now
  private var isLate = false
  private var script: Int?
  private var tagCache: [UnsafeRawPointer: (Tag, Int32)] = [:]
  private var attributeCache: [UnsafeRawPointer: Int32] = [:]
  private var otherNames: [String: Int32] = [:]

  private static let once: Void = xmlInitParser()

  /// Parses until the end or until the time is up.
  /// - Returns: whether the whole page was read.
  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, until deadline: ContinuousClock.Instant) -> Bool {
    _ = HTMLParser.once
    guard let base = bytes.baseAddress, let size = Int32(exactly: bytes.count) else { return bytes.isEmpty }
    self.deadline = deadline
    tree.nodes.reserveCapacity(bytes.count / 32 + 16)
    tree.text.reserveCapacity(bytes.count / 4)
    tree.values.reserveCapacity(bytes.count / 8)
    let context = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { htmlCreateMemoryParserCtxt($0, size) }
    guard let context else { return false }
    defer { htmlFreeParserCtxt(context) }
    context.pointee.sax.pointee = HTMLParser.handler()
    let options = HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    htmlCtxtUseOptions(context, Int32(bitPattern: options | HTML_PARSE_IGNORE_ENC.rawValue))
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    self.context = context
    // While the parse runs, its callbacks reach this value by its address and in no other way.
    withUnsafeMutablePointer(to: &self) { me in
      context.pointee.userData = UnsafeMutableRawPointer(me)
      htmlParseDocument(context)
    }
    self.context = nil
    while !stack.isEmpty { close() }
    return !isLate
  }

  /// Looks at the clock now and then, and ends the parse when the time is up.
  private mutating func checkTime() {
    guard ContinuousClock.now > deadline, let context else { return }
    isLate = true
    xmlStopParser(context)
  }

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElement = { context, name, attributes in
      guard let name, let me = HTMLParser.of(context) else { return }
      me.pointee.open(name, attributes)
    }
    handler.endElement = { context, _ in HTMLParser.of(context)?.pointee.close() }
    handler.characters = { context, text, length in
      guard let text, let me = HTMLParser.of(context) else { return }
      me.pointee.characters(UnsafeBufferPointer(start: text, count: Int(length)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { context, text, length in
      guard let text, let me = HTMLParser.of(context) else { return }
      me.pointee.raw(UnsafeBufferPointer(start: text, count: Int(length)))
    }
    handler.serror = { _, _ in }
    return handler
  }

  @inline(__always) private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<HTMLParser>? {
    context?.assumingMemoryBound(to: HTMLParser.self)
  }

  // MARK: - Events

  private mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    let (tag, id) = identify(name)
    let first = Int32(tree.attributes.count)
    if let attributes { keep(attributes, of: tag) }
    tree.nodes.append(
      Tree.Node(
        tag: tag, name: id, parent: stack.last ?? -1, end: 0, first: first, last: Int32(tree.attributes.count)))
    stack.append(Int32(tree.nodes.count - 1))
    if tree.nodes.count & 0x3FFF == 0 { checkTime() }
    if tag == .script { beginScript() }
  }

  private mutating func close() {
    guard let node = stack.popLast() else { return }
    tree.nodes[Int(node)].end = Int32(tree.nodes.count)
    if tree.nodes[Int(node)].tag == .script { script = nil }
  }

  private mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let parent = stack.last, bytes.count > 0 else { return }
    let last = tree.nodes.count - 1
    if tree.nodes[last].tag == .text, tree.nodes[last].parent == parent {
      tree.text.append(contentsOf: bytes)
      tree.nodes[last].last = Int32(tree.text.count)
      return
    }
    let first = Int32(tree.text.count)
    tree.text.append(contentsOf: bytes)
    tree.nodes.append(
      Tree.Node(
        tag: .text, name: 0, parent: parent, end: Int32(tree.nodes.count + 1), first: first,
        last: Int32(tree.text.count)))
  }

  /// The contents of script and style: kept only where they are data.
  private mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let script { scripts[script].text.append(contentsOf: bytes) }
  }

  private mutating func beginScript() {
    let node = tree.nodes.count - 1
    guard let type = tree.value(node, .type)?.lowercased(), type.contains("json") else { return }
    scripts.append((type, tree.value(node, .id) ?? "", []))
    script = scripts.count - 1
  }

  // MARK: - Names

  /// libxml2 keeps one copy of each name while a parse runs, so its address stands for it.
  private mutating func identify(_ name: UnsafePointer<UInt8>) -> (Tag, Int32) {
    let key = UnsafeRawPointer(name)
    if let found = tagCache[key] { return found }
    let string = String(cString: name)
    let result: (Tag, Int32)
    if let tag = Tag.known[string] {
      result = (tag, Int32(tag.rawValue))
    } else if let known = otherNames[string] {
      result = (string.contains("-") ? .custom : .other, known)
    } else {
      tree.names.append(string)
      result = (string.contains("-") ? .custom : .other, Int32(tree.names.count - 1))
      otherNames[string] = result.1
    }
    tagCache[key] = result
    return result
  }

  private mutating func keep(_ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>, of tag: Tag) {
    var index = 0
    while let name = list[index] {
      let value = list[index + 1]
      index += 2
      let code = identifyAttribute(name)
      guard code >= 0 else { continue }
      let known = code < HTMLParser.firstData ? AttributeName(rawValue: UInt8(code)) ?? .data : .data
      if known == .src, tag != .iframe { continue }
      let first = Int32(tree.values.count)
      if let value { tree.values.append(contentsOf: UnsafeBufferPointer(start: value, count: strlen(value))) }
      let data = known == .data ? code - HTMLParser.firstData : 0
      tree.attributes.append(Tree.Attribute(name: known, data: data, first: first, last: Int32(tree.values.count)))
    }
  }

  private static let firstData: Int32 = 1000

  /// The attribute's number; from `firstData` on an index in `dataNames`; -1 for one that is not kept.
  private mutating func identifyAttribute(_ name: UnsafePointer<UInt8>) -> Int32 {
    let key = UnsafeRawPointer(name)
    if let found = attributeCache[key] { return found }
    let string = String(cString: name)
    var code: Int32 = -1
    if let known = AttributeName.known[string] {
      code = Int32(known.rawValue)
    } else if AttributeName.isData(string) {
      tree.dataNames.append(string)
      code = HTMLParser.firstData + Int32(tree.dataNames.count - 1)
    }
    attributeCache[key] = code
    return code
  }
}
