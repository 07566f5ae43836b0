import PostmortemPlugin

/// Times of day.
extension Grammar {
  /// A clock that begins at a token.
  /// - Parameter half: the half day already read before it (上午 11 点).
  func clock(at start: Int, half: HalfDay?) -> (ClockReading, next: Int)? {
    switch line.tokens[start].kind {
    case .word(.clock(let clock)):
      return (
        ClockReading(
          hour: clock.hour, minute: clock.minute, second: nil, half: nil, hasMinutes: true, isTwentyFour: true),
        start + 1
      )
    case .number(let hour, let digits) where digits <= 2 && hour <= 24:
      return colonClock(start, hour, digits) ?? chineseClock(start, hour) ?? bareHour(start, hour, half)
    case .number(let value, let digits) where digits == 4 && value < 2400 && value % 100 < 60:
      return militaryClock(start, value)
    default: return nil
    }
  }

  private func number(_ at: Int, digits: Int) -> Int? {
    guard line.tokens.indices.contains(at), case .number(let value, digits) = line.tokens[at].kind else { return nil }
    return value
  }

  private func isColon(before at: Int) -> Bool { line.gap(before: at, is: ":") || line.gap(before: at, is: "：") }

  /// `2:52`, `14:20:05`, `12:16 分`. A dot parts hours and minutes only before "am" or "pm".
  private func colonClock(_ at: Int, _ hour: Int, _ digits: Int) -> (ClockReading, next: Int)? {
    guard let minute = number(at + 1, digits: 2), minute < 60 else { return nil }
    let dotted = line.gap(before: at + 1, is: ".") && isHalf(at + 2)
    guard isColon(before: at + 1) || dotted else { return nil }
    var next = at + 2
    var second: Int?
    if let value = number(next, digits: 2), value < 60, isColon(before: next) {
      second = value
      next += 1
    }
    if word(next) == .mark(.minute), line.touches(next) { next += 1 }
    let clock = ClockReading(
      hour: hour, minute: minute, second: second, half: nil, hasMinutes: true,
      isTwentyFour: hour > 12 || hour == 0 || digits == 2 && hour < 10)
    return (clock, next)
  }

  /// `11 点`, `2 点 52 分`, `3 点半`.
  private func chineseClock(_ at: Int, _ hour: Int) -> (ClockReading, next: Int)? {
    guard line.tokens.indices.contains(at + 1), line.touches(at + 1), case .mark(let mark) = word(at + 1) else {
      return nil
    }
    var clock = ClockReading(
      hour: hour, minute: 0, second: nil, half: nil, hasMinutes: false, isTwentyFour: hour > 12 || hour == 0)
    switch mark {
    case .halfHour:
      clock.minute = 30
      clock.hasMinutes = true
      return (clock, at + 2)
    case .hour:
      guard line.tokens.indices.contains(at + 2), line.touches(at + 2), let minute = line.tokens[at + 2].number,
        minute < 60
      else { return (clock, at + 2) }
      clock.minute = minute
      clock.hasMinutes = true
      return (clock, word(at + 3) == .mark(.minute) && line.touches(at + 3) ? at + 4 : at + 3)
    default: return nil
    }
  }

  /// `10 a.m.`; a bare number is no clock.
  private func bareHour(_ at: Int, _ hour: Int, _ half: HalfDay?) -> (ClockReading, next: Int)? {
    guard (1...12).contains(hour), isHalf(at + 1), line.touches(at + 1) else { return nil }
    return (
      ClockReading(hour: hour, minute: 0, second: nil, half: nil, hasMinutes: false, isTwentyFour: false), at + 1
    )
  }

  /// `1430 UTC`: four digits are a clock only before a zone.
  private func militaryClock(_ at: Int, _ value: Int) -> (ClockReading, next: Int)? {
    guard line.tokens.indices.contains(at + 1), line.touches(at + 1), case .zone = word(at + 1) else { return nil }
    let clock = ClockReading(
      hour: value / 100, minute: value % 100, second: nil, half: nil, hasMinutes: true, isTwentyFour: true)
    return (clock, at + 1)
  }

  private func isHalf(_ at: Int) -> Bool {
    if case .half(let half, nil) = word(at) { return half == .am || half == .pm }
    return false
  }
}
