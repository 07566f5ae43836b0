import PostmortemPlugin

/// Steps that a page tells without a time: "service has been restored". They say that it happened,
/// and nothing about when.
struct Wordings {
  private let reading: Reading
  private let timed: Set<Int>

  init(_ reading: Reading, timed: Set<Int>) {
    self.reading = reading
    self.timed = timed
  }

  /// The last untimed recovery, and whether the trouble is said to go on.
  func claims() -> [Claim] {
    var recovery: Claim?
    var ongoing: Claim?
    for clause in reading.clauses.all where reading.document.isOwn(block: clause.block) && !timed.contains(clause.block) {
      let cues = Array(reading.clauses.cues(in: clause))
      let kinds = Set(cues.map(\.cue))
      guard kinds.isDisjoint(with: [.negation, .promise, .background, .closure, .planned]) else { continue }
      if let hit = cues.first(where: { $0.cue == .recovery || $0.cue == .resolution }), isTelling(hit) {
        recovery = event(kinds.contains(.partial) ? .partiallyRecovered : .recovered, hit)
      } else if kinds.contains(.now), let hit = cues.first(where: { $0.cue == .outage }) {
        ongoing = Claim(
          .status, .term("ongoing"), quotes: [reading.document.quote(hit.range)], rule: "still", confidence: .low)
      }
    }
    return [recovery, ongoing].compactMap { $0 }
  }

  /// "Until" and "over" end many things; only plain words of recovery count without a time.
  private func isTelling(_ hit: CueHit) -> Bool {
    let words = reading.document.string(hit.range).lowercased()
    return ["restor", "recover", "back", "fix", "resolv", "normal", "again", "恢复", "修复", "解决", "正常"]
      .contains { words.contains($0) }
  }

  private func event(_ phase: Phase, _ hit: CueHit) -> Claim {
    Claim(
      .time, .event(phase, Moment(date: nil, precision: .day)), quotes: [reading.document.quote(hit.range)],
      rule: "untimed", confidence: .low)
  }
}
