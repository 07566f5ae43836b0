import PostmortemPlugin

/// Stamps that leave the year to the page around them: "Dec 19, 23:12 UTC".
struct StampText {
  let date: CivilDate
  let clock: Clock?
  private let isUTC: Bool

  /// - Parameter day: a year and month close to the stamp.
  init?(_ text: String, near day: (year: Int, month: Int)) {
    let words = text.split { " ,".contains($0) }.prefix(12).map { $0.lowercased() }
    guard let at = words.firstIndex(where: { MonthNames.table[$0] != nil }), let month = MonthNames.table[words[at]],
      let number = words[(at + 1)...].lazy.compactMap({ Int($0) }).first(where: { (1...31).contains($0) }),
      let date = CivilDate(year: StampText.year(of: month, near: day), month: month, day: number)
    else { return nil }
    self.date = date
    clock = words.lazy.compactMap(StampText.clock).first
    isUTC = words.contains("utc") || words.contains("gmt")
  }

  private init(date: CivilDate, clock: Clock?, isUTC: Bool) {
    self.date = date
    self.clock = clock
    self.isUTC = isUTC
  }

  /// The moment; with an instant where the stamp is of UTC.
  var moment: Moment {
    var moment = Moment(date: date, clock: clock, precision: clock == nil ? .day : .minute, kind: .recorded)
    if isUTC, let clock {
      (moment.instant, moment.zone, moment.zoneSource) = (date.seconds(at: clock), "UTC", .written)
    }
    return moment
  }

  /// The two ends of "Aug 26, 23:37 - Aug 27, 19:44 UTC"; the second may leave out its day.
  static func range(_ text: String, near day: (year: Int, month: Int)) -> (start: Moment, end: Moment?)? {
    let halves = text.split(separator: " - ", maxSplits: 1).map(String.init)
    guard let first = halves.first, var start = StampText(first, near: day) else { return nil }
    let zone = text.lowercased().hasSuffix("utc") || text.lowercased().hasSuffix("gmt")
    start = StampText(date: start.date, clock: start.clock, isUTC: zone)
    guard halves.count == 2 else { return (start.moment, nil) }
    let end =
      StampText(halves[1], near: day)
      ?? halves[1].split(separator: " ").lazy.compactMap { clock(String($0)) }.first.map {
        StampText(date: start.date, clock: $0, isUTC: zone)
      }
    return (start.moment, end?.moment)
  }

  /// A month half a year away from the page's is of the year before or after.
  private static func year(of month: Int, near day: (year: Int, month: Int)) -> Int {
    if month - day.month > 6 { return day.year - 1 }
    return day.month - month > 6 ? day.year + 1 : day.year
  }

  private static func clock(_ word: String) -> Clock? {
    let parts = word.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return nil }
    return Clock(hour: hour, minute: minute)
  }

  /// The year and month of a day in words: "Dec 19, 2019".
  static func day(_ text: String) -> (year: Int, month: Int)? {
    let words = text.split { " ,".contains($0) }.prefix(8).map { $0.lowercased() }
    guard let month = words.lazy.compactMap({ MonthNames.table[$0] }).first,
      let year = words.lazy.compactMap({ Int($0) }).first(where: { (1995...2100).contains($0) })
    else { return nil }
    return (year, month)
  }
}
