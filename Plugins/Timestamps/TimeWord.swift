import PostmortemPlugin
import TimestampsWords

/// What a word of the time lists means.
enum TimeWord: Sendable, Hashable {
  case month(Int)
  case weekday(Int)
  /// "Last Friday", 上周五, so many weeks back.
  case lastWeekday(Int, weeks: Int?)
  /// 当天: the day told of.
  case sameDay
  /// "The next morning", 次日.
  case nextDay
  /// "All times", 所有时间: the zone behind it is the page's.
  case allTimes
  /// "Half past", "quarter to": minutes from the hour that follows.
  case past(Int)
  /// "In", "over the past", 内: a span that something fell into, and did not last.
  case within
  /// 月份: a month as a whole.
  case wholeMonth
  /// A unit of duration in minutes; `open` for "and more", `half` for "and a half".
  case unit(Double, open: Bool, half: Bool)
  /// A whole duration in one phrase ("half an hour"), in minutes.
  case span(Double)
  case half(HalfDay, day: DayReading?)
  case clock(Clock)
  /// Days from the day of writing: 0 today, -1 yesterday.
  case day(Int)
  case number(Double)
  /// One character of a Chinese numeral.
  case numeral
  case andHalf, about, atLeast, upTo, to, and, from, by, ago, later, rate, filler, lasting
  /// A film, a wait, shares: what has a length and days of its own.
  case otherThing
  /// Marks a later addition to the page: UPDATE, 更新.
  case update
  /// A state of a status page's update and the phase it means.
  case state(Phase)
  case mark(Mark)
  /// The zones a name can mean.
  case zone([String])
  /// "1st", "2nd": letters that only make a number an ordinal.
  case ordinal

  /// A character that says what the number before it counts.
  enum Mark: String, Sendable {
    case year
    case month = "monthmark"
    case day = "daymark"
    case hour
    case halfHour = "halfhour"
    case minute, second, quarter
  }
}

extension TimeWord {
  var isUnit: Bool {
    if case .unit = self { return true }
    return false
  }
}

/// The part of the day a clock is said to be in.
enum HalfDay: String, Sendable {
  case am, pm
  /// 凌晨: after midnight.
  case dawn
  /// 中午: eleven to two.
  case noon
  /// 晚上: evening and night.
  case night

  /// The hour of 24 that an hour of this part of the day means; nil where there is none.
  func hour(of hour: Int) -> Int? {
    guard hour <= 12 else { return hour <= 23 ? hour : nil }
    switch self {
    case .am, .dawn: return hour == 12 ? 0 : hour
    case .pm: return hour == 12 ? 12 : hour + 12
    case .noon: return hour >= 10 ? hour : hour + 12
    case .night: return hour == 12 ? 0 : hour >= 5 ? hour + 12 : hour
    }
  }
}

/// The word lists of this plugin, read once.
struct Vocabulary: Sendable {
  /// By tag.
  let words: [TimeWord]
  let lexicon: Lexicon
  /// By lower-case text, for words that touch a digit ("11am", "2nd").
  let attached: [String: TimeWord]

  static let shared = Vocabulary()

  private init() {
    var count = 0
    var rows = WordList.rows(timestamps_times_en(&count), count: count)
    rows += WordList.rows(timestamps_times_zh(&count), count: count)
    rows += WordList.rows(timestamps_zones(&count), count: count).map { [$0[0], "zone"] + $0.dropFirst() }
    var words: [TimeWord] = []
    var entries: [Lexicon.Entry] = []
    var attached: [String: TimeWord] = [:]
    for row in rows where row.count >= 2 {
      guard let word = Vocabulary.word(kind: row[1], value: row.count > 2 ? row[2] : "") else { continue }
      entries.append(Lexicon.Entry(row[0], tag: words.count, exactCase: row.count > 3 && row[3] == "case"))
      attached[row[0].lowercased()] = word
      words.append(word)
    }
    for letters in ["st", "nd", "rd", "th"] { attached[letters] = .ordinal }
    for letters in ["h", "hrs"] { attached[letters] = .unit(60, open: false, half: false) }
    self.words = words
    self.attached = attached
    lexicon = Lexicon(entries)
  }

  private static let plainKinds: [String: TimeWord] = [
    "numeral": .numeral, "andhalf": .andHalf, "about": .about, "atleast": .atLeast, "upto": .upTo, "to": .to,
    "and": .and, "update": .update, "nextday": .nextDay, "sameday": .sameDay, "wholemonth": .wholeMonth,
    "alltimes": .allTimes, "within": .within, "other": .otherThing,
    "from": .from, "by": .by, "ago": .ago, "later": .later, "rate": .rate, "filler": .filler, "lasting": .lasting,
  ]

  private static func word(kind: String, value: String) -> TimeWord? {
    if let plain = plainKinds[kind] { return plain }
    switch kind {
    case "month": return Int(value).map(TimeWord.month)
    case "weekday": return Int(value).map(TimeWord.weekday)
    case "lastweekday": return Int(value).map { .lastWeekday($0, weeks: nil) }
    case "weekago": return Int(value).map { .lastWeekday($0, weeks: 1) }
    case "unit": return unit(value)
    case "span": return Double(value).map(TimeWord.span)
    case "half": return half(value)
    case "clock": return clock(value)
    case "past": return Int(value).map(TimeWord.past)
    case "day": return Int(value).map(TimeWord.day)
    case "number": return Double(value).map(TimeWord.number)
    case "state": return Phase(rawValue: value).map(TimeWord.state)
    case "mark": return TimeWord.Mark(rawValue: value).map(TimeWord.mark)
    case "zone": return .zone(value.split(separator: "|").map(String.init))
    default: return nil
    }
  }

  /// `60`, `60+` (and more), `60h` (and a half).
  private static func unit(_ value: String) -> TimeWord? {
    let digits = value.hasSuffix("+") || value.hasSuffix("h") ? String(value.dropLast()) : value
    return Double(digits).map { .unit($0, open: value.hasSuffix("+"), half: value.hasSuffix("h")) }
  }

  /// `pm`, or with a day before it: `day:pm`, `yesterday:night`.
  private static func half(_ value: String) -> TimeWord? {
    let parts = value.split(separator: ":").map(String.init)
    guard let half = HalfDay(rawValue: parts[parts.count - 1]) else { return nil }
    let days: [String: DayReading] = ["yesterday": .relative(-1), "same": .same, "next": .following]
    return .half(half, day: parts.count == 1 ? nil : days[parts[0]] ?? .relative(0))
  }

  private static func clock(_ value: String) -> TimeWord? {
    let parts = value.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    return Clock(hour: parts[0], minute: parts[1]).map(TimeWord.clock)
  }
}
