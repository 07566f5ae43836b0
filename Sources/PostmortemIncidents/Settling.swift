import PostmortemPlugin

/// From many claims to one value: the rules by which one page's evidence becomes the cells of an
/// incident. Pure functions; the order of the evidence decides nothing but ties.
enum Settling {
  /// One cell for each thing named, in the order of role and then of first mention.
  static func cells<Value: Sendable & Hashable>(
    _ evidence: [Evidence], key: (Value) -> String, value: (Claim) -> Value?
  ) -> [Incident.Cell<Value>] {
    var order: [String] = []
    var groups: [String: [(value: Value, evidence: Evidence)]] = [:]
    for item in evidence where item.claim.modality != .promised {
      guard let found = value(item.claim) else { continue }
      let name = key(found)
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append((found, item))
    }
    let cells = order.map { name -> Incident.Cell<Value> in
      let group = groups[name]!
      let role = settledRole(group.map(\.evidence.claim))
      let support = group.filter { ($0.evidence.claim.role ?? .affected) == role }
      return Incident.Cell(value: support[0].value, role: role, evidence: support.map(\.evidence.id))
    }
    return Role.allCases.flatMap { role in cells.filter { $0.role == role } }
  }

  /// The strongest claim decides; of equally sure ones, the role that says most.
  private static func settledRole(_ claims: [Claim]) -> Role {
    let telling: [Role] = [
      .affected, .unaffected, .location, .supplier, .beneficiary, .channel, .owner, .background, .mentioned,
    ]
    // A low reading of "affected" must not outrank a clear reading of anything else but a bare mention.
    let clear = claims.filter { $0.confidence > .low && $0.role != .mentioned }
    let deciding = clear.isEmpty ? claims : clear
    return telling.first { role in deciding.contains { ($0.role ?? .affected) == role } } ?? .mentioned
  }

  /// At most one milestone a phase.
  static func timeline(_ evidence: [Evidence]) -> [Incident.Milestone] {
    let events = evidence.compactMap { Event($0) }
    let partial = Set(events.filter { $0.phase == .partiallyRecovered }.compactMap(\.moment.order))
    let lastRecovery = events.filter { $0.phase == .recovered }.compactMap(\.moment.order).max()
    return Phase.allCases.compactMap { phase in
      var candidates = events.filter { $0.phase == phase }
      if phase == .recovered, let lastRecovery {
        // "Down until 2:30" and "back for some at 2:30, for all at 2:48" are one story: what one
        // sentence calls partial is not the end where a later end is told.
        candidates.removeAll { event in
          event.moment.order.map { partial.contains($0) && $0 < lastRecovery } ?? false
        }
      }
      let latest = captures(in: evidence).min { $0.instant < $1.instant }
      return best(candidates, latestWins: phase == .recovered || phase == .resolved)
        .map { beside(recorded(candidates) + [latest].compactMap { $0 }, $0) }
    }
  }

  /// One event claim.
  private struct Event {
    let phase: Phase
    let moment: Moment
    let evidence: Evidence

    init?(_ evidence: Evidence) {
      guard case .event(let phase, let moment) = evidence.claim.value, evidence.claim.polarity == .affirmed,
        evidence.claim.modality != .promised
      else { return nil }
      self.phase = phase
      self.moment = moment
      self.evidence = evidence
    }

    /// How much the event tells: a known time before an unknown one, said before worked out, sure
    /// before unsure, exact before vague.
    var rank: [Int] {
      [
        moment.clock == nil && moment.instant == nil ? (moment.date == nil ? 0 : 1) : 2,
        moment.kind == .derived ? 0 : 1,
        evidence.claim.confidence == .high ? 2 : evidence.claim.confidence == .medium ? 1 : 0,
        moment.approximate ? 0 : 1,
        moment.precision <= .minute ? 1 : 0,
      ]
    }
  }

  /// What machines recorded for a phase.
  private static func recorded(_ events: [Event]) -> [(instant: Int, evidence: Int, isCapture: Bool)] {
    events.filter { $0.moment.kind == .recorded }.compactMap { event in
      event.moment.instant.map { ($0, event.evidence.id, false) }
    }
  }

  /// When the page was captured: nothing it tells can be later.
  private static func captures(in evidence: [Evidence]) -> [(instant: Int, evidence: Int, isCapture: Bool)] {
    evidence.compactMap { item in
      guard item.claim.field == .captured, case .moment(let moment) = item.claim.value else { return nil }
      return moment.instant.map { ($0, item.id, true) }
    }
  }

  /// A declared time with the machines' clocks beside it. They agree within a quarter of an hour, or
  /// an hour where the words are vague.
  private static func beside(
    _ records: [(instant: Int, evidence: Int, isCapture: Bool)], _ milestone: Incident.Milestone
  ) -> Incident.Milestone {
    guard milestone.moment.kind == .declared, let declared = milestone.moment.instant else { return milestone }
    let slack = milestone.moment.approximate || milestone.moment.precision >= .hour ? 3600 : 900
    var milestone = milestone
    milestone.records = records.compactMap { record in
      if record.isCapture, record.instant >= declared - slack { return nil }
      return Incident.Record(
        instant: record.instant, minutesAfter: Double(record.instant - declared) / 60,
        agrees: !record.isCapture && abs(record.instant - declared) <= slack, evidence: record.evidence)
    }
    return milestone
  }

  private static func best(_ events: [Event], latestWins: Bool) -> Incident.Milestone? {
    guard var choice = events.first else { return nil }
    for event in events.dropFirst() {
      if event.rank.lexicographicallyPrecedes(choice.rank) { continue }
      // "About 11:40 a.m. Eastern (15:40 UTC)": one instant, and its first telling says how sure it is.
      if choice.moment.instant != nil, choice.moment.instant == event.moment.instant { continue }
      if choice.rank.lexicographicallyPrecedes(event.rank) {
        choice = event
      } else if let a = choice.moment.order, let b = event.moment.order, latestWins ? b > a : b < a {
        choice = event
      }
    }
    let agreeing = events.filter { $0.moment.agrees(with: choice.moment) }
    let ids = [choice.evidence.id] + agreeing.map(\.evidence.id).filter { $0 != choice.evidence.id }
    return Incident.Milestone(
      phase: choice.phase, moment: choice.moment, text: choice.evidence.claim.quotes[0].text, evidence: ids)
  }

  /// The duration to show: said before worked out, a figure before a bound, the title's and the
  /// page's latest words first.
  /// - Parameter room: how many minutes it can have lasted at most.
  static func duration(_ evidence: [Evidence], within room: Double?) -> Incident.SpanCell? {
    var choice: (rank: [Int], evidence: Evidence, span: Span)?
    for item in evidence {
      guard case .duration(let span) = item.claim.value, item.claim.polarity == .affirmed,
        span.minutes <= room ?? .infinity
      else { continue }
      let rank = [
        item.claim.confidence == .high ? 2 : item.claim.confidence == .medium ? 1 : 0,
        span.low == nil ? 1 : 0,
        span.qualifier == .exact || span.qualifier == .about ? 1 : 0,
      ]
      if choice == nil || choice!.rank.lexicographicallyPrecedes(rank) { choice = (rank, item, span) }
    }
    guard let choice else { return nil }
    let same = evidence.filter {
      if case .duration(let span) = $0.claim.value { return span.minutes == choice.span.minutes && span.low == nil }
      return false
    }
    let ids = [choice.evidence.id] + same.map(\.id).filter { $0 != choice.evidence.id }
    return Incident.SpanCell(span: choice.span, text: choice.evidence.claim.quotes[0].text, evidence: ids)
  }
}

extension Settling {
  /// The minutes from the beginning that is told to the end of the day of writing, wherever on earth: a page
  /// cannot tell of a longer outage. Nil where either is unknown.
  static func room(
    after timeline: [Incident.Milestone], before document: Document, _ evidence: [Evidence]
  ) -> Double? {
    let modified = evidence.compactMap { item -> CivilDate? in
      guard item.claim.field == .modified, case .moment(let moment) = item.claim.value else { return nil }
      return moment.date
    }
    guard let start = timeline.first(where: { $0.phase == .started })?.moment, start.kind == .declared,
      start.precision <= .day, let begun = start.date,
      let written = ([document.published?.date].compactMap { $0 } + modified).max(), written >= begun
    else { return nil }
    return Double(written.daysSince1970 - begun.daysSince1970 + 1) * 1440 + 14 * 60
  }
}

extension Moment {
  /// Whether two tellings are of the same time, as far as both go.
  func agrees(with other: Moment) -> Bool {
    if let instant, let theirs = other.instant { return instant == theirs }
    return date == other.date && clock == other.clock
  }
}
