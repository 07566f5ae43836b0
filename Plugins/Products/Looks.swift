import PostmortemPlugin

/// The looks a judge takes at a list of names, each for one part it may play.
extension Judge {
  /// "Everything but Gmail": the exception of a sentence that tells of trouble.
  func excepted(_ group: Group, place: Surroundings) -> Verdict? {
    guard let span = clauses(of: group),
      let cue = reading.clauses.cues(in: span).last(where: {
        $0.cue == .exception && $0.range.upperBound <= group.range.lowerBound
      }),
      group.range.lowerBound - cue.range.upperBound <= 12, hasTroubleInSentence(group)
    else { return nil }
    // 除了 X，Y 也…: besides X, Y too.
    let rest = lens.after(group.range.upperBound, reach: 300)
    guard !["也", "还", "亦", " also"].contains(where: rest.contains) else { return nil }
    return Verdict(
      role: .unaffected, rule: "exception", confidence: .medium, polarity: .negated, cue: cue.range)
  }

  /// "Linked to the Mail incident", "see Mail incident 1207": another incident, told elsewhere.
  func referred(_ group: Group, place: Surroundings) -> Verdict? {
    guard reading.document.incident(of: group.block) != nil else { return nil }
    let none = Verdict(role: .mentioned, rule: "referral", confidence: .medium)
    if place.after.hasPrefix("incident "), place.after.dropFirst(9).first?.isNumber == true { return none }
    guard labels.rule(for: group.range, in: group.block) == nil, let span = clauses(of: group) else { return nil }
    return reading.clauses.cues(in: span).contains { $0.cue == .referral } ? none : nil
  }

  /// What a report says is to be done, or could be, tells of no outage.
  func planned(_ group: Group) -> Verdict? {
    switch parts.part(of: group.block) {
    case .prevention, .workaround: Verdict(role: .mentioned, rule: "aside", confidence: .medium)
    default: nil
    }
  }

  /// The place where people complain.
  func channel(_ group: Group, place: Surroundings, relation: Relation?, isSubject: Bool) -> Verdict? {
    guard !isSubject || place.isGoal, place.isGoal || !isTitle(group) else { return nil }
    let isKnown = group.members.contains { flags($0).contains(.channel) } && (place.isPlace || place.isTalk)
    guard isKnown || Asides(lens: lens, list: list).isPlace(group) else { return nil }
    return Verdict(role: .channel, rule: "place", confidence: .high, cue: frameRange(group, place: place))
  }

  /// "Unlike Twitter": held against the others.
  func contrast(_ group: Group, place: Surroundings) -> Verdict? {
    guard place.contrast != nil, !isTitle(group), group.members.count == 1 else { return nil }
    return beneficiary(group) ?? Verdict(role: .mentioned, rule: "contrast", confidence: .medium)
  }

  /// The site that published the page: in its title, and wherever it speaks of itself.
  func masthead(_ group: Group, place: Surroundings) -> Verdict? {
    guard group.members.count == 1, flags(group.members[0]).contains(.press) else { return nil }
    let isLast = isTitle(group) && place.after.isEmpty
    guard isLast || Asides(lens: lens, list: list).isPublisher(group.members[0]) else { return nil }
    return Verdict(role: .mentioned, rule: "masthead", confidence: .low)
  }

  /// Trouble or recovery is said of it, or denied.
  func affected(_ group: Group, place: Surroundings, relation: Relation?, isSubject: Bool) -> Verdict? {
    guard let relation, !isTeller(group, place: place, relation: relation, isSubject: isSubject) else { return nil }
    var confidence: Confidence = relation.isNear || isTitle(group) ? .high : .medium
    // "Whenever it is down" tells of no outage, and what is yet to come is none of today.
    if !relation.spared, relation.isGeneric { return Verdict(role: .mentioned, rule: "generic", confidence: .medium) }
    if !relation.spared, relation.modality == .promised { confidence = .low }
    // One vague word in another clause says nothing of a bystander.
    if relation.isVague, !relation.spared, !relation.isNear, !isSubject { return nil }
    if relation.spared {
      return Verdict(
        role: .unaffected, rule: "spared", confidence: confidence, polarity: .negated, modality: relation.modality,
        cue: relation.cue.range)
    }
    return Verdict(
      role: relation.background && !isSubject ? .background : .affected,
      rule: isTitle(group) ? "title" : relation.isNear ? "clause" : "sentence", confidence: confidence,
      modality: relation.modality, cue: relation.cue.range)
  }

  /// "Affected services:", "Products affected:", 受影响的服务：.
  private var labels: Labels {
    Labels(lens, headings: [.component, .heading, .title], reach: 120) { text in
      ["affected", "impacted", "受影响"].contains(where: text.hasPrefix)
        || ["services affected", "products affected", "services impacted"].contains(where: text.contains)
    }
  }

  /// The layout says it: the heading of an incident, the line after "Affected services:".
  func labelled(_ group: Group) -> Verdict? {
    labels.rule(for: group.range, in: group.block).map {
      Verdict(role: .affected, rule: $0, confidence: .high)
    }
  }

  /// Who says that something is down is not down by that: "the carrier told its customers that …".
  private func isTeller(_ group: Group, place: Surroundings, relation: Relation, isSubject: Bool) -> Bool {
    guard group.members.count == 1, !isSubject, relation.cue.range.lowerBound > group.range.upperBound else {
      return false
    }
    if place.speaks != nil { return true }
    let gap = relation.cue.range.lowerBound - group.range.upperBound
    return flags(group.members[0]).contains(.press) && gap > 14 && !relation.spared
  }

  /// Others stand on it.
  func supplier(_ group: Group, place: Surroundings) -> Verdict? {
    guard place.carries != nil else { return nil }
    return Verdict(role: .supplier, rule: "carries", confidence: .medium, cue: nil)
  }

  /// It speaks: whether it owns what is down is settled for the page.
  func speaker(_ group: Group, place: Surroundings) -> Verdict? {
    guard place.speaks != nil, group.members.count == 1 else { return nil }
    return Verdict(role: .mentioned, rule: "speaks", confidence: .medium)
  }

  /// It gains by the others' trouble.
  func beneficiary(_ group: Group) -> Verdict? {
    guard let span = clauses(of: group) else { return nil }
    let sentence = lens.sentence(around: span)
    guard
      let cue = reading.clauses.cues(in: span).first(where: { $0.cue == .benefit })
        ?? reading.clauses.cues(in: sentence).first(where: { $0.cue == .benefit })
    else { return nil }
    return Verdict(role: .beneficiary, rule: "benefit", confidence: .medium, cue: cue.range)
  }

  func flags(_ mention: Mention) -> Listing.Flags { mention.listing.map { list.listings[$0].flags } ?? [] }

  private func hasTroubleInSentence(_ group: Group) -> Bool {
    clauses(of: group).map { span in
      reading.clauses.cues(in: lens.sentence(around: span)).contains { isTrouble($0) }
    } ?? false
  }

  /// The bytes of the word beside the names that makes them a place.
  private func frameRange(_ group: Group, place: Surroundings) -> Range<Int>? {
    if place.isPlace, let word = Frames.shared.ending(place.before, .place) {
      return lens.last(word, before: group.range.lowerBound)
    }
    return Frames.shared.beginning(place.after, .talk).flatMap { lens.first($0, after: group.range.upperBound) }
  }
}

extension Lens {
  /// The bytes of a word (small letters) that ends shortly before a place.
  func last(_ word: String, before at: Int) -> Range<Int>? {
    let count = word.utf8.count
    for start in stride(from: at - count, through: max(0, at - count - 24), by: -1)
    where words(start..<start + count) == word { return start..<start + count }
    return nil
  }

  /// The bytes of a word (small letters) that begins shortly after a place.
  func first(_ word: String, after at: Int) -> Range<Int>? {
    let count = word.utf8.count
    for start in at...(at + 8) where start + count <= document.text.count && words(start..<start + count) == word {
      return start..<start + count
    }
    return nil
  }
}
