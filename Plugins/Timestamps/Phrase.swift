import PostmortemPlugin

/// A day as the words give it.
enum DayReading: Sendable, Hashable {
  case date(year: Int?, month: Int, day: Int)
  case month(year: Int?, month: Int)
  /// 24 日: of the month told of.
  case dayOfMonth(Int)
  case year(Int)
  case weekday(Int)
  /// A date with the weekday written beside it.
  case weekdayDate(weekday: Int, year: Int?, month: Int, day: Int)
  /// "Last Friday", 上周五: so many calendar weeks back, or nil for the last such day before the day of
  /// writing.
  case lastWeekday(Int, weeks: Int?)
  /// The day after the one named before.
  case following
  /// The day named before, 当天; else the day of writing.
  case same
  /// Days from the day of writing.
  case relative(Int)

  /// Whether the day named before it is what it is counted from.
  var isRelative: Bool {
    switch self {
    case .following, .same, .weekday, .dayOfMonth: return true
    default: return false
    }
  }
}

/// A time of day as the words give it.
struct ClockReading: Sendable, Hashable {
  var hour: Int
  var minute: Int
  var second: Int?
  var half: HalfDay?
  /// Whether the words resolve minutes: "11 点" and "10 a.m." do not.
  var hasMinutes: Bool
  /// Whether the hour is written so that it can only be one of 24.
  var isTwentyFour: Bool
}

/// Words that tell one time: a day, a clock, a zone, in whatever order.
struct TimePhrase: Sendable {
  /// How the time stands to what is told.
  enum Relation: Sendable { case from, by, to }

  /// What a phrase heads instead of telling an event.
  enum Lead: Sendable {
    /// A later addition to the page.
    case update
    /// The line of a live blog.
    case line
  }

  /// From the first to the last of day, clock and zone.
  var range: Range<Int>
  var day: DayReading?
  var clock: ClockReading?
  /// The zones the written name can mean; empty where none is written.
  var zones: [String] = []
  /// Whether the zone's name says daylight time (PDT, 夏令时) or standard time (PST, 标准时间).
  var saysDaylight: Bool?
  var approximate = false
  /// Minutes before the moment of writing: "an hour ago".
  var ago: Double?
  var relation: Relation?
  var leads: Lead?
  /// Where the next time begins: what is told behind it is told of that one.
  var horizon = Int.max
  /// The other end of a range, as an index into the line's phrases.
  var partner: Int?
  /// Where an inherited day, half day or zone is written.
  var borrowed: [Range<Int>] = []

  /// Whether the words could be a time at all.
  var tells: Bool { clock != nil || day != nil || ago != nil }
}

/// Words that tell how long something took.
struct SpanPhrase: Sendable {
  /// The figure with its unit.
  var range: Range<Int>
  var minutes: Double
  var low: Double?
  var qualifier: Qualifier = .exact
  /// What stands beside the figure.
  var before: Beside?
  var after: Beside?

  enum Beside: Sendable { case ago, later, rate, lasting, by, within }
}

/// All that one block tells of time, in text order.
struct TimeLine: Sendable {
  var phrases: [TimePhrase] = []
  var spans: [SpanPhrase] = []
  /// The zone that the page says all its times are in: "all times Pacific".
  var zone: (name: String, range: Range<Int>)?
}
