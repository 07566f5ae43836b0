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

  /// The last untimed recovery where no timed one is told.
  func claims(beside others: [Claim]) -> [Claim] {
    var recovery: Claim?
    for clause in reading.clauses.all
    where reading.document.isOwn(block: clause.block) && !timed.contains(clause.block)
      && reading.document.blocks[clause.block].kind != .state
    {
      let cues = Array(reading.clauses.cues(in: clause))
      let kinds = Set(cues.map(\.cue))
      guard kinds.isDisjoint(with: [.negation, .promise, .background, .closure, .planned]) else { continue }
      if let hit = cues.first(where: { $0.cue == .recovery || $0.cue == .resolution }),
        reading.isPlainRecovery(hit.range)
      {
        recovery = event(kinds.contains(.partial) ? .partiallyRecovered : .recovered, hit)
      }
    }
    let told = others.contains { $0.recovers }
    return told ? [] : [recovery].compactMap { $0 }
  }

  private func event(_ phase: Phase, _ hit: CueHit) -> Claim {
    Claim(
      .time, .event(phase, Moment(date: nil, precision: .day)), quotes: [reading.document.quote(hit.range)],
      rule: "untimed", confidence: .low)
  }
}

extension Claim {
  /// Whether the claim says that service came back for all, at some time.
  fileprivate var recovers: Bool {
    if case .event(.recovered, _) = value { return true }
    return false
  }
}

extension Reading {
  /// Whether words say by themselves that it works again. "Until" and "over" end many things.
  func isPlainRecovery(_ cue: Range<Int>) -> Bool {
    let words = document.string(cue).lowercased()
    return ["restor", "recover", "back", "fix", "resolv", "normal", "again", "up and running", "恢复", "修复", "解决", "正常"]
      .contains { words.contains($0) }
  }
}
