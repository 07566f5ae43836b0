import PostmortemPlugin

/// The milestones that clauses tell with a time.
struct Events {
  /// One phrase, or both ends of a range, with what happened then.
  private struct Finding {
    let block: Int
    let phrase: TimePhrase
    let end: TimePhrase?
    let found: PhaseRules.Found
  }

  let reading: Reading
  let rules: Rules
  /// What the page's phrases are settled by.
  private(set) var setting: Setting
  /// The sentences (by where they begin) that speak of a day far from the incident's.
  private(set) var elsewhere: Set<Int> = []
  private var findings: [Finding] = []
  /// Every day the page names where it tells of the incident, with the place.
  private var named: [(range: Range<Int>, day: DayReading, isHeading: Bool)] = []
  /// Where each of the incident's zones is written first.
  private var zonePlaces: [String: Range<Int>] = [:]

  private let subjects: Subjects
  private var witnesses: [Witnesses.Witness] = []

  init(_ reading: Reading, lines: [BlockTimes], rules: Rules) {
    self.reading = reading
    subjects = Subjects(reading, by: rules)
    self.rules = rules
    let published = reading.document.published
    setting = Setting(day: published?.date, language: reading.document.language, rules: rules)
    setting.written = published?.clock == nil ? nil : published?.instant
    for times in lines { find(in: times) }
    let phrases = lines.flatMap(\.line.phrases)
    witnesses = Witnesses.all(in: reading.document)
    if rules.allow(.witness) { setting.witnesses = witnesses.map(\.instant) }
    setting.usesTwentyFour = phrases.contains { $0.clock.map { $0.hour > 12 && $0.hour < 24 } ?? false }
    settleZones(phrases)
    if let zone = lines.lazy.compactMap(\.line.zone).first {
      setting.pageZones = [zone.name]
      zonePlaces[zone.name] = zone.range
    }
    findIncidentDay(phrases)
    findElsewhere(phrases)
    findDays(phrases)
  }

  // MARK: Finding

  private mutating func find(in times: BlockTimes) {
    let phases = PhaseRules(reading, by: rules)
    let range = reading.document.blocks[times.block].range
    let phrases = times.line.phrases
    for (index, phrase) in phrases.enumerated() {
      if let partner = phrase.partner, partner < index { continue }
      let last = phrase.partner ?? index
      let lower = index > 0 ? phrases[index - 1].range.upperBound : range.lowerBound
      let upper = last + 1 < phrases.count ? phrases[last + 1].range.lowerBound : range.upperBound
      guard !onlyLeads(phrase, phrases) else { continue }
      var whole = phrase
      whole.range = phrase.range.lowerBound..<phrases[last].range.upperBound
      whole.horizon = upper
      let found = phases.phase(of: whole, between: lower, and: upper, isAlone: isAlone(phrase, in: phrases))
      guard let found else { continue }
      if phrase.partner != nil, found.phase == .acknowledged { continue }
      findings.append(
        Finding(block: times.block, phrase: phrase, end: phrase.partner.map { phrases[$0] }, found: found))
    }
  }

  /// A time that heads an update or a live blog's line is when it was written, not when it happened,
  /// where the sentence tells another time.
  private func onlyLeads(_ phrase: TimePhrase, _ phrases: [TimePhrase]) -> Bool {
    guard let lead = phrase.leads else { return false }
    guard lead == .line else { return true }
    let sentence = reading.clauses.clause(at: phrase.range.lowerBound)?.sentence
    return phrases.contains { other in
      (other.clock != nil || other.ago != nil) && other.range != phrase.range && phrase.partner == nil
        && sentence?.contains(other.range.lowerBound) == true
    }
  }

  /// Whether no other clock stands in a phrase's sentence.
  private func isAlone(_ phrase: TimePhrase, in phrases: [TimePhrase]) -> Bool {
    guard phrase.clock != nil, let sentence = reading.clauses.clause(at: phrase.range.lowerBound)?.sentence else {
      return false
    }
    return !phrases.contains {
      $0.clock != nil && $0.range != phrase.range && sentence.contains($0.range.lowerBound)
    }
  }

  // MARK: What the page knows

  /// Zones written where the incident's own times are told serve the clocks without one; other zones
  /// on the page (a stock exchange's opening) do not.
  private mutating func settleZones(_ phrases: [TimePhrase]) {
    setting.namedZones = Set(countries { _ in true }.compactMap { Zones.shared(by: [$0]) })
    if countries(where: { _ in true }).contains(where: { $0.hasPrefix("US") }) {
      setting.namedZones.insert("America/Chicago")
    }
    var zones: [String] = []
    for phrase in findings.flatMap({ [$0.phrase, $0.end].compactMap { $0 } }) {
      guard let zone = Settle.zone(phrase.zones, in: setting).name, !phrase.zones.isEmpty, !zones.contains(zone)
      else { continue }
      zones.append(zone)
      zonePlaces[zone] = phrase.range
    }
    setting.pageZones = zones
    setting.placeZone = Zones.shared(by: countries { $0.role == .affected && $0.polarity == .affirmed })
    setting.siteZone = publicationOffset
  }

  private func countries(where isMeant: (Claim) -> Bool) -> [String] {
    reading.earlier.map(\.claim).compactMap { claim in
      guard case .region(let region) = claim.value, isMeant(claim) else { return nil }
      return region.code
    }
  }

  /// The offset of the page's own publication stamp, which is its newsroom's. UTC says nothing: it is
  /// what programs write by themselves.
  private var publicationOffset: String? {
    for claim in reading.document.claims where claim.field == .published {
      guard let quote = claim.quotes.first, quote.text.utf8.count > 19 else { continue }
      let offset = quote.text.suffix(6)
      guard let sign = offset.first, sign == "+" || sign == "-", offset.dropFirst(3).first == ":",
        offset.filter(\.isNumber).count == 4, !offset.hasSuffix("00:00")
      else { continue }
      return String(offset)
    }
    return nil
  }

  /// The day that the incident is of: the first one named in the title or the lead, where the page was
  /// written long after; else the first day with a clock.
  private mutating func findIncidentDay(_ phrases: [TimePhrase]) {
    let lead = reading.lead
    let candidates = phrases.filter { $0.day != nil && lead.contains($0.range.lowerBound) }
    let dated = findings.first { $0.phrase.clock != nil && $0.phrase.day != nil }?.phrase
    let days = (candidates + [dated].compactMap { $0 }).compactMap { phrase -> CivilDate? in
      switch phrase.day {
      case .month, .year: return nil
      default: break
      }
      return Settle.day(phrase.day, in: setting).0
    }
    setting.incident = days.first ?? setting.day
  }

  /// Sentences about another occasion name its day: more than a month from the incident's.
  private mutating func findElsewhere(_ phrases: [TimePhrase]) {
    guard rules.allow(.noFarDay), let incident = setting.incident else { return }
    for phrase in phrases {
      let (day, precision) = Settle.day(phrase.day, in: setting)
      guard phrase.day != nil, let day, let sentence = reading.clauses.clause(at: phrase.range.lowerBound)?.sentence
      else { continue }
      let distance = abs(day.daysSince1970 - incident.daysSince1970)
      let isFar = precision == .year ? day.year != incident.year : distance > (precision == .month ? 62 : 31)
      if isFar { elsewhere.insert(sentence.lowerBound) }
    }
  }

  /// A clock without a day is of the day that was named last: in the lead, in a paragraph that
  /// tells an event, or in a heading.
  private mutating func findDays(_ phrases: [TimePhrase]) {
    let lead = reading.lead
    let told = Set(findings.map(\.block))
    for phrase in phrases {
      guard let day = phrase.day, let clauses = reading.clauses.nearby(phrase.range.lowerBound),
        let first = clauses.first, !elsewhere.contains(reading.clauses.all[first].sentence.lowerBound),
        let block = reading.document.block(at: phrase.range.lowerBound),
        lead.contains(phrase.range.lowerBound) || told.contains(block) || isHeading(phrase, block)
      else { continue }
      let isHead = lead.contains(phrase.range.lowerBound) || isHeading(phrase, block)
      switch day {
      case .month, .year: continue
      default: break
      }
      let cues = Set(reading.clauses.cues(in: clauses).map(\.cue))
      guard cues.isDisjoint(with: [.background, .promise, .planned, .closure]) else { continue }
      named.append((phrase.range, day, isHead))
    }
  }

  /// Whether a day stands in a heading, or in a block of its own: it is that of what follows.
  private func isHeading(_ phrase: TimePhrase, _ index: Int) -> Bool {
    let block = reading.document.blocks[index]
    return block.kind == .heading || block.range.count <= phrase.range.count + 4
  }

  /// - Parameter ofHead: whether only days of headings, of the title and of the lead count.
  private func dayNamed(before offset: Int, ofHead: Bool = false) -> (day: CivilDate, range: Range<Int>)? {
    guard rules.allow(.namedDay),
      let last = named.last(where: { $0.range.lowerBound < offset && ($0.isHeading || !ofHead) }),
      let day = Settle.day(last.day, in: setting).0
    else { return nil }
    if let incident = setting.incident, day < incident.adding(days: -31) || day > incident.adding(days: 31) {
      return nil
    }
    if let published = setting.day, day > published.adding(days: 1) { return nil }
    return (day, last.range)
  }

  /// A time that stands by itself (a stamp, a row), settled by the page and by the day named before
  /// it, with the words that give that day.
  func moment(of phrase: TimePhrase) -> (Moment, [Quote])? {
    var setting = setting
    var grounds: [Quote] = []
    // What a timeline's rows stand under counts before what the text above it tells.
    let place = phrase.range.lowerBound
    if phrase.day == nil, let named = dayNamed(before: place, ofHead: true) ?? dayNamed(before: place) {
      setting.day = named.day
      grounds.append(reading.document.quote(named.range))
    }
    return Settle.moment(phrase, in: setting).map { ($0, grounds) }
  }

  // MARK: Claims

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
    let published = document.claims.first { $0.field == .published }?.quotes.first
    let home = stamps.home(of: finding.block)
    let named = dayNamed(before: phrase.range.lowerBound)
    if phrase.ago != nil {
      if let quote = home?.quotes.first ?? published { grounds.append(quote) }
    } else if phrase.day == nil {
      if let home, home.kind.givesDay, let quote = home.quotes.first {
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
    if let published = reading.document.published?.date, let date = moment.date, date > published.adding(days: 1),
      rules.allow(.noFuture)
    {
      return false
    }
    if moment.precision == .year { return false }
    guard moment.clock == nil, rules.allow(.noBareDay) else { return true }
    var onAnotherOccasion = reading.hits.cues.contains {
      $0.cue == .background && $0.range.overlaps(finding.phrase.range)
    }
    // In the lead 上周四 is the incident's day, whatever 上周 says.
    if case .lastWeekday = finding.phrase.day, reading.lead.contains(finding.phrase.range.lowerBound) {
      onAnotherOccasion = false
    }
    switch finding.found.phase {
    case .started: return (finding.found.rule == "clause" || isClause(finding)) && !onAnotherOccasion
    case .recovered, .partiallyRecovered:
      return (finding.found.rule == "clause" || isClause(finding)) && reading.isPlainRecovery(finding.found.cue)
    default: return false
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
    if finding.phrase.day == nil, to.day == nil, let written = setting.day, let last = end.date, last > written {
      // News looks back: a night that would end after the day of writing is the one before.
      start = start.previousDay()
      end = end.previousDay()
    }
    func half(_ phase: Phase) -> PhaseRules.Found {
      PhaseRules.Found(phase: phase, cue: finding.found.cue, hedged: finding.found.hedged, rule: "window")
    }
    return [claim(half(.started), start, finding.phrase), claim(half(.recovered), end, to)]
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
