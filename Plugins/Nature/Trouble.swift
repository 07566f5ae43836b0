import PostmortemPlugin

extension Outline {
  /// Whether a cue tells of an outage that has been or is: not denied, not in general, not yet to
  /// come, and no end for good.
  func isTold(_ hit: CueHit) -> Bool {
    guard hit.isOutage || hit.cue == .degradation, let clause = reading.clauses.clause(at: hit.range.lowerBound)
    else { return false }
    let cues = reading.clauses.cues(in: clause)
    if cues.contains(where: { denies($0, hit) || promises($0, hit) }) { return false }
    if reading.clauses.sentence(at: hit.range.lowerBound).map(hasClosure) ?? false { return false }
    return !isGeneric(hit, in: clause)
  }

  private func denies(_ other: CueHit, _ hit: CueHit) -> Bool {
    guard other.cue == .negation else { return false }
    let gap = hit.range.lowerBound - other.range.upperBound
    return gap >= 0 && gap <= 12
  }

  /// "Will go down", 可能下线: said before the word, or in it.
  private func promises(_ other: CueHit, _ hit: CueHit) -> Bool {
    guard other.cue == .promise else { return false }
    let gap = hit.range.lowerBound - other.range.upperBound
    return other.range.overlaps(hit.range) || gap >= 0 && gap <= 40
  }

  private func hasClosure(_ clauses: Range<Int>) -> Bool {
    reading.clauses.cues(in: clauses).contains { $0.cue == .closure }
  }

  /// "Whenever it is down".
  private func isGeneric(_ hit: CueHit, in clause: Clause) -> Bool {
    let start = max(clause.range.lowerBound, hit.range.lowerBound - 200)
    let words = lens.words(start..<max(start, hit.range.lowerBound))
    let openers = [
      "every time", "each time", "whenever", "next time", "in case", "what if", "if ", "whether", "如果", "是否", "每一次",
      "每次", "每当", "万一",
      "假如",
      "下次", "下一次",
    ]
    return isHabit(hit, after: words)
      || openers.contains { opener in
        words.hasPrefix(opener) || words.contains(opener.first!.isASCII ? " " + opener : opener)
      }
  }

  /// "When an app crashes", "works when the network is down", 当应用崩溃时: what happens ever again.
  private func isHabit(_ hit: CueHit, after words: String) -> Bool {
    // "When it is down as it is now" tells of now.
    if ["现在", "今天", "昨天", "昨晚", " now", " today"].contains(where: words.contains) { return false }
    if words.contains("当"), lens.after(hit.range.upperBound, reach: 6).hasPrefix("时") { return true }
    guard let when = words.range(ofWord: "when") else { return false }
    let cue = lens.words(hit.range)
    return [" is ", " are ", " isn't ", " can't "].contains(where: (words[when...] + " ").contains)
      || ["goes", "falls", "stops", "crashes", "fails", "breaks"].contains(where: cue.hasPrefix)
  }

  /// Whether a sentence speaks of something people use, and of nothing that crashes elsewhere.
  func isOfService(_ sentence: Range<Int>) -> Bool {
    find(.market, in: sentence) == nil && (namesService(in: sentence) || find(.subject, in: sentence) != nil)
  }

  /// Whether a sentence tells of another occasion: "last month", or a year that is not the page's.
  func isPast(_ sentence: Range<Int>) -> Bool {
    if find(.ago, in: sentence) != nil { return true }
    guard let year = document.published?.date?.year else { return false }
    let years = reading.hits.digits(in: sentence).compactMap { digits -> Int? in
      digits.count == 4 ? Int(document.string(digits)) : nil
    }.filter { (1990...2100).contains($0) }
    return !years.isEmpty && !years.contains(year)
  }

  /// Whether a word of a cue is plain: it needs no other to make an outage. "Closed" by an attack is
  /// plain enough.
  func isPlain(_ hit: CueHit) -> Bool {
    hit.isOutage && (!hit.isVague || find(.attack, in: sentence(of: hit)) != nil)
  }

  /// The sentence that holds a cue; of a very long one what is near.
  func sentence(of hit: CueHit) -> Range<Int> {
    guard let whole = reading.clauses.nearby(hit.range.lowerBound), let first = whole.first, let last = whole.last
    else { return hit.range }
    let range = reading.clauses.all[first].range.lowerBound..<reading.clauses.all[last].range.upperBound
    return characters(in: range.near(hit.range, within: 240))
  }

  /// The characters that lie wholly in a range.
  private func characters(in range: Range<Int>) -> Range<Int> {
    let text = document.text
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] & 0xC0 == 0x80 { start += 1 }
    while end > start, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return start..<end
  }
}

extension String {
  /// Where the last of a Latin word ends.
  fileprivate func range(ofWord word: String) -> Index? {
    if let found = ranges(of: " " + word + " ").last { return index(before: found.upperBound) }
    return hasPrefix(word + " ") ? index(startIndex, offsetBy: word.count) : nil
  }
}
