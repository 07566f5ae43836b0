/// What a claim says. Closed, because every writer must be able to print every case.
public enum Value: Sendable, Hashable {
  case service(Service)
  case region(Region)
  /// A milestone of the incident.
  case event(Phase, Moment)
  /// A time that is no milestone: publication, capture.
  case moment(Moment)
  case duration(Span)
  case cause(Cause)
  case amount(Amount)
  /// A word of a closed list.
  case term(String)
  case text(String)
  case number(Double)
}

/// Something people use that can be down.
public struct Service: Sendable, Hashable {
  /// The English canonical name.
  public let name: String
  public let category: Category
  /// The company or service it belongs to, if it is known.
  public let owner: String?

  public init(name: String, category: Category, owner: String? = nil) {
    self.name = name
    self.category = category
    self.owner = owner
  }
}

/// What a service is for. One closed list for all plugins, so that tables can be grouped by it.
public enum Category: String, Sendable, CaseIterable {
  case mail, messaging, social, comments, voice, video, photo, music, search, maps, storage, docs
  case calendar, payments, commerce, gaming, cloud, hosting, compute, database, analytics, network
  case cdn, dns, auth, security, management, developer, ai, advertising
  case mobileCarrier = "mobile-carrier"
  case website, other
}

/// A place.
public struct Region: Sendable, Hashable {
  /// The English name; for a cloud region the provider's own.
  public let name: String
  /// ISO 3166-1 alpha-2, ISO 3166-2 for subdivisions, UN M49 for areas, the provider's id for cloud
  /// regions.
  public let code: String

  public init(name: String, code: String) {
    self.name = name
    self.code = code
  }
}

/// How long something took, in minutes.
public struct Span: Sendable, Hashable {
  public enum Kind: String, Sendable { case stated, derived }

  /// The figure to show; for a range its larger end.
  public var minutes: Double
  /// The smaller end of a range such as "150 to 210 minutes".
  public var low: Double?
  public var qualifier: Qualifier
  public var kind: Kind

  public init(minutes: Double, low: Double? = nil, qualifier: Qualifier = .exact, kind: Kind = .stated) {
    self.minutes = minutes
    self.low = low
    self.qualifier = qualifier
    self.kind = kind
  }
}

/// How a figure is meant.
public enum Qualifier: String, Sendable, CaseIterable {
  case exact, about
  case upTo = "up-to"
  case atLeast = "at-least"
  case qualitative
  case totalBase = "total-base"
}
