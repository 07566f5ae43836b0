import PostmortemPlugin

/// Words that tell how things stood when they were written.
struct Signal: Sendable {
  enum Kind: String, Sendable { case over, coming, going, relapse, aware }

  let kind: Kind
  let status: Status
  let range: Range<Int>
  let block: Int
}

/// Every such signal of a page, in text order.
struct Signals {
  private(set) var all: [Signal] = []
  private let reading: Reading

  init(_ reading: Reading) {
    self.reading = reading
    let hits = reading.hits.words
    for (index, hit) in hits.enumerated() where Signals.canTell(hit) && reading.document.isOwn(block: hit.block) {
      guard let clause = reading.clauses.clause(near: hit.range), let signal = signal(hit, index: index, in: clause),
        !isQuestion(clause)
      else { continue }
      all.append(signal)
    }
  }

  private static func canTell(_ hit: Hit) -> Bool {
    switch Vocabulary.shared.words[hit.tag] {
    case .blocked, .supposed, .some, .past, .trouble, .update, .trap: false
    default: true
    }
  }

  private func signal(_ hit: Hit, index: Int, in clause: Clause) -> Signal? {
    func make(_ kind: Signal.Kind, _ status: Status) -> Signal {
      Signal(kind: kind, status: status, range: hit.range, block: hit.block)
    }
    let before = neighbours(of: index, in: clause, step: -1)
    guard !has(.supposed, in: before), !isElsewhen(clause) else { return nil }
    switch Vocabulary.shared.words[hit.tag] {
    case .over, .ends:
      if Vocabulary.shared.words[hit.tag] == .ends, !isAtEnd(hit.range, of: clause) { return nil }
      guard !isBlocked(index, in: clause) else { return nil }
      return isPartial(index, in: clause) ? make(.coming, .partiallyRestored) : make(.over, .resolved)
    case .coming: return isBlocked(index, in: clause) ? nil : make(.coming, .partiallyRestored)
    case .going: return make(.going, .ongoing)
    case .relapse: return make(.relapse, .ongoing)
    case .still: return hasTrouble(in: clause) && !isDenied(clause) ? make(.going, .ongoing) : nil
    case .state:
      return reading.document.blocks[hit.block].kind == .state ? make(.coming, .partiallyRestored) : nil
    case .weak: return make(.aware, .ongoing)
    case .blocked, .supposed, .some, .past, .trouble, .update, .trap: return nil
    }
  }

  /// Whether nothing but marks follows in the clause, and no quotation mark makes a name of the word.
  private func isAtEnd(_ word: Range<Int>, of clause: Clause) -> Bool {
    let text = reading.document.text
    if word.lowerBound >= 3, text[word.lowerBound - 3..<word.lowerBound].elementsEqual("“".utf8) { return false }
    // A clause without end is cut, at times inside a word.
    let rest = String(decoding: text[word.upperBound..<max(word.upperBound, clause.range.upperBound)], as: UTF8.self)
    return !rest.contains { $0.isLetter && $0 != "了" || $0.isNumber }
  }

  /// Words of the lists in a clause before a hit, or after it, nearest first; so many at most.
  private func neighbours(of index: Int, in clause: Clause, step: Int) -> [Hit] {
    let hits = reading.hits.words
    var found: [Hit] = []
    var next = index + step
    while hits.indices.contains(next), found.count < 12, clause.range.overlaps(hits[next].range) {
      found.append(hits[next])
      next += step
    }
    return found
  }

  private func has(_ word: Word, in hits: [Hit]) -> Bool { hits.contains { Vocabulary.shared.words[$0.tag] == word } }

  /// "Will be restored", "until it is back", "not fixed".
  private func isBlocked(_ index: Int, in clause: Clause) -> Bool {
    let before = neighbours(of: index, in: clause, step: -1)
    if has(.blocked, in: before) || has(.weak, in: before) { return true }
    let start = reading.hits.words[index].range.upperBound
    // Chinese puts "before", "as soon as" and "time" behind: 恢复之前, 恢复时间.
    return neighbours(of: index, in: clause, step: 1).contains { hit in
      Vocabulary.shared.words[hit.tag] == .blocked && hit.range.lowerBound - start <= 3
        && reading.document.text[hit.range.lowerBound] >= 0x80
    }
  }

  private func isPartial(_ index: Int, in clause: Clause) -> Bool {
    if reading.document.isForAll(reading.hits.words[index].range) { return false }
    if has(.some, in: neighbours(of: index, in: clause, step: -1)) { return true }
    if has(.some, in: neighbours(of: index, in: clause, step: 1)) { return true }
    return isSaidBySome(clause)
  }

  /// "Some users report that it is back": the clause before says who.
  private func isSaidBySome(_ clause: Clause) -> Bool {
    guard clause.range.lowerBound > clause.sentence.lowerBound,
      let before = reading.clauses.clause(near: clause.range.lowerBound - 1..<clause.range.lowerBound),
      reading.clauses.has(.report, in: before)
    else { return false }
    return reading.clauses.has(.partial, in: before)
  }

  private func isElsewhen(_ clause: Clause) -> Bool { reading.clauses.has(.background, in: clause) }

  private func isDenied(_ clause: Clause) -> Bool {
    reading.clauses.has(.negation, in: clause) || reading.clauses.has(.promise, in: clause)
  }

  private func hasTrouble(in clause: Clause) -> Bool {
    reading.clauses.has(.outage, in: clause) || reading.clauses.has(.degradation, in: clause)
  }

  private func isQuestion(_ clause: Clause) -> Bool {
    let tail = reading.document.text[clause.sentence].suffix(4)
    return tail.contains(0x3F) || tail.suffix(3).elementsEqual([0xEF, 0xBC, 0x9F])
  }
}
