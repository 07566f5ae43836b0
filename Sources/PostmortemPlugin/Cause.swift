/// What brought the outage about.
///
/// How sure the page is of it stands in the claim: a denied cause is negated, a suspected one hedged or
/// reported.
public struct Cause: Sendable, Hashable {
  /// Definitions: README of Causes.
  public enum Category: String, Sendable, CaseIterable {
    case deploy
    case configChange = "config-change"
    case softwareBug = "software-bug"
    case network, dns, overload, capacity
    case storageDatabase = "storage-database"
    case dataCorruption = "data-corruption"
    case hardware, power
    case naturalEvent = "natural-event"
    case physicalDamage = "physical-damage"
    case thirdParty = "third-party"
    case internalDependency = "internal-dependency"
    case maintenance
    case humanError = "human-error"
    case attack
    case timeDate = "time-date"
    case government
  }

  /// What was wrong, or what set it off.
  public enum Part: String, Sendable { case root, trigger }

  public let category: Category
  public let part: Part

  public init(_ category: Category, part: Part = .root) {
    self.category = category
    self.part = part
  }
}

/// How an outage showed itself.
public enum Symptom: String, Sendable, CaseIterable {
  case outage, errors, latency, degraded
  case dataLoss = "data-loss"
  case other
}

/// How an incident stands.
public enum Status: String, Sendable, CaseIterable {
  case ongoing
  case partiallyRestored = "partially-restored"
  case resolved, unknown
}

/// How many or how much: people, sites, requests, money.
public struct Amount: Sendable, Hashable {
  /// Nil where the words give no number ("millions").
  public var value: Double?
  /// `users`, `sites`, `requests`, `reports`, `percent`, `minutes`, a currency (ISO 4217) …
  public var unit: String
  /// What a percentage is of: `users`, `sites` …
  public var of: String?
  public var qualifier: Qualifier

  public init(_ value: Double?, unit: String, of: String? = nil, qualifier: Qualifier = .exact) {
    self.value = value
    self.unit = unit
    self.of = of
    self.qualifier = qualifier
  }
}
