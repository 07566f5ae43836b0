import PostmortemPlugin

/// A date found in words: what it says and where.
struct FoundDate: Sendable {
  var date: CivilDate
  var clock: Clock?
  var hasSeconds = false
  /// Minutes east of UTC, where the words say.
  var offset: Int?
  /// Bytes of the words.
  var range: Range<Int>
  /// Whether day and month could be the other way round.
  var ambiguous = false

  /// Seconds since 1970 UTC, where clock and zone are known.
  var instant: Int? {
    guard let clock, let offset else { return nil }
    return date.seconds(at: clock) - offset * 60
  }

  /// The date as a moment of the page itself; a day stays a day.
  func moment(words: String) -> Moment {
    var moment = Moment(date: date, precision: .day, kind: .published)
    guard let clock else { return moment }
    moment.clock = clock
    moment.precision = hasSeconds ? .second : .minute
    if let instant {
      moment.instant = instant
      moment.zone = offset == 0 ? "UTC" : FoundDate.zone(offset ?? 0)
      moment.zoneSource = .written
    }
    return moment
  }

  private static func zone(_ minutes: Int) -> String {
    let size = abs(minutes)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(minutes < 0 ? "-" : "+")\(two(size / 60)):\(two(size % 60))"
  }
}

/// Finds dates in text of any kind: ISO 8601, RFC 5322, written-out months, numbers in the orders
/// people use.
struct DateText {
  /// Whether 3/4/2014 is the fourth of March.
  var monthFirst = false

  static func first(in text: String, monthFirst: Bool = false) -> FoundDate? {
    DateText(monthFirst: monthFirst).all(in: Array(text.utf8), limit: 1).first
  }

  /// The dates of a text, in order.
  func all(in bytes: [UInt8], limit: Int = 100) -> [FoundDate] {
    guard DateText.mayHoldDate(bytes) else { return [] }
    var scanner = DateScanner(bytes: bytes, monthFirst: monthFirst)
    return scanner.run(limit: limit)
  }

  /// Whether a year is in the text: four digits, or two behind a stroke, a dot, a dash or an apostrophe.
  private static func mayHoldDate(_ bytes: [UInt8]) -> Bool {
    var run = 0
    var mark: UInt8 = 0
    for (index, byte) in bytes.enumerated() {
      if byte &- 0x30 < 10 {
        run += 1
        if run == 1 { mark = index > 0 ? bytes[index - 1] : 0 }
        if run == 4 || run == 2 && (mark == 0x2F || mark == 0x2E || mark == 0x2D || mark == 0x27) { return true }
      } else {
        run = 0
      }
    }
    return false
  }
}
