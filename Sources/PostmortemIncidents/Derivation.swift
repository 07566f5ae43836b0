import PostmortemPlugin

/// What follows from a page's cells and is not said by it. Always marked derived, always with the
/// evidence of all it follows from.
enum Derivation {
  /// Adds the beginning that follows from the end and the duration, or the reverse.
  static func complete(_ timeline: [Incident.Milestone], duration: Incident.SpanCell?) -> [Incident.Milestone] {
    guard let duration, duration.span.kind == .stated else { return timeline }
    let seconds = Int(duration.span.minutes * 60)
    func entry(_ phase: Phase) -> Incident.Milestone? { timeline.first { $0.phase == phase } }
    let start = entry(.started)
    let end = entry(.recovered)
    if start?.moment.clock == nil, let end, let moment = end.moment.shifted(by: -seconds, of: duration.span) {
      guard start?.moment.date == nil || start?.moment.date == moment.date else { return timeline }
      return replacing(.started, in: timeline, with: moment, from: end, and: duration)
    }
    // Without a word that it is over, the duration may be one so far.
    if let end, end.moment.clock == nil, let start, let moment = start.moment.shifted(by: seconds, of: duration.span) {
      guard end.moment.date == nil || end.moment.date == moment.date else { return timeline }
      return replacing(.recovered, in: timeline, with: moment, from: start, and: duration)
    }
    return timeline
  }

  /// Nobody finds or explains what has not begun: a step that is told to lie before the beginning, on the
  /// same day or the one before, bounds it.
  static func bounded(_ timeline: [Incident.Milestone]) -> [Incident.Milestone] {
    guard let start = timeline.first(where: { $0.phase == .started }), start.moment.kind == .declared,
      let begun = start.moment.instant
    else { return timeline }
    let steps = timeline.filter { step in
      [.detected, .identified].contains(step.phase) && step.moment.kind == .declared
        && step.moment.instant.map { (1...86_400).contains(begun - $0) } ?? false
    }
    guard let first = steps.min(by: { $0.moment.instant! < $1.moment.instant! }) else { return timeline }
    var moment = first.moment
    moment.kind = .derived
    moment.latest = moment.instant
    moment.earliest = nil
    let entry = Incident.Milestone(
      phase: .started, moment: moment, text: first.text,
      evidence: Array(first.evidence.prefix(1)) + start.evidence.prefix(1))
    return timeline.map { $0.phase == .started ? entry : $0 }
  }

  private static func replacing(
    _ phase: Phase, in timeline: [Incident.Milestone], with moment: Moment, from other: Incident.Milestone,
    and duration: Incident.SpanCell
  ) -> [Incident.Milestone] {
    let said = timeline.first { $0.phase == phase }
    let evidence = other.evidence.prefix(1) + duration.evidence.prefix(1) + (said?.evidence ?? [])
    let entry = Incident.Milestone(
      phase: phase, moment: moment, text: "\(other.text); \(duration.text)", evidence: Array(evidence))
    let all = timeline.filter { $0.phase != phase } + [entry]
    return Phase.allCases.flatMap { phase in all.filter { $0.phase == phase } }
  }

  /// So many bytes may lie between a beginning and an end that are told in one breath.
  private static let breath = 400

  /// The duration that follows from a beginning and an end told in one breath ("between 9:05 and 11:20"):
  /// those of different tellers, or of different parts of a story, need not be of one thing.
  static func duration(_ timeline: [Incident.Milestone], toldIn evidence: [Evidence]) -> Incident.SpanCell? {
    guard let cell = duration(timeline) else { return nil }
    let places = cell.evidence.compactMap { id in
      evidence.first { $0.id == id }?.claim.quotes.first { $0.place == .text }?.range.lowerBound
    }
    guard places.count == 2, abs(places[0] - places[1]) <= breath else { return nil }
    return cell
  }

  /// What lies between a beginning and an end.
  static func duration(_ timeline: [Incident.Milestone]) -> Incident.SpanCell? {
    guard let start = timeline.first(where: { $0.phase == .started }),
      let end = timeline.first(where: { $0.phase == .recovered }) ?? timeline.first(where: { $0.phase == .resolved }),
      start.moment.clock != nil, end.moment.clock != nil, start.moment.kind != .derived, end.moment.kind != .derived,
      (start.moment.instant == nil) == (end.moment.instant == nil),
      let from = start.moment.order, let to = end.moment.order, to > from
    else { return nil }
    let about = start.moment.approximate || end.moment.approximate
    let span = Span(minutes: Double(to - from) / 60, qualifier: about ? .about : .exact, kind: .derived)
    return Incident.SpanCell(
      span: span, text: "\(start.text); \(end.text)", evidence: Array(start.evidence.prefix(1)) + end.evidence.prefix(1)
    )
  }
}

extension Moment {
  /// The moment so many seconds later or earlier, marked derived. Nil where there is no clock.
  func shifted(by seconds: Int, of span: Span) -> Moment? {
    guard let date, let clock else { return nil }
    var moved = self
    let (newDate, newClock) = CivilDate.split(date.seconds(at: clock) + seconds)
    moved.date = newDate
    moved.clock = newClock
    moved.instant = instant.map { $0 + seconds }
    moved.earliest = nil
    moved.latest = nil
    if let low = span.low, let instant = moved.instant {
      let slack = Int((span.minutes - low) * 60)
      (moved.earliest, moved.latest) = seconds < 0 ? (instant, instant + slack) : (instant - slack, instant)
    }
    moved.approximate = approximate || span.qualifier != .exact || span.low != nil
    moved.kind = .derived
    return moved
  }
}
