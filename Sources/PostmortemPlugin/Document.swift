/// One page in words: its text in reading order, its parts, its links and what came with it.
///
/// A document is a value made of a few flat arrays; there is no tree of nodes and no string per
/// node. `text` holds the words of every block as UTF-8, each block followed by one line feed, and
/// every offset in the product counts bytes of it.
public struct Document: Sendable {
  /// The page's path or name, as the user gave it.
  public var page: String
  /// The SHA-256 of the page's bytes, in lower-case hexadecimal.
  public var digest: String
  /// The page's own address, un-rewritten, if anything tells it.
  public var url: String?
  /// Every capture the page went through, outermost first; empty for a page saved directly.
  public var captures: [Capture]
  /// The headline.
  public var title: String
  /// The language whose grammar runs on this page.
  public var language: Language
  /// Whether the page counts what users report; its words are then nobody's own.
  public var isCrowd = false
  /// What the reader says of the page itself: title, address, dates. The engine checks these
  /// claims like any plugin's.
  public var claims: [Claim]

  /// The words of all blocks, UTF-8.
  public internal(set) var text: [UInt8]
  /// The blocks of `text`, in reading order.
  public internal(set) var blocks: [Block]
  /// The parts of the page; the first is the page itself.
  public internal(set) var sections: [Section]
  /// Attribute values that may be evidence: link targets, machine-readable times.
  public internal(set) var attributes: [Attribute]
  /// Links inside the blocks, in reading order.
  public internal(set) var links: [Link]
  /// What came with the page and is not in its text: title element, OpenGraph, JSON-LD, address.
  public internal(set) var metadata: [Metadata]
  /// Where blocks and attributes stand in the page's markup or data.
  public internal(set) var paths: Paths
  /// The bytes of all attribute values.
  var values: [UInt8]

  /// The day (or instant) the page says it was published, if the reader claimed one.
  public var published: Moment? { moment(.published) }
  /// When the page's innermost capture was taken, if anything tells it.
  public var captured: Moment? { moment(.captured) }

  private func moment(_ field: Field) -> Moment? {
    for claim in claims where claim.field == field {
      if case .moment(let moment) = claim.value { return moment }
    }
    return nil
  }
}

/// The languages the product has a grammar for.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
  /// Neither: dates and metadata are read, no grammar runs.
  case undetermined = "und"
}

/// A run of text that stands alone: a paragraph, a heading, a table cell.
public struct Block: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case title, heading, paragraph, item, cell, caption, component, state, stamp
  }

  public let kind: Kind
  /// The block's bytes in `Document.text`, without the line feed that ends it.
  public let range: Range<Int>
  /// Index in `Document.sections`.
  public let section: Int
  /// Index in `Document.paths`.
  public let path: Int
}

/// A part of a page: the page itself, one incident of a status page, one update of it, the
/// comments, the list of other stories.
public struct Section: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case page
    /// One incident of a page that lists several; the key is the provider's id, or empty.
    case incident(key: String)
    /// One post of the provider: its state as written ("Investigating"), and the machine's stamp
    /// of it, if the page has one. A stamp in words stands in a block of kind `stamp`.
    case update(state: String, stamp: Stamp?)
    case comments
    case related

    public var isIncident: Bool {
      if case .incident = self { return true }
      return false
    }
  }

  public internal(set) var kind: Kind
  /// The section this one is part of; nil for the page.
  public let parent: Int?
  /// The blocks of this section and of the sections inside it.
  public var blocks: Range<Int>
}

/// A time that a machine wrote, and where it stands.
public struct Stamp: Sendable, Hashable {
  public let moment: Moment
  /// Where its parts stand: one quotation, or more where the year stands apart.
  public let quotes: [Quote]

  public init(moment: Moment, quote: Quote) { self.init(moment: moment, quotes: [quote]) }

  public init(moment: Moment, quotes: [Quote]) {
    self.moment = moment
    self.quotes = quotes
  }
}

/// The value of one attribute of one element.
public struct Attribute: Sendable, Hashable {
  public let name: String
  /// Index in `Document.paths`.
  public let path: Int
  let value: Range<Int>
}

/// Words that lead elsewhere.
public struct Link: Sendable, Hashable {
  /// The link's words in `Document.text`; empty for a linked picture.
  public let range: Range<Int>
  /// Index in `Document.attributes`: the target as the page writes it.
  public let target: Int
}

/// A value that came with the page.
public struct Metadata: Sendable, Hashable {
  /// `url`, `captured`, `title`, `og:…`, `jsonld:…` (then `pointer` says where in it), `file`.
  public let key: String
  public let value: String
  /// For a value inside JSON: its place, as an RFC 6901 pointer.
  public let pointer: String?

  public init(key: String, value: String, pointer: String? = nil) {
    self.key = key
    self.value = value
    self.pointer = pointer
  }
}

/// One act of saving: who saved the page, from where, when.
public struct Capture: Sendable, Hashable {
  /// `wayback`, `singlefile`, `saved` …
  public var kind: String
  /// The address of the copy itself, if it has one.
  public var uri: String?
  /// Seconds since 1970 UTC, if the copy says.
  public var time: Int?

  public init(kind: String, uri: String? = nil, time: Int? = nil) {
    self.kind = kind
    self.uri = uri
    self.time = time
  }
}

extension Document {
  /// The words of a range of `text`; bytes cut inside a character are shown as U+FFFD.
  public func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// The value of an attribute.
  public func value(of attribute: Int) -> String {
    String(decoding: values[attributes[attribute].value], as: UTF8.self)
  }

  /// The first metadata value under a key.
  public func metadata(_ key: String) -> String? {
    metadata.first { $0.key == key }?.value
  }

  /// The index of the block that holds an offset of `text`, by binary search.
  public func block(at offset: Int) -> Int? {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].range.upperBound < offset { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].range.lowerBound <= offset ? low : nil
  }

  /// Whether a block belongs to what the page itself says, not to its comments or to a list of
  /// other stories.
  public func isOwn(block: Int) -> Bool {
    var section: Int? = blocks[block].section
    while let index = section {
      switch sections[index].kind {
      case .comments, .related: return false
      case .page, .incident, .update: section = sections[index].parent
      }
    }
    return true
  }

  /// The incident section a block stands in, if it stands in one.
  public func incident(of block: Int) -> Int? {
    var section: Int? = blocks[block].section
    while let index = section {
      if case .incident = sections[index].kind { return index }
      section = sections[index].parent
    }
    return nil
  }

  /// The update section a block stands in, if it stands in one.
  public func update(of block: Int) -> Int? {
    var section: Int? = blocks[block].section
    while let index = section {
      if case .update = sections[index].kind { return index }
      section = sections[index].parent
    }
    return nil
  }

  /// A quotation of `text`.
  public func quote(_ range: Range<Int>) -> Quote {
    Quote(place: .text, range: range, text: string(range))
  }

  /// A quotation of part of an attribute's value; nil where the value does not hold the words.
  public func quote(_ words: String, inAttribute attribute: Int) -> Quote? {
    Quote(words, in: value(of: attribute), at: .attribute(attribute))
  }

  /// A quotation of part of a metadata value; nil where the value does not hold the words.
  public func quote(_ words: String, inMetadata key: String) -> Quote? {
    metadata(key).flatMap { Quote(words, in: $0, at: .metadata(key)) }
  }

  /// The bytes a quotation's place holds, or nil if there is no such place.
  public func bytes(at place: Quote.Place) -> [UInt8]? {
    switch place {
    case .text: return text
    case .attribute(let index):
      return attributes.indices.contains(index) ? Array(values[attributes[index].value]) : nil
    case .metadata(let key): return metadata(key).map { Array($0.utf8) }
    }
  }

  /// Whether the quoted bytes stand at the quoted place.
  public func holds(_ quote: Quote) -> Bool {
    guard !quote.range.isEmpty, quote.range.lowerBound >= 0 else { return false }
    if case .text = quote.place {
      return quote.range.upperBound <= text.count && text[quote.range].elementsEqual(quote.text.utf8)
    }
    guard let bytes = bytes(at: quote.place), quote.range.upperBound <= bytes.count else { return false }
    return bytes[quote.range].elementsEqual(quote.text.utf8)
  }
}
