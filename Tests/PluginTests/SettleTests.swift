import PostmortemPlugin
import Testing

@testable import TimestampsPlugin

/// The one settling function, row by row: what the words give, what the page knows, what it means.
@Suite struct SettleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var day: DayReading?
    var clock: ClockReading?
    var zones: [String] = []
    var setting = Setting(day: CivilDate(year: 2014, month: 1, day: 24))
    let text: String?
    var source: Moment.ZoneSource?
    var candidates: [String] = []
    var testDescription: String { name }
  }

  static func clock(_ hour: Int, _ minute: Int? = nil, _ half: HalfDay? = nil) -> ClockReading {
    ClockReading(
      hour: hour, minute: minute ?? 0, second: nil, half: half, hasMinutes: minute != nil,
      isTwentyFour: hour > 12 || hour == 0)
  }

  static func page(
    _ month: Int = 1, _ day: Int = 24, zones: [String] = [], witnesses: [Int] = [], twentyFour: Bool = false,
    language: Language = .english
  ) -> Setting {
    Setting(
      day: CivilDate(year: 2014, month: month, day: day), pageZones: zones, witnesses: witnesses,
      usesTwentyFour: twentyFour, language: language)
  }

  static let losAngeles = "America/Los_Angeles"
  static let newYork = "America/New_York"

  static let rows: [Row] = [
    Row(
      name: "written zone in winter", clock: clock(11, nil, .am), zones: [losAngeles], text: "2014-01-24T19:00:00Z",
      source: .written),
    Row(
      name: "written zone in summer", clock: clock(11, nil, .am), zones: [losAngeles], setting: page(7, 1),
      text: "2014-07-01T18:00:00Z", source: .written),
    Row(
      name: "the page's only zone", clock: clock(2, 52, .pm), setting: page(zones: [newYork]),
      text: "2014-01-24T19:52:00Z", source: .page),
    Row(
      name: "two zones on the page serve nobody", clock: clock(2, 52, .pm), setting: page(zones: [newYork, "UTC"]),
      text: "2014-01-24T14:52:00", candidates: [newYork, "UTC"]),
    Row(name: "no zone at all", clock: clock(14, 20), text: "2014-01-24T14:20:00"),
    Row(
      name: "a machine's clock picks the half day", clock: clock(2, 20), zones: [newYork],
      setting: page(witnesses: [1_390_590_512]), text: "2014-01-24T19:20:00Z", source: .written),
    Row(
      name: "a machine's clock picks the night", clock: clock(2, 20), zones: [newYork],
      setting: page(witnesses: [1_390_548_000]), text: "2014-01-24T07:20:00Z", source: .written),
    Row(
      name: "a machine's clock of another week picks nothing", clock: clock(8, 20), zones: [newYork],
      setting: page(witnesses: [1_391_590_512]), text: "2014-01-24T13:20:00Z", source: .written),
    Row(
      name: "waking hours where clocks have twelve", clock: clock(2, 20), zones: [newYork],
      text: "2014-01-24T19:20:00Z", source: .written),
    Row(
      name: "as written where they have twenty-four", clock: clock(2, 20), zones: ["UTC"], text: "2014-01-24T02:20:00Z",
      source: .written),
    Row(
      name: "as written where the page writes 14:20 elsewhere", clock: clock(2, 20), zones: [newYork],
      setting: page(twentyFour: true), text: "2014-01-24T07:20:00Z", source: .written),
    Row(
      name: "midnight is 12 am", clock: clock(12, 5, .am), zones: ["UTC"], text: "2014-01-24T00:05:00Z",
      source: .written),
    Row(
      name: "noon is 12 pm", clock: clock(12, 16, .pm), zones: ["UTC"], text: "2014-01-24T12:16:00Z", source: .written),
    Row(name: "凌晨", clock: clock(3, 0, .dawn), text: "2014-01-24T03:00:00"),
    Row(name: "中午 1 点", clock: clock(1, nil, .noon), text: "2014-01-24T13:00:00"),
    Row(name: "中午 11 点半", clock: clock(11, 30, .noon), text: "2014-01-24T11:30:00"),
    Row(name: "晚上 8 点", clock: clock(8, nil, .night), text: "2014-01-24T20:00:00"),
    Row(name: "no such hour", clock: clock(25, 0), setting: page(), text: "2014-01-24T01:00:00"),
    Row(name: "a day alone is no midnight", day: .date(year: 2014, month: 1, day: 20), text: "2014-01-20"),
    Row(name: "a month alone is no day", day: .month(year: 2013, month: 12), text: "2013-12"),
    Row(
      name: "yesterday", day: .relative(-1), clock: clock(9, nil, .am), zones: ["UTC"], text: "2014-01-23T09:00:00Z",
      source: .written),
    Row(name: "Thursday is the last one", day: .weekday(4), text: "2014-01-23"),
    Row(name: "Friday is today", day: .weekday(5), text: "2014-01-24"),
    Row(name: "December is last year's", day: .date(year: nil, month: 12, day: 30), text: "2013-12-30"),
    Row(name: "January is this year's", day: .date(year: nil, month: 1, day: 3), text: "2014-01-03"),
    Row(name: "29 February of the nearest leap year only", day: .date(year: nil, month: 2, day: 29), text: nil),
    Row(name: "a clock without any day", clock: clock(14, 20), setting: Setting(), text: nil),
    Row(
      name: "an ambiguous name stays open", clock: clock(9, 0, .am), zones: ["America/Chicago", "Asia/Shanghai"],
      text: "2014-01-24T09:00:00", candidates: ["America/Chicago", "Asia/Shanghai"]),
    Row(
      name: "a Chinese page means Chinese time", clock: clock(9, 0, .am), zones: ["America/Chicago", "Asia/Shanghai"],
      setting: page(language: .chinese), text: "2014-01-24T01:00:00Z", source: .written),
    Row(
      name: "the page's other zone decides", clock: clock(9, 0, .am), zones: ["America/Chicago", "Asia/Shanghai"],
      setting: page(zones: ["America/Chicago"]), text: "2014-01-24T15:00:00Z", source: .written),
    Row(
      name: "the usual reading where nothing speaks for another", clock: clock(9, 0, .am),
      zones: ["Europe/London?", "Asia/Dhaka"], setting: page(7, 1), text: "2014-07-01T08:00:00Z", source: .assumed),
    Row(
      name: "the reading of the country that is named", clock: clock(9, 0, .am),
      zones: ["Europe/London?", "Asia/Dhaka"],
      setting: Setting(day: CivilDate(year: 2014, month: 7, day: 1), namedZones: ["Asia/Dhaka"]),
      text: "2014-07-01T03:00:00Z", source: .region),
    Row(
      name: "a fixed offset", clock: clock(9, 0), zones: ["+05:30"], text: "2014-01-24T03:30:00Z", source: .written),
    Row(
      name: "a lent zone that a machine's clock agrees with", clock: clock(2, 52, .pm),
      setting: page(zones: [newYork], witnesses: [1_390_593_000]), text: "2014-01-24T19:52:00Z", source: .corroborated),
    Row(name: "last Friday is not today", day: .lastWeekday(5, weeks: nil), text: "2014-01-17"),
    Row(name: "上周三", day: .lastWeekday(3, weeks: 1), text: "2014-01-15"),
    Row(
      name: "the next morning is that of the day named", day: .following, clock: clock(9, nil, .am), zones: ["UTC"],
      setting: Setting(day: CivilDate(year: 2014, month: 1, day: 24), named: CivilDate(year: 2014, month: 1, day: 21)),
      text: "2014-01-22T09:00:00Z", source: .written),
    Row(
      name: "the weekday tells the year", day: .weekdayDate(weekday: 2, year: nil, month: 1, day: 22),
      text: "2013-01-22"),
    Row(
      name: "the weekday tells day from month", day: .weekdayDate(weekday: 2, year: 2013, month: 2, day: 4),
      text: "2013-04-02"),
    Row(
      name: "a weekday that fits nothing changes nothing", day: .weekdayDate(weekday: 1, year: 2014, month: 1, day: 24),
      text: "2014-01-24"),
    Row(
      name: "a report of later weeks counts from the incident", day: .weekday(7),
      setting: Setting(
        day: CivilDate(year: 2014, month: 3, day: 20), incident: CivilDate(year: 2014, month: 1, day: 23)),
      text: "2014-01-26"),
    Row(
      name: "night on a page of 24 hours", clock: clock(14, 25, .am), zones: ["UTC"],
      setting: page(twentyFour: true), text: "2014-01-24T14:25:00Z", source: .written),
    Row(
      name: "the hour that daylight time skips", clock: clock(2, 30, .am), zones: [losAngeles], setting: page(3, 9),
      text: "2014-03-09T10:30:00Z", source: .written),
  ]

  @Test(arguments: rows) func settles(row: Row) {
    let phrase = TimePhrase(range: 0..<1, day: row.day, clock: row.clock, zones: row.zones)
    let moment = Settle.moment(phrase, in: row.setting)
    #expect(moment?.text == row.text)
    #expect(moment?.zoneSource == row.source)
    #expect(moment?.zoneCandidates ?? [] == row.candidates)
    if row.clock?.hasMinutes == false { #expect(moment?.precision == .hour) }
  }

  /// Both instants are kept while a zone's name stays ambiguous.
  @Test func anAmbiguousZoneLeavesBothInstants() throws {
    let phrase = TimePhrase(
      range: 0..<1, clock: SettleTests.clock(9, 0, .am), zones: ["America/Chicago", "Asia/Shanghai"])
    let moment = try #require(Settle.moment(phrase, in: SettleTests.page()))
    #expect(moment.instant == nil)
    #expect(moment.earliest.map(Moment.text(ofInstant:)) == "2014-01-24T01:00:00Z")
    #expect(moment.latest.map(Moment.text(ofInstant:)) == "2014-01-24T15:00:00Z")
  }

  @Test(arguments: [("PST", 7, true), ("PST", 1, false), ("PDT", 7, false), ("PT", 7, false), ("太平洋标准时间", 7, true)])
  func standardTimeSaidInSummerIsNoted(name: String, month: Int, isMismatch: Bool) throws {
    var phrase = TimePhrase(range: 0..<1, clock: SettleTests.clock(11, nil, .am), zones: [SettleTests.losAngeles])
    phrase.saysDaylight = Zones.saysDaylight(name)
    let moment = try #require(Settle.moment(phrase, in: SettleTests.page(month, 1)))
    #expect(moment.zoneMismatch == isMismatch)
    #expect(moment.instant != nil)
  }

  @Test(arguments: [(30.0, "2014-01-24T18:30:00Z"), (120, "2014-01-24T17:00:00Z")])
  func agoCountsFromTheMomentOfWriting(minutes: Double, text: String) throws {
    var phrase = TimePhrase(range: 0..<1)
    phrase.ago = minutes
    var setting = SettleTests.page()
    setting.written = 1_390_590_000
    let moment = try #require(Settle.moment(phrase, in: setting))
    #expect(moment.text == text && moment.kind == .derived && moment.approximate)
    setting.written = nil
    #expect(Settle.moment(phrase, in: setting)?.text == "2014-01-24")
  }

  @Test func snowflakesTellTheirInstant() {
    #expect(Witnesses.tweet("https://twitter.com/someone/status/437319926605680640")?.instant == 1_393_100_170)
    #expect(Witnesses.tweet("https://twitter.com/someone/status/12345678")?.instant == nil)
    #expect(Witnesses.tweet("https://example.org/status/437319926605680640")?.instant == nil)
  }

  @Test func epochParametersTellTheirInstant() {
    #expect(Witnesses.epoch("http://a.example/status#hl=en&ts=1390590512049")?.instant == 1_390_590_512)
    #expect(Witnesses.epoch("http://a.example/?t=1390590512")?.instant == 1_390_590_512)
    #expect(Witnesses.epoch("http://a.example/?id=9990590512")?.instant == nil)
    #expect(Witnesses.epoch("http://a.example/1390590512")?.instant == nil)
  }
}
