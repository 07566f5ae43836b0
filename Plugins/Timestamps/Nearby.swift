import PostmortemPlugin

/// What several rules ask of a page.
extension Reading {
  /// The title and the first paragraph: what they tell is the page's subject.
  var lead: Range<Int> {
    let own = document.blocks.indices.filter { document.isOwn(block: $0) }
    let title = own.last { document.blocks[$0].kind == .title }.map { document.blocks[$0].range.upperBound } ?? 0
    let first = own.first { index in
      let block = document.blocks[index]
      return block.kind == .paragraph && block.range.count >= 60 && endsSentence(block)
    }
    guard let first else { return 0..<title }
    return 0..<document.blocks[first].range.upperBound
  }

  /// Whether a word for another occasion says no more than that it was a while ago. In the lead that is the
  /// incident itself: a page can be of last week's outage, but hardly of last year's.
  func isRecent(_ hit: CueHit) -> Bool {
    guard hit.cue == .background else { return false }
    let words = document.string(hit.range).lowercased()
    return Reading.recent.contains(where: words.contains)
  }

  private static let recent = ["week", "month", "day", "night", "周", "星期", "礼拜", "月", "天", "日", "夜"]

  /// The cues that stand within so many bytes of a place.
  func cues(near offset: Int, within reach: Int) -> ArraySlice<CueHit> { cues(in: offset - reach..<offset + reach) }

  /// The cues that begin in a range.
  func cues(in range: Range<Int>) -> ArraySlice<CueHit> {
    func first(from place: Int) -> Int {
      var (low, high) = (0, hits.cues.count)
      while low < high {
        let middle = (low + high) / 2
        if hits.cues[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return hits.cues[first(from: range.lowerBound)..<first(from: range.upperBound)]
  }

  /// The plugin's words that begin in a stretch of text.
  func words(from start: Int, to end: Int) -> ArraySlice<Hit> {
    func first(from place: Int) -> Int {
      var (low, high) = (0, hits.words.count)
      while low < high {
        let middle = (low + high) / 2
        if hits.words[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return hits.words[first(from: start)..<first(from: max(start, end))]
  }

  /// Whether a block ends as sentences do; a byline does not.
  private func endsSentence(_ block: Block) -> Bool {
    let end = document.string(block.range.upperBound - min(8, block.range.count)..<block.range.upperBound)
    return end.contains { ".!?。！？…:：".contains($0) }
  }

  /// Whether a cue says that service came back, wholly or in part.
  func tellsRecovery(_ hit: CueHit) -> Bool {
    guard hit.cue == .partial else { return hit.cue == .recovery }
    let words = document.string(hit.range)
    return ["back", "return", "recover", "restored", "恢复"].contains { words.contains($0) }
  }

  /// Whether some blocks say that what they tell of belongs to another incident, told elsewhere.
  func refersElsewhere(_ blocks: Range<Int>) -> Bool {
    blocks.contains { block in
      cues(in: document.blocks[block].range).contains { $0.cue == .referral }
    }
  }
}
