import PostmortemPlugin

/// Durations: "about 50 minutes", "150 to 210 minutes", "two and a half hours", 两个多小时.
extension Grammar {
  /// "An hour ago", 两个小时前: a time told by how long before the words were written. Of whole days
  /// only the day is told.
  func ago(at start: Int) -> (TimePhrase, next: Int)? {
    guard rules.allow(.ago), let (span, next) = span(at: start), span.after == .ago, span.low == nil,
      span.minutes <= 7 * 1440
    else { return nil }
    let end = line.tokens[next].range.upperBound
    var phrase = TimePhrase(range: span.range.lowerBound..<end)
    if span.minutes >= 1440 {
      phrase.day = .relative(-Int(span.minutes / 1440))
    } else {
      phrase.ago = span.minutes
    }
    phrase.approximate = true
    phrase.relation = relation(before: start)
    return (phrase, next + 1)
  }

  /// A duration that begins at a token.
  func span(at start: Int) -> (SpanPhrase, next: Int)? {
    guard rules.allow(.span), !isMilitary(start) else { return nil }
    if case .span(let minutes) = word(start), rules.allow(.spanInWords) {
      var span = SpanPhrase(range: line.tokens[start].range, minutes: minutes)
      // "An hour and 15 minutes".
      if minutes.truncatingRemainder(dividingBy: 60) == 0, let rest = rest(after: start + 1, of: minutes) {
        span.minutes += rest.minutes
        span.range = span.range.lowerBound..<line.tokens[rest.next - 1].range.upperBound
        return finish(span, from: start, next: rest.next)
      }
      return finish(span, from: start, next: start + 1)
    }
    if let (low, high, next) = neighbours(start), let unit = unit(next) {
      var span = SpanPhrase(
        range: line.tokens[start].range.lowerBound..<line.tokens[unit.next - 1].range.upperBound,
        minutes: high * unit.minutes)
      span.low = low * unit.minutes
      return finish(span, from: start, next: unit.next)
    }
    guard let first = figure(start) else { return nil }
    if rules.allow(.spanRange), let second = rangeEnd(after: first.next), let unit = unit(second.next) {
      var span = SpanPhrase(
        range: line.tokens[start].range.lowerBound..<line.tokens[unit.next - 1].range.upperBound,
        minutes: second.value * unit.minutes)
      span.low = first.value * unit.minutes
      guard span.low! < span.minutes else { return nil }
      return finish(span, from: start, next: unit.next)
    }
    return simple(start, first)
  }

  /// 两三个小时: two numerals side by side, one more than the other, are a range.
  private func neighbours(_ at: Int) -> (low: Double, high: Double, next: Int)? {
    guard rules.allow(.spanRange), word(at) == .numeral, word(at + 1) == .numeral, line.gap(before: at + 1).isEmpty,
      word(at + 2) != .numeral,
      let low = Numbers.chinese(String(decoding: line.text[line.tokens[at].range], as: UTF8.self)),
      let high = Numbers.chinese(String(decoding: line.text[line.tokens[at + 1].range], as: UTF8.self)), high == low + 1
    else { return nil }
    return (low, high, at + 2)
  }

  /// One figure with its unit, and a smaller unit after it ("1 hour 44 minutes").
  private func simple(_ start: Int, _ first: (value: Double, next: Int)) -> (SpanPhrase, next: Int)? {
    guard let unit = unit(first.next) else { return nil }
    var minutes = (first.value + (unit.half ? 0.5 : 0)) * unit.minutes
    var next = unit.next
    if word(next) == .andHalf, line.touches(next), rules.allow(.spanAndHalf) {
      minutes += unit.minutes / 2
      next += 1
    }
    if let rest = rest(after: next, of: unit.minutes) {
      minutes += rest.minutes
      next = rest.next
    }
    // 1 小时 20 分: behind hours a bare 分 counts minutes.
    if next == unit.next, unit.minutes == 60, rules.allow(.spanOfTwo), let rest = figure(next), rest.value < 60,
      line.touches(next), word(rest.next) == .mark(.minute), line.touches(rest.next)
    {
      minutes += rest.value
      next = rest.next + 1
    }
    var span = SpanPhrase(
      range: line.tokens[start].range.lowerBound..<line.tokens[next - 1].range.upperBound, minutes: minutes)
    if unit.open { span.qualifier = .atLeast }
    return finish(span, from: start, next: next)
  }

  /// A figure of a smaller unit: "and 44 minutes".
  private func rest(after at: Int, of unit: Double) -> (minutes: Double, next: Int)? {
    guard rules.allow(.spanOfTwo), let rest = figure(at + (word(at) == .and ? 1 : 0)),
      let smaller = self.unit(rest.next), smaller.minutes < unit, line.isLoose(at)
    else { return nil }
    return (rest.value * smaller.minutes, smaller.next)
  }

  /// A number in digits (with a decimal part), in words, or in Chinese numerals.
  private func figure(_ at: Int) -> (value: Double, next: Int)? {
    guard line.tokens.indices.contains(at) else { return nil }
    switch line.tokens[at].kind {
    case .number(let value, _) where value < 100_000:
      guard !line.tokens[at].spelled || rules.allow(.chineseNumeral) else { return nil }
      return decimal(at, value)
    case .word(.number(let value)):
      guard rules.allow(.spanInWords) else { return nil }
      if word(at + 1) == .andHalf, line.touches(at + 1), rules.allow(.spanAndHalf) { return (value + 0.5, at + 2) }
      return (value, at + 1)
    case .word(.numeral): return numeral(at)
    default: return nil
    }
  }

  private func decimal(_ at: Int, _ value: Int) -> (value: Double, next: Int) {
    if line.tokens.indices.contains(at + 1), line.gap(before: at + 1).elementsEqual(".".utf8),
      case .number(let fraction, let digits) = line.tokens[at + 1].kind, digits <= 2
    {
      return (Double(value) + Double(fraction) / (digits == 1 ? 10 : 100), at + 2)
    }
    if word(at + 1) == .andHalf, line.touches(at + 1), rules.allow(.spanAndHalf) {
      return (Double(value) + 0.5, at + 2)
    }
    return (Double(value), at + 1)
  }

  private func numeral(_ at: Int) -> (value: Double, next: Int)? {
    var end = at + 1
    while word(end) == .numeral, line.gap(before: end).isEmpty { end += 1 }
    let range = line.tokens[at].range.lowerBound..<line.tokens[end - 1].range.upperBound
    return Numbers.chinese(String(decoding: line.text[range], as: UTF8.self)).map { ($0, end) }
  }

  /// The larger figure of a range: "to 210", "–210", 到 210.
  private func rangeEnd(after at: Int) -> (value: Double, next: Int)? {
    if word(at) == .to, line.touches(at) {
      return line.tokens.indices.contains(at + 1) && line.touches(at + 1) ? figure(at + 1) : nil
    }
    return line.tokens.indices.contains(at) && isDash(before: at) ? figure(at) : nil
  }

  private func unit(_ at: Int) -> (minutes: Double, open: Bool, half: Bool, next: Int)? {
    guard case .unit(let minutes, let open, let half) = word(at), line.touches(at) || line.gap(before: at, is: "-")
    else { return nil }
    return (minutes, open, half, at + 1)
  }

  /// Adds what stands beside the figure: how it is meant, and whether it is "ago" or "later".
  private func finish(_ span: SpanPhrase, from start: Int, next: Int) -> (SpanPhrase, next: Int)? {
    var span = span
    var before = start - 1
    while before >= 0, line.touches(before + 1) {
      // "Over in 55 minutes" is no figure of more than that.
      if let qualifier = word(before)?.qualifier, span.before != .within, span.before != .later,
        rules.allow(.spanQualifier)
      {
        span.qualifier = qualifier == .about && span.qualifier != .exact ? span.qualifier : qualifier
        span.range = line.tokens[before].range.lowerBound..<span.range.upperBound
      }
      switch word(before) {
      case .about, .atLeast, .upTo: break
      case .lasting: span.before = .lasting
      case .rate: span.before = .rate
      case .by: span.before = .by
      case .within where span.before == nil: span.before = .within
      case .later where span.before == nil: span.before = .later
      case .filler:
        // "The second failure in two weeks".
        if line.text[line.tokens[before].range].elementsEqual("in".utf8), span.before == nil { span.before = .within }
      default: before = 0
      }
      before -= 1
    }
    if span.before == nil, tookSomebody(start) { span.before = .lasting }
    var end = next
    if word(end) == .about, line.touches(end), rules.allow(.spanQualifier) {
      if span.qualifier == .exact { span.qualifier = .about }
      span.range = span.range.lowerBound..<line.tokens[end].range.upperBound
      end += 1
    }
    if line.tokens.indices.contains(end), line.touches(end) {
      switch word(end) {
      case .ago: span.after = .ago
      case .later: span.after = .later
      case .rate: span.after = .rate
      case .within: span.after = .within
      // 三天前: three days before now. "Two hours before lunch" is no such thing.
      case .by where line.text[line.tokens[end].range].first ?? 0 >= 0x80: span.after = .ago
      case .by: span.after = .by
      default: break
      }
    }
    return (span, end)
  }
}

extension Grammar {
  /// "It took engineers three hours": who it took stands between.
  private func tookSomebody(_ start: Int) -> Bool {
    var at = start - 1
    while at >= 0, word(at) == .filler || word(at) == .about { at -= 1 }
    guard at >= 0, line.tokens[start].range.lowerBound - line.tokens[at].range.upperBound <= 40 else { return false }
    let words = String(decoding: line.text[line.tokens[at].range], as: UTF8.self).lowercased()
    return words == "took" || words == "it took"
  }
}

extension TimeWord {
  /// How a word beside a figure means it.
  fileprivate var qualifier: Qualifier? {
    switch self {
    case .about: return .about
    case .atLeast: return .atLeast
    case .upTo: return .upTo
    default: return nil
    }
  }
}
