import PostmortemPlugin

/// Where one page disagrees with itself.
enum Conflicts {
  /// Every conflict in the order of the timeline, then the duration's.
  static func all(_ timeline: [Incident.Milestone], stated: Incident.SpanCell?) -> [Incident.Conflict] {
    timeline.flatMap { clocks($0) + zone($0) } + duration(timeline, stated)
  }

  /// A machine's clock that is far from the declared time.
  private static func clocks(_ milestone: Incident.Milestone) -> [Incident.Conflict] {
    let rivals = milestone.records.filter { !$0.agrees }
    guard !rivals.isEmpty, let declared = milestone.moment.text else { return [] }
    return [
      Incident.Conflict(
        field: milestone.phase.rawValue,
        values: ["\(declared) (declared)"] + rivals.map { "\(Moment.text(ofInstant: $0.instant)) (recorded)" },
        evidence: Array(milestone.evidence.prefix(1)) + rivals.map(\.evidence))
    ]
  }

  /// "Pacific Standard Time" said of a day in summer.
  private static func zone(_ milestone: Incident.Milestone) -> [Incident.Conflict] {
    guard milestone.moment.zoneMismatch, let zone = milestone.moment.zone, let date = milestone.moment.date else {
      return []
    }
    return [
      Incident.Conflict(
        field: "zone", values: [milestone.text, "the other season's time in \(zone) on \(date)"],
        evidence: Array(milestone.evidence.prefix(1)))
    ]
  }

  /// A stated duration that is not what lies between beginning and end: more than a twentieth, and more
  /// than ten minutes, apart.
  private static func duration(
    _ timeline: [Incident.Milestone], _ stated: Incident.SpanCell?
  ) -> [Incident.Conflict] {
    guard let stated, stated.span.low == nil, let between = Derivation.duration(timeline) else { return [] }
    let gap = between.span.minutes - stated.span.minutes
    let slack = max(10, stated.span.minutes / 20)
    let isBound = stated.span.qualifier == .atLeast && gap > 0 || stated.span.qualifier == .upTo && gap < 0
    guard abs(gap) > slack, !isBound || abs(gap) > stated.span.minutes else { return [] }
    return [
      Incident.Conflict(
        field: "duration",
        values: [
          "\(plain(stated.span.minutes)) min (stated)", "\(plain(between.span.minutes)) min (end less beginning)",
        ],
        evidence: Array(stated.evidence.prefix(1)) + between.evidence)
    ]
  }
}
