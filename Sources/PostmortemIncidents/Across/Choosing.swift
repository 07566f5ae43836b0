import PostmortemPlugin

/// One page's value of a field, on the way to the row's.
struct Candidate<Value: Sendable>: Sendable {
  let value: Value
  let text: String
  let evidence: [Int]
  let telling: Merging.Telling
  /// Whether the page says it, or it follows from what is said.
  var isSaid = true
  /// How exact it is: the larger the more.
  var exactness = 0
}

/// Chooses among values that pages disagree on, and says by which rule.
struct Choice<Value: Sendable> {
  let best: Candidate<Value>
  /// All that agree with it, itself first.
  let agreeing: [Candidate<Value>]
  let settlement: Row.Settlement

  /// Said before worked out; the provider before the press before the crowd; more exact before vaguer; more
  /// independent sources; the later page. What still is even is decided by content, so that no order counts.
  private static var rules: [String] {
    [
      "said before worked out", "the provider's word before the press's, and the press's before the crowd's",
      "the more exact", "more sources", "the later page", "the first in the order of contents",
    ]
  }

  /// - Parameters:
  ///   - candidates: in any order; at least one, or nothing is chosen.
  ///   - agrees: whether two values are the same as far as both go.
  init?(field: String, _ candidates: [Candidate<Value>], agrees: (Value, Value) -> Bool) {
    func support(_ candidate: Candidate<Value>) -> Int {
      Set(candidates.filter { agrees(candidate.value, $0.value) }.map(\.telling.origin)).count
    }
    let ranked = candidates.map { candidate -> (rank: [Int], candidate: Candidate<Value>) in
      let observation = candidate.telling.observation
      return (
        [
          candidate.isSaid ? 1 : 0, observation.authority.rawValue, candidate.exactness, support(candidate),
          observation.told ?? .min,
        ], candidate
      )
    }.sorted { a, b in
      a.rank != b.rank
        ? b.rank.lexicographicallyPrecedes(a.rank)
        : a.candidate.telling.observation.key < b.candidate.telling.observation.key
    }
    guard let first = ranked.first else { return nil }
    best = first.candidate
    let chosen = best
    let same = ranked.filter { agrees(chosen.value, $0.candidate.value) }.map(\.candidate)
    agreeing = same
    let others = ranked.filter { !agrees(chosen.value, $0.candidate.value) }
    var rivals: [Row.Word] = []
    for other in others where !rivals.contains(where: { $0.text == other.candidate.text }) {
      let alike = others.filter { $0.candidate.text == other.candidate.text }
      rivals.append(
        Row.Word(
          text: other.candidate.text, support: Set(alike.map(\.candidate.telling.origin)).count,
          evidence: alike.flatMap(\.candidate.evidence)))
    }
    let sources = Set(same.map(\.telling.origin)).count
    var rule = sources > 1 ? "the sources agree" : "the only source"
    if let rival = others.first {
      let place = zip(first.rank, rival.rank).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      rule = Choice.rules[place ?? Choice.rules.count - 1]
    }
    settlement = Row.Settlement(
      field: field, rule: rule,
      chosen: Row.Word(text: chosen.text, support: sources, evidence: same.flatMap(\.evidence)), rivals: rivals)
  }

  /// The evidence of the value and of all that agrees with it.
  var evidence: [Int] { agreeing.flatMap(\.evidence) }
}
