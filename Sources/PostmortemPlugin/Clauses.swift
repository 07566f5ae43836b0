/// A stretch of a sentence between commas, semicolons, colons, dashes or brackets.
public struct Clause: Sendable, Hashable {
  public let range: Range<Int>
  /// The sentence it is part of.
  public let sentence: Range<Int>
  public let block: Int
  /// Its cues, as indices into `Hits.cues`.
  public let cues: Range<Int>
}

/// Where sentences and clauses begin and end, and which cues stand in each: worked out once a page
/// for all plugins.
public struct Clauses: Sendable {
  /// All clauses, in text order, without gaps inside a block.
  public let all: [Clause]
  private let cueHits: [CueHit]

  public init(document: Document, cues: [CueHit]) {
    var clauses: [Clause] = []
    var nextCue = 0
    for (index, block) in document.blocks.enumerated() {
      var splitter = Splitter(text: document.text, block: block.range)
      splitter.run()
      for piece in splitter.pieces {
        while nextCue < cues.count, cues[nextCue].range.lowerBound < piece.clause.lowerBound { nextCue += 1 }
        let first = nextCue
        while nextCue < cues.count, cues[nextCue].range.lowerBound < piece.clause.upperBound { nextCue += 1 }
        clauses.append(
          Clause(range: piece.clause, sentence: piece.sentence, block: index, cues: first..<nextCue))
      }
    }
    all = clauses
    cueHits = cues
  }

  /// The index in `all` of the clause that holds an offset.
  public func index(at offset: Int) -> Int? {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].range.lowerBound <= offset ? low : nil
  }

  /// The clause that holds an offset.
  public func clause(at offset: Int) -> Clause? { index(at: offset).map { all[$0] } }

  /// The clauses of the sentence that holds an offset, as indices into `all`.
  public func sentence(at offset: Int) -> Range<Int>? {
    guard let index = index(at: offset) else { return nil }
    let bounds = all[index].sentence
    guard let first = self.index(at: bounds.lowerBound), let last = self.index(at: bounds.upperBound - 1) else {
      return index..<index + 1
    }
    return first..<last + 1
  }

  /// The clauses of the sentence that holds an offset, as indices into `all`; of a sentence without end
  /// only those nearby, so that looking at every word of it costs no more than its length.
  public func nearby(_ offset: Int) -> Range<Int>? {
    guard let index = index(at: offset), let whole = sentence(at: offset) else { return nil }
    return max(whole.lowerBound, index - 24)..<min(whole.upperBound, index + 25)
  }

  /// The cues of a clause, in text order.
  public func cues(in clause: Clause) -> ArraySlice<CueHit> { cueHits[clause.cues] }

  /// The cues of several clauses that follow each other, in text order.
  public func cues(in clauses: Range<Int>) -> ArraySlice<CueHit> {
    guard let first = clauses.first, let last = clauses.last else { return [] }
    return cueHits[all[first].cues.lowerBound..<all[last].cues.upperBound]
  }

  /// The clause that holds a place; of a clause or a sentence without end only what is nearby, so that
  /// looking at every word of it costs no more than its length.
  public func clause(near place: Range<Int>) -> Clause? {
    guard let whole = clause(at: place.lowerBound) else { return nil }
    let range = whole.range.near(place)
    return Clause(
      range: range, sentence: whole.sentence.near(place), block: whole.block, cues: cueIndices(within: range))
  }

  /// The cues that stand in a stretch of text.
  public func cues(within range: Range<Int>) -> ArraySlice<CueHit> { cueHits[cueIndices(within: range)] }

  private func cueIndices(within range: Range<Int>) -> Range<Int> {
    var low = 0
    var high = cueHits.count
    while low < high {
      let middle = (low + high) / 2
      if cueHits[middle].range.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < cueHits.count, cueHits[end].range.lowerBound < range.upperBound { end += 1 }
    return low..<end
  }

  /// The first cue of a kind in a clause.
  public func first(_ cue: Cue, in clause: Clause) -> CueHit? { cues(in: clause).first { $0.cue == cue } }

  /// Whether a clause has a cue of a kind.
  public func has(_ cue: Cue, in clause: Clause) -> Bool { first(cue, in: clause) != nil }
}

/// Cuts one block into sentences and clauses.
private struct Splitter {
  let text: [UInt8]
  let block: Range<Int>
  var pieces: [(clause: Range<Int>, sentence: Range<Int>)] = []
  private var sentenceStart: Int
  private var clauseStart: Int
  private var firstPiece = 0

  init(text: [UInt8], block: Range<Int>) {
    self.text = text
    self.block = block
    sentenceStart = block.lowerBound
    clauseStart = block.lowerBound
  }

  /// No clause of people's writing is longer, in bytes.
  private static let longest = 1_200

  mutating func run() {
    var at = block.lowerBound
    while at < block.upperBound {
      let (mark, width) = mark(at: at)
      at += width
      switch mark {
      case .none:
        // What has no end is cut between words, so that looking at all of it costs no more than its length.
        if at - clauseStart > Splitter.longest, width > 1 || text[at - 1] == 0x20 { cut(at) }
      case .clause: cut(at)
      case .sentence:
        at = skipClosers(at)
        endSentence(at)
      }
    }
    endSentence(block.upperBound)
  }

  /// Ends a clause, and a sentence that has grown beyond all measure.
  private mutating func cut(_ end: Int) {
    if end - sentenceStart > 10 * Splitter.longest { endSentence(end) } else { endClause(end) }
  }

  private mutating func endClause(_ end: Int) {
    if end > clauseStart { pieces.append((clauseStart..<end, 0..<0)) }
    clauseStart = end
  }

  private mutating func endSentence(_ end: Int) {
    endClause(end)
    for index in firstPiece..<pieces.count { pieces[index].sentence = sentenceStart..<end }
    firstPiece = pieces.count
    sentenceStart = end
  }

  private enum Mark { case none, clause, sentence }

  private func byte(_ at: Int) -> UInt8 { at >= block.lowerBound && at < block.upperBound ? text[at] : 0x20 }

  /// What kind of boundary stands at an offset, and how many bytes it takes.
  private func mark(at offset: Int) -> (Mark, Int) {
    switch text[offset] {
    case 0x2E: return (endsSentence(dot: offset) ? .sentence : .none, 1)
    case 0x21, 0x3F: return (.sentence, 1)  // ! ?
    case 0x3B: return (.clause, 1)  // ;
    case 0x2C, 0x3A:  // , : inside numbers and clocks are no boundary
      return (isDigit(byte(offset - 1)) && isDigit(byte(offset + 1)) ? .none : .clause, 1)
    case 0x28, 0x29, 0x5B, 0x5D: return (.clause, 1)  // ( ) [ ]
    case 0xE2 where byte(offset + 1) == 0x80 && (0x93...0x95).contains(byte(offset + 2)):
      return (isDash(at: offset) ? .clause : .none, 3)  // – — ―
    case 0xE3 where byte(offset + 1) == 0x80 && byte(offset + 2) == 0x82: return (.sentence, 3)  // 。
    case 0xEF where byte(offset + 1) == 0xBC:
      switch byte(offset + 2) {
      case 0x81, 0x9F: return (.sentence, 3)  // ！？
      case 0x9A: return (isDigit(byte(offset - 1)) && isDigit(byte(offset + 3)) ? .none : .clause, 3)  // ：
      case 0x8C, 0x9B, 0x88, 0x89: return (.clause, 3)  // ，；（）
      default: return (.none, 3)
      }
    case 0xC0...0xDF: return (.none, 2)
    case 0xE0...0xEF: return (.none, 3)
    case 0xF0...0xF7: return (.none, 4)
    default: return (.none, 1)
    }
  }

  /// A dash between digits is a range, any other one parts clauses.
  private func isDash(at offset: Int) -> Bool {
    !(isDigit(byte(offset - 1)) && isDigit(byte(offset + 3)))
  }

  private func skipClosers(_ offset: Int) -> Int {
    var at = offset
    while at < block.upperBound {
      if text[at] == 0x22 || text[at] == 0x27 || text[at] == 0x29 {
        at += 1
      } else if text[at] == 0xE2, byte(at + 1) == 0x80, byte(at + 2) == 0x9D || byte(at + 2) == 0x99 {
        at += 3  // ” ’
      } else {
        break
      }
    }
    return at
  }

  /// A full stop ends a sentence when white space and then no small letter follow, and what stands
  /// before it is no abbreviation ("p.m.", "U.S.", "Inc.").
  private func endsSentence(dot offset: Int) -> Bool {
    var next = offset + 1
    while byte(next) == 0x22 || byte(next) == 0x29 || byte(next) == 0x27 { next += 1 }
    let follows = byte(next)
    if next >= block.upperBound { return true }
    if follows >= 0x80 { return !isDigit(byte(offset - 1)) && !isLetter(byte(offset - 1)) || follows != 0xC2 }
    guard follows == 0x20 || follows == 0x0A else { return false }
    var start = offset
    while start > block.lowerBound, isLetter(byte(start - 1)) || byte(start - 1) == 0x2E { start -= 1 }
    let word = text[start..<offset]
    while byte(next) == 0x20 { next += 1 }
    let capital = !(0x61...0x7A).contains(byte(next))
    if isInitials(word) {
      return isHalfDay(word) && (0x41...0x5A).contains(byte(next)) && startsSentence(at: next)
    }
    if word.count <= 4, abbreviations.contains(String(decoding: word, as: UTF8.self).lowercased()) { return false }
    return capital
  }

  /// Single letters with dots between them: "a.m", "U.S", "J"; not "page.xml".
  private func isInitials(_ word: ArraySlice<UInt8>) -> Bool {
    !word.isEmpty && word.enumerated().allSatisfy { index, byte in (byte == 0x2E) == (index % 2 == 1) }
  }

  private func isHalfDay(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 3 && (word.first! | 0x20 == 0x61 || word.first! | 0x20 == 0x70) && word.last! | 0x20 == 0x6D
  }

  /// After "p.m." a capital letter is a zone ("PST", "Pacific", "Eastern") as often as a sentence.
  private func startsSentence(at offset: Int) -> Bool {
    var end = offset
    while isLetter(byte(end)) { end += 1 }
    let word = String(decoding: text[offset..<min(end, block.upperBound)], as: UTF8.self)
    return word.uppercased() != word && !zoneWords.contains(word) || word == "A" || word == "I"
  }
}

private let abbreviations: Set<String> = [
  "mr", "mrs", "ms", "dr", "st", "inc", "ltd", "corp", "co", "vs", "etc", "no", "jan", "feb", "mar", "apr", "jun",
  "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "ca", "est", "gen", "sen", "rep", "jr", "sr",
]
private let zoneWords: Set<String> = [
  "Pacific", "Eastern", "Central", "Mountain", "British", "Greenwich", "Coordinated", "Universal", "London", "New",
  "Beijing", "China", "Indian", "Japan", "Australian", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
  "Saturday", "Sunday",
]

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
