import PostmortemPlugin

/// One service disruption, as one page tells it. Every cell names the evidence it rests on, by the
/// numbers of the page's evidence.
public struct Incident: Sendable, Hashable {
  public var id: String
  /// The provider's own id of the incident, if the page carries one.
  public var official: String?
  public var title: String
  /// Affected ones first, each once; one affected in several categories once for each.
  public var services: [Cell<Service>]
  public var regions: [Cell<Region>]
  /// At most one entry a phase, in the order of `Phase`.
  public var timeline: [Milestone]
  public var duration: SpanCell?
  /// How it stood at the page's last word.
  public var status: Status
  /// What the status rests on.
  public var statusEvidence: [Int]
  /// What was wrong; nil where the page says nothing.
  public var cause: CauseCell?
  /// What set it off, where that is told beside what was wrong.
  public var trigger: CauseCell?
  /// Where the page says that the cause is not known; empty where it tells one, or says nothing.
  public var openCause: [Int]
  /// What it was not, as the page says.
  public var denied: [CauseCell]
  /// Each once, in the order of `Symptom`.
  public var symptoms: [SymptomCell]
  /// The provider's own label.
  public var severity: Extra.Value?
  /// How many were hit, and how many there are to be hit, in the page's order.
  public var impact: [AmountCell]
  /// Where the page disagrees with itself.
  public var conflicts: [Conflict]
  /// When the provider said it would speak again, and when it did.
  public var promises: [Promise]
  /// The columns of plugins that the product has no room of its own for, in the order of the columns.
  public var columns: [Extra]

  /// Something with a role.
  public struct Cell<Value: Sendable & Hashable>: Sendable, Hashable {
    public let value: Value
    public let role: Role
    public let evidence: [Int]
    /// Whether its own failure took others down.
    public var isAtFault = false
  }

  /// One step of the incident.
  public struct Milestone: Sendable, Hashable {
    public let phase: Phase
    public let moment: Moment
    /// The page's own words for the time.
    public let text: String
    public let evidence: [Int]
    /// What machines recorded for the same step, beside a time that people declared.
    public var records: [Record] = []

    /// Whether people said it, to the minute.
    public var isDeclaredToTheMinute: Bool { moment.kind == .declared && moment.precision == .minute }

    /// Evidence of machines' clocks that agree.
    public var corroboratedBy: [Int] { records.filter(\.agrees).map(\.evidence) }
    /// Evidence of machines' clocks that disagree.
    public var contradictedBy: [Int] { records.filter { !$0.agrees }.map(\.evidence) }
  }

  /// A machine's clock for a step whose time people declared.
  public struct Record: Sendable, Hashable {
    /// Seconds since 1970 UTC.
    public let instant: Int
    /// Minutes from the declared time to the recorded one.
    public let minutesAfter: Double
    /// Whether that is as close as the declared time is exact.
    public let agrees: Bool
    public let evidence: Int
  }

  /// Two things the page says that cannot both be so.
  public struct Conflict: Sendable, Hashable {
    /// `recovered`, `duration`, `zone` …
    public let field: String
    public let values: [String]
    public let evidence: [Int]
  }

  /// How long it took.
  public struct SpanCell: Sendable, Hashable {
    public let span: Span
    public let text: String
    public let evidence: [Int]
  }

  /// What brought it about.
  public struct CauseCell: Sendable, Hashable {
    /// How sure the page is.
    public enum Certainty: String, Sendable { case confirmed, suspected, denied }

    public let category: Cause.Category
    public let certainty: Certainty
    public let evidence: [Int]
  }

  /// How it showed itself.
  public struct SymptomCell: Sendable, Hashable {
    public let symptom: Symptom
    public let evidence: [Int]
  }

  /// How many or how much.
  public struct AmountCell: Sendable, Hashable {
    public let amount: Amount
    /// The page's own words.
    public let text: String
    public let evidence: [Int]
  }

  /// The provider's word that it would speak again by a time.
  public struct Promise: Sendable, Hashable {
    /// Seconds since 1970 UTC.
    public let due: Int
    /// When the next post was written; nil where the page has none.
    public let kept: Int?
    public let evidence: [Int]

    /// Minutes by which the next post was late; less than nothing where it was early. Posts are stamped to the
    /// minute, so one of the minute that was promised is in time.
    public var minutesLate: Double? { kept.map { Double($0 - due) / 60 } }
    public var isKept: Bool? { minutesLate.map { $0 < 1 } }
  }

  /// A value of a plugin's own column.
  public struct Extra: Sendable, Hashable {
    public let column: String
    public let values: [Value]

    public struct Value: Sendable, Hashable {
      public let text: String
      public let evidence: [Int]
    }
  }

  /// The entry of a phase.
  public func milestone(_ phase: Phase) -> Milestone? { timeline.first { $0.phase == phase } }

  /// Whether the clocks that people declared are rounded to five minutes, as providers often do: there are two
  /// or more, and all are. Each is then good for two and a half minutes either way.
  public var isRounded: Bool {
    let clocks = Set(timeline.filter(\.isDeclaredToTheMinute).compactMap(\.moment.clock?.seconds))
    return clocks.count > 1 && clocks.allSatisfy { $0 % 300 == 0 }
  }

  /// The services in one role, in order.
  public func services(_ role: Role) -> [Cell<Service>] { services.filter { $0.role == role } }
}

/// Whether a page is about an incident, why, and what that rests on.
public struct Verdict: Sendable, Hashable {
  public enum Why: String, Sendable {
    case incident, closure
    case plannedRemoval = "planned-removal"
    case featureOrProduct = "feature-or-product"
    case statistic
    case passingMention = "passing-mention"
    case averted, other
  }

  public let why: Why
  public let evidence: [Int]

  public var incident: Bool { why == .incident }
}

/// Who speaks on a page.
public enum PageKind: String, Sendable {
  /// The provider, on its status page.
  case statusPage = "status-page"
  /// Users, counted.
  case crowd
  /// A journalist, or anyone with a date and a text.
  case news
  case other
}

/// All that one page gave: the unit of `extract`, one line of JSON.
public struct PageResult: Sendable {
  public let page: String
  public let digest: String
  public let url: String?
  public let captures: [Capture]
  public let title: String
  public let language: Language
  public let kind: PageKind
  /// A digest of the page's own words: copies of one text have one, wherever and however they were saved.
  public let textHash: String
  /// Where the page's own words lead, un-rewritten, each address once.
  public let links: [String]
  public let published: Moment?
  public let modified: Moment?
  public let verdict: Verdict
  public let incidents: [Incident]
  public let evidence: [CitedEvidence]
  /// For page-level values (`title`, `url`, `published`, `modified`, `captured`): their evidence.
  public let grounds: [(field: Field, evidence: [Int])]
  public let failures: [Failure]
  /// What a reader of the result should know of how the page was read: replaced bytes, what was cut.
  public let notes: [String]
}
