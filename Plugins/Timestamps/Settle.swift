import PostmortemPlugin

/// What a page knows that its phrases do not say themselves.
struct Setting: Sendable, Hashable {
  /// The day the words were written: of the update they stand in, else of the page.
  var day: CivilDate?
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
}

/// The one function that turns words into a moment: day, half day and zone are settled here and
/// nowhere else.
enum Settle {
  /// - Returns: nil where the words give neither a day nor a clock.
  static func moment(_ phrase: TimePhrase, in setting: Setting) -> Moment? {
    let (date, datePrecision) = day(phrase.day, written: setting.day)
    guard let reading = phrase.clock else {
      guard let date else { return nil }
      return Moment(date: date, precision: datePrecision, approximate: phrase.approximate)
    }
    let zone = zone(phrase.zones, in: setting)
    guard let clock = clock(reading, on: date, zone: zone.name, in: setting) else { return nil }
    var moment = Moment(
      date: date, clock: clock, zone: zone.name, zoneSource: zone.source, zoneCandidates: zone.candidates,
      precision: reading.second != nil ? .second : reading.hasMinutes ? .minute : .hour,
      approximate: phrase.approximate)
    if let date, let name = zone.name { moment.instant = Zones.instant(date, clock, in: name) }
    return moment
  }

  // MARK: Day

  /// The day meant, and how exactly the words give it.
  static func day(_ reading: DayReading?, written: CivilDate?) -> (CivilDate?, Moment.Precision) {
    switch reading {
    case .date(let year?, let month, let day): return (CivilDate(year: year, month: month, day: day), .day)
    case .date(nil, let month, let day): return (nearest(month: month, day: day, to: written), .day)
    case .month(let year, let month):
      return ((year ?? written?.year).flatMap { CivilDate(year: $0, month: month, day: 1) }, .month)
    case .weekday(let weekday):
      return (written.map { $0.adding(days: -(($0.weekday - weekday + 7) % 7)) }, .day)
    case .relative(let offset): return (written?.adding(days: offset), .day)
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

  // MARK: Zone

  private static func zone(
    _ written: [String], in setting: Setting
  ) -> (name: String?, source: Moment.ZoneSource?, candidates: [String]) {
    if written.count == 1 { return (written[0], .written, []) }
    if written.count > 1 {
      if setting.language == .chinese, written.contains("Asia/Shanghai") { return ("Asia/Shanghai", .written, []) }
      if let shared = written.first(where: setting.pageZones.contains) { return (shared, .written, []) }
      let near = written.filter(setting.namedZones.contains)
      if near.count == 1 { return (near[0], .region, []) }
      return (nil, nil, written)
    }
    if setting.pageZones.count == 1 { return (setting.pageZones[0], .page, []) }
    if setting.pageZones.count > 1 { return (nil, nil, setting.pageZones) }
    if let place = setting.placeZone { return (place, .region, []) }
    if let site = setting.siteZone { return (site, .page, []) }
    return (nil, nil, [])
  }

  // MARK: Clock

  private static func clock(
    _ reading: ClockReading, on date: CivilDate?, zone: String?, in setting: Setting
  ) -> Clock? {
    let second = reading.second ?? 0
    if let half = reading.half {
      return half.hour(of: reading.hour).flatMap { Clock(hour: $0, minute: reading.minute, second: second) }
    }
    let asWritten = Clock(hour: reading.hour % 24, minute: reading.minute, second: second)
    guard !reading.isTwentyFour, !setting.usesTwentyFour, (1...12).contains(reading.hour),
      let afternoon = Clock(hour: reading.hour % 12 + 12, minute: reading.minute, second: second),
      let morning = Clock(hour: reading.hour % 12, minute: reading.minute, second: second)
    else { return asWritten }
    if let date, let zone, let witness = closest(date, zone, setting.witnesses),
      let early = Zones.instant(date, morning, in: zone), let late = Zones.instant(date, afternoon, in: zone)
    {
      return abs(early - witness) < abs(late - witness) ? morning : afternoon
    }
    // Where clocks have twelve hours, one without a half day is one of the waking hours, 7 to 7.
    guard Zones.isTwelveHour(zone) else { return asWritten }
    return reading.hour % 12 >= 7 ? morning : afternoon
  }

  /// The machine's instant next to the middle of a day; none if it is more than a day and a half off.
  private static func closest(_ date: CivilDate, _ zone: String, _ witnesses: [Int]) -> Int? {
    guard let noon = Clock(hour: 12).flatMap({ Zones.instant(date, $0, in: zone) }) else { return nil }
    let near = witnesses.filter { abs($0 - noon) <= 36 * 3600 }
    return near.min { (abs($0 - noon), $0) < (abs($1 - noon), $1) }
  }
}
