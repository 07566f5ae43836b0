import PostmortemPlugin

/// The milestones that clauses tell with a time.
struct Events {
  /// One phrase, or both ends of a range, with what happened then.
  struct Finding {
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
  private(set) var findings: [Finding] = []
  /// Every day the page names where it tells of the incident, with the place.
  private var named: [(range: Range<Int>, day: DayReading, isHeading: Bool)] = []
  /// Where each of the incident's zones is written first.
  private(set) var zonePlaces: [String: Range<Int>] = [:]

  /// The words that give the page's own date.
  let published: Quote?
  let subjects: Subjects
  /// Whether the page lists several incidents.
  private let isHistory: Bool
  private(set) var witnesses: [Witnesses.Witness] = []

  init(_ reading: Reading, lines: [BlockTimes], rules: Rules) {
    self.reading = reading
    subjects = Subjects(reading, by: rules)
    isHistory = reading.document.sections.filter(\.kind.isIncident).count > 1
    self.rules = rules
    // Of the claims that a long history's reader makes, one: looked for once.
    published = reading.document.claims.first { $0.field == .published }?.quotes.first
    let published = reading.document.published
    setting = Setting(day: published?.date, language: reading.document.language, rules: rules)
    setting.written = published?.clock == nil ? nil : published?.instant
    let phases = PhaseRules(reading, by: rules)
    for times in lines { find(in: times, by: phases) }
    let phrases = lines.flatMap(\.line.phrases)
    witnesses = Array(Witnesses.all(in: reading.document).prefix(Witnesses.most))
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

  private mutating func find(in times: BlockTimes, by phases: PhaseRules) {
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
      let found = phases.phase(of: whole, between: lower, and: upper, isAlone: isAlone(index, in: phrases))
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
  private func isAlone(_ index: Int, in phrases: [TimePhrase]) -> Bool {
    let phrase = phrases[index]
    guard phrase.clock != nil, let sentence = reading.clauses.clause(at: phrase.range.lowerBound)?.sentence else {
      return false
    }
    return !phrases[max(0, index - 8)..<min(phrases.count, index + 9)].contains {
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
    for phrase in phrases where isOfThePage(phrase.range.lowerBound) {
      let (day, precision) = Settle.day(phrase.day, in: setting)
      guard phrase.day != nil, let day, let sentence = reading.clauses.clause(at: phrase.range.lowerBound)?.sentence
      else { continue }
      let distance = abs(day.daysSince1970 - incident.daysSince1970)
      let isFar = precision == .year ? day.year != incident.year : distance > (precision == .month ? 62 : 31)
      if isFar { elsewhere.insert(sentence.lowerBound) }
    }
  }

  /// Whether a place is told of the page's one incident: a history holds several, each with a day of its own.
  func isOfThePage(_ offset: Int) -> Bool { !isHistory || incident(at: offset) == nil }

  private func incident(at offset: Int) -> Int? {
    reading.document.block(at: offset).flatMap { reading.document.incident(of: $0) }
  }

  /// Where the incident begins that a place of a history is told of.
  private func start(ofIncidentAt offset: Int) -> Int {
    guard isHistory, let section = incident(at: offset) else { return 0 }
    return reading.document.blocks[reading.document.sections[section].blocks.lowerBound].range.lowerBound
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

  /// The day named last before a place, of the same incident where the page lists several.
  /// - Parameters:
  ///   - ofHead: whether only days of headings, of the title and of the lead count.
  ///   - setting: what the words around the place are settled by, if not by the page.
  func dayNamed(before offset: Int, ofHead: Bool = false, in setting: Setting? = nil) -> (
    day: CivilDate, range: Range<Int>
  )? {
    let setting = setting ?? self.setting
    let floor = start(ofIncidentAt: offset)
    guard rules.allow(.namedDay),
      let last = named.reversed().first(where: {
        $0.range.lowerBound < floor || $0.range.lowerBound < offset && ($0.isHeading || !ofHead)
      }), last.range.lowerBound >= floor, let day = Settle.day(last.day, in: setting).0
    else { return nil }
    guard isOfThePage(offset) else { return (day, last.range) }
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
}
