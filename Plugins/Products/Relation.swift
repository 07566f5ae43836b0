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
  /// The words tell of no outage that has been: "whenever it is down", "closes for good".
  let isGeneric: Bool
  /// The cue alone says too little: "issues", "back".
  let isVague: Bool
  let modality: Modality
}

extension Judge {
  /// The cue of trouble or recovery that takes a list of names as its subject or object: first in
  /// its own clause, else in the next clause of the sentence that has no names of its own, else where
  /// the sentence takes its subject up again.
  func relation(of index: Int) -> Relation? {
    guard reading.document.isOwn(block: groups[index].block), let span = clauses(of: groups[index]) else { return nil }
    let near = reading.clauses.cues(in: isTitle(groups[index]) ? sentence(of: span) : span)
    if let cue = best(near, for: index) { return relation(cue, in: span, isNear: true) }
    return beside(index, span) ?? taken(up: index, after: span)
  }

  private func beside(_ index: Int, _ span: Range<Int>) -> Relation? {
    guard let next = neighbour(of: span, for: index) else { return nil }
    guard let cue = best(reading.clauses.cues(in: next..<next + 1), for: index) else { return nil }
    if !opensSentence(groups[index]), isTakenUp(in: reading.clauses.all[next], before: cue) { return nil }
    let gap = lens.words(min(groups[index].range.upperBound, cue.range.lowerBound)..<cue.range.lowerBound)
    // Somebody's words, or a firm's: what stands in another clause is not said of them.
    if hasQuotation(gap) || flags(groups[index].members[0]).contains(.company) { return nil }
    return relation(cue, in: next..<next + 1, isNear: false)
  }

  /// The clauses that a list of names reaches over, as indices.
  func clauses(of group: Group) -> Range<Int>? {
    guard let first = reading.clauses.index(at: group.range.lowerBound),
      let last = reading.clauses.index(at: group.range.upperBound - 1)
    else { return nil }
    return first..<last + 1
  }

  private func sentence(of span: Range<Int>) -> Range<Int> { lens.sentence(around: span) }

  /// The clause after (else before) that has a cue and no name of its own.
  private func neighbour(of span: Range<Int>, for index: Int) -> Int? {
    let sentence = sentence(of: span)
    return (span.upperBound..<max(span.upperBound, sentence.upperBound)).prefix(2).first {
      hasTrouble($0) && !hasName($0)
    }
  }

  /// "Acme hosts Wave and Ripple; one of its people says that the company lost power": the subject of the
  /// sentence, taken up again by what it is.
  private func taken(up index: Int, after span: Range<Int>) -> Relation? {
    let group = groups[index]
    guard opensSentence(group), !isWitness(group) else { return nil }
    for next in (span.upperBound..<max(span.upperBound, sentence(of: span).upperBound)).prefix(8) where !hasName(next) {
      let clause = reading.clauses.all[next]
      guard let cue = reading.clauses.cues(in: clause).first(where: { $0.isOutage && !$0.isVague }),
        isTakenUp(in: clause, before: cue)
      else { continue }
      return relation(cue, in: next..<next + 1, isNear: false)
    }
    return nil
  }

  private func opensSentence(_ group: Group) -> Bool {
    group.range.lowerBound - lens.sentence(group.range.lowerBound).lowerBound <= 6
  }

  private func isTakenUp(in clause: Clause, before cue: CueHit) -> Bool {
    let start = max(clause.range.lowerBound, cue.range.lowerBound - 200)
    return start < cue.range.lowerBound && Frames.shared.contains(lens.words(start..<cue.range.lowerBound), .again)
  }

  private func hasTrouble(_ clause: Int) -> Bool {
    reading.clauses.cues(in: clause..<clause + 1).contains { isTrouble($0) || isSparing($0) }
  }

  private func hasName(_ clause: Int) -> Bool {
    let range = reading.clauses.all[clause].range
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < groups.count && groups[low].range.overlaps(range)
  }

  func isTrouble(_ hit: CueHit) -> Bool {
    hit.isOutage || hit.cue == .degradation || hit.cue == .resolution || isRecovery(hit)
  }

  /// "Until" and "returned" speak of recovery only of times and of things known to be down.
  private func isRecovery(_ hit: CueHit) -> Bool {
    hit.cue == .recovery && !Frames.shared.holds(lens.words(hit.range), .weak)
  }

  /// The nearest cue that takes the names as its subject or object, and the words that spare them.
  private func best(_ cues: ArraySlice<CueHit>, for index: Int) -> CueHit? {
    let names = groups[index].range
    // A cue may stand inside a name ("Down Detector"): that says nothing.
    let candidates = cues.filter { (isTrouble($0) || isSparing($0)) && !$0.range.overlaps(names) }
    return candidates.filter { takes($0, index) && !isHours($0, index) }.min {
      distance($0, index) < distance($1, index)
    }
  }

  /// "The exchange was closed": it has its hours.
  private func isHours(_ cue: CueHit, _ index: Int) -> Bool {
    groups[index].members.allSatisfy { flags($0).contains(.hours) }
      && Frames.shared.holds(lens.words(cue.range), .closes)
  }

  private func isSparing(_ hit: CueHit) -> Bool {
    hit.cue == .negation && Frames.shared.holds(lens.words(hit.range), .spares)
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
    let between = groups[(index + 1)...].prefix { $0.range.lowerBound < cue.range.lowerBound }
    guard zip(groups.indices[(index + 1)...], between).allSatisfy({ isAside[$0.0] }), !isAside[index] else {
      return false
    }
    guard cue.range.lowerBound - range.upperBound <= 120 else { return false }
    if Frames.shared.beginning(lens.after(range.upperBound), .kind) != nil { return false }
    // "X raised its prices during the outage": it is another's.
    if Frames.shared.contains(lens.words(range.upperBound..<cue.range.lowerBound), .meanwhile) { return false }
    let gap = lens.words(range.upperBound..<cue.range.lowerBound)
    if isWitness(groups[index]), hasQuotation(gap) { return false }
    let own = Frames.shared.beginning(lens.after(range.upperBound), .own) != nil
    return own || isPassive(cue) || !(strikes(cue) && hasVictim(cue, other: index))
  }

  /// The names stand after the cue, tied to it by a preposition or as what it strikes.
  private func isObject(_ index: Int, of cue: CueHit) -> Bool {
    let range = groups[index].range
    if index > 0, groups[index - 1].range.lowerBound >= cue.range.upperBound { return false }
    guard range.lowerBound - cue.range.upperBound <= 60 else { return false }
    guard !isAside[index] || Asides(lens: lens, list: list).isRelative(range) else { return false }
    guard !isOwnerOfThing(groups[index]), !isCarrier(groups[index]) else { return false }
    let gap = lens.words(cue.range.upperBound..<range.lowerBound)
    // "Signal kept working while WhatsApp was blocked" says nothing of WhatsApp.
    if isSparing(cue), !strikes(cue) { return false }
    if strikes(cue) { return gap.utf8.count <= 45 && !gap.contains(",") }
    if gap.allSatisfy({ " :：-–—".contains($0) }) { return isTitle(groups[index]) }
    return Frames.shared.contains(gap, .linked) && gap.utf8.count <= 45 && !gap.contains(",")
  }

  /// "Down because of the cloud": what others stand on is told of by a cue of its own, if it failed.
  private func isCarrier(_ group: Group) -> Bool {
    Frames.shared.ending(lens.before(group.range.lowerBound), .carries) != nil
  }

  /// "The papers of Facebook": trouble with a thing that belongs to the name and is no service.
  private func isOwnerOfThing(_ group: Group) -> Bool {
    var after = lens.after(group.range.upperBound)
    guard let mark = ["'s ", "’s ", "的"].first(where: after.hasPrefix) else { return false }
    after.removeFirst(mark.count)
    return Frames.shared.beginning(after.trimmingSpaces, .own) == nil
  }

  /// Whether the names are of those who tell of others' trouble.
  private func isWitness(_ group: Group) -> Bool {
    group.members.contains { !flags($0).isDisjoint(with: [.press, .company, .channel]) }
  }

  /// Whether somebody's own words begin in a text: what they say is not said of who is told.
  private func hasQuotation(_ text: String) -> Bool { text.contains { "“\"「".contains($0) } }

  private func strikes(_ cue: CueHit) -> Bool { Frames.shared.holds(lens.words(cue.range), .strikes) }

  /// Whether something else than the names suffers: other names, or "the site", 该网站.
  private func hasVictim(_ cue: CueHit, other index: Int) -> Bool {
    if cue.isOutage {
      var after = lens.after(cue.range.upperBound)
      if after.hasPrefix("了") { after.removeFirst() }
      if Frames.shared.beginning(after, .victim) != nil { return true }
    }
    guard index + 1 < groups.count else { return false }
    let next = groups[index + 1].range
    guard next.lowerBound >= cue.range.upperBound, next.lowerBound - cue.range.upperBound <= 30,
      groups[index + 1].block == groups[index].block
    else { return false }
    // Behind a comma another clause begins, behind a full stop another sentence.
    return !lens.words(cue.range.upperBound..<next.lowerBound).contains { ",，；;.。!！?？".contains($0) }
  }

  private func isPassive(_ cue: CueHit) -> Bool {
    let before = lens.before(cue.range.lowerBound, reach: 12)
    return ["被", "was", "were", "is", "are", "been", "being", "得到", "受到"].contains { before.hasSuffix($0) }
  }

  private func relation(_ cue: CueHit, in span: Range<Int>, isNear: Bool) -> Relation {
    let cues = reading.clauses.cues(in: span)
    let denied =
      isSteady(cue) || isSparing(cue) && !isTakenBack(after: span)
      || cue.cue != .recovery && cue.cue != .resolution && cues.contains { denies($0, cue) }
    let sentence = lens.sentenceWords(cue.range.lowerBound)
    let other = cues.contains { $0.cue == .background } || Frames.shared.contains(sentence, .elsewhen)
    // "Closed" by an attack is plain enough.
    let attacked = ["attack", "ddos", "hacker", "攻击", "黑客"].contains(where: sentence.contains)
    let vague =
      cue.cue == .recovery || cue.cue == .resolution
      || cue.isVague && !(attacked && strikes(cue))
    return Relation(
      cue: cue, isNear: isNear, spared: denied, background: other, isGeneric: isGeneric(cue), isVague: vague,
      modality: modality(cues, of: cue))
  }

  /// "It is still running normally": no recovery, for nothing failed.
  private func isSteady(_ cue: CueHit) -> Bool {
    guard cue.cue == .recovery, Frames.shared.holds(lens.words(cue.range), .steady) else { return false }
    let before = lens.before(cue.range.lowerBound, reach: 12)
    return ["则", "仍", "仍然", "依然", "一直", "照样", "still", "all", "remained"].contains { before.hasSuffix($0) }
  }

  /// "Whenever it is down", "goes dark for good".
  private func isGeneric(_ cue: CueHit) -> Bool {
    guard let clause = reading.clauses.clause(at: cue.range.lowerBound) else { return false }
    let before = lens.before(cue.range.lowerBound, reach: min(400, cue.range.lowerBound - clause.range.lowerBound))
    if Frames.shared.contains(before, .generic) { return true }
    guard let index = reading.clauses.index(at: cue.range.lowerBound) else { return false }
    return reading.clauses.cues(in: sentence(of: index..<index + 1)).contains {
      $0.cue == .closure && !$0.range.overlaps(cue.range)
    }
  }

  /// "It is still running, but it surely has problems": the next clause takes the denial back.
  private func isTakenBack(after span: Range<Int>) -> Bool {
    let next = span.upperBound
    guard sentence(of: span).contains(next), !hasName(next) else { return false }
    let words = lens.words(reading.clauses.all[next].range)
    let turn = ["但", "不过", " but ", "but ", " though ", " although "].contains(where: words.hasPrefix)
    return turn && reading.clauses.cues(in: next..<next + 1).contains { $0.isOutage || $0.cue == .degradation }
      && !reading.clauses.cues(in: next..<next + 1).contains { $0.cue == .negation }
  }

  /// A negation shortly before a cue denies it; "did not say why it was down" denies nothing.
  private func denies(_ hit: CueHit, _ cue: CueHit) -> Bool {
    guard hit.cue == .negation else { return false }
    let gap = cue.range.lowerBound - hit.range.upperBound
    if gap > 0, ["the only", "not alone", "唯一"].contains(where: lens.after(hit.range.upperBound).hasPrefix) {
      return false
    }
    // "None of which report any trouble" reaches further than "not".
    return gap >= 0 && gap <= (["no", "none", "neither", "nor"].contains(lens.words(hit.range)) ? 28 : 12)
  }

  private func modality(_ cues: ArraySlice<CueHit>, of cue: CueHit) -> Modality {
    func before(_ kind: Cue) -> Bool {
      cues.contains {
        $0.cue == kind && $0.range.upperBound <= cue.range.lowerBound
          && cue.range.lowerBound - $0.range.upperBound <= 40
      }
    }
    if before(.promise) || cues.contains(where: { $0.cue == .promise && $0.range.overlaps(cue.range) }) {
      return .promised
    }
    if before(.report) { return .reported }
    return before(.hedge) ? .hedged : .stated
  }
}

extension String {
  /// The text without white space at its beginning.
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
