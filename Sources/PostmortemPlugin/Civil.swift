/// A day of the proleptic Gregorian calendar.
///
/// Arithmetic is ours because a calendar library rolls 31 February over to March without a word,
/// and here a day that does not exist must not become another one. The day count follows Howard
/// Hinnant's `days_from_civil` (chrono-compatible low-level date algorithms).
public struct CivilDate: Sendable, Hashable, Comparable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil where there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that many days after 1970-01-01.
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days a month has.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Days since 1970-01-01.
  public var daysSince1970: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 1 for Monday to 7 for Sunday (ISO 8601).
  public var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }

  /// The day so many days later.
  public func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  public static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

/// A time of day, 00:00:00 to 23:59:59.
public struct Clock: Sendable, Hashable, Comparable {
  public let hour: Int
  public let minute: Int
  public let second: Int

  /// Nil where there is no such time of day.
  public init?(hour: Int, minute: Int = 0, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Seconds since midnight.
  public var seconds: Int { hour * 3600 + minute * 60 + second }

  public static func < (a: Clock, b: Clock) -> Bool { a.seconds < b.seconds }
}

extension CivilDate {
  /// Seconds from 1970-01-01T00:00Z to this day and clock, both read as UTC.
  public func seconds(at clock: Clock?) -> Int { daysSince1970 * 86_400 + (clock?.seconds ?? 0) }

  /// The day and time of day of an instant, in UTC.
  public static func split(_ seconds: Int) -> (date: CivilDate, clock: Clock) {
    let days = seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    let rest = seconds - days * 86_400
    return (
      CivilDate(daysSince1970: days), Clock(hour: rest / 3600, minute: rest % 3600 / 60, second: rest % 60)!
    )
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2014-01-24`.
  public var description: String { pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) }
}

extension Clock: CustomStringConvertible {
  /// ISO 8601: `19:02:00`.
  public var description: String { pad(hour, 2) + ":" + pad(minute, 2) + ":" + pad(second, 2) }
}

/// A number with leading zeros.
public func pad(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
