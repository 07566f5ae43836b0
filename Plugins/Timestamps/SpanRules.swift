import PostmortemPlugin

/// Which durations are how long the outage lasted.
struct SpanRules: Sendable {
  let reading: Reading

  /// What a duration tells.
  enum Found: Sendable {
    /// How long it lasted, with the cue that says so.
    case duration(cue: Range<Int>, confidence: Confidence)
    /// Something that happened so long after an event told before.
    case elapsed(Phase, cue: Range<Int>, after: Phase)
  }

  func found(_ span: SpanPhrase) -> Found? {
    // Months and years are ages and statistics; "ago", "every" and "within" count something else.
    guard span.minutes <= 31 * 1440, span.before != .rate, span.after != .rate, span.after != .ago, span.before != .by,
      let index = reading.clauses.index(at: span.range.lowerBound),
      let sentence = reading.clauses.sentence(at: span.range.lowerBound)
    else { return nil }
    let clause = reading.clauses.all[index]
    let cues = Array(reading.clauses.cues(in: clause))
    guard !cues.contains(where: { $0.cue == .background || $0.cue == .promise || $0.cue == .planned }) else { return nil }
    if span.after == .later || span.before == .later { return later(span, cues, sentence, index) }
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

  /// "Restored after 50 minutes" is a duration where the outage is what came before; "20 minutes after
  /// the company spoke, service came back for some" is a step of its own.
  private func later(_ span: SpanPhrase, _ cues: [CueHit], _ sentence: Range<Int>, _ index: Int) -> Found? {
    // A span set off by a comma speaks for the clause behind it.
    var told = cues.filter { $0.range.lowerBound >= span.range.upperBound }
    if told.isEmpty, sentence.contains(index + 1) {
      told = Array(reading.clauses.cues(in: reading.clauses.all[index + 1]))
    }
    let earlier = reading.clauses.cues(in: sentence).filter { $0.range.upperBound <= span.range.lowerBound }
    guard let recovery = (told + cues).first(where: reading.tellsRecovery) else {
      return cues.first { $0.cue == .outage }.map { .duration(cue: $0.range, confidence: .high) }
    }
    if earlier.contains(where: { $0.cue == .acknowledgement }) {
      let partial = told.contains { $0.cue == .partial }
      return .elapsed(partial ? .partiallyRecovered : .recovered, cue: recovery.range, after: .acknowledged)
    }
    if let outage = earlier.last(where: { $0.cue == .outage }) ?? cues.first(where: { $0.cue == .outage }) {
      return .duration(cue: outage.range, confidence: .high)
    }
    return .duration(cue: recovery.range, confidence: .low)
  }
}
