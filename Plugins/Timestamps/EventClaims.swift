import PostmortemPlugin

/// From findings to claims: each time settled, checked, and with the words it rests on.
extension Events {
  /// The claims of all findings but those in blocks that are stamps of others.
  func claims(beside stamps: Stamps) -> [Claim] {
    var claims: [Claim] = []
    var start: Moment?
    for finding in findings where !stamps.isStamp(finding.block) {
      let sentence = reading.clauses.clause(at: finding.phrase.range.lowerBound)?.sentence
      if let sentence, elsewhere.contains(sentence.lowerBound) { continue }
      let (setting, grounds) = ground(finding, stamps)
      guard let moment = Settle.moment(finding.phrase, in: setting), isPossible(finding, moment) else { continue }
      let made = finding.end == nil ? [single(finding, moment, after: start)] : window(finding, moment, setting)
      let isAnothers = subjects.isAnothers(finding.found.cue)
      claims += made.map { cite(isAnothers ? $0.ofOne : $0, grounds + corroboration(moment)) }
      if finding.end == nil, moment.instant != nil { claims += linked(finding, moment, sentence) }
      if start == nil, finding.found.phase == .started, moment.clock != nil { start = moment }
    }
    return claims
  }

  /// What a finding's time is settled by, and the words that give a day or a zone it does not write.
  private func ground(_ finding: Finding, _ stamps: Stamps) -> (Setting, [Quote]) {
    var setting = stamps.setting(for: finding.block)
    var grounds: [Quote] = []
    let document = reading.document
    let phrase = finding.phrase
    let home = stamps.home(of: finding.block)
    let named = dayNamed(before: phrase.range.lowerBound, in: setting)
    if phrase.ago != nil {
      if let quote = home?.quotes.first ?? published { grounds.append(quote) }
    } else if phrase.day == nil {
      if let home, home.kind.givesDay, let quote = home.quotes.first, !isInside(named?.range, home) {
        grounds.append(quote)
      } else if let named {
        setting.day = named.day
        grounds.append(document.quote(named.range))
      } else if let published {
        grounds.append(published)
      }
    } else if let named, phrase.day?.isRelative == true {
      setting.named = named.day
      if phrase.day == .following || phrase.day == .same { grounds.append(document.quote(named.range)) }
    } else if phrase.day == .same, let published {
      grounds.append(published)
    }
    if phrase.zones.isEmpty, phrase.ago == nil {
      if setting.pageZones.count == 1, let place = zonePlaces[setting.pageZones[0]] {
        grounds.append(document.quote(place))
      } else if setting.pageZones.isEmpty, setting.placeZone == nil, setting.siteZone != nil, let published {
        grounds.append(published)
      }
    }
    return (setting, grounds)
  }

  /// Whether the post that a stamp is of names a day itself: a report that is posted afterwards.
  private func isInside(_ range: Range<Int>?, _ home: Stamps.Stamp) -> Bool {
    range.flatMap { reading.document.block(at: $0.lowerBound) }.map(home.blocks.contains) ?? false
  }

  /// The machine's clock that a lent zone agrees with.
  private func corroboration(_ moment: Moment) -> [Quote] {
    guard moment.zoneSource == .corroborated, let instant = moment.instant,
      let witness = witnesses.min(by: { abs($0.instant - instant) < abs($1.instant - instant) })
    else { return [] }
    return [reading.document.quote(witness.digits, inAttribute: witness.attribute)].compactMap { $0 }
  }

  /// A tweet linked in the sentence that tells an event is its proof: what its own clock says stands
  /// beside what the words say, whether they agree or not. Of other links only those count that agree
  /// to the quarter of an hour.
  private func linked(_ finding: Finding, _ moment: Moment, _ sentence: Range<Int>?) -> [Claim] {
    guard rules.allow(.linkedTweet), let sentence, let declared = moment.instant else { return [] }
    return witnesses.filter { witness in
      witness.isTweet && (sentence.contains(witness.place.lowerBound) || isEmbedded(witness, after: sentence, finding))
        || moment.precision <= .minute && abs(witness.instant - declared) <= 900
    }.compactMap { witness in
      reading.document.quote(witness.digits, inAttribute: witness.attribute).map { quote in
        Claim(
          .time, .event(finding.found.phase, Moment(recorded: witness.instant)),
          quotes: [quote, reading.document.quote(finding.found.cue)], rule: "linked-tweet", confidence: .low)
      }
    }
  }

  /// Whether a tweet stands right behind a paragraph whose last words speak of it.
  private func isEmbedded(_ witness: Witnesses.Witness, after sentence: Range<Int>, _ finding: Finding) -> Bool {
    let document = reading.document
    let end = document.blocks[finding.block].range.upperBound
    let isNext = document.block(at: witness.place.lowerBound) == finding.block + 1
    guard sentence.upperBound >= end, isNext || witness.place.isEmpty && witness.place.lowerBound == end else {
      return false
    }
    let words = document.string(sentence).lowercased()
    return ["tweet", "twitter", "推文", "推特"].contains { words.contains($0) }
  }

  private func cite(_ claim: Claim, _ grounds: [Quote]) -> Claim {
    var claim = claim
    for quote in grounds where !claim.quotes.contains(quote) { claim.quotes.append(quote) }
    return claim
  }

  /// News tells what has happened: a day that is yet to come is a plan. A day without a clock is an
  /// event only where its beginning or end is told in so many words.
  private func isPossible(_ finding: Finding, _ moment: Moment) -> Bool {
    if let published = self.setting.day, let date = moment.date, date > published.adding(days: 1),
      rules.allow(.noFuture), isOfThePage(finding.phrase.range.lowerBound)
    {
      return false
    }
    if case .relative(let days) = finding.phrase.day, days > 0, rules.allow(.noFuture) { return false }
    if moment.precision == .year { return false }
    guard moment.clock == nil, rules.allow(.noBareDay) else { return true }
    var onAnotherOccasion = reading.cues(near: finding.phrase.range.lowerBound, within: 200).contains {
      $0.cue == .background && $0.range.overlaps(finding.phrase.range)
    }
    // In the lead 上周四 is the incident's day, whatever 上周 says.
    if case .lastWeekday = finding.phrase.day, reading.lead.contains(finding.phrase.range.lowerBound) {
      onAnotherOccasion = false
    }
    switch finding.found.phase {
    case .started:
      return (finding.found.rule == "clause" || isClause(finding) || isAddressed(finding)) && !onAnotherOccasion
        && !isOfAnotherThing(finding)
    case .recovered, .partiallyRecovered:
      return (finding.found.rule == "clause" || isClause(finding)) && reading.isPlainRecovery(finding.found.cue)
    default: return false
    }
  }

  /// "If you tried to open it today, you noticed": in the lead that is what happened.
  private func isAddressed(_ finding: Finding) -> Bool {
    let start = finding.phrase.range.lowerBound
    guard rules.allow(.sentence), reading.lead.contains(start), let clause = reading.clauses.clause(at: start) else {
      return false
    }
    return reading.clauses.has(.condition, in: clause)
  }

  /// "The shares fell on Monday after the outage".
  private func isOfAnotherThing(_ finding: Finding) -> Bool {
    guard rules.allow(.noOtherThing), let clause = reading.clauses.clause(at: finding.phrase.range.lowerBound) else {
      return false
    }
    return reading.words(from: clause.range.lowerBound, to: clause.range.upperBound).contains {
      Vocabulary.shared.words[$0.tag] == .otherThing
    }
  }

  /// Whether a phrase is all that its clause says: "Yesterday, …".
  private func isClause(_ finding: Finding) -> Bool {
    let start = finding.phrase.range.lowerBound
    guard let clause = reading.clauses.clause(at: start) else { return false }
    return clause.range.count <= (finding.end ?? finding.phrase).range.upperBound - start + 15
  }

  private func single(_ finding: Finding, _ moment: Moment, after start: Moment?) -> Claim {
    var moment = moment
    let isEnd = finding.found.phase == .recovered || finding.found.phase == .partiallyRecovered
    // "Down from nine in the morning, back by midnight": the end of a day belongs to the day after.
    if isEnd, rules.allow(.midnight), finding.phrase.day == nil, let begun = start?.order, let over = moment.order,
      over < begun,
      moment.clock.map({ $0.hour < 12 }) ?? false
    {
      moment = moment.nextDay()
    }
    return claim(finding.found, moment, finding.phrase)
  }

  /// Both ends of a declared window.
  private func window(_ finding: Finding, _ start: Moment, _ setting: Setting) -> [Claim] {
    guard let to = finding.end, var end = Settle.moment(to, in: setting) else { return [] }
    // A range that runs backwards crosses midnight.
    if rules.allow(.midnight), let a = start.order, let b = end.order, b < a,
      to.day == nil || to.day == finding.phrase.day
    {
      end = end.nextDay()
    }
    var start = start
    if finding.phrase.day == nil, to.day == nil, endsAfterWriting(end, setting) {
      // News looks back: what would end after the hour of writing is of the day before.
      start = start.previousDay()
      end = end.previousDay()
    }
    func half(_ phase: Phase) -> PhaseRules.Found {
      PhaseRules.Found(phase: phase, cue: finding.found.cue, hedged: finding.found.hedged, rule: "window")
    }
    return [claim(half(.started), start, finding.phrase), claim(half(.recovered), end, to)]
  }

  private func endsAfterWriting(_ end: Moment, _ setting: Setting) -> Bool {
    if let written = setting.written, let last = end.instant { return last > written + 3600 }
    guard let written = setting.day, let last = end.date else { return false }
    return last > written
  }

  private func claim(_ found: PhaseRules.Found, _ moment: Moment, _ phrase: TimePhrase) -> Claim {
    var quotes: [Quote] = []
    for quote in ([phrase.range, found.cue] + phrase.borrowed).map(reading.document.quote) where !quotes.contains(quote)
    {
      quotes.append(quote)
    }
    return Claim(
      .time, .event(found.phase, moment), quotes: quotes, modality: found.hedged ? .hedged : .stated,
      rule: found.rule, confidence: moment.clock == nil || found.rule == "sentence" ? .medium : .high)
  }
}

extension Moment {
  /// The moment a day later.
  func nextDay() -> Moment { moved(by: 86_400) }

  /// The moment a day earlier.
  func previousDay() -> Moment { moved(by: -86_400) }

  /// The moment so many minutes later, marked derived and approximate.
  func adding(minutes: Double) -> Moment? {
    guard clock != nil, date != nil else { return nil }
    var later = moved(by: Int(minutes * 60))
    later.kind = .derived
    later.approximate = true
    return later
  }

  private func moved(by seconds: Int) -> Moment {
    guard let date else { return self }
    var moved = self
    let (day, time) = CivilDate.split(date.seconds(at: clock) + seconds)
    moved.date = day
    if clock != nil { moved.clock = time }
    moved.instant = instant.map { $0 + seconds }
    return moved
  }
}
