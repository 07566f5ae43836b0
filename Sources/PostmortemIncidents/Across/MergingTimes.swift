import PostmortemPlugin

extension Merging {
  func milestone(_ phase: Phase, _ settlements: inout [Row.Settlement]) -> Incident.Milestone? {
    let candidates = tellings.compactMap { telling -> Candidate<Incident.Milestone>? in
      guard let told = telling.observation.incident.milestone(phase) else { return nil }
      let own = Incident.Milestone(
        phase: phase, moment: told.moment, text: told.text, evidence: telling.ids(told.evidence),
        records: told.records.map { $0.moved(by: telling.offset) })
      let text = told.moment.text ?? told.text
      return Candidate(
        value: own, text: told.moment.isBound ? "≤ \(text)" : text, evidence: own.evidence, telling: telling,
        isSaid: told.moment.kind != .derived, exactness: told.moment.exactness)
    }
    guard let choice = Choice(field: phase.rawValue, candidates, agrees: { $0.moment.isCompatible(with: $1.moment) })
    else { return nil }
    settlements.append(choice.settlement)
    let best = choice.best.value
    var records: [Incident.Record] = []
    for record in choice.agreeing.flatMap(\.value.records)
    where !records.contains(where: { $0.instant == record.instant }) {
      records.append(record)
    }
    return Incident.Milestone(
      phase: phase, moment: best.moment, text: best.text, evidence: choice.evidence, records: records)
  }

  /// What is stated; else what lies between the row's own beginning and end.
  func duration(_ settlements: inout [Row.Settlement], _ timeline: [Incident.Milestone]) -> Incident.SpanCell? {
    let candidates = tellings.compactMap { telling -> Candidate<Incident.SpanCell>? in
      guard let told = telling.observation.incident.duration else { return nil }
      let own = Incident.SpanCell(span: told.span, text: told.text, evidence: telling.ids(told.evidence))
      let kind = told.span.kind == .derived ? " (derived)" : ""
      return Candidate(
        value: own, text: "\(plain(told.span.minutes)) min\(kind)", evidence: own.evidence, telling: telling,
        isSaid: told.span.kind == .stated, exactness: told.span.qualifier == .exact && told.span.low == nil ? 1 : 0)
    }
    let choice = Choice(field: "duration", candidates) { $0.span.isCompatible(with: $1.span) }
    guard let choice, choice.best.isSaid else { return Derivation.duration(timeline) ?? choice?.best.value }
    settlements.append(choice.settlement)
    return Incident.SpanCell(span: choice.best.value.span, text: choice.best.value.text, evidence: choice.evidence)
  }
}

extension Incident.Record {
  func moved(by offset: Int) -> Incident.Record {
    Incident.Record(instant: instant, minutesAfter: minutesAfter, agrees: agrees, evidence: evidence + offset)
  }
}

extension Moment {
  /// Whether it only says that it was no later.
  public var isBound: Bool { kind == .derived && instant != nil && latest == instant && earliest == nil }

  /// How much it says: an instant with a clock, a clock without a zone, a day, less.
  var exactness: Int {
    let clockwise = instant != nil ? 6 : clock != nil && date != nil ? 4 : date != nil && precision <= .day ? 2 : 0
    return clockwise + (precision <= .minute && !approximate ? 1 : 0)
  }

  /// Whether two tellings leave open that they mean one time: minutes are rounded to five, "about" is good
  /// for a quarter of an hour, a day is a day in any zone.
  func isCompatible(with other: Moment) -> Bool {
    guard let mine = order, let theirs = other.order else { return true }
    if let instant, let second = other.instant {
      if isBound || other.isBound {
        let (bound, said) = isBound ? (instant, second) : (second, instant)
        return isBound && other.isBound || said <= bound + 300
      }
      return abs(instant - second) <= max(slack, other.slack)
    }
    if clock != nil, other.clock != nil, (instant == nil) != (other.instant == nil) {
      return abs(mine - theirs) <= 14 * 3600
    }
    if clock != nil, other.clock != nil { return abs(mine - theirs) <= max(slack, other.slack) }
    if precision > .day || other.precision > .day {
      return date?.year == other.date?.year
        && (precision == .year || other.precision == .year || date?.month == other.date?.month)
    }
    return abs(mine - theirs) <= 36 * 3600
  }

  private var slack: Int { precision >= .hour ? 3600 : approximate ? 900 : 300 }
}

extension Span {
  /// Whether two tellings leave open that they mean one length.
  func isCompatible(with other: Span) -> Bool {
    let (short, long) = minutes <= other.minutes ? (self, other) : (other, self)
    if short.qualifier == .atLeast || long.qualifier == .upTo { return true }
    if let low = long.low, low <= short.minutes { return true }
    let share = short.qualifier == .about || long.qualifier == .about ? 0.15 : 0.05
    return long.minutes - short.minutes <= max(5, long.minutes * share)
  }
}
