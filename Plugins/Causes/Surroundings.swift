import PostmortemPlugin

/// What stands around a thing in its sentence: the nearest words on either side, and the cues.
struct Surroundings {
  /// One word beside the thing.
  struct Neighbour {
    let frame: Frame
    let range: Range<Int>
    /// How many bytes stand between it and the thing.
    let gap: Int
    /// Over how many bytes it says anything.
    let reach: Int
    /// Whether another thing stands between it and the thing.
    let isShaded: Bool
  }

  let thing: Range<Int>
  let sentence: Range<Int>
  /// Nearest first.
  private(set) var before: [Neighbour] = []
  /// Nearest first.
  private(set) var after: [Neighbour] = []
  /// Cues of the sentence outside the thing.
  let cues: [CueHit]
  private let reading: Reading

  /// So many words of the lists are looked at on either side.
  private static let reach = 16

  init(_ thing: Range<Int>, of reading: Reading) {
    let hits = reading.hits.words
    self.thing = thing
    self.reading = reading
    sentence = reading.clauses.clause(near: thing)?.sentence ?? thing
    cues = reading.clauses.cues(within: sentence).filter { !$0.range.overlaps(thing) }
    let start = hits.first(from: thing.lowerBound)
    let end = hits.first(from: thing.upperBound)
    before = neighbours(hits[max(0, start - Surroundings.reach)..<start].reversed())
    after = neighbours(hits[end..<min(end + Surroundings.reach, hits.count)])
  }

  /// The words of frames among hits that go away from the thing.
  private func neighbours(_ hits: some Sequence<Hit>) -> [Neighbour] {
    var found: [Neighbour] = []
    var isShaded = false
    for hit in hits {
      guard sentence.lowerBound <= hit.range.lowerBound, hit.range.upperBound <= sentence.upperBound else { break }
      switch Vocabulary.shared.words[hit.tag] {
      case .thing: isShaded = true
      case .trap, .open: break
      case .frame(let frame, let reach):
        let gap = max(thing.lowerBound - hit.range.upperBound, hit.range.lowerBound - thing.upperBound)
        found.append(Neighbour(frame: frame, range: hit.range, gap: gap, reach: reach, isShaded: isShaded))
      }
    }
    return found
  }

  /// The nearest word of a frame before the thing, no farther than so many bytes.
  func before(_ frame: Frame, within reach: Int) -> Neighbour? {
    before.first { $0.frame == frame && $0.gap <= reach }
  }

  /// The nearest word of a frame after the thing, no farther than so many bytes.
  func after(_ frame: Frame, within reach: Int) -> Neighbour? {
    after.first { $0.frame == frame && $0.gap <= reach }
  }

  /// A cue that tells of trouble, or of its end.
  var trouble: CueHit? {
    cues.first { [.outage, .degradation, .recovery, .resolution].contains($0.cue) }
  }

  /// Whether the sentences around tell of trouble.
  var hasTroubleNearby: Bool {
    guard let block = reading.document.block(at: thing.lowerBound) else { return false }
    let nearby = reading.document.blocks[block].range.near(thing, within: 300)
    return reading.clauses.cues(within: nearby).contains { cue in
      (cue.cue == .outage || cue.cue == .degradation) && !cue.range.overlaps(thing)
    }
  }

  /// Cues that may tell of the thing's own trouble: right behind it ("Dyn's outage"), or tied to it
  /// before ("an outage at Dyn").
  var ownTroubles: [CueHit] {
    let trouble = cues.filter { $0.cue == .outage || $0.cue == .degradation }
    let behind = trouble.first { (0...20).contains($0.range.lowerBound - thing.upperBound) }
    let before = trouble.last { cue in
      guard (2...24).contains(thing.lowerBound - cue.range.upperBound) else { return false }
      let words = reading.document.string(cue.range.upperBound..<thing.lowerBound).split(separator: " ")
      return words.contains { ["at", "of", "in", "with", "from", "by"].contains($0) }
    }
    return [behind, before].compactMap { $0 }
  }

  /// Whether the sentence is of another time than the page.
  var isElsewhen: Bool {
    if (before + after).contains(where: { $0.frame == .elsewhen }) { return true }
    guard let year = reading.document.published?.date?.year else { return false }
    return reading.hits.digits(in: sentence).contains { digits in
      guard digits.count == 4, let number = Int(reading.document.string(digits)) else { return false }
      return (1990...2100).contains(number) && number != year && !isPartOfNumber(digits)
    }
  }

  private func isPartOfNumber(_ digits: Range<Int>) -> Bool {
    let text = reading.document.text
    func isJoint(_ at: Int) -> Bool { at >= 0 && at < text.count && [0x2C, 0x2E, 0x2F, 0x24].contains(text[at]) }
    return isJoint(digits.lowerBound - 1) || isJoint(digits.upperBound) && digits.upperBound < sentence.upperBound - 1
  }
}

extension [Hit] {
  /// The index of the first word at or behind a place, by binary search.
  fileprivate func first(from place: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Hits {
  /// The runs of digits inside a range, by binary search.
  func digits(in range: Range<Int>) -> ArraySlice<Range<Int>> {
    var low = 0
    var high = digits.count
    while low < high {
      let middle = (low + high) / 2
      if digits[middle].lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < digits.count, digits[end].upperBound <= range.upperBound { end += 1 }
    return digits[low..<end]
  }
}
