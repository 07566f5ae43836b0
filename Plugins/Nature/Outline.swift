import PostmortemPlugin

/// A page as this plugin looks at it: its headline, the head of its article, the rest.
struct Outline {
  let reading: Reading
  let lens: Lens
  /// Blocks of the headline: the title, and a heading before the first paragraph.
  let headline: [Int]
  /// Blocks of the article's text, in order.
  let body: [Int]
  /// The first of them.
  let lead: Set<Int>
  /// Where services stand, whatever part they play.
  private let services: [Range<Int>]

  var document: Document { reading.document }

  init(_ reading: Reading) {
    self.reading = reading
    lens = Lens(reading)
    let document = reading.document
    let own = document.blocks.indices.filter { document.isOwn(block: $0) }
    let text = own.filter { Outline.isText(document.blocks[$0]) }
    let start = text.first ?? document.blocks.count
    headline = own.filter { index in
      let kind = document.blocks[index].kind
      // No headline is this long.
      guard document.blocks[index].range.count <= 600 else { return false }
      return kind == .title || kind == .heading && index < start
    }
    body = text
    lead = Outline.head(of: text, in: document)
    services = reading.earlier.compactMap { evidence in
      evidence.claim.quotes.first.flatMap { $0.place == .text ? $0.range : nil }
    }.sorted { $0.lowerBound < $1.lowerBound }
  }

  private static func isText(_ block: Block) -> Bool {
    switch block.kind {
    case .paragraph, .item, .cell: return true
    default: return false
    }
  }

  /// The first three pieces of text, and more as long as they are short.
  private static func head(of text: [Int], in document: Document) -> Set<Int> {
    var bytes = 0
    var head: Set<Int> = []
    for index in text {
      guard head.count < 3 || bytes < 700 else { break }
      head.insert(index)
      bytes += document.blocks[index].range.count
    }
    return head
  }

  /// Whether a service is named in a range.
  func namesService(in range: Range<Int>) -> Bool {
    var low = 0
    var high = services.count
    while low < high {
      let middle = (low + high) / 2
      if services[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < services.count && services[low].overlaps(range)
  }

  /// Where a phrase of a kind stands in a range of the text.
  func find(_ sign: Sign, in range: Range<Int>) -> Range<Int>? {
    let words = lens.words(range)
    guard words.utf8.count == range.count, let found = Signs.shared.find(sign, in: words) else { return nil }
    return found.lowerBound + range.lowerBound..<found.upperBound + range.lowerBound
  }

  /// The cues of a block, in text order.
  func cues(of block: Int) -> ArraySlice<CueHit> { lens.cues(of: block) }
}

extension Hits {
  /// The runs of digits in a range, by binary search.
  func digits(in range: Range<Int>) -> ArraySlice<Range<Int>> {
    var low = 0
    var high = digits.count
    while low < high {
      let middle = (low + high) / 2
      if digits[middle].lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return digits[low...].prefix { $0.lowerBound < range.upperBound }
  }
}
