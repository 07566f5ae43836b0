import PostmortemPlugin

/// How a cue of trouble or recovery takes a list of names.
struct Relation {
  let cue: CueHit
  /// Where the cue stands: the same clause, or another one of the sentence.
  let isNear: Bool
  /// The words deny it: "Gmail was not affected".
  let spared: Bool
  /// The words tell of another occasion.
  let background: Bool
  let modality: Modality
}

extension Judge {
  /// The cue of trouble or recovery that takes a list of names as its subject or object: first in
  /// its own clause, else in the next clause of the sentence that has no names of its own.
  func relation(of index: Int) -> Relation? {
    guard reading.document.isOwn(block: groups[index].block), let span = clauses(of: groups[index]) else { return nil }
    let near = reading.clauses.cues(in: isTitle(groups[index]) ? sentence(of: span) : span)
    if let cue = best(near, for: index) { return relation(cue, in: span, isNear: true) }
    guard let next = neighbour(of: span, for: index) else { return nil }
    return best(reading.clauses.cues(in: next..<next + 1), for: index).map { relation($0, in: next..<next + 1, isNear: false) }
  }

  /// The clauses that a list of names reaches over, as indices.
  func clauses(of group: Group) -> Range<Int>? {
    guard let first = reading.clauses.index(at: group.range.lowerBound),
      let last = reading.clauses.index(at: group.range.upperBound - 1)
    else { return nil }
    return first..<last + 1
  }

  private func sentence(of span: Range<Int>) -> Range<Int> {
    reading.clauses.sentence(at: reading.clauses.all[span.lowerBound].range.lowerBound) ?? span
  }

  /// The clause after (else before) that has a cue and no name of its own.
  private func neighbour(of span: Range<Int>, for index: Int) -> Int? {
    let sentence = sentence(of: span)
    let after = span.upperBound..<max(span.upperBound, sentence.upperBound)
    return after.prefix(2).first { hasTrouble($0) && !hasName($0) }
  }

  private func hasTrouble(_ clause: Int) -> Bool {
    reading.clauses.cues(in: clause..<clause + 1).contains { isTrouble($0) }
  }

  private func hasName(_ clause: Int) -> Bool {
    let range = reading.clauses.all[clause].range
    return groups.contains { range.overlaps($0.range) }
  }

  func isTrouble(_ hit: CueHit) -> Bool {
    hit.cue == .outage || hit.cue == .degradation || hit.cue == .resolution || isRecovery(hit)
  }

  /// "Until" and "returned" speak of recovery only of times and of things known to be down.
  private func isRecovery(_ hit: CueHit) -> Bool {
    hit.cue == .recovery && !["until", "ends", "ended", "returned", "returning", "over by", "备份", "结束", "回来", "持续到"].contains(lens.words(hit.range))
  }

  /// The nearest cue that takes the names as its subject or object, and the words that spare them.
  private func best(_ cues: ArraySlice<CueHit>, for index: Int) -> CueHit? {
    let candidates = cues.filter { isTrouble($0) || isSparing($0) }
    return candidates.filter { takes($0, index) }.min { distance($0, index) < distance($1, index) }
  }

  private func isSparing(_ hit: CueHit) -> Bool {
    hit.cue == .negation && sparing.contains(lens.words(hit.range))
  }

  private func distance(_ cue: CueHit, _ index: Int) -> Int {
    let range = groups[index].range
    return cue.range.lowerBound >= range.upperBound
      ? cue.range.lowerBound - range.upperBound : range.lowerBound - cue.range.upperBound + 12
  }

  private func takes(_ cue: CueHit, _ index: Int) -> Bool {
    cue.range.lowerBound >= groups[index].range.upperBound ? isSubject(index, of: cue) : isObject(index, of: cue)
  }

  /// The names stand before the cue with no other names between, and the cue has no other victim.
  private func isSubject(_ index: Int, of cue: CueHit) -> Bool {
    let range = groups[index].range
    if index + 1 < groups.count, groups[index + 1].range.lowerBound < cue.range.lowerBound { return false }
    guard cue.range.lowerBound - range.upperBound <= 120 else { return false }
    if isWitness(groups[index]), quotes(range.upperBound..<cue.range.lowerBound) { return false }
    return !(strikes(cue) && hasVictim(cue, other: index) && !isPassive(cue))
  }

  /// The names stand after the cue, tied to it by a preposition or as what it strikes.
  private func isObject(_ index: Int, of cue: CueHit) -> Bool {
    let range = groups[index].range
    if index > 0, groups[index - 1].range.lowerBound >= cue.range.upperBound { return false }
    guard range.lowerBound >= cue.range.upperBound, range.lowerBound - cue.range.upperBound <= 60 else { return false }
    let gap = lens.words(cue.range.upperBound..<range.lowerBound)
    if strikes(cue) { return gap.utf8.count <= 45 }
    if gap.allSatisfy({ " :：-–—".contains($0) }) { return isTitle(groups[index]) }
    return Frames.shared.contains(gap, .linked) && gap.utf8.count <= 45
  }

  /// Whether the names are of those who tell of others' trouble.
  private func isWitness(_ group: Group) -> Bool {
    group.members.contains { !flags($0).isDisjoint(with: [.press, .company, .channel]) }
  }

  /// Whether somebody's own words begin inside a range: what they say is not said of who is told.
  private func quotes(_ range: Range<Int>) -> Bool {
    let gap = lens.words(range)
    return gap.contains("“") || gap.contains("\"") || gap.contains("「")
  }

  private func strikes(_ cue: CueHit) -> Bool { Frames.shared.holds(lens.words(cue.range), .strikes) }

  private func hasVictim(_ cue: CueHit, other index: Int) -> Bool {
    guard index + 1 < groups.count else { return false }
    let next = groups[index + 1].range
    return next.lowerBound >= cue.range.upperBound && next.lowerBound - cue.range.upperBound <= 30
      && groups[index + 1].block == groups[index].block
  }

  private func isPassive(_ cue: CueHit) -> Bool {
    let before = lens.before(cue.range.lowerBound, reach: 12)
    return ["被", "was", "were", "is", "are", "been", "being", "得到", "受到"].contains { before.hasSuffix($0) }
  }

  private func relation(_ cue: CueHit, in span: Range<Int>, isNear: Bool) -> Relation {
    let cues = reading.clauses.cues(in: span)
    let denied = isSparing(cue) || cue.cue != .recovery && cue.cue != .resolution && cues.contains { denies($0, cue) }
    let other = cues.contains { $0.cue == .background }
    return Relation(cue: cue, isNear: isNear, spared: denied, background: other, modality: modality(cues, of: cue))
  }

  /// A negation shortly before a cue denies it; "did not say why it was down" denies nothing.
  private func denies(_ hit: CueHit, _ cue: CueHit) -> Bool {
    guard hit.cue == .negation else { return false }
    let gap = cue.range.lowerBound - hit.range.upperBound
    return gap >= 0 && gap <= 12
  }

  private func modality(_ cues: ArraySlice<CueHit>, of cue: CueHit) -> Modality {
    func before(_ kind: Cue) -> Bool {
      cues.contains { $0.cue == kind && $0.range.upperBound <= cue.range.lowerBound && cue.range.lowerBound - $0.range.upperBound <= 40 }
    }
    if before(.promise) { return .promised }
    if before(.report) { return .reported }
    return before(.hedge) ? .hedged : .stated
  }
}

/// Negations that by themselves say that something stayed up.
let sparing: Set<String> = [
  "unaffected", "unscathed", "kept working", "keeps working", "continued to work", "continued working", "stayed up",
  "stayed online", "remained up", "remained online", "remained available", "remained reachable", "kept running",
  "still working", "still worked", "worked throughout", "worked as usual", "not affected", "not impacted",
  "was not affected", "were not affected", "were unaffected", "was unaffected", "escaped", "spared", "未受影响", "不受影响",
  "没有受到影响", "未受到影响", "没受影响", "仍可使用", "仍然可用", "仍可", "照常", "一切正常", "没受到影响", "运行如常", "依然正常",
  "仍然正常", "正常使用",
]
