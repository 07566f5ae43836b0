import PostmortemPlugin

/// A quotation with all that a reader needs to find it again without our document: the words, what
/// stands before and after them, and the place.
public struct Cited: Sendable, Hashable {
  public let quote: String
  public let prefix: String
  public let suffix: String
  /// UTF-8 offsets: in the document's text, or in the value of the attribute or metadata.
  public let start: Int
  public let end: Int
  public let xpath: String?
  public let attribute: String?
  public let metadata: String?
  public let pointer: String?

  /// How many characters of context stand on each side (W3C TextQuoteSelector; the length is ours).
  static let context = 32

  init(_ quote: Quote, in document: Document) {
    self.quote = quote.text
    start = quote.range.lowerBound
    end = quote.range.upperBound
    let bytes = document.bytes(at: quote.place) ?? []
    var bounds = 0..<bytes.count
    var xpath: String?
    var attribute: String?
    var metadata: String?
    var pointer: String?
    switch quote.place {
    case .text:
      if let block = document.block(at: start).map({ document.blocks[$0] }) {
        bounds = block.range
        xpath = document.paths.xpath(block.path)
        pointer = document.paths.pointer(block.path)
      }
    case .attribute(let index):
      let path = document.attributes[index].path
      xpath = document.paths.xpath(path)
      pointer = document.paths.pointer(path)
      attribute = pointer == nil ? document.attributes[index].name : nil
    case .metadata(let key):
      metadata = key
      pointer = document.metadata.first { $0.key == key }?.pointer
    }
    prefix = Cited.tail(bytes[min(bounds.lowerBound, start)..<start])
    suffix = Cited.head(bytes[end..<max(bounds.upperBound, end)])
    self.xpath = xpath
    self.attribute = attribute
    self.metadata = metadata
    self.pointer = pointer
  }

  /// The last characters of a run of bytes. Only so many bytes are looked at that a megabyte-long
  /// paragraph costs no more than a short one.
  private static func tail(_ bytes: ArraySlice<UInt8>) -> String {
    var near = bytes.suffix(context * 8)
    while let first = near.first, near.count < bytes.count, first & 0xC0 == 0x80 { near = near.dropFirst() }
    return String(String(decoding: near, as: UTF8.self).suffix(context))
  }

  private static func head(_ bytes: ArraySlice<UInt8>) -> String {
    var near = bytes.prefix(context * 8)
    if near.count < bytes.count {
      while let last = near.last, last & 0xC0 == 0x80 { near = near.dropLast() }
      if let last = near.last, last >= 0x80 { near = near.dropLast() }
    }
    return String(String(decoding: near, as: UTF8.self).prefix(context))
  }
}

/// Evidence as it leaves the page: its quotations cited.
public struct CitedEvidence: Sendable, Hashable {
  public let evidence: Evidence
  public let quotes: [Cited]

  init(_ evidence: Evidence, in document: Document) {
    self.evidence = evidence
    quotes = evidence.claim.quotes.map { Cited($0, in: document) }
  }
}
