import PostmortemPlugin

/// Which durations are how long the outage lasted, and which tell a later step.
struct Durations {
  private let reading: Reading
  private let lines: [BlockTimes]
  private let elsewhere: Set<Int>
  private let rules: Rules

  init(_ reading: Reading, lines: [BlockTimes], elsewhere: Set<Int>, rules: Rules) {
    self.rules = rules
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

  /// How long it lasted, as often as the page says it.
  func claims() -> [Claim] {
    spans.compactMap { span, block in
      guard case .duration(let cue, let confidence) = found(span, block) else { return nil }
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
    // Months and years are ages and statistics; "ago", "every" and "within" count something else.
    guard span.minutes <= 31 * 1440, span.before != .rate, span.after != .rate, span.after != .ago, span.before != .by,
      let index = reading.clauses.index(at: span.range.lowerBound),
      let sentence = reading.clauses.nearby(span.range.lowerBound),
      !elsewhere.contains(reading.clauses.all[index].sentence.lowerBound),
      !reading.clauses.cues(in: sentence).contains(where: { $0.cue == .statistic })
    else { return nil }
    let cues = Array(reading.clauses.cues(in: reading.clauses.all[index]))
    if span.after == .later || span.before == .later { return later(span, cues, sentence, index, block) }
    guard !cues.contains(where: { isOtherOccasion($0) }) else { return nil }
    if let cue = cues.first(where: { $0.cue == .outage }) ?? cues.first(where: { $0.cue == .degradation }) {
      return .duration(cue: cue.range, confidence: .high)
    }
    if span.before == .lasting || cues.contains(where: { $0.cue == .recovery }) {
      let all = reading.clauses.cues(in: sentence)
      if let cue = all.first(where: { $0.cue == .outage }) ?? cues.first(where: { $0.cue == .recovery }) {
        return .duration(cue: cue.range, confidence: .medium)
      }
    }
    return nil
  }

  private func isOtherOccasion(_ hit: CueHit) -> Bool {
    hit.cue == .background || hit.cue == .promise || hit.cue == .planned
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
    guard !told.contains(where: isOtherOccasion) else { return nil }
    let earlier = reading.clauses.cues(in: sentence).filter { $0.range.upperBound <= span.range.lowerBound }
    let clause = reading.clauses.all[index].range
    if let outage = earlier.last(where: { $0.cue == .outage && clause.contains($0.range.lowerBound) }) {
      return .duration(cue: outage.range, confidence: .high)
    }
    if span.before == .later, let outage = told.first(where: { $0.cue == .outage }) {
      return .duration(cue: outage.range, confidence: .high)  // "after 150 minutes of downtime"
    }
    guard let recovery = (told + cues).first(where: reading.tellsRecovery) else { return nil }
    let isTitle = reading.document.blocks[block].kind == .title
    if !isTitle, earlier.contains(where: { $0.cue == .acknowledgement }) {
      let partial = told.contains { $0.cue == .partial }
      return .elapsed(partial ? .partiallyRecovered : .recovered, cue: recovery.range, after: .acknowledged)
    }
    if let outage = earlier.last(where: { $0.cue == .outage }) {
      return .duration(cue: outage.range, confidence: .high)
    }
    return .duration(cue: recovery.range, confidence: isTitle || span.before == .later ? .medium : .low)
  }
}
