import PostmortemPlugin

/// From tokens to phrases: small parsers tried at each token, durations first ("2 hours" is no
/// clock), then times.
struct Grammar: Sendable {
  let line: TokenLine
  let rules: Rules

  /// Everything a block tells of time.
  static func parse(_ line: TokenLine, by rules: Rules = Rules()) -> TimeLine {
    let grammar = Grammar(line: line, rules: rules)
    var found = TimeLine()
    var ends: [(phrase: Int, first: Int, end: Int)] = []
    var at = 0
    while at < line.tokens.count {
      if let zone = grammar.zoneOfAll(at: at) { found.zone = zone }
      if let (phrase, next) = grammar.ago(at: at) {
        ends.append((found.phrases.count, at, next))
        found.phrases.append(phrase)
        at = next
      } else if let (span, next) = grammar.span(at: at) {
        found.spans.append(span)
        at = next
      } else if let (phrase, first, next) = grammar.phrase(at: at) {
        ends.append((found.phrases.count, first, next))
        found.phrases.append(phrase)
        at = next
      } else {
        at += 1
      }
    }
    grammar.joinRanges(&found.phrases, ends)
    grammar.joinAlternatives(&found.phrases, ends)
    return found
  }

  /// "All times are Pacific": the zone, if such words begin at a token and a single zone follows nearby.
  private func zoneOfAll(at start: Int) -> (name: String, range: Range<Int>)? {
    guard word(start) == .allTimes, rules.allow(.pageZone) else { return nil }
    for at in start + 1..<min(start + 6, max(line.tokens.count, start + 1)) {
      guard case .zone(let zones) = word(at), zones.count == 1 else { continue }
      let range = line.tokens[at].range
      return range.lowerBound - line.tokens[start].range.upperBound < 40 ? (zones[0], range) : nil
    }
    return nil
  }

  func word(_ at: Int) -> TimeWord? { line.tokens.indices.contains(at) ? line.tokens[at].word : nil }

  // MARK: Times

  /// A time phrase that begins at a token: day, clock and zone in any order.
  /// - Returns: the phrase, the token of its first part, and the token after its last.
  private func phrase(at start: Int) -> (TimePhrase, first: Int, next: Int)? {
    var phrase = TimePhrase(range: 0..<0)
    var first: Int?
    var end = start
    var at = start
    var half: HalfDay?
    while at < line.tokens.count, at == start || first == nil || line.isLoose(at) || isInstant(at, phrase) {
      guard let next = part(at, &phrase, &half) else {
        if first != nil, passesOver(at, in: phrase) {
          check(at, &phrase)
          at += 1
          continue
        }
        break
      }
      if first == nil { first = at }
      at = next
      end = next
    }
    guard let first else { return nil }
    // "Since the morning", 从早上开始: of the day told of.
    if !phrase.tells, half != nil, rules.allow(.partOfDay), relation(before: first) == .from { phrase.day = .same }
    guard phrase.tells else { return nil }
    end = offset(end, &phrase)
    if var clock = phrase.clock {
      clock.half = clock.half ?? half
      phrase.clock = clock
    }
    phrase.range = line.tokens[first].range.lowerBound..<closing(line.tokens[end - 1].range.upperBound, from: first)
    if rules.allow(.about) {
      phrase.approximate = phrase.approximate || isAbout(before: first) || isAbout(after: end)
    } else {
      phrase.approximate = false
    }
    phrase.relation = relation(before: first)
    phrase.leads = leads(first, end)
    return (phrase, first, end)
  }

  /// Reads one part of a phrase and returns the token after it.
  private func part(_ at: Int, _ phrase: inout TimePhrase, _ half: inout HalfDay?) -> Int? {
    // "In the early hours of Wednesday": the day that is named is the one meant.
    if phrase.day == nil || phrase.day == .same, let (day, next) = day(at: at) {
      phrase.day = day
      return next
    }
    if phrase.clock == nil, let (clock, next) = clock(at: at, half: half) {
      phrase.clock = clock
      return next
    }
    switch word(at) {
    case .zone(let zones) where zones == phrase.zones: return at + 1  // 美国东部时间（ET）
    case .zone(let zones) where phrase.zones.isEmpty && rules.allow(.writtenZone):
      guard zones.count == 1 || rules.allow(.ambiguousZone) else { return nil }
      phrase.zones = zones
      phrase.saysDaylight = Zones.saysDaylight(String(decoding: line.text[line.tokens[at].range], as: UTF8.self))
      return at + 1
    case .half(let part, let day) where half == nil && phrase.clock?.half == nil:
      guard day == nil || phrase.day != nil || rules.allow(.partOfDay) else { return nil }
      if let day, phrase.day == nil { phrase.day = day }
      guard phrase.clock != nil || rules.allow(.halfDayBefore) else { return at + 1 }
      if phrase.clock != nil { setHalf(part, at, &phrase) } else { half = part }
      return at + 1
    case .half(let part, nil) where phrase.clock != nil && phrase.clock?.half == nil && line.touches(at):
      // "Last night at 9:40 p.m.": what stands beside the clock says it best.
      setHalf(part, at, &phrase)
      return at + 1
    case .half(_, let day?) where phrase.day == nil && phrase.clock != nil && rules.allow(.partOfDay):
      phrase.day = day  // "9:15 p.m. last night"
      return at + 1
    case .day where phrase.day != nil && line.touches(at): return at + 1  // 今天下午早些时候
    case .about where phrase.tells || half != nil || !phrase.zones.isEmpty:
      guard line.touches(at), at + 1 < line.tokens.count, line.touches(at + 1) else { return nil }
      phrase.approximate = true
      return at + 1
    default: return nil
    }
  }

  private func setHalf(_ half: HalfDay, _ at: Int, _ phrase: inout TimePhrase) {
    phrase.clock?.half = half
    // With "a.m." and "p.m." a clock has twelve hours, however it is written: "03:31 PM".
    if line.tokens[at].range.count <= 4 { phrase.clock?.isTwentyFour = false }
  }

  /// The end of a phrase with the bracket that closes one opened inside it: "9:06 pm (IST)".
  private func closing(_ end: Int, from first: Int) -> Int {
    let words = line.text[line.tokens[first].range.lowerBound..<end]
    for (open, close) in [("(", ")"), ("（", "）")] {
      let isOpen = words.firstRange(of: Array(open.utf8)) != nil && words.firstRange(of: Array(close.utf8)) == nil
      if isOpen, line.text[end..<line.block.upperBound].starts(with: close.utf8) { return end + close.utf8.count }
    }
    return end
  }

  /// A weekday behind a date checks it: 6 月 19 日（星期四）.
  private func check(_ at: Int, _ phrase: inout TimePhrase) {
    guard case .weekday(let weekday) = word(at), case .date(let year, let month, let day) = phrase.day,
      rules.allow(.weekdayDate)
    else { return }
    phrase.day = .weekdayDate(weekday: weekday, year: year, month: month, day: day)
  }

  /// Words between the parts of a phrase that say nothing: "at", "on", "的".
  private func passesOver(_ at: Int, in phrase: TimePhrase) -> Bool {
    if case .weekday = word(at) {
      // 2 月 22 日（星期六）上午; another weekday begins another time.
      switch phrase.day {
      case .date, .relative: return true
      default: return false
      }
    }
    return word(at) == .filler || word(at) == .about
  }

  private func isAbout(before at: Int) -> Bool {
    at > 0 && line.touches(at) && (word(at - 1) == .about || word(at - 1) == .filler && isAbout(before: at - 1))
  }

  private func isAbout(after at: Int) -> Bool {
    guard line.tokens.indices.contains(at), line.touches(at) else { return false }
    let words = line.text[line.tokens[at].range]
    // "8 PM or so", 八点左右; but "by 8 PM some jobs had failed" is exact.
    if word(at) == .about { return words.first.map { $0 >= 0x80 } ?? false || words.starts(with: "or".utf8) }
    return words.elementsEqual("前后".utf8)
  }

  func relation(before at: Int) -> TimePhrase.Relation? {
    var index = at - 1
    while index >= 0, line.touches(index + 1) {
      switch word(index) {
      case .from: return .from
      case .by: return .by
      case .to: return .to
      case .about, .filler: index -= 1
      default: return nil
      }
    }
    return nil
  }

  /// Whether the phrase only heads what follows, as in a live blog: "UPDATE, 17:05 GMT: …",
  /// "10:20 GMT Service was back by 10:10".
  private func leads(_ first: Int, _ end: Int) -> TimePhrase.Lead? {
    if isUpdate(before: first) || word(end) == .update && line.touches(end) { return .update }
    let start = line.tokens[first].range.lowerBound
    guard start == line.block.lowerBound else { return nil }
    let rest = line.text[line.tokens[end - 1].range.upperBound..<line.block.upperBound].drop { $0 == 0x20 }
    guard let next = rest.first else { return nil }
    // 17:12 公司称，…: behind a blank a Han character does as a capital does.
    let isHan = next >= 0xE4 && next <= 0xE9 && line.text[line.tokens[end - 1].range.upperBound] == 0x20
    return next == 0x3A || next == 0x2D || next == 0xE2 || next &- 0x41 < 26 || isHan ? .line : nil
  }

  /// Whether "Update", "UPDATE 2:" or 更新 3 stands before a token.
  private func isUpdate(before first: Int) -> Bool {
    guard first > 0, line.isLoose(first) || line.gap(before: first, is: ":") else { return false }
    if word(first - 1) == .update { return true }
    return line.tokens[first - 1].number != nil && word(first - 2) == .update
  }

  // MARK: Ranges

  /// "From A to B", "between A and B", "A–B": each end borrows what only the other has.
  private func joinRanges(_ phrases: inout [TimePhrase], _ ends: [(phrase: Int, first: Int, end: Int)]) {
    for (left, right) in zip(ends, ends.dropFirst()) where isRange(left, right, phrases) {
      phrases[left.phrase].relation = .from
      phrases[right.phrase].relation = .to
      phrases[left.phrase].partner = right.phrase
      phrases[right.phrase].partner = left.phrase
      lend(from: right.phrase, to: left.phrase, &phrases)
      lend(from: left.phrase, to: right.phrase, &phrases)
    }
  }

  /// "3:04 a.m. PT (11:04 UTC) on Nov. 23": one time told twice is of one day.
  private func joinAlternatives(_ phrases: inout [TimePhrase], _ ends: [(phrase: Int, first: Int, end: Int)]) {
    guard rules.allow(.lending) else { return }
    for (left, right) in zip(ends, ends.dropFirst())
    where left.end == right.first && line.gap(before: right.first, is: "(") {
      let (first, second) = (phrases[left.phrase], phrases[right.phrase])
      guard first.clock != nil, second.clock != nil else { continue }
      if first.zones.isEmpty, !second.zones.isEmpty {
        // "9:15 a.m. (1315 GMT)": the first is the second on another clock.
        phrases[left.phrase].clock = second.clock
        phrases[left.phrase].zones = second.zones
        phrases[left.phrase].saysDaylight = second.saysDaylight
        phrases[left.phrase].borrowed.append(second.range)
      }
      guard (first.day == nil) != (second.day == nil) else { continue }
      let (giver, taker) = first.day == nil ? (second, left.phrase) : (first, right.phrase)
      phrases[taker].day = giver.day
      phrases[taker].borrowed.append(giver.range)
    }
  }

  private func isRange(
    _ left: (phrase: Int, first: Int, end: Int), _ right: (phrase: Int, first: Int, end: Int),
    _ phrases: [TimePhrase]
  ) -> Bool {
    let (first, second) = (phrases[left.phrase], phrases[right.phrase])
    let areDays = first.clock == nil && second.clock == nil && first.day != nil && second.day != nil
    guard first.clock != nil && second.clock != nil || areDays else { return false }
    if left.end == right.first {
      return rules.allow(.rangeDash) && isDash(before: right.first)
    }
    let between = left.end..<right.first
    guard between.allSatisfy({ line.isLoose($0) }), line.isLoose(right.first) else { return false }
    let words = between.compactMap(word)
    guard words.allSatisfy({ [.to, .and, .filler, .about, .from].contains($0) }) else { return false }
    // "A and B" is a range only after "between"; so is "A 和 B".
    if words.contains(.to) { return rules.allow(.rangeTo) }
    guard words.contains(.and), rules.allow(.rangeBetween) else { return false }
    // "Between A and B"; 在 A 和 B 之间.
    let after = line.text[line.tokens[right.end - 1].range.upperBound..<line.block.upperBound].drop { $0 == 0x20 }
    return phrases[left.phrase].relation == .from || after.starts(with: "之间".utf8)
  }

  /// Whether only a dash stands before a token.
  func isDash(before at: Int) -> Bool {
    ["-", "–", "—", "~", "～"].contains { line.gap(before: at, is: $0) }
  }

  private func lend(from giver: Int, to taker: Int, _ phrases: inout [TimePhrase]) {
    guard rules.allow(.lending) else { return }
    let from = phrases[giver]
    if phrases[taker].zones.isEmpty, !from.zones.isEmpty {
      phrases[taker].zones = from.zones
      phrases[taker].saysDaylight = from.saysDaylight
      phrases[taker].borrowed.append(from.range)
    }
    if phrases[taker].day == nil, let day = from.day {
      phrases[taker].day = day
      phrases[taker].borrowed.append(from.range)
    } else if case .date(nil, let month, let day) = phrases[taker].day, case .date(let year?, _, _) = from.day {
      // "22 Jan, 05:55 to 23 Jan 2020, 00:56".
      phrases[taker].day = .date(year: year, month: month, day: day)
      phrases[taker].borrowed.append(from.range)
    }
    if var clock = phrases[taker].clock, clock.half == nil, !clock.isTwentyFour, let half = from.clock?.half {
      // "11 to 2:30 pm" begins in the morning: the half day is not inherited where the range would
      // run backwards.
      if giver > taker, half == .pm, clock.hour != 12, clock.hour > from.clock!.hour % 12 {
        clock.half = .am
      } else {
        clock.half = half
      }
      phrases[taker].clock = clock
      phrases[taker].borrowed.append(from.range)
    }
  }
}
