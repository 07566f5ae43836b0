import PostmortemPlugin

/// Times as programs that save pages write them.
enum SaveTime {
  /// `20140124190200` and shorter, UTC.
  static func digits(_ stamp: String) -> Int? {
    let digits = stamp.compactMap(\.wholeNumberValue)
    guard digits.count == stamp.count, digits.count >= 8 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= digits.count else { return nil }
      return digits[from..<from + count].reduce(0) { $0 * 10 + $1 }
    }
    guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
      let date = CivilDate(year: year, month: month, day: day),
      let clock = Clock(hour: number(8, 2) ?? 0, minute: number(10, 2) ?? 0, second: number(12, 2) ?? 0)
    else { return nil }
    return date.seconds(at: clock)
  }

  /// `Tue Oct 17 2023 13:55:34 GMT+0300 (…)`: what follows the offset is written in the saver's own language.
  static func javaScript(_ text: String) -> Int? { DateText.first(in: text)?.instant }

  /// `Sun, 14 Mar 2021 16:46:59 GMT`.
  static func mail(_ text: String) -> Int? { DateText.first(in: text)?.instant }

  /// `14:01:20 Sep 16, 2021` or `Sep 16, 2018 13:43:18 GMT`: always UTC.
  static func words(_ text: String) -> Int? {
    guard let found = DateText.first(in: text) else { return nil }
    return found.instant ?? found.clock.map { found.date.seconds(at: $0) }
  }
}
