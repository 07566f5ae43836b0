/// What a claim is about. Open: a plugin brings a new column by making a new field.
public struct Field: RawRepresentable, Hashable, Sendable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  public static let service = Field("service")
  public static let region = Field("region")
  public static let time = Field("time")
  public static let duration = Field("duration")
  public static let status = Field("status")
  public static let cause = Field("cause")
  public static let symptom = Field("symptom")
  public static let severity = Field("severity")
  public static let impact = Field("impact")
  /// When the provider said it would speak again.
  public static let promise = Field("promise")
  /// What kind of page this is.
  public static let nature = Field("nature")
  // What a reader says of the page itself.
  public static let title = Field("title")
  public static let url = Field("url")
  public static let published = Field("published")
  public static let modified = Field("modified")
  public static let captured = Field("captured")
}

/// The part something plays in the incident.
public enum Role: String, Sendable, CaseIterable {
  case affected, unaffected, owner, supplier, channel, beneficiary, background, mentioned
  /// Of a place: where the machines stand.
  case location
}

/// Whether the words affirm or deny.
public enum Polarity: String, Sendable, CaseIterable { case affirmed, negated }

/// How the words stand to what they say.
public enum Modality: String, Sendable, CaseIterable { case stated, hedged, promised, reported }

/// How sure a rule is of its reading. Given by rule, never a made-up number.
public enum Confidence: String, Sendable, CaseIterable, Comparable {
  case low, medium, high

  private var rank: Int { Confidence.allCases.firstIndex(of: self)! }
  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
}

/// What a plugin says a page says, with the words that say it.
///
/// A claim becomes evidence only when the engine has found every quoted byte at its quoted place.
public struct Claim: Sendable, Hashable {
  public var field: Field
  public var value: Value
  /// At least one. The first holds the words of the value itself; the rest are what else the value
  /// was worked out from (the cue that gave the role, the word that gave the zone or the day).
  public var quotes: [Quote]
  public var role: Role?
  public var polarity: Polarity
  public var modality: Modality
  /// The rule of the plugin that made the claim.
  public var rule: String
  public var confidence: Confidence

  public init(
    _ field: Field, _ value: Value, quotes: [Quote], role: Role? = nil, polarity: Polarity = .affirmed,
    modality: Modality = .stated, rule: String, confidence: Confidence = .high
  ) {
    self.field = field
    self.value = value
    self.quotes = quotes
    self.role = role
    self.polarity = polarity
    self.modality = modality
    self.rule = rule
    self.confidence = confidence
  }
}

/// A claim that the engine has checked, stamped with who made it.
public struct Evidence: Sendable, Hashable {
  /// Its number on the page, in the order of the page's evidence.
  public let id: Int
  public let claim: Claim
  /// The id of the plugin, or `page` for what the reader itself found.
  public let plugin: String

  public init(id: Int, claim: Claim, plugin: String) {
    self.id = id
    self.claim = claim
    self.plugin = plugin
  }
}

/// Something that did not work, as a value beside the results.
public struct Failure: Error, Sendable, Hashable {
  public enum Stage: String, Sendable { case read, plugin, limit }

  public let stage: Stage
  /// The plugin at fault, if it was one.
  public let plugin: String?
  /// A short word: `empty`, `binary`, `too-large` …
  public let code: String
  /// One sentence for people: what happened and what to do.
  public let reason: String

  public init(_ stage: Stage, code: String, reason: String, plugin: String? = nil) {
    self.stage = stage
    self.plugin = plugin
    self.code = code
    self.reason = reason
  }
}
