import PostmortemPlugin

/// Days in addresses: /2014/01/24/, /2012-06/04/, -20140124, /2014/jan/24/.
enum URLDate {
  static func find(in url: String) -> (date: FoundDate, words: String)? {
    let bytes = Array(url.utf8)
    var index = 0
    while index + 4 <= bytes.count {
      defer { index += 1 }
      guard isDigit(bytes, index), !isDigit(bytes, index - 1), let year = number(bytes, index, 4),
        (1995...2035).contains(year)
      else { continue }
      if let hit = dayFirst(bytes, index, year) {
        let words = String(decoding: bytes[hit.start..<index + 4], as: UTF8.self)
        return (FoundDate(date: hit.date, range: hit.start..<index + 4), words)
      }
      if let hit = separated(bytes, index, year) ?? packed(bytes, index, year) {
        let words = String(decoding: bytes[index..<hit.end], as: UTF8.self)
        return (FoundDate(date: hit.date, range: index..<hit.end), words)
      }
    }
    return nil
  }

  private static func separated(_ b: [UInt8], _ at: Int, _ year: Int) -> (date: CivilDate, end: Int)? {
    guard isSeparator(b, at + 4) else { return nil }
    var next = at + 5
    guard let month = month(b, &next), next < b.count else { return nil }
    if isSeparator(b, next) { next += 1 } else if !isDigit(b, next) { return nil }
    let digits = isDigit(b, next + 1) ? 2 : 1
    guard let day = number(b, next, digits), !isDigit(b, next + digits),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return (date, next + digits)
  }

  /// `29-10-2021`.
  private static func dayFirst(_ b: [UInt8], _ at: Int, _ year: Int) -> (date: CivilDate, start: Int)? {
    let start = at - 6
    guard start >= 0, !isDigit(b, start - 1), !isDigit(b, at + 4), isSeparator(b, at - 1), isSeparator(b, start + 2),
      let day = number(b, start, 2), let month = number(b, start + 3, 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return (date, start)
  }

  private static func month(_ b: [UInt8], _ next: inout Int) -> Int? {
    if let value = number(b, next, 2) {
      next += 2
      return value
    }
    if isDigit(b, next), isSeparator(b, next + 1), let value = number(b, next, 1) {
      next += 1
      return value
    }
    var end = next
    while end < b.count, (0x61...0x7A).contains(b[end] | 0x20) { end += 1 }
    guard end - next >= 3, let value = MonthNames.table[String(decoding: b[next..<end], as: UTF8.self).lowercased()]
    else {
      return nil
    }
    next = end
    return value
  }

  private static func packed(_ b: [UInt8], _ at: Int, _ year: Int) -> (date: CivilDate, end: Int)? {
    guard let month = number(b, at + 4, 2), let day = number(b, at + 6, 2), !isDigit(b, at + 8),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return (date, at + 8)
  }

  private static func isDigit(_ b: [UInt8], _ i: Int) -> Bool { b.indices.contains(i) && (0x30...0x39).contains(b[i]) }
  private static func isSeparator(_ b: [UInt8], _ i: Int) -> Bool {
    b.indices.contains(i) && (b[i] == 0x2F || b[i] == 0x2D || b[i] == 0x5F || b[i] == 0x2E)
  }

  private static func number(_ b: [UInt8], _ at: Int, _ digits: Int) -> Int? {
    var value = 0
    for index in at..<at + digits {
      guard isDigit(b, index) else { return nil }
      value = value * 10 + Int(b[index] - 0x30)
    }
    return value
  }
}
