import PostmortemPlugin

/// Times of day.
extension Grammar {
  /// A clock that begins at a token.
  /// - Parameter half: the half day already read before it (上午 11 点).
  func clock(at start: Int, half: HalfDay?) -> (ClockReading, next: Int)? {
    switch line.tokens[start].kind {
    case .word(.clock(let clock)):
      guard rules.allow(.namedClock) else { return nil }
      return (
        ClockReading(
          hour: clock.hour, minute: clock.minute, second: nil, half: nil, hasMinutes: true, isTwentyFour: true),
        start + 1
      )
    case .number(let hour, let digits) where digits <= 2 && hour <= 24:
      return colonClock(start, hour, digits) ?? chineseClock(start, hour, half) ?? bareHour(start, hour)
    case .number(let value, let digits) where digits == 4 && value < 2400 && value % 100 < 60:
      return fourDigitClock(start, value)
    case .word(.number(let value)) where (1...12).contains(value):
      return chineseClock(start, Int(value), half) ?? bareHour(start, Int(value))
    case .word(.past(let minutes)): return spokenClock(start, minutes)
    default: return nil
    }
  }

  private func number(_ at: Int, digits: Int) -> Int? {
    guard line.tokens.indices.contains(at), case .number(let value, digits) = line.tokens[at].kind else { return nil }
    return value
  }

  private func isColon(before at: Int) -> Bool { line.gap(before: at, is: ":") || line.gap(before: at, is: "：") }

  /// `2:52`, `14:20:05`, `12:16 分`. A dot parts hours and minutes only before "am", "pm" or
  /// a zone.
  private func colonClock(_ at: Int, _ hour: Int, _ digits: Int) -> (ClockReading, next: Int)? {
    guard let minute = number(at + 1, digits: 2), minute < 60 else { return nil }
    let dotted = line.gap(before: at + 1, is: ".") && (isHalf(at + 2) || isZone(at + 2)) && rules.allow(.dottedClock)
    guard isColon(before: at + 1) && rules.allow(.colonClock) || dotted else { return nil }
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

  /// `11 点`, `2 点 52 分`, `3 点半`, 晚上八点.
  private func chineseClock(_ at: Int, _ hour: Int, _ half: HalfDay?) -> (ClockReading, next: Int)? {
    guard rules.allow(.chineseClock), line.tokens.indices.contains(at + 1), line.touches(at + 1),
      case .mark(let mark) = word(at + 1)
    else { return nil }
    // 一点 is "a little" and 两点 "two points" where no part of the day stands before it.
    if line.tokens[at].spelled, half == nil || !rules.allow(.chineseNumeral) { return nil }
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
      // 三点一刻, 九点三刻.
      if word(at + 3) == .mark(.quarter), line.touches(at + 3) {
        guard minute == 1 || minute == 3 else { return nil }
        clock.minute = minute * 15
        clock.hasMinutes = true
        return (clock, at + 4)
      }
      clock.minute = minute
      clock.hasMinutes = true
      return (clock, word(at + 3) == .mark(.minute) && line.touches(at + 3) ? at + 4 : at + 3)
    default: return nil
    }
  }

  /// "Half past nine", "a quarter to ten".
  private func spokenClock(_ at: Int, _ minutes: Int) -> (ClockReading, next: Int)? {
    guard rules.allow(.spokenClock), line.tokens.indices.contains(at + 1), line.touches(at + 1) else { return nil }
    var hour: Int?
    switch line.tokens[at + 1].kind {
    case .number(let value, let digits) where digits <= 2: hour = value
    case .word(.number(let value)): hour = Int(exactly: value)
    case .word(.clock(let clock)): hour = clock.hour
    default: break
    }
    guard let hour, (0...12).contains(hour) else { return nil }
    let isNamed = line.tokens[at + 1].word.map { if case .clock = $0 { return true } else { return false } } ?? false
    let total = (hour * 60 + minutes + 1440) % 1440
    let clock = ClockReading(
      hour: minutes < 0 && hour == 1 ? 12 : total / 60, minute: total % 60, second: nil, half: nil, hasMinutes: true,
      isTwentyFour: isNamed)
    return (clock, at + 2)
  }

  /// An hour without minutes: `10 a.m.`, "ten in the morning", "shortly after 10,", "11 to 2:30 pm".
  /// Any other bare number is no clock.
  private func bareHour(_ at: Int, _ hour: Int) -> (ClockReading, next: Int)? {
    guard (1...12).contains(hour) else { return nil }
    let isHour =
      isHalf(at + 1, orWords: true) && line.touches(at + 1) && rules.allow(.halfDayHour)
      || beginsRange(at, hour) && rules.allow(.rangeHour) || isLooseHour(at) && rules.allow(.looseHour)
    guard isHour else { return nil }
    return (
      ClockReading(hour: hour, minute: 0, second: nil, half: nil, hasMinutes: false, isTwentyFour: false), at + 1
    )
  }

  /// Whether a bare number is the first end of a range whose other end is a clock: "11 to 2:30 pm".
  private func beginsRange(_ at: Int, _ hour: Int) -> Bool {
    var next = at + 1
    if case .number = line.tokens[at].kind, line.tokens.indices.contains(next), isDash(before: next) {
      return isFullClock(next)
    }
    let joins = word(next) == .to || word(next) == .and && at > 0 && word(at - 1) == .from
    guard joins, line.touches(next) else { return false }
    next += 1
    return line.tokens.indices.contains(next) && line.touches(next) && isFullClock(next)
  }

  /// Whether a clock with minutes or a half day begins at a token.
  private func isFullClock(_ at: Int) -> Bool {
    guard let hour = line.tokens[at].number, (0...24).contains(hour) else { return false }
    if isHalf(at + 1), line.touches(at + 1) { return true }
    return number(at + 1, digits: 2) != nil && isColon(before: at + 1)
  }

  /// Whether "at", "shortly after", "until" and the like stand before a bare number that nothing is
  /// counted with: what follows ends the clause or is a zone or a day.
  private func isLooseHour(_ at: Int) -> Bool {
    guard at > 0, line.touches(at), hourLeads(at - 1) else { return false }
    let end = line.tokens[at].range.upperBound
    guard end < line.block.upperBound else { return true }
    if line.tokens.indices.contains(at + 1), line.touches(at + 1) {
      switch word(at + 1) {
      case .zone, .weekday, .day, .to, .mark(.hour): return true
      case .filler: return line.text[end...].starts(with: " on ".utf8) || line.text[end...].starts(with: " local".utf8)
      default: return false
      }
    }
    let next = line.text[end]
    guard next == 0x2C || next == 0x3B || next == 0x2E else { return false }
    // "at 10.5" and "after 1,200" go on.
    return end + 1 >= line.block.upperBound || line.text[end + 1] == 0x20
  }

  private func hourLeads(_ at: Int) -> Bool {
    let words = String(decoding: line.text[line.tokens[at].range], as: UTF8.self).lowercased()
    switch word(at) {
    case .filler: return words == "at"
    case .to, .from, .by: return ["until", "till", "since", "by", "before"].contains(words)
    case .about:
      // "Shortly after", "just before": only a time can follow.
      if words.hasSuffix(" after") || words.hasSuffix(" before") { return true }
      return at > 0 && line.touches(at) && word(at - 1) == .filler && hourLeads(at - 1)
    default: return false
    }
  }

  /// `1430 UTC`, "at 1430 hours": four digits are a clock only there.
  private func fourDigitClock(_ at: Int, _ value: Int) -> (ClockReading, next: Int)? {
    guard rules.allow(.fourDigitClock), line.tokens.indices.contains(at + 1), line.touches(at + 1),
      isZone(at + 1) || isHours(at + 1)
    else { return nil }
    let clock = ClockReading(
      hour: value / 100, minute: value % 100, second: nil, half: nil, hasMinutes: true, isTwentyFour: true)
    return (clock, isHours(at + 1) ? at + 2 : at + 1)
  }

  private func isZone(_ at: Int) -> Bool {
    guard line.tokens.indices.contains(at), line.touches(at), case .zone = word(at) else { return false }
    return true
  }

  /// Whether "1915 hours" begins at a token.
  func isMilitary(_ at: Int) -> Bool {
    guard case .number(let value, 4) = line.tokens[at].kind, value < 2400, value % 100 < 60 else { return false }
    return rules.allow(.fourDigitClock) && isHours(at + 1)
  }

  /// "1915 hours", after "at" and the like only.
  private func isHours(_ at: Int) -> Bool {
    guard at > 1, case .unit(60, _, _) = word(at), line.touches(at), line.touches(at - 1) else { return false }
    return hourLeads(at - 2)
  }

  /// Whether "a.m." or "p.m." stands at a token; with words, "in the morning" and "at night" too.
  private func isHalf(_ at: Int, orWords: Bool = false) -> Bool {
    guard case .half(let half, let day) = word(at), half == .am || half == .pm || orWords else { return false }
    return day == nil || orWords
  }
}

/// Instants that machines write, and offsets.
extension Grammar {
  /// Whether the clock of `2014-01-24T10:00:00Z` begins at a token.
  func isInstant(_ at: Int, _ phrase: TimePhrase) -> Bool {
    phrase.day != nil && phrase.clock == nil && line.gap(before: at, is: "T") && rules.allow(.isoInstant)
  }

  /// Reads an offset behind a clock or a zone that is UTC: `+08:00`, `-0500`, `UTC+8`.
  /// - Returns: the token after it.
  func offset(_ at: Int, _ phrase: inout TimePhrase) -> Int {
    guard phrase.clock != nil, phrase.zones.isEmpty || phrase.zones == ["UTC"], rules.allow(.offsetZone),
      line.tokens.indices.contains(at), case .number(let value, let digits) = line.tokens[at].kind
    else { return at }
    let gap = Array(line.gap(before: at))
    let sign = gap.filter { $0 != 0x20 }
    guard sign.count == 1, sign.first == 0x2B || sign.first == 0x2D, gap.last != 0x20 || !phrase.zones.isEmpty else {
      return at
    }
    // "12:47-2:41" is a range: west of Greenwich an offset needs seconds or four digits before it.
    if phrase.zones.isEmpty, sign.first == 0x2D, phrase.clock?.second == nil, digits != 4 { return at }
    var hours = value
    var minutes = 0
    var next = at + 1
    if digits == 4 {
      (hours, minutes) = (value / 100, value % 100)
    } else if let rest = number(next, digits: 2), isColon(before: next) {
      minutes = rest
      next += 1
    } else if phrase.zones.isEmpty {
      return at
    }
    guard hours <= 14, minutes % 15 == 0, minutes < 60, !isHalf(next), !isZone(next) else { return at }
    phrase.zones = ["\(sign.first == 0x2B ? "+" : "-")\(pad(hours, 2)):\(pad(minutes, 2))"]
    return next
  }
}
