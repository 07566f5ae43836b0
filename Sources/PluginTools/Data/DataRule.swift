import PostmortemPlugin

/// What one rule of a data plugin asks of the place where its words or its pattern stand, and what it
/// says of them.
struct DataRule: Sendable {
  /// How far around the words the cues are looked for.
  enum Reach: String, CaseIterable, Sendable { case clause, sentence }

  let name: String
  let field: Field
  var near: Set<Cue> = []
  var notNear: Set<Cue> = []
  var reach = Reach.sentence
  var role: Role?
  var language: Language?
  var exactCase = false
  var confidence = Confidence.high

  /// The claim that a place gives, if the context is right. The cue it needed is quoted too.
  func claim(_ value: String, at range: Range<Int>, in reading: Reading) -> Claim? {
    guard !value.isEmpty, language == nil || language == reading.document.language else { return nil }
    let cues = cues(around: range, in: reading)
    if cues.contains(where: { notNear.contains($0.cue) }) { return nil }
    var quotes = [reading.document.quote(range)]
    if !near.isEmpty {
      guard let cue = cues.first(where: { near.contains($0.cue) }) else { return nil }
      quotes.append(reading.document.quote(cue.range))
    }
    return Claim(field, .term(value), quotes: quotes, role: role, rule: name, confidence: confidence)
  }

  private func cues(around range: Range<Int>, in reading: Reading) -> ArraySlice<CueHit> {
    guard !near.isEmpty || !notNear.isEmpty else { return [] }
    switch reach {
    case .clause: return reading.clauses.clause(near: range).map { reading.clauses.cues(within: $0.range) } ?? []
    case .sentence: return reading.clauses.nearby(range.lowerBound).map { reading.clauses.cues(in: $0) } ?? []
    }
  }
}

/// A rule whose words are found by a pattern.
struct PatternRule: Sendable {
  let rule: DataRule
  let pattern: Pattern
  /// The texts of which one must stand where the pattern is tried, in small letters.
  let needs: [[UInt8]]
  let value: Template
}
