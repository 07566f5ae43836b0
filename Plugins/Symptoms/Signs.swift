import PostmortemPlugin

/// Every symptom that a page tells. The words of the lists go before the shared cues of an outage, which
/// say the same of more.
struct Signs {
  private let reading: Reading
  private let parts: ReportParts
  private let lines: EmptyLines

  /// Of one symptom so many claims are made: a page tells it over and over.
  private static let most = 4

  init(_ reading: Reading) {
    self.reading = reading
    parts = ReportParts(reading.document)
    lines = EmptyLines(Lens(reading))
  }

  func claims() -> [Claim] {
    var counts: [Symptom: Int] = [:]
    return summedUp(stated(signs().filter { tells($0) })).compactMap { sign in
      counts[sign.symptom, default: 0] += 1
      guard counts[sign.symptom]! <= Signs.most else { return nil }
      return Claim(
        .symptom, .term(sign.symptom.rawValue), quotes: [reading.document.quote(sign.range)],
        modality: modality(at: sign.range), rule: "words", confidence: .medium)
    }
  }

  /// Where a provider says under a label of its own what customers saw, that counts and nothing else of the
  /// incident.
  private func stated(_ signs: [Sign]) -> [Sign] {
    func incident(_ sign: Sign) -> Int? { reading.document.incident(of: sign.block) }
    let own = signs.filter { parts.part(of: $0.block) == .symptoms && $0.symptom != .other }
    let speaking = Set(own.compactMap(incident))
    return signs.filter { sign in
      incident(sign).map { !speaking.contains($0) } ?? true || parts.part(of: sign.block) == .symptoms
    }
  }

  /// Where a provider sums up at the end what customers saw, that counts, and the incident's heading.
  private func summedUp(_ signs: [Sign]) -> [Sign] {
    let closing = Closing(reading)
    let closed = Set(
      signs.filter { $0.symptom != .other && closing.holds($0.block) }
        .compactMap { reading.document.incident(of: $0.block) })
    return signs.filter { sign in
      guard let incident = reading.document.incident(of: sign.block), closed.contains(incident) else { return true }
      return !closing.isBefore(sign.block)
    }
  }

  private struct Sign {
    let symptom: Symptom
    let range: Range<Int>
    let block: Int
  }

  /// The lists' words and, where none of them stands, the cues, in text order.
  private func signs() -> [Sign] {
    let words = reading.hits.words
    var signs: [Sign] = []
    var next = 0
    for cue in reading.hits.cues where cue.cue == .outage {
      while next < words.count, words[next].range.upperBound <= cue.range.lowerBound {
        append(words[next], to: &signs)
        next += 1
      }
      if next < words.count, words[next].range.overlaps(cue.range) { continue }
      signs.append(Sign(symptom: .outage, range: cue.range, block: cue.block))
    }
    for word in words[next...] { append(word, to: &signs) }
    return signs
  }

  private func append(_ hit: Hit, to signs: inout [Sign]) {
    if case .symptoms(let all) = Vocabulary.shared.words[hit.tag] {
      signs += all.map { Sign(symptom: $0, range: hit.range, block: hit.block) }
    }
  }

  /// Whether the words tell of this incident: not denied, not promised, not of another time, and no mere
  /// entry of a legend.
  private func tells(_ sign: Sign) -> Bool {
    let (range, block) = (sign.range, sign.block)
    let place = reading.document.blocks[block]
    guard reading.document.isOwn(block: block), place.range != range || place.kind == .title, !isAside(block),
      let clause = reading.clauses.clause(near: range)
    else { return false }
    if lines.isEmpty(sign.symptom, range, in: block) { return false }
    if reading.clauses.cues(within: clause.sentence).contains(where: {
      $0.cue == .background && $0.range.upperBound <= range.lowerBound
    }) {
      return false
    }
    return !isSpared(clause) && !isCondition(range, in: clause)
      && !reading.clauses.cues(in: clause).contains { cue in
        switch cue.cue {
        case .promise, .planned: cue.range.upperBound <= range.lowerBound
        case .background: true
        case .negation:
          cue.range.lowerBound < range.lowerBound && range.lowerBound - cue.range.upperBound <= 30
        default: false
        }
      }
  }

  /// Whether a block belongs to a part of a report that tells no symptom: how it came about, what was done.
  private func isAside(_ block: Int) -> Bool {
    switch parts.part(of: block) {
    case .cause, .response, .prevention, .workaround: true
    case .summary, .symptoms, nil: false
    }
  }

  /// "Alarms may change their state if set on delayed metrics": on what it depends.
  private func isCondition(_ range: Range<Int>, in clause: Clause) -> Bool {
    guard range.lowerBound > clause.range.lowerBound else { return false }
    let before = reading.document.string(clause.range.lowerBound..<range.lowerBound).lowercased()
    return before.contains(" if set on ") || before.contains(" if it ") || before.contains(" if you ")
  }

  /// "Twitter was not affected. It was slow for a while": the sentence goes on about what stayed up.
  private func isSpared(_ clause: Clause) -> Bool {
    var start = clause.sentence.lowerBound
    while start < clause.sentence.upperBound, reading.document.text[start] == 0x20 { start += 1 }
    let opening = reading.document.string(start..<min(start + 12, clause.sentence.upperBound))
    guard opening.hasPrefix("It ") || opening.hasPrefix("They ") || opening.hasPrefix("它"),
      clause.sentence.lowerBound > 0,
      let before = reading.clauses.clause(at: clause.sentence.lowerBound - 1)
    else { return false }
    return reading.clauses.cues(in: before).contains { cue in
      let words = reading.document.string(cue.range)
      return cue.cue == .negation && (words.contains("affected") || words.contains("影响"))
    }
  }

  private func modality(at range: Range<Int>) -> Modality {
    guard let clause = reading.clauses.clause(near: range) else { return .stated }
    if reading.clauses.has(.report, in: clause) { return .reported }
    return reading.clauses.has(.hedge, in: clause) ? .hedged : .stated
  }
}
