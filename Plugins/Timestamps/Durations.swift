import PostmortemPlugin

/// Which durations are how long the outage lasted, and which tell a later step.
struct Durations {
  private let reading: Reading
  private let lines: [BlockTimes]
  private let elsewhere: Set<Int>
  private let rules: Rules
  private let lead: Range<Int>

  init(_ reading: Reading, lines: [BlockTimes], elsewhere: Set<Int>, rules: Rules) {
    self.rules = rules
    lead = reading.lead
    self.reading = reading
    self.lines = lines
    self.elsewhere = elsewhere
  }

  /// What a duration tells.
  private enum Found {
    /// How long it lasted, with the cue that says so.
    case duration(cue: Range<Int>, confidence: Confidence)
    /// Something that happened so long after an event told before.
    case elapsed(Phase, cue: Range<Int>, after: Phase)
  }

  /// How long it lasted, as often as the page says it. What is told of a service that the title does not
  /// name counts where nothing else is told.
  func claims() -> [Claim] {
    let subjects = Subjects(reading, by: rules)
    return spans.compactMap { span, block in
      guard case .duration(let cue, var confidence) = found(span, block) else { return nil }
      if confidence == .high, subjects.isAnothers(span.range) { confidence = .medium }
      let value = Span(minutes: span.minutes, low: span.low, qualifier: span.qualifier)
      return Claim(
        .duration, .duration(value), quotes: [span.range, cue].map(reading.document.quote), rule: "duration",
        confidence: confidence)
    }
  }

  /// Steps told by how long after another step they came.
  func elapsed(after claims: [Claim]) -> [Claim] {
    spans.compactMap { span, block in
      guard case .elapsed(let phase, let cue, let anchor) = found(span, block) else { return nil }
      for claim in claims {
        guard case .event(anchor, let moment) = claim.value, let later = moment.adding(minutes: span.minutes)
        else { continue }
        return Claim(
          .time, .event(phase, later), quotes: [span.range, cue].map(reading.document.quote) + [claim.quotes[0]],
          rule: "elapsed", confidence: .medium)
      }
      return nil
    }
  }

  private var spans: [(SpanPhrase, block: Int)] {
    lines.flatMap { times in times.line.spans.map { ($0, times.block) } }
  }

  private func found(_ span: SpanPhrase, _ block: Int) -> Found? {
    // Months and years are ages and statistics; "ago" and "every" count something else.
    guard span.minutes <= 31 * 1440 || !rules.allow(.noAge), span.after != .ago, span.before != .by,
      let index = reading.clauses.index(at: span.range.lowerBound),
      let sentence = reading.clauses.nearby(span.range.lowerBound),
      !elsewhere.contains(reading.clauses.all[index].sentence.lowerBound),
      !isRate(span, index), !isStatistic(sentence), !isOfAnotherThing(span, index)
    else { return nil }
    let cues = Array(reading.clauses.cues(in: reading.clauses.all[index]))
    if let label = reading.clauses.cues(in: sentence).first(where: { $0.cue == .duration && isLabel($0, of: span) }) {
      return .duration(cue: label.range, confidence: .high)
    }
    if span.after == .later || span.before == .later {
      return rules.allow(.recoveryAfter) ? later(span, cues, sentence, index, block) : nil
    }
    let before = reading.clauses.cues(in: sentence).prefix { $0.range.lowerBound < span.range.lowerBound }
    // "The crash came two hours before the deadline": how far off.
    if span.after == .by, span.before != .lasting { return nil }
    guard !cues.contains(where: { isOtherOccasion($0) || isGuess($0) || $0.cue == .condition }),
      !before.contains(where: {
        ($0.cue == .background || $0.cue == .planned) && isOtherOccasion($0) || $0.cue == .condition
      })
    else { return nil }
    if span.before == .within || span.after == .within { return within(span, cues) }
    return lasting(span, cues, sentence, index, block)
  }

  /// "Duration: 47 minutes"; 两个小时的停机时间.
  private func isLabel(_ hit: CueHit, of span: SpanPhrase) -> Bool {
    if rules.allow(.label), (0...4).contains(hit.range.lowerBound - span.range.upperBound) { return span.after == nil }
    let gap = span.range.lowerBound - hit.range.upperBound
    guard rules.allow(.label), (0...24).contains(gap) else { return false }
    if reading.document.language == .chinese, gap <= 12 { return true }
    let between = reading.document.string(hit.range.upperBound..<span.range.lowerBound)
    return between.contains(":") || between.contains("：") || between.contains("为") || between.contains(" was ")
  }

  /// "Every two hours", "43 minutes of downtime a month", 一年停机九个小时.
  private func isRate(_ span: SpanPhrase, _ index: Int) -> Bool {
    guard rules.allow(.noRate) else { return false }
    if span.before == .rate || span.after == .rate { return true }
    return words(near: span, in: index, before: 24, after: 32).contains { hit, word in
      word == .rate && (hit.lowerBound > span.range.lowerBound || reading.document.language == .chinese)
    }
  }

  /// "The film runs 95 minutes", "waited 40 minutes for an answer": the length of something else.
  private func isOfAnotherThing(_ span: SpanPhrase, _ index: Int) -> Bool {
    rules.allow(.noOtherThing)
      && words(near: span, in: index, before: 60, after: 12).contains { $0.1 == .otherThing }
  }

  /// The words of the time lists that stand in a span's clause, so many bytes from it at most.
  private func words(
    near span: SpanPhrase, in index: Int, before: Int, after: Int
  ) -> [(Range<Int>, TimeWord)] {
    let clause = reading.clauses.all[index].range
    let start = max(clause.lowerBound, span.range.lowerBound - before)
    let end = min(clause.upperBound, span.range.upperBound + after)
    return reading.words(from: start, to: end).compactMap { hit in
      hit.range.overlaps(span.range) ? nil : (hit.range, Vocabulary.shared.words[hit.tag])
    }
  }

  private func isStatistic(_ sentence: Range<Int>) -> Bool {
    rules.allow(.noStatistic) && reading.clauses.cues(in: sentence).contains { $0.cue == .statistic }
  }

  private func isOtherOccasion(_ hit: CueHit) -> Bool {
    switch hit.cue {
    case .background:
      return rules.allow(.noOtherOccasion) && !(lead.contains(hit.range.lowerBound) && reading.isRecent(hit))
    case .promise: return rules.allow(.noPromise)
    case .planned: return rules.allow(.noPlan)
    default: return false
    }
  }

  /// "Some servers may see trouble for about an hour" tells what could be.
  private func isGuess(_ hit: CueHit) -> Bool {
    hit.cue == .hedge && rules.allow(.noPromise)
      && ["may", "might", "could", "可能"].contains(reading.document.string(hit.range).lowercased())
  }

  /// "Back within fifty minutes" is how long it was gone; any other time span that something fell into
  /// ("the second failure in two weeks") is no duration.
  private func within(_ span: SpanPhrase, _ cues: [CueHit]) -> Found? {
    let isTrouble = cues.contains { $0.cue == .outage }
    guard rules.allow(.recoveryAfter),
      let cue = cues.first(where: { hit in
        // "The outage was over in 55 minutes".
        let isEnd = isTrouble && (0...24).contains(span.range.lowerBound - hit.range.upperBound)
        return reading.tellsRecovery(hit) && (isEnd || reading.isPlainRecovery(hit.range))
      })
    else { return nil }
    return .duration(cue: cue.range, confidence: .medium)
  }

  /// How long the trouble lasted, told by words beside the figure: "a two-hour outage", "down for
  /// about an hour", 中断了 40 分钟.
  private func lasting(
    _ span: SpanPhrase, _ cues: [CueHit], _ sentence: Range<Int>, _ index: Int, _ block: Int
  ) -> Found? {
    let isTitle = reading.document.blocks[block].kind == .title
    let trouble = cues.filter { $0.cue == .outage } + cues.filter { $0.cue == .degradation }
    if let cue = trouble.first(where: { isBeside($0, span) }), rules.allow(.durationCue) {
      if isSpared(span, cues, cue) { return nil }
      return .duration(cue: cue.range, confidence: isTitle ? .medium : .high)
    }
    if let cue = lack(span, cues) { return .duration(cue: cue, confidence: .low) }
    let all = reading.clauses.cues(in: sentence)
    guard span.before == .lasting || isClause(span, index), rules.allow(.lastingCue) else { return nil }
    let near = trouble.first ?? all.first { $0.cue == .outage || $0.cue == .degradation || $0.cue == .duration }
    let over = cues.first { $0.cue == .recovery }
    guard let cue = near ?? (span.before == .lasting ? over : nil) else { return nil }
    guard !all.contains(where: isOtherOccasion) else { return nil }
    return .duration(cue: cue.range, confidence: trouble.isEmpty || isTitle ? .medium : .high)
  }

  /// "Two weeks without one message", 三天没有信号: what is not there is what failed; it is another
  /// thing to go two weeks without trouble, or without a word from somebody.
  private func lack(_ span: SpanPhrase, _ cues: [CueHit]) -> Range<Int>? {
    guard rules.allow(.lack),
      let lack = cues.first(where: { hit in
        hit.cue == .negation && (0...1).contains(hit.range.lowerBound - span.range.upperBound)
          && ["without", "没有"].contains(reading.document.string(hit.range).lowercased())
      }), !cues.contains(where: { $0.range.lowerBound >= lack.range.upperBound })
    else { return nil }
    let missing = reading.document.string(
      lack.range.upperBound..<min(lack.range.upperBound + 32, reading.document.text.count))
    return Durations.silence.contains(where: missing.lowercased().contains) ? nil : lack.range
  }

  /// "Three weeks without an outage".
  private func isSpared(_ span: SpanPhrase, _ cues: [CueHit], _ trouble: CueHit) -> Bool {
    rules.allow(.lack)
      && cues.contains { hit in
        hit.cue == .negation && hit.range.lowerBound >= span.range.upperBound
          && hit.range.upperBound <= trouble.range.lowerBound
          && ["without", "没有"].contains(reading.document.string(hit.range).lowercased())
      }
  }

  private static let silence = [
    "word", "answer", "repl", "news", "response", "update", "回复", "回应", "消息", "答复", "解释", "更新",
  ]

  /// Whether a word for the trouble stands right beside a figure, with no more than a few words between.
  private func isBeside(_ hit: CueHit, _ span: SpanPhrase) -> Bool {
    if isFigureOfSpeech(span), span.before != .lasting { return false }
    // "A three-hour outage": an attribute speaks of what is behind it.
    if isAttribute(span), hit.range.upperBound <= span.range.lowerBound { return false }
    let reach = span.before == .lasting ? 200 : 40
    if hit.range.lowerBound >= span.range.upperBound { return hit.range.lowerBound - span.range.upperBound <= reach }
    return span.range.lowerBound >= hit.range.upperBound && span.range.lowerBound - hit.range.upperBound <= reach
  }

  /// A day and a minute are figures of speech as often as figures.
  private func isFigureOfSpeech(_ span: SpanPhrase) -> Bool {
    let words = reading.document.string(span.range).lowercased()
    return span.minutes <= 1 && !words.contains(where: \.isNumber)
      || span.minutes == 1440 && ["a day", "one day", "一天"].contains(words)
  }

  private func isAttribute(_ span: SpanPhrase) -> Bool {
    reading.document.text[span.range].contains(0x2D) && span.low == nil
  }

  /// Whether a figure is all that its clause says: "Two hours and more, which is a long time".
  private func isClause(_ span: SpanPhrase, _ index: Int) -> Bool {
    span.minutes < 1440 && reading.clauses.all[index].range.count <= span.range.count + 8
  }

  /// "Restored after 50 minutes" is a duration where the outage is what came before; "20 minutes after
  /// the company spoke, service came back for some" is a step of its own.
  private func later(
    _ span: SpanPhrase, _ cues: [CueHit], _ sentence: Range<Int>, _ index: Int, _ block: Int
  ) -> Found? {
    // A span set off by a comma speaks for the clause behind it.
    var told = cues.filter { $0.range.lowerBound >= span.range.upperBound }
    if told.isEmpty, sentence.contains(index + 1) {
      told = Array(reading.clauses.cues(in: reading.clauses.all[index + 1]))
    }
    guard !(told + cues).contains(where: isOtherOccasion) else { return nil }
    let earlier = reading.clauses.cues(in: sentence).filter { $0.range.upperBound <= span.range.lowerBound }
    let clause = reading.clauses.all[index].range
    // "Less than 24 hours after the launch": how far off, not how long.
    let isDistance =
      span.after == .later && told.allSatisfy { $0.cue != .recovery && $0.cue != .resolution && $0.cue != .partial }
    if isDistance, reading.document.string(clause).contains(" after ") { return nil }
    let isTitle = reading.document.blocks[block].kind == .title
    let spoke = earlier.first { $0.cue == .acknowledgement || $0.cue == .outage }?.cue == .acknowledgement
    if !isTitle, spoke, let recovery = (told + cues).first(where: reading.tellsRecovery) {
      let partial = told.contains { $0.cue == .partial }
      return .elapsed(partial ? .partiallyRecovered : .recovered, cue: recovery.range, after: .acknowledged)
    }
    if let outage = earlier.last(where: { $0.cue == .outage && clause.contains($0.range.lowerBound) }) {
      return .duration(cue: outage.range, confidence: .high)
    }
    if isFigureOfSpeech(span) { return nil }
    // "Down 24 hours after the launch", 上线 24 小时后宕机: how far off.
    if span.after == .later, told.first.map({ $0.cue == .outage }) ?? false { return nil }
    if span.before == .later, let outage = told.first(where: { $0.cue == .outage }) {
      return .duration(cue: outage.range, confidence: .high)  // "after 150 minutes of downtime"
    }
    guard let recovery = (told + cues).first(where: reading.tellsRecovery) else { return nil }
    if let outage = earlier.last(where: { $0.cue == .outage }) {
      return .duration(cue: outage.range, confidence: .high)
    }
    return .duration(cue: recovery.range, confidence: isTitle || span.before == .later ? .medium : .low)
  }
}
