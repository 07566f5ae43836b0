import PostmortemPlugin

/// An incident as one page tells it: what joining works with.
struct Observation: Sendable {
  /// Who speaks, the less trusted first where their words differ.
  enum Authority: Int, Sendable, Comparable {
    case crowd, press, provider
    static func < (a: Authority, b: Authority) -> Bool { a.rawValue < b.rawValue }
  }

  /// The page's place in `Comparison.pages`, and the incident's in its page.
  let page: Int
  let ordinal: Int
  let incident: Incident
  let authority: Authority
  /// What orders observations whatever order their pages came in: of content only, never of file names.
  let key: String
  /// The names of what was down, without the suppliers that took it down.
  let subjects: Set<String>
  /// The owners of the subjects.
  let owners: Set<String>
  let window: Window?
  /// The page's address as a name.
  let address: String?
  let host: String
  /// Where the page leads, as names.
  let leads: Set<String>
  let textHash: String
  /// When the page was written, as well as it is known.
  let told: Int?

  init(_ result: PageResult, page: Int, ordinal: Int) {
    self.page = page
    self.ordinal = ordinal
    incident = result.incidents[ordinal]
    key = "\(result.digest)#\(pad(ordinal, 4))#\(result.url ?? "")"
    let down = incident.services(.affected)
    // Who took others down is the subject of a page of its own, unless nothing else was down.
    let affected = down.contains { !$0.isAtFault } ? down.filter { !$0.isAtFault } : down
    subjects = Set(affected.map(\.value.name))
    owners = Set(affected.compactMap(\.value.owner))
    address = result.url.map(Address.name)
    host = result.url.map(Address.host) ?? ""
    leads = Set(result.links.map(Address.name))
    textHash = result.textHash
    told = (result.modified ?? result.published)?.order ?? result.captures.compactMap(\.time).min()
    authority = Observation.authority(of: result, names: subjects.union(owners), host: host)
    window = Window(incident, published: result.published ?? result.modified, captures: result.captures)
  }

  /// A status page is its provider's, and so is a page whose host bears the name of what was down.
  private static func authority(of result: PageResult, names: Set<String>, host: String) -> Authority {
    switch result.kind {
    case .crowd: return .crowd
    case .statusPage: return .provider
    case .news, .other:
      let labels = host.split(separator: ".").map { $0.filter(\.isLetter) }
      let isOwn = names.contains { name in
        let word = name.lowercased().filter { $0.isLetter && $0.isASCII }
        return word.count > 2
          && labels.dropLast().contains { $0 == word || $0.hasPrefix(word) && $0.count < word.count + 5 }
      }
      return isOwn ? .provider : .press
    }
  }

  /// Whether two pages tell of the same service: by its name, or by the name of its owner.
  func sharesSubject(with other: Observation) -> Bool {
    !subjects.isDisjoint(with: other.subjects) || !subjects.isDisjoint(with: other.owners)
      || !owners.isDisjoint(with: other.subjects)
  }

  /// Whether the provider's id is the same one: by itself where it is too long to be met by chance, else
  /// with the same address or service.
  func hasSameOfficial(as other: Observation) -> Bool {
    guard let id = incident.official, id == other.incident.official else { return false }
    let isLong = id.count >= 8 && id.contains(where: \.isLetter)
    return isLong || !host.isEmpty && host == other.host || sharesSubject(with: other)
  }

  /// Whether this page leads to the other.
  func links(to other: Observation) -> Bool {
    if let address = other.address, leads.contains(address), address.contains("/") { return true }
    guard let id = other.incident.official, id.count >= 8 else { return false }
    return leads.contains { $0.hasSuffix("/" + id.lowercased()) }
  }
}

/// When an incident was, as well as a page tells: in seconds since 1970 UTC.
struct Window: Sendable, Hashable {
  /// What is certain, widened by how exact the words are.
  var core: ClosedRange<Int>
  /// Whether a clock with a zone gives it; if not, it is no more than days.
  let isExact: Bool
  /// Whether the page tells when it began, and when it was over.
  let hasStart: Bool
  let hasEnd: Bool

  private static let hour = 3600

  init?(_ incident: Incident, published: Moment?, captures: [Capture]) {
    let told = incident.timeline.filter { $0.phase != .explained && $0.phase != .triggered }
    let clocks = told.filter { $0.moment.instant != nil && $0.moment.precision <= .hour }
    var ranges = (clocks.isEmpty ? told : clocks).compactMap { Window.range(of: $0.moment) }
    isExact = !clocks.isEmpty
    hasStart = clocks.contains { $0.phase == .started && $0.moment.kind != .derived }
    hasEnd = clocks.contains { $0.phase == .recovered || $0.phase == .resolved }
    if ranges.isEmpty {
      guard let day = published.flatMap({ Window.range(of: $0) }) ?? captures.compactMap(\.time).min().map({ $0...$0 })
      else { return nil }
      // News tell of today and yesterday.
      ranges = [day.lowerBound - 24 * Window.hour...day.upperBound]
    } else if incident.status == .ongoing, let last = published?.order, let first = ranges.map(\.upperBound).max(),
      last > first, last < first + 14 * 24 * Window.hour
    {
      ranges.append(last...last)
    }
    var core = ranges.map(\.lowerBound).min()!...ranges.map(\.upperBound).max()!
    // How long it lasted tells the side that no clock does.
    if let minutes = incident.duration?.span.minutes, minutes < 60 * 24 * 31 {
      let length = Int(minutes * 60)
      if let start = told.first(where: { $0.phase == .started }).flatMap({ Window.range(of: $0.moment) }) {
        core = core.lowerBound...max(core.upperBound, start.upperBound + length)
      } else if let end = told.last(where: { $0.phase == .recovered || $0.phase == .resolved }).flatMap({
        Window.range(of: $0.moment)
      }) {
        core = min(core.lowerBound, end.lowerBound - length)...core.upperBound
      }
    }
    self.core = core
  }

  /// The seconds that words of time can mean: half an hour around a clock to the minute, two hours around
  /// one to the hour, a day of any zone.
  private static func range(of moment: Moment) -> ClosedRange<Int>? {
    if let instant = moment.instant {
      let slack =
        moment.precision <= .minute && !moment.approximate ? hour / 2 : moment.precision <= .minute ? hour : 2 * hour
      return min(moment.earliest ?? instant, instant) - slack...max(moment.latest ?? instant, instant) + slack
    }
    guard let date = moment.date, moment.precision <= .day else { return nil }
    let midnight = date.seconds(at: moment.clock)
    return midnight - 12 * hour...midnight + (moment.clock == nil ? 36 : 14) * hour
  }

  /// Seconds that two windows share; nil where they share none.
  func overlap(with other: Window) -> Int? {
    let shared = min(core.upperBound, other.core.upperBound) - max(core.lowerBound, other.core.lowerBound)
    return shared >= 0 ? shared : nil
  }

  var length: Int { core.upperBound - core.lowerBound }
}
