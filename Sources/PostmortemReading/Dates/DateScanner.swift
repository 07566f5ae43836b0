import PostmortemPlugin

/// Words and numbers of a text, looked at a few at a time.
struct DateScanner {
  enum Token {
    case number(Int, digits: Int)
    case word(String)
    case other(UInt8)
  }

  let bytes: [UInt8]
  let monthFirst: Bool
  var tokens: [(Token, Range<Int>)] = []

  init(bytes: [UInt8], monthFirst: Bool) {
    self.bytes = bytes
    self.monthFirst = monthFirst
    tokenize()
  }

  private mutating func tokenize() {
    var index = 0
    while index < bytes.count, tokens.count < 4_000 {
      let byte = bytes[index]
      var end = index + 1
      if byte <= 0x20 {
        index += 1
        continue
      }
      if (0x30...0x39).contains(byte) {
        var value = 0
        end = index
        while end < bytes.count, (0x30...0x39).contains(bytes[end]), end - index < 15 {
          value = value * 10 + Int(bytes[end] - 0x30)
          end += 1
        }
        tokens.append((.number(value, digits: end - index), index..<end))
      } else if byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) {
        let han = isHan(index)
        end = index + (han ? 3 : 1)
        if !han {
          while end < bytes.count, !isHan(end), bytes[end] >= 0x80 || (0x61...0x7A).contains(bytes[end] | 0x20) {
            // A no-break space ends a word.
            if bytes[end] == 0xC2, end + 1 < bytes.count, bytes[end + 1] == 0xA0 { break }
            if bytes[end] == 0xE2 { break }
            end += 1
          }
        }
        end = min(end, bytes.count)
        tokens.append((.word(String(decoding: bytes[index..<end], as: UTF8.self).lowercased()), index..<end))
      } else {
        tokens.append((.other(byte), index..<end))
      }
      index = end
    }
  }

  func isHan(_ index: Int) -> Bool {
    bytes[index] >= 0xE3 && bytes[index] <= 0xE9 && index + 2 < bytes.count
  }

  mutating func run(limit: Int) -> [FoundDate] {
    var found: [FoundDate] = []
    var at = 0
    while at < tokens.count, found.count < limit {
      if var hit = date(at) {
        var next = hit.next
        hit.found.range = tokens[at].1.lowerBound..<tokens[next - 1].1.upperBound
        clock(after: &next, into: &hit.found)
        if hit.found.clock == nil { clock(before: at, into: &hit.found) }
        found.append(hit.found)
        at = max(next, at + 1)
      } else {
        at += 1
      }
    }
    return found
  }

  // MARK: - Days

  func number(_ at: Int) -> (value: Int, digits: Int)? {
    guard at < tokens.count, case .number(let value, let digits) = tokens[at].0 else { return nil }
    return (value, digits)
  }

  func word(_ at: Int) -> String? {
    guard at >= 0, at < tokens.count, case .word(let word) = tokens[at].0 else { return nil }
    return word
  }

  func other(_ at: Int) -> UInt8? {
    guard at >= 0, at < tokens.count, case .other(let byte) = tokens[at].0 else { return nil }
    return byte
  }

  /// Whether two tokens touch.
  func touch(_ at: Int) -> Bool {
    at > 0 && at < tokens.count && tokens[at - 1].1.upperBound == tokens[at].1.lowerBound
  }

  private func date(_ at: Int) -> (found: FoundDate, next: Int)? {
    if let hit = numeric(at) { return hit }
    if let hit = han(at) { return hit }
    if let hit = written(at) { return hit }
    return compact(at)
  }

  func make(_ year: Int, _ month: Int, _ day: Int, next: Int, ambiguous: Bool = false) -> (FoundDate, Int)? {
    guard (1990...2100).contains(year), let date = CivilDate(year: year, month: month, day: day) else { return nil }
    return (FoundDate(date: date, range: 0..<0, ambiguous: ambiguous), next)
  }

  /// 2014-01-24, 2014/1/24, 24.01.2014, 1/24/2014, 24.1.14.
  private func numeric(_ at: Int) -> (found: FoundDate, next: Int)? {
    guard let a = number(at), let s1 = other(at + 1), touch(at + 1), let b = number(at + 2), b.digits <= 2,
      let s2 = other(at + 3), s1 == s2, let c = number(at + 4), s1 == 0x2D || s1 == 0x2F || s1 == 0x2E
    else { return nil }
    if at > 0, touch(at), other(at - 1) == s1 || other(at - 1) == 0x2E { return nil }
    if a.digits == 4, c.digits <= 2 { return make(a.value, b.value, c.value, next: at + 5) }
    guard a.digits <= 2, c.digits == 4 || c.digits == 2 else { return nil }
    if c.digits == 2, s1 != 0x2E && s1 != 0x2F { return nil }
    // 10.0.24.1 is an address or a version, not a day.
    if other(at + 5) == s1, touch(at + 5), number(at + 6) != nil { return nil }
    let year = c.digits == 4 ? c.value : 2000 + c.value
    if c.digits == 2, year > 2035 { return nil }
    let swap = s1 == 0x2F && (b.value > 12 || (monthFirst && a.value <= 12))
    let ambiguous = s1 == 0x2F && a.value <= 12 && b.value <= 12 && a.value != b.value
    return swap
      ? make(year, a.value, b.value, next: at + 5, ambiguous: ambiguous)
      : make(year, b.value, a.value, next: at + 5, ambiguous: ambiguous)
  }

  /// 2014年1月24日, 2014년 1월 24일.
  private func han(_ at: Int) -> (found: FoundDate, next: Int)? {
    guard let y = number(at), y.digits == 4, let mark = word(at + 1), mark == "年" || mark == "년",
      let m = number(at + 2),
      let second = word(at + 3), second == "月" || second == "월", let d = number(at + 4)
    else { return nil }
    let end = word(at + 5).map { $0 == "日" || $0 == "号" || $0 == "號" || $0 == "일" } ?? false
    return make(y.value, m.value, d.value, next: at + (end ? 6 : 5))
  }

  private func month(_ at: Int) -> Int? { word(at).flatMap { MonthNames.table[$0] } }

  /// 24 January 2014, 24th of Jan, 2014, January 24, 2014, Jan 24 2014, 24. Januar 2014, 24 de enero de 2014.
  private func written(_ at: Int) -> (found: FoundDate, next: Int)? {
    if let day = number(at), day.digits <= 2, day.value >= 1, day.value <= 31 {
      var next = at + 1
      if let ordinal = word(next), touch(next), DateScanner.ordinals.contains(ordinal) { next += 1 }
      next = skip(next, punctuation: true)
      guard let month = month(next) else { return nil }
      next = skip(next + 1, punctuation: true)
      if let year = number(next), year.digits == 4 { return make(year.value, month, day.value, next: next + 1) }
      if let year = number(next), year.digits == 2, other(next - 1) == 0x27 || other(next - 1) == 0x2D {
        return make(2000 + year.value, month, day.value, next: next + 1)
      }
      return nil
    }
    guard let month = month(at) else {
      // 2014 January 24, 2014-Jan-24.
      guard let year = number(at), year.digits == 4 else { return nil }
      var next = skip(at + 1, punctuation: true)
      guard let month = self.month(next) else { return nil }
      next = skip(next + 1, punctuation: true)
      guard let day = number(next), day.digits <= 2 else { return nil }
      return make(year.value, month, day.value, next: next + 1)
    }
    var next = skip(at + 1, punctuation: true)
    guard let day = number(next), day.digits <= 2 else { return nil }
    next += 1
    if let ordinal = word(next), touch(next), DateScanner.ordinals.contains(ordinal) { next += 1 }
    next = skip(next, punctuation: true)
    if let year = number(next), year.digits == 4 { return make(year.value, month, day.value, next: next + 1) }
    return clockThenYear(next, month, day.value)
  }

  /// JavaScript and asctime: `Jan 24 19:02:00 2014`, `Jan 24 2014 …` is handled before.
  private func clockThenYear(_ at: Int, _ month: Int, _ day: Int) -> (found: FoundDate, next: Int)? {
    guard number(at) != nil, other(at + 1) == 0x3A else { return nil }
    for next in at..<min(at + 9, tokens.count) {
      if let year = number(next), year.digits == 4, var hit = make(year.value, month, day, next: next + 1) {
        var from = at
        clock(after: &from, into: &hit.0)
        return hit
      }
    }
    return nil
  }

  private static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "º", "ª"]
  private static let fillers: Set<String> = ["de", "of", "del", "den", "г", "року"]

  func skip(_ at: Int, punctuation: Bool) -> Int {
    var next = at
    while next < tokens.count, next < at + 3 {
      if let word = word(next), DateScanner.fillers.contains(word) {
        next += 1
        continue
      }
      if punctuation, let byte = other(next), [0x2C, 0x2E, 0x2D, 0x2F, 0x27].contains(byte) {
        next += 1
        continue
      }
      break
    }
    return next
  }

  /// 20140124 and 20140124T190200Z, alone between other characters.
  private func compact(_ at: Int) -> (found: FoundDate, next: Int)? {
    guard let whole = number(at), whole.digits == 8 || whole.digits == 14 else { return nil }
    let days = whole.digits == 14 ? whole.value / 1_000_000 : whole.value
    guard var hit = make(days / 10_000, days / 100 % 100, days % 100, next: at + 1) else { return nil }
    if whole.digits == 14 {
      let rest = whole.value % 1_000_000
      hit.0.clock = Clock(hour: rest / 10_000, minute: rest / 100 % 100, second: rest % 100)
      hit.0.hasSeconds = true
    }
    return hit
  }
}
