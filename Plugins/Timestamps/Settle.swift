import PostmortemPlugin

/// What a page knows that its phrases do not say themselves.
struct Setting: Sendable, Hashable {
  /// The day the words were written: of the update they stand in, else of the page.
  var day: CivilDate?
  /// The instant the words were written, where a machine or a stamp gives it.
  var written: Int?
  /// The day the incident is of, as well as it is known.
  var incident: CivilDate?
  /// The day that the words before named last: "the next morning" is the one after it.
  var named: CivilDate?
  /// The zones written beside the incident's times, each once.
  var pageZones: [String] = []
  /// The zone of the place that was hit, where all of it keeps one.
  var placeZone: String?
  /// The zones of the countries that the page names in any part.
  var namedZones: Set<String> = []
  /// The offset of the page's own publication stamp.
  var siteZone: String?
  /// Instants that machines wrote: they choose between readings, they never make one.
  var witnesses: [Int] = []
  /// Whether the page writes afternoon hours as such somewhere ("14:20"), so that "2:20" is night.
  var usesTwentyFour = false
  var language: Language = .english
  var rules = Rules()
}

/// The one function that turns words into a moment: day, half day and zone are settled here and
/// nowhere else.
enum Settle {
  /// - Returns: nil where the words give neither a day nor a clock.
  static func moment(_ phrase: TimePhrase, in setting: Setting) -> Moment? {
    if let minutes = phrase.ago { return ago(minutes, in: setting) }
    var (date, datePrecision) = day(phrase.day, in: setting)
    if phrase.day == .following { date = (setting.named ?? setting.day)?.adding(days: 1) }
    guard let reading = phrase.clock else {
      guard let date else { return nil }
      var moment = Moment(date: date, precision: datePrecision, approximate: phrase.approximate)
      moment.wrongWeekday = wrongWeekday(phrase, date)
      return moment
    }
    let zone = zone(phrase.zones, in: setting)
    guard let clock = clock(reading, on: date, zone: zone.name, in: setting) else { return nil }
    var moment = Moment(
      date: date, clock: clock, zone: zone.name, zoneSource: zone.source, zoneCandidates: zone.candidates,
      precision: reading.second != nil ? .second : reading.hasMinutes ? .minute : .hour,
      approximate: phrase.approximate)
    moment.wrongWeekday = date.flatMap { wrongWeekday(phrase, $0) }
    if let date, let name = zone.name, let instant = Zones.instant(date, clock, in: name) {
      moment.instant = instant
      moment.zoneMismatch = phrase.saysDaylight.map { $0 != Zones.isDaylight(instant, in: name) } ?? false
      // A zone that the page only lends is as good as certain where a machine's clock is close by.
      if zone.source == .page, setting.rules.allow(.witness),
        setting.witnesses.contains(where: { abs($0 - instant) <= 3600 })
      {
        moment.zoneSource = .corroborated
      }
    }
    if let date, zone.name == nil, zone.candidates.count > 1 {
      // An ambiguous name leaves one instant a reading: the time lies between them.
      let instants = zone.candidates.compactMap { Zones.instant(date, clock, in: $0) }
      (moment.earliest, moment.latest) = (instants.min(), instants.max())
    }
    return moment
  }

  /// The moment so long before the words were written; only the day where the hour of writing is not
  /// known.
  private static func ago(_ minutes: Double, in setting: Setting) -> Moment? {
    guard let written = setting.written else {
      return setting.day.map { Moment(date: $0, precision: .day, approximate: true, kind: .derived) }
    }
    var moment = Moment(recorded: written - Int(minutes * 60), precision: minutes < 90 ? .minute : .hour)
    moment.approximate = true
    moment.kind = .derived
    return moment
  }

  // MARK: Day

  /// The day meant, and how exactly the words give it.
  static func day(_ reading: DayReading?, in setting: Setting) -> (CivilDate?, Moment.Precision) {
    let written = setting.day
    let rules = setting.rules
    switch reading {
    case .date(let year?, let month, let day): return (CivilDate(year: year, month: month, day: day), .day)
    case .date(nil, let month, let day):
      guard rules.allow(.yearInference) else { return (nil, .day) }
      return (nearest(month: month, day: day, to: written), .day)
    case .weekdayDate(let weekday, let year, let month, let day):
      return (checked(weekday, year, month, day, written), .day)
    case .month(let year, let month):
      let nearby = nearest(month: month, day: 1, to: written)
      return (year.map { CivilDate(year: $0, month: month, day: 1) } ?? nearby, .month)
    case .dayOfMonth(let day): return (latest(day: day, upTo: setting.named ?? written), .day)
    case .year(let year): return (CivilDate(year: year, month: 1, day: 1), .year)
    case .weekday(let weekday):
      // A report of later weeks means the days after the one it told of last.
      if let told = setting.named ?? setting.incident, let written, told < written.adding(days: -7) {
        return (told.adding(days: (weekday - told.weekday + 7) % 7), .day)
      }
      return (written.map { $0.adding(days: -(($0.weekday - weekday + 7) % 7)) }, .day)
    case .lastWeekday(let weekday, let weeks):
      return (written.map { lastWeekday(weekday, weeks: weeks, before: $0) }, .day)
    case .relative(let offset): return (written?.adding(days: offset), .day)
    case .following: return (nil, .day)
    case .same: return (setting.named ?? written, .day)
    case nil: return (written, .day)
    }
  }

  /// The year that brings a day without one next to the day of writing: news looks back, so a day
  /// more than a week ahead is last year's.
  private static func nearest(month: Int, day: Int, to written: CivilDate?) -> CivilDate? {
    guard let written else { return nil }
    let candidates = [written.year, written.year - 1].compactMap { CivilDate(year: $0, month: month, day: day) }
    return candidates.first { $0 <= written.adding(days: 7) } ?? candidates.last
  }

  /// The last such day of a month up to a day, give or take one that is just to come.
  private static func latest(day: Int, upTo written: CivilDate?) -> CivilDate? {
    guard let written else { return nil }
    if let date = CivilDate(year: written.year, month: written.month, day: day), date <= written.adding(days: 7) {
      return date
    }
    let before = written.adding(days: -written.day)
    return CivilDate(year: before.year, month: before.month, day: day)
  }

  /// "Friday, 22 February 2014", which was a Saturday.
  private static func wrongWeekday(_ phrase: TimePhrase, _ date: CivilDate) -> Int? {
    guard case .weekdayDate(let weekday, _, _, _)? = phrase.day, date.weekday != weekday else { return nil }
    return weekday
  }

  /// A date checked by the weekday beside it: of the years it could be of, and of day and month the
  /// other way round, the reading that falls on the weekday; as written where none does.
  private static func checked(_ weekday: Int, _ year: Int?, _ month: Int, _ day: Int, _ written: CivilDate?)
    -> CivilDate?
  {
    let plain = year.map { CivilDate(year: $0, month: month, day: day) } ?? nearest(month: month, day: day, to: written)
    let years = year.map { [$0] } ?? written.map { Array(($0.year - 5...$0.year).reversed()) } ?? []
    let readings =
      [plain].compactMap { $0 } + years.compactMap { CivilDate(year: $0, month: month, day: day) }
      + years.compactMap { CivilDate(year: $0, month: day, day: month) }
    return readings.first { $0.weekday == weekday } ?? plain
  }

  /// The weekday of so many calendar weeks before (weeks begin on Monday); the last one before the
  /// day of writing where no number is given.
  private static func lastWeekday(_ weekday: Int, weeks: Int?, before written: CivilDate) -> CivilDate {
    if let weeks { return written.adding(days: weekday - written.weekday - 7 * weeks) }
    let back = (written.weekday - weekday + 7) % 7
    return written.adding(days: back == 0 ? -7 : -back)
  }

  // MARK: Zone

  static func zone(
    _ written: [String], in setting: Setting
  ) -> (name: String?, source: Moment.ZoneSource?, candidates: [String]) {
    if written.count == 1 { return (written[0], .written, []) }
    if written.count > 1 {
      let names = written.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
      if setting.language == .chinese, names.contains("Asia/Shanghai") { return ("Asia/Shanghai", .written, []) }
      if let shared = names.first(where: setting.pageZones.contains) { return (shared, .written, []) }
      let near = names.filter(setting.namedZones.contains)
      if near.count == 1 { return (near[0], .region, []) }
      if near.isEmpty, let usual = written.first(where: { $0.hasSuffix("?") }) {
        return (String(usual.dropLast()), .assumed, [])
      }
      return (nil, nil, names)
    }
    if setting.rules.allow(.pageZone) {
      if setting.pageZones.count == 1 { return (setting.pageZones[0], .page, []) }
      if setting.pageZones.count > 1 { return (nil, nil, setting.pageZones) }
    }
    if let place = setting.placeZone, setting.rules.allow(.placeZone) { return (place, .region, []) }
    if let site = setting.siteZone, setting.rules.allow(.pageZone) { return (site, .page, []) }
    return (nil, nil, [])
  }

  // MARK: Clock

  private static func clock(
    _ reading: ClockReading, on date: CivilDate?, zone: String?, in setting: Setting
  ) -> Clock? {
    let second = reading.second ?? 0
    // On a page that writes afternoon hours as such, "02:25 on the night of Monday" is of the night.
    if let half = reading.half, !(reading.isTwentyFour && setting.usesTwentyFour) {
      return half.hour(of: reading.hour).flatMap { Clock(hour: $0, minute: reading.minute, second: second) }
    }
    let asWritten = Clock(hour: reading.hour % 24, minute: reading.minute, second: second)
    guard !reading.isTwentyFour, !setting.usesTwentyFour || !setting.rules.allow(.twentyFourHours),
      (1...12).contains(reading.hour),
      let afternoon = Clock(hour: reading.hour % 12 + 12, minute: reading.minute, second: second),
      let morning = Clock(hour: reading.hour % 12, minute: reading.minute, second: second)
    else { return asWritten }
    if let date, let zone, let witness = closest(date, zone, setting.witnesses),
      let early = Zones.instant(date, morning, in: zone), let late = Zones.instant(date, afternoon, in: zone)
    {
      return abs(early - witness) < abs(late - witness) ? morning : afternoon
    }
    // What has happened is told after it.
    if let date, let zone, let written = setting.written, let early = Zones.instant(date, morning, in: zone),
      early <= written, let late = Zones.instant(date, afternoon, in: zone), late > written + 900
    {
      return morning
    }
    // Where clocks have twelve hours, one without a half day is one of the waking hours, 7 to 7.
    guard Zones.isTwelveHour(zone), setting.rules.allow(.wakingHours) else { return asWritten }
    return reading.hour % 12 >= 7 ? morning : afternoon
  }

  /// The machine's instant next to the middle of a day; none if it is more than a day and a half off.
  private static func closest(_ date: CivilDate, _ zone: String, _ witnesses: [Int]) -> Int? {
    guard let noon = Clock(hour: 12).flatMap({ Zones.instant(date, $0, in: zone) }) else { return nil }
    let near = witnesses.filter { abs($0 - noon) <= 36 * 3600 }
    return near.min { (abs($0 - noon), $0) < (abs($1 - noon), $1) }
  }
}
