/// A point in time as a page tells it, never more exact than the page.
///
/// A day is a day, not a midnight; a clock without a zone has no instant; whatever was worked out
/// and not said is marked `derived`.
public struct Moment: Sendable, Hashable {
  /// What the page's words resolve, coarsest last.
  public enum Precision: String, Sendable, CaseIterable, Comparable {
    case second, minute, hour, day, month, year

    private var rank: Int { Precision.allCases.firstIndex(of: self)! }
    public static func < (a: Precision, b: Precision) -> Bool { a.rank < b.rank }
  }

  /// Who set the clock.
  public enum Kind: String, Sendable {
    /// People said it.
    case declared
    /// A machine wrote it down.
    case recorded
    /// The page's own date.
    case published
    /// Worked out from other times or durations.
    case derived
  }

  /// Where the zone came from.
  public enum ZoneSource: String, Sendable {
    case written, page, provider, region, corroborated, assumed
  }

  /// The day on the page's own calendar; nil where no day is known.
  public var date: CivilDate?
  /// The time of day on the page's own clock; nil where only the day is known.
  public var clock: Clock?
  /// Seconds since 1970 UTC; nil where the zone or the clock is unknown.
  public var instant: Int?
  /// Bounds in seconds since 1970 UTC, where the words give them.
  public var earliest: Int?
  public var latest: Int?
  /// The IANA name (`America/Los_Angeles`, `UTC`), a fixed `±hh:mm`, or nil.
  public var zone: String?
  public var zoneSource: ZoneSource?
  /// What the zone could be while it stays ambiguous.
  public var zoneCandidates: [String]
  /// Whether the zone's name says standard time where daylight time was kept, or the reverse ("PST" in
  /// July). The zone's own rules count.
  public var zoneMismatch = false
  /// The weekday that is written beside the date and is not its own, 1 for Monday.
  public var wrongWeekday: Int?
  public var precision: Precision
  /// For "about", "shortly after".
  public var approximate: Bool
  public var kind: Kind

  public init(
    date: CivilDate?, clock: Clock? = nil, instant: Int? = nil, earliest: Int? = nil, latest: Int? = nil,
    zone: String? = nil, zoneSource: ZoneSource? = nil, zoneCandidates: [String] = [],
    precision: Precision, approximate: Bool = false, kind: Kind = .declared
  ) {
    self.date = date
    self.clock = clock
    self.instant = instant
    self.earliest = earliest
    self.latest = latest
    self.zone = zone
    self.zoneSource = zoneSource
    self.zoneCandidates = zoneCandidates
    self.precision = precision
    self.approximate = approximate
    self.kind = kind
  }

  /// A moment read from a machine's clock.
  public init(recorded instant: Int, precision: Precision = .second) {
    let (date, clock) = CivilDate.split(instant)
    self.init(
      date: date, clock: clock, instant: instant, zone: "UTC", zoneSource: .written, precision: precision,
      kind: .recorded)
  }

  /// The time as text: RFC 3339 in UTC where the instant is known (`2014-02-22T19:00:00Z`), a local
  /// date-time without offset where the zone is not, a bare `2014-02-22`, `2014-02` or `2014` where
  /// only that much is known, nil where there is a clock and no day.
  public var text: String? {
    if let instant {
      let (date, clock) = CivilDate.split(instant)
      return "\(date)T\(clock)Z"
    }
    guard let date else { return nil }
    switch precision {
    case .year: return pad(date.year, 4)
    case .month: return pad(date.year, 4) + "-" + pad(date.month, 2)
    default: return clock.map { "\(date)T\($0)" } ?? "\(date)"
    }
  }

  /// The time on the page's own clock: as `text`, but with the page's own offset where it writes one
  /// (`2015-05-27T20:15:00+08:00`), so that the day is the page's day.
  public var ownText: String? {
    guard let date, let clock, let zone, zone.hasPrefix("+") || zone.hasPrefix("-") else { return text }
    return "\(date)T\(clock)\(zone)"
  }

  /// The instant of a bound as text.
  public static func text(ofInstant instant: Int) -> String {
    let (date, clock) = CivilDate.split(instant)
    return "\(date)T\(clock)Z"
  }

  /// A number that orders moments on one time line as well as they can be: the instant, else the
  /// local time read as UTC.
  public var order: Int? { instant ?? date?.seconds(at: clock) }
}

/// The milestones of an incident. Terms and definitions: README of Timestamps.
public enum Phase: String, Sendable, CaseIterable {
  case triggered, started, detected, acknowledged, identified, mitigated
  case partiallyRecovered = "partially-recovered"
  case recovered, resolved, explained
}
