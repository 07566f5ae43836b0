import PostmortemPlugin

/// Numbers with what they count, and whether those were hit, or are all there are, or neither.
struct Counts {
  private let reading: Reading
  private let words: [Hit]

  init(_ reading: Reading) {
    self.reading = reading
    words = reading.hits.words
  }

  func claims() -> [Claim] {
    words.indices.compactMap { index in
      let hit = words[index]
      guard reading.document.isOwn(block: hit.block), let clause = reading.clauses.clause(near: hit.range)
      else { return nil }
      switch Vocabulary.shared.words[hit.tag] {
      case .unit(let unit): return count(unit, index, in: clause)
      case .percent: return share(index, in: clause)
      case .sign(let currency): return money(currency, hit.range, in: clause)
      default: return nil
      }
    }
  }

  // MARK: Counts

  private func count(_ unit: String, _ index: Int, in clause: Clause) -> Claim? {
    let hit = words[index].range
    let text = reading.document.text
    let isMoney = unit.count == 3 && unit == unit.uppercased()
    if let figure = Figure(endingAt: hit.lowerBound, from: clause.range.lowerBound, in: text, fillers: isMoney ? 0 : 3)
    {
      guard figure.value.map({ $0 > 1 }) ?? true else { return nil }
      let range = figure.start..<hit.upperBound
      return claim(figure.value, figure.currency == nil ? unit : "", of: nil, at: range, in: clause)
    }
    guard unit == "users" || unit == "sites", let (value, end) = figureBehind(hit, in: clause) else { return nil }
    return claim(value, unit, of: nil, at: hit.lowerBound..<end, in: clause, isWhole: true)
  }

  /// 用户总数已经超过4亿: the number stands behind and ends the clause.
  private func figureBehind(_ unit: Range<Int>, in clause: Clause) -> (value: Double, end: Int)? {
    let text = reading.document.text
    guard text[unit.lowerBound] >= 0x80 else { return nil }
    var end = clause.range.upperBound
    while end > unit.upperBound, let mark = marks.first(where: { text[..<end].suffix($0.count).elementsEqual($0) }) {
      end -= mark.count
    }
    guard end - unit.upperBound <= 48, let figure = Figure(endingAt: end, from: unit.upperBound, in: text, fillers: 0),
      let value = figure.value, value >= 1000
    else { return nil }
    let between = reading.document.string(unit.upperBound..<figure.start)
    let isPlain = between.count <= 10 && ["超过", "达", "约", "有", "为", "逾", "近"].contains { between.contains($0) }
    return isPlain ? (value, end) : nil
  }

  /// "$19 billion": the number follows the sign.
  private func money(_ currency: String, _ sign: Range<Int>, in clause: Clause) -> Claim? {
    let text = reading.document.text
    var end = sign.upperBound
    func skip(_ isWanted: (UInt8) -> Bool) { while end < clause.range.upperBound, isWanted(text[end]) { end += 1 } }
    skip { $0 &- 0x30 < 10 || $0 == 0x2C || $0 == 0x2E }
    let digits = end
    if end < clause.range.upperBound, text[end] == 0x20 { end += 1 }
    skip { ($0 | 0x20) &- 0x61 < 26 }
    for stop in [end, digits] {
      guard let figure = Figure(endingAt: stop, from: sign.lowerBound, in: text, fillers: 0), figure.currency != nil
      else { continue }
      return claim(figure.value, currency, of: nil, at: sign.lowerBound..<stop, in: clause)
    }
    return nil
  }

  // MARK: Shares

  /// "85% of our network", 1%的用户.
  private func share(_ index: Int, in clause: Clause) -> Claim? {
    let hit = words[index].range
    let text = reading.document.text
    guard let figure = Figure(endingAt: hit.lowerBound, from: clause.range.lowerBound, in: text, fillers: 0),
      let value = figure.value, value <= 100
    else { return nil }
    var end = hit.upperBound
    var of: String?
    if words.indices.contains(index + 1), case .unit(let unit) = Vocabulary.shared.words[words[index + 1].tag],
      words[index + 1].range.lowerBound - hit.upperBound <= 32, clause.range.contains(words[index + 1].range.lowerBound)
    {
      of = unit
      end = words[index + 1].range.upperBound
    }
    let following = reading.document.string(hit.upperBound..<min(hit.upperBound + 4, clause.range.upperBound))
    guard of != nil || following.hasPrefix(" of") else { return nil }
    return claim(value, "percent", of: of, at: figure.start..<end, in: clause)
  }

  // MARK: Judgement

  /// - Parameter isWhole: whether the words count all there are unless they say otherwise.
  private func claim(
    _ value: Double?, _ unit: String, of: String?, at range: Range<Int>, in clause: Clause, isWhole: Bool = false
  ) -> Claim? {
    guard !unit.isEmpty, let kind = kind(unit, of: range, in: clause) ?? (isWhole ? .base : nil) else { return nil }
    let said = value == nil ? .qualitative : qualifier(around: range, in: clause)
    let amount = Amount(value, unit: unit, of: of, qualifier: kind == .base ? .totalBase : said)
    return Claim(
      .impact, .amount(amount), quotes: [reading.document.quote(range)] + context(of: range, in: clause),
      modality: modality(of: range, in: clause), rule: kind.rawValue, confidence: .medium)
  }

  private enum Kind: String { case hit, base, toll }

  /// Words of the list in the clause outside a range.
  private func says(_ wanted: (Word) -> Bool, beside range: Range<Int>, in clause: Clause) -> Bool {
    neighbours(of: range, in: clause).contains { wanted(Vocabulary.shared.words[$0.tag]) }
  }

  private func neighbours(of range: Range<Int>, in clause: Clause) -> ArraySlice<Hit> {
    var low = 0
    var high = words.count
    let start = max(clause.range.lowerBound, range.lowerBound - 160)
    let end = min(clause.range.upperBound, range.upperBound + 160)
    while low < high {
      let middle = (low + high) / 2
      if words[middle].range.lowerBound < start { low = middle + 1 } else { high = middle }
    }
    var last = low
    while last < words.count, words[last].range.upperBound <= end { last += 1 }
    return words[low..<last].filter { !$0.range.overlaps(range) }[...]
  }

  private func kind(_ unit: String, of range: Range<Int>, in clause: Clause) -> Kind? {
    let isHit = says({ if case .hit = $0 { true } else { false } }, beside: range, in: clause)
    let isBase = says({ if case .base = $0 { true } else { false } }, beside: range, in: clause)
    let isAside = says({ if case .aside = $0 { true } else { false } }, beside: range, in: clause)
    let isToll = says({ if case .toll = $0 { true } else { false } }, beside: range, in: clause)
    guard !isAside, !isElsewhen(clause), !reading.clauses.has(.promise, in: clause) else { return nil }
    if unit.count == 3, unit == unit.uppercased() { return isToll ? .toll : nil }
    if unit == "reports" { return .hit }
    if isHit || hasTrouble(in: clause, beside: range) { return .hit }
    return isBase && unit != "percent" ? .base : nil
  }

  private func hasTrouble(in clause: Clause, beside range: Range<Int>) -> Bool {
    guard !reading.clauses.has(.negation, in: clause) else { return false }
    return reading.clauses.cues(in: clause).contains { cue in
      (cue.cue == .outage || cue.cue == .degradation) && !cue.range.overlaps(range)
    }
  }

  /// Another occasion; "320 million users a month" is none.
  private func isElsewhen(_ clause: Clause) -> Bool {
    reading.clauses.cues(in: clause).contains { cue in
      guard cue.cue == .background else { return false }
      let words = reading.document.string(cue.range)
      return !["month", "个月", "过去"].contains { words.hasSuffix($0) } || words.hasPrefix("last")
    }
  }

  private func qualifier(around range: Range<Int>, in clause: Clause) -> Qualifier {
    let text = reading.document.text
    for hit in words.reversed() where hit.range.upperBound <= range.upperBound {
      guard hit.range.lowerBound >= clause.range.lowerBound, range.lowerBound - hit.range.upperBound <= 4 else { break }
      if case .qualifier(let qualifier) = Vocabulary.shared.words[hit.tag] { return qualifier }
    }
    return text[range].contains(0x2B) ? .atLeast : .exact
  }

  /// The clause, where it is short enough to be quoted beside the number.
  private func context(of range: Range<Int>, in clause: Clause) -> [Quote] {
    clause.range.count <= 200 && clause.range != range ? [reading.document.quote(clause.range)] : []
  }

  private func modality(of range: Range<Int>, in clause: Clause) -> Modality {
    let cues = reading.clauses.cues(in: clause).filter { !$0.range.overlaps(range) }
    if cues.contains(where: { $0.cue == .report }) { return .reported }
    return cues.contains { $0.cue == .hedge } ? .hedged : .stated
  }
}

private let marks: [[UInt8]] = ["。", "，", "；", "！", "”"].map { Array($0.utf8) } + [[0x2C], [0x2E], [0x20], [0x0A]]
