import PostmortemPlugin

/// Clock times beside a date, with their half day and zone.
extension DateScanner {
  private static let beforeClock: Set<String> = [
    "t", "at", "um", "à", "a", "alle", "las", "ore", "о", "в", "kl", "klo", "om", "às", "godz", "h", "la", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun",
  ]

  /// A clock that follows a day: T19:02:00+01:00, 7:02 PM, um 19.02 Uhr, 19h02.
  func clock(after next: inout Int, into found: inout FoundDate) {
    guard found.clock == nil else { return }
    var at = next
    for _ in 0..<4 {
      if let word = word(at), DateScanner.beforeClock.contains(word) {
        at += 1
        continue
      }
      if let byte = other(at), [0x2C, 0x2D, 0x7C, 0x28, 0x40, 0x2E, 0x2F].contains(byte) {
        at += 1
        continue
      }
      break
    }
    guard let end = clock(at, into: &found) else { return }
    found.range = found.range.lowerBound..<tokens[end - 1].1.upperBound
    next = end
  }

  func clock(before at: Int, into found: inout FoundDate) {
    // From afar, so that the hour is met before the minute.
    for start in max(0, at - 9)..<max(0, at - 2) {
      var trial = found
      if let end = clock(start, into: &trial), end <= at, end >= at - 2 {
        found.clock = trial.clock
        found.hasSeconds = trial.hasSeconds
        found.offset = trial.offset
        found.range = tokens[start].1.lowerBound..<found.range.upperBound
        return
      }
    }
  }

  func clock(_ at: Int, into found: inout FoundDate) -> Int? {
    guard let hour = number(at), hour.digits <= 2, hour.value < 24, touch(at + 1) else { return nil }
    let separator = other(at + 1)
    guard separator == 0x3A || word(at + 1) == "h" || separator == 0x2E, let minute = number(at + 2), touch(at + 2),
      minute.digits == 2, minute.value < 60
    else { return nil }
    // 24.01 is a day; a clock with a full stop is followed by Uhr or klo.
    if separator == 0x2E, word(at + 3) != "uhr", word(at - 1) != "klo", word(at - 1) != "kl" { return nil }
    var next = at + 3
    var second = 0
    found.hasSeconds = false
    if other(next) == 0x3A, touch(next), let s = number(next + 1), s.digits == 2, s.value < 61 {
      second = min(s.value, 59)
      found.hasSeconds = true
      next += 2
      if other(next) == 0x2E, touch(next), number(next + 1) != nil { next += 2 }
    }
    var value = hour.value
    next = half(next, &value)
    guard let clock = Clock(hour: value, minute: minute.value, second: second) else { return nil }
    found.clock = clock
    return zone(next, into: &found)
  }

  func half(_ at: Int, _ hour: inout Int) -> Int {
    guard let word = word(at) else { return at }
    var next = at
    var mark = word
    if word == "a" || word == "p", other(at + 1) == 0x2E, self.word(at + 2) == "m" {
      mark += "m"
      next = at + (other(at + 3) == 0x2E ? 4 : 3)
    } else if word == "am" || word == "pm" {
      next = at + 1
    } else {
      return at
    }
    guard hour <= 12 else { return next }
    hour = mark == "pm" ? (hour % 12) + 12 : hour % 12
    return next
  }

  /// Z, UTC, GMT, +01:00, GMT+0300; after a clock with seconds a blank may come between, as in mail.
  func zone(_ at: Int, into found: inout FoundDate) -> Int {
    var next = at
    if let word = word(next), word == "z" || word == "utc" || word == "gmt" {
      found.offset = 0
      next += 1
      guard touch(next) else { return next }
    }
    guard let sign = other(next), sign == 0x2B || sign == 0x2D, touch(next) || found.hasSeconds, touch(next + 1),
      let hours = number(next + 1)
    else { return next }
    let direction = sign == 0x2B ? 1 : -1
    if hours.digits == 4, hours.value <= 1400, hours.value % 100 < 60 {
      found.offset = direction * (hours.value / 100 * 60 + hours.value % 100)
      return next + 2
    }
    guard hours.digits == 2, hours.value <= 14 else { return next }
    var minutes = 0
    next += 2
    if other(next) == 0x3A, touch(next), let m = number(next + 1), m.digits == 2 {
      minutes = m.value
      next += 2
    }
    found.offset = direction * (hours.value * 60 + minutes)
    return next
  }
}
