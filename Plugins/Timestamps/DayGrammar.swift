import PostmortemPlugin

/// Days: absolute, partial and relative.
extension Grammar {
  /// A day that begins at a token.
  func day(at start: Int) -> (DayReading, next: Int)? {
    switch line.tokens[start].kind {
    case .number:
      return numericDay(start) ?? chineseDay(start) ?? dayThenMonth(start) ?? yearThenMonth(start) ?? wholeYear(start)
    case .word(.month(let month)): return monthThenDay(start, month)
    case .word(.weekday(let weekday)): return weekdayThenDate(start, weekday)
    case .word(.lastWeekday(let weekday, let weeks)):
      return rules.allow(.lastWeekday) ? (.lastWeekday(weekday, weeks: weeks), start + 1) : nil
    case .word(.day(let offset)): return rules.allow(.relativeDay) ? (.relative(offset), start + 1) : nil
    case .word(.sameDay): return rules.allow(.relativeDay) ? (.same, start + 1) : nil
    case .word(.nextDay): return rules.allow(.nextDay) ? (.following, start + 1) : nil
    default: return nil
    }
  }

  private func number(_ at: Int, digits: ClosedRange<Int> = 1...2) -> Int? {
    guard line.tokens.indices.contains(at), case .number(let value, let count) = line.tokens[at].kind,
      digits.contains(count), !line.tokens[at].spelled || rules.allow(.chineseNumeral)
    else { return nil }
    return value
  }

  private func isMark(_ mark: TimeWord.Mark, at index: Int) -> Bool {
    word(index) == .mark(mark) && line.touches(index)
  }

  /// `2014-01-24`, `2014/01/24`, `2014.01.24`; `01/24/2014`, `24.01.2014`.
  private func numericDay(_ at: Int) -> (DayReading, next: Int)? {
    for mark in ["-", "/", "."] {
      guard at + 2 < line.tokens.count, line.gap(before: at + 1, is: mark), line.gap(before: at + 2, is: mark)
      else { continue }
      if let year = number(at, digits: 4...4), let month = number(at + 1), let day = number(at + 2),
        rules.allow(.isoDate)
      {
        return reading(year, month, day, next: at + 3)
      }
      guard let first = number(at), let second = number(at + 1), let year = year(at + 2, mark),
        rules.allow(mark == "." ? .dotDate : .slashDate)
      else { continue }
      // With dots the day stands first; with strokes the month, as American pages write it, unless
      // that is no month.
      let dayFirst = mark == "." || first > 12
      return dayFirst ? reading(year, second, first, next: at + 3) : reading(year, first, second, next: at + 3)
    }
    return nil
  }

  /// Four figures, or behind a stroke two: `4/19/16`.
  private func year(_ at: Int, _ mark: String) -> Int? {
    if let year = number(at, digits: 4...4) { return isYear(year) ? year : nil }
    guard mark == "/", let short = number(at, digits: 2...2), short <= 49 else { return nil }
    return 2000 + short
  }

  /// `2014 年 1 月 24 日`, `2014 年 1 月`, `1 月 24 日`, `1 月份`; 七月三日.
  private func chineseDay(_ at: Int) -> (DayReading, next: Int)? {
    guard rules.allow(.chineseDate) else { return nil }
    if let year = number(at, digits: 4...4), isMark(.year, at: at + 1) {
      guard let month = number(at + 2), line.touches(at + 2), isMark(.month, at: at + 3) else {
        return isYear(year) && rules.allow(.wholeYear) ? (.year(year), at + 2) : nil
      }
      guard let day = number(at + 4), line.touches(at + 4), isMark(.day, at: at + 5) else {
        return (1...12).contains(month) && rules.allow(.wholeMonth) ? (.month(year: year, month: month), at + 4) : nil
      }
      return reading(year, month, day, next: at + 6)
    }
    guard let first = number(at) else { return nil }
    if isMark(.month, at: at + 1), let day = number(at + 2), line.touches(at + 2), isMark(.day, at: at + 3) {
      return reading(nil, first, day, next: at + 4)
    }
    if isMark(.day, at: at + 1), (1...31).contains(first), at == 0 || word(at - 1) != .mark(.month) {
      return (.dayOfMonth(first), at + 2)
    }
    if word(at + 1) == .wholeMonth, line.touches(at + 1), (1...12).contains(first), rules.allow(.wholeMonth) {
      return (.month(year: nil, month: first), at + 2)
    }
    return nil
  }

  /// `January 24, 2014`, `Jan 24`, `January 2014`.
  private func monthThenDay(_ at: Int, _ month: Int) -> (DayReading, next: Int)? {
    if let year = number(at + 1, digits: 4...4), line.isLoose(at + 1), isYear(year), rules.allow(.wholeMonth) {
      return (.month(year: year, month: month), at + 2)
    }
    let isBeside = line.tokens.indices.contains(at + 1) && (line.isLoose(at + 1) || line.gap(before: at + 1, is: "."))
    if !isBeside || number(at + 1) == nil {
      return isWholeMonth(at) && rules.allow(.wholeMonth) ? (.month(year: nil, month: month), at + 1) : nil
    }
    guard let day = number(at + 1), line.touches(at + 1) || line.gap(before: at + 1, is: "."), rules.allow(.monthDay)
    else { return nil }
    var next = at + 2
    if word(next) == .ordinal { next += 1 }
    guard !isUnit(next), !clockFollows(at + 1) else { return nil }
    let year = yearAfter(next)
    return reading(year.value, month, day, next: year.next)
  }

  /// "In July", "since March": a month by itself.
  private func isWholeMonth(_ at: Int) -> Bool {
    guard at > 0, line.touches(at) else { return false }
    let words = String(decoding: line.text[line.tokens[at - 1].range], as: UTF8.self).lowercased()
    return ["in", "since", "last"].contains(words) || words.hasSuffix(" in")
  }

  /// `24 January 2014`, `the 24th of January`.
  private func dayThenMonth(_ at: Int) -> (DayReading, next: Int)? {
    guard let day = number(at), rules.allow(.dayMonth) else { return nil }
    var next = at + 1
    if word(next) == .ordinal { next += 1 }
    if word(next) == .filler, line.touches(next) { next += 1 }
    guard case .month(let month) = word(next), line.touches(next) || line.gap(before: next, is: "-") else { return nil }
    let year = yearAfter(next + 1)
    return reading(year.value, month, day, next: year.next)
  }

  /// `2018 October 21`.
  private func yearThenMonth(_ at: Int) -> (DayReading, next: Int)? {
    guard let year = number(at, digits: 4...4), isYear(year), case .month(let month) = word(at + 1),
      line.touches(at + 1), rules.allow(.yearMonthDay),
      let day = number(at + 2), line.touches(at + 2)
    else { return nil }
    return reading(year, month, day, next: at + 3)
  }

  /// "In 2017": a year by itself is another occasion, or says nothing.
  private func wholeYear(_ at: Int) -> (DayReading, next: Int)? {
    guard rules.allow(.wholeYear), let year = number(at, digits: 4...4), isYear(year), isWholeMonth(at),
      !line.tokens.indices.contains(at + 1) || !line.touches(at + 1) || word(at + 1)?.isUnit != true
    else { return nil }
    return (.year(year), at + 1)
  }

  private func weekdayThenDate(_ at: Int, _ weekday: Int) -> (DayReading, next: Int)? {
    // "Every Thursday" is no day.
    if at > 0, word(at - 1) == .rate, line.touches(at) { return nil }
    var next = at + 1
    while word(next) == .filler, line.isLoose(next) { next += 1 }
    let isBeside = line.tokens.indices.contains(next) && (line.isLoose(next) || line.gap(before: next, is: ".,"))
    if isBeside, let (date, end) = day(at: next),
      case .date(let year, let month, let day) = date
    {
      guard rules.allow(.weekdayDate) else { return (date, end) }
      return (.weekdayDate(weekday: weekday, year: year, month: month, day: day), end)
    }
    return rules.allow(.weekday) ? (.weekday(weekday), at + 1) : nil
  }

  private func yearAfter(_ at: Int) -> (value: Int?, next: Int) {
    guard line.tokens.indices.contains(at), line.isLoose(at), let year = number(at, digits: 4...4), isYear(year),
      !line.gap(before: at).contains(0x28)
    else { return (nil, at) }
    return (year, at + 1)
  }

  private func isYear(_ number: Int) -> Bool { (1990...2099).contains(number) }

  private func isUnit(_ at: Int) -> Bool {
    guard case .unit = word(at) else { return false }
    return line.touches(at)
  }

  /// Whether the number at a token is the hour of a clock: "March 11:40".
  private func clockFollows(_ at: Int) -> Bool {
    at + 1 < line.tokens.count && number(at + 1) != nil && line.gap(before: at + 1, is: ":")
  }

  private func reading(_ year: Int?, _ month: Int, _ day: Int, next: Int) -> (DayReading, next: Int)? {
    // A leap year stands in where none is written, so that 29 February is a day.
    CivilDate(year: year ?? 2000, month: month, day: day) == nil
      ? nil : (.date(year: year, month: month, day: day), next)
  }
}
