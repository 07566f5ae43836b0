import PostmortemPlugin

/// Where one page disagrees with itself.
enum Conflicts {
  /// Every conflict in the order of the timeline, then the duration's.
  static func all(
    _ timeline: [Incident.Milestone], stated: Incident.SpanCell?, _ evidence: [Evidence], in document: Document
  ) -> [Incident.Conflict] {
    timeline.flatMap { clocks($0) + zone($0) + weekday($0) } + duration(timeline, stated)
      + headline(evidence, in: document)
  }

  /// A headline that gives another duration than the text.
  private static func headline(_ evidence: [Evidence], in document: Document) -> [Incident.Conflict] {
    let told = evidence.compactMap { item -> (span: Span, id: Int, isTitle: Bool, isSure: Bool)? in
      guard case .duration(let span) = item.claim.value, item.claim.polarity == .affirmed,
        item.claim.confidence > .low, item.claim.modality != .promised,
        let quote = item.claim.quotes.first(where: { $0.place == .text }),
        let block = document.block(at: quote.range.lowerBound)
      else { return nil }
      return (span, item.id, document.blocks[block].kind == .title, item.claim.confidence == .high)
    }
    guard let title = told.first(where: \.isTitle), let text = told.first(where: { !$0.isTitle && $0.isSure }),
      !title.span.isCompatible(with: text.span), abs(title.span.minutes - text.span.minutes) > 10
    else { return [] }
    return [
      Incident.Conflict(
        field: "duration",
        values: ["\(minutes(title.span)) (headline)", "\(minutes(text.span)) (text)"], evidence: [title.id, text.id])
    ]
  }

  private static func minutes(_ span: Span) -> String { "\(plain(span.minutes.rounded())) min" }

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

  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  /// A weekday beside a date that fell on another.
  private static func weekday(_ milestone: Incident.Milestone) -> [Incident.Conflict] {
    guard let written = milestone.moment.wrongWeekday, let date = milestone.moment.date,
      weekdays.indices.contains(written - 1)
    else { return [] }
    return [
      Incident.Conflict(
        field: "weekday", values: [weekdays[written - 1], "\(date) was a \(weekdays[date.weekday - 1])"],
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
          "\(minutes(stated.span)) (stated)", "\(minutes(between.span)) (end less beginning)",
        ],
        evidence: Array(stated.evidence.prefix(1)) + between.evidence)
    ]
  }
}
