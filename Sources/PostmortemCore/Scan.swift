import PostmortemPlugin

/// The one pass over a document's text that serves every plugin.
struct Scan {
  /// The words of each plugin, in text order, overlaps settled.
  private(set) var words: [[Hit]]
  private(set) var cues: [CueHit] = []
  private(set) var digits: [Range<Int>] = []

  init(_ document: Document, matcher: Matcher, cues list: CueList, lexicons: Int) {
    words = Array(repeating: [], count: lexicons)
    var cueHits: [Hit] = []
    let folded = document.text.map(fold)
    document.text.withUnsafeBufferPointer { text in
      folded.withUnsafeBufferPointer { folded in
        for (index, block) in document.blocks.enumerated() {
          matcher.scan(text, folded: folded, in: block.range) { range, owner in
            let hit = Hit(range: range, tag: owner.tag, block: index)
            if owner.lexicon == 0 {
              Scan.add(hit, to: &cueHits)
            } else {
              Scan.add(hit, to: &words[Int(owner.lexicon) - 1])
            }
          }
          findDigits(text, in: block.range)
        }
      }
    }
    cues = cueHits.compactMap { hit in
      list.cues[hit.tag].map {
        CueHit(range: hit.range, cue: $0, block: hit.block, isVague: list.vague.contains(hit.tag))
      }
    }
  }

  /// Keeps the hit that begins first and, of those, the longest; of equal ones, the first given.
  private static func add(_ hit: Hit, to hits: inout [Hit]) {
    guard let last = hits.last, last.range.upperBound > hit.range.lowerBound else {
      hits.append(hit)
      return
    }
    if last.range.lowerBound == hit.range.lowerBound, hit.range.count > last.range.count {
      hits[hits.count - 1] = hit
    }
  }

  private mutating func findDigits(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard text[at] &- 0x30 < 10 else {
        at += 1
        continue
      }
      let start = at
      while at < range.upperBound, text[at] &- 0x30 < 10 { at += 1 }
      digits.append(start..<at)
    }
  }
}
