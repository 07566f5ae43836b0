/// Puts a document together, block by block, in reading order.
///
/// Readers use it, and so does anyone who has plain text and no page.
public struct DocumentBuilder: Sendable {
  private var document: Document
  private var open: [Int] = [0]

  /// An empty page.
  /// - Parameter page: its path or name, as the user gave it.
  public init(page: String) {
    document = Document(
      page: page, digest: "", url: nil, captures: [], title: "", language: .undetermined, claims: [],
      text: [], blocks: [], sections: [Section(kind: .page, parent: nil, blocks: 0..<0)],
      attributes: [], links: [], metadata: [], paths: Paths(), values: [])
  }

  /// The offset at which the next block's text will begin.
  public var textEnd: Int { document.text.count }
  /// The number of blocks so far.
  public var blockCount: Int { document.blocks.count }

  /// Adds an element to the table of paths.
  public mutating func addPath(_ step: String, below parent: Int?) -> Int {
    document.paths.append(step, below: parent)
  }

  /// Adds a value inside JSON to the table of paths, by its RFC 6901 pointer.
  public mutating func addPath(pointer: String, below parent: Int?) -> Int {
    document.paths.append(pointer: pointer, below: parent)
  }

  /// Adds a block to the innermost open section. Text is taken as it is: valid UTF-8, white space
  /// already folded. An empty one is passed over.
  /// - Returns: the block's bytes in the document's text.
  @discardableResult
  public mutating func addBlock<Bytes: Sequence>(_ bytes: Bytes, kind: Block.Kind, path: Int) -> Range<Int>
  where Bytes.Element == UInt8 {
    let start = document.text.count
    document.text.append(contentsOf: bytes)
    let range = start..<document.text.count
    guard !range.isEmpty else { return range }
    document.text.append(0x0A)
    document.blocks.append(Block(kind: kind, range: range, section: open[open.count - 1], path: path))
    return range
  }

  /// Begins a section inside the innermost open one.
  public mutating func beginSection(_ kind: Section.Kind) {
    let at = document.blocks.count
    document.sections.append(Section(kind: kind, parent: open[open.count - 1], blocks: at..<at))
    open.append(document.sections.count - 1)
  }

  /// Ends the innermost open section.
  public mutating func endSection() {
    guard open.count > 1, let index = open.popLast() else { return }
    document.sections[index].blocks = document.sections[index].blocks.lowerBound..<document.blocks.count
  }

  /// Stamps the innermost open section, if it is an update: its words may stand in it.
  public mutating func stampSection(_ stamp: Stamp) {
    guard let index = open.last, case .update(let state, _) = document.sections[index].kind else { return }
    document.sections[index].kind = .update(state: state, stamp: stamp)
  }

  /// Keeps an attribute's value, or a value inside JSON that is no text of the page.
  /// - Returns: its index in `Document.attributes`.
  public mutating func addAttribute<Bytes: Sequence>(_ name: String, value: Bytes, path: Int) -> Int
  where Bytes.Element == UInt8 {
    let start = document.values.count
    document.values.append(contentsOf: value)
    document.attributes.append(Attribute(name: name, path: path, value: start..<document.values.count))
    return document.attributes.count - 1
  }

  /// Adds a link whose words are `range` of the document's text.
  public mutating func addLink(_ range: Range<Int>, target: Int) {
    document.links.append(Link(range: range, target: target))
  }

  /// Keeps a value that came with the page.
  public mutating func addMetadata(_ metadata: Metadata) {
    document.metadata.append(metadata)
  }

  /// A quotation of the text so far.
  public func quote(_ range: Range<Int>) -> Quote { document.quote(range) }

  /// A quotation of part of an attribute's value; nil where the value does not hold the words.
  public func quote(_ words: String, inAttribute attribute: Int) -> Quote? {
    document.quote(words, inAttribute: attribute)
  }

  /// The page as it stands, with every section closed.
  public func finish() -> Document {
    var copy = self
    while copy.open.count > 1 { copy.endSection() }
    copy.document.sections[0].blocks = 0..<copy.document.blocks.count
    return copy.document
  }
}
