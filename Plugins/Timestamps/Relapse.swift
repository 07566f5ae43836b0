import PostmortemPlugin

/// A recovery that was told too early: where a later addition or line says that the trouble is back or
/// goes on, and a still later one that it is over, the first recovery was one for a time.
struct Relapse {
  /// When trouble is told after the fact, in seconds since 1970 UTC.
  private let troubles: [Int]

  init(_ reading: Reading, stamps: [Stamps.Stamp]) {
    troubles = stamps.compactMap { stamp in
      let blocks = reading.document.blocks[stamp.blocks]
      guard let first = blocks.first, let last = blocks.last,
        let from = reading.clauses.index(at: first.range.lowerBound),
        let to = reading.clauses.index(at: last.range.upperBound - 1), from <= to
      else { return nil }
      let goesOn = reading.clauses.all[from...to].contains { clause in
        let kinds = Set(reading.clauses.cues(in: clause).map(\.cue))
        return kinds.contains(.relapse)
      }
      return goesOn ? stamp.moment.instant : nil
    }
  }

  /// The claims, with each recovery before the last trouble turned into a partial one, if there is a
  /// recovery after it.
  func applied(to claims: [Claim]) -> [Claim] {
    guard let last = troubles.max(), claims.contains(where: { ($0.recovery ?? 0) >= last }) else { return claims }
    return claims.map { claim in
      guard let instant = claim.recovery, instant < last, case .event(_, let moment) = claim.value else { return claim }
      var early = claim
      early.value = .event(.partiallyRecovered, moment)
      return early
    }
  }
}

extension Claim {
  /// The instant of a recovery that the claim tells.
  fileprivate var recovery: Int? {
    guard case .event(let phase, let moment) = value, phase == .recovered || phase == .resolved else { return nil }
    return moment.instant
  }
}
