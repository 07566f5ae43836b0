import PostmortemPlugin

/// Whether a page is about an incident: one pure function from the page's evidence.
enum Judging {
  /// A page is about an incident where a service is said to be affected and enough signs say that
  /// its trouble is what the page is about.
  ///
  /// The headline decides first: what it says instead of an outage, then an outage it tells plainly,
  /// then a word of trouble, which the text must bear out. Where it says neither, the head of the
  /// article must tell of the outage, and the rest go on about it.
  static func verdict(_ evidence: [Evidence], in document: Document) -> Verdict {
    let signs = Signs(evidence, in: document)
    // A provider's own list of incidents needs no known name beside it.
    if document.sections.contains(where: \.kind.isIncident), let sign = signs.ofProvider {
      return Verdict(why: .incident, evidence: [sign])
    }
    guard let affected = signs.affected.first else {
      return Verdict(why: signs.instead?.why ?? .other, evidence: signs.instead.map { [$0.id] } ?? [])
    }
    if let other = signs.instead { return Verdict(why: other.why, evidence: [other.id]) }
    if let log = signs[.log].first { return Verdict(why: .incident, evidence: [affected.id, log.id]) }
    if let ground = signs.ground { return Verdict(why: .incident, evidence: [ground.service, ground.sign]) }
    return Verdict(why: .passingMention, evidence: [affected.id])
  }
}

/// A page's evidence, by what it says of the page.
private struct Signs {
  /// Services said to be affected, in the page's order.
  let affected: [Evidence]
  /// All services that the page names itself.
  private let named: [Evidence]
  private let bySign: [PageSign: [Evidence]]
  /// What the page is about instead of an outage.
  let instead: (why: Verdict.Why, id: Int)?
  /// Kinds of further signs: additions, statements, reports, recovery, times and durations.
  private let further: Int
  private let document: Document

  subscript(sign: PageSign) -> [Evidence] { bySign[sign] ?? [] }

  init(_ evidence: [Evidence], in document: Document) {
    self.document = document
    let own = evidence.filter { Signs.isOwn($0.claim, in: document) && $0.claim.polarity == .affirmed }
    named = own.filter { $0.claim.field == .service }
    affected = named.filter { Signs.isAffected($0.claim) }
    var bySign: [PageSign: [Evidence]] = [:]
    for item in own {
      if let sign = item.claim.pageSign { bySign[sign, default: []].append(item) }
    }
    self.bySign = bySign
    let isLog = bySign[.log] != nil
    let isPlain = isLog || bySign[.headline] != nil
    instead =
      own.lazy.compactMap { item in
        guard let sign = item.claim.pageSign, !sign.isForIncident, !isPlain || item.claim.confidence > .low,
          !isLog || sign == .plannedRemoval, let why = Verdict.Why(rawValue: sign.rawValue)
        else { return nil }
        return (why, item.id)
      }.first
    ofProvider = (own.first { Signs.isTime($0.claim) } ?? own.first { $0.claim.field == .status })?.id
    let kinds: [PageSign] = [.update, .statement, .report, .restored]
    further = kinds.filter { bySign[$0] != nil }.count + (own.contains { Signs.isTime($0.claim) } ? 1 : 0)
  }

  /// What a provider's own page says of a time, or of how it stands.
  let ofProvider: Int?

  /// The service and the sign that show what the page is about: an outage.
  var ground: (service: Int, sign: Int)? {
    guard let sign = byHeadline ?? byHint ?? byText else { return nil }
    return (sign.service.id, sign.sign.id)
  }

  private typealias Ground = (service: Evidence, sign: Evidence)

  /// The headline tells it: of a service it names, or of one that the text says is down.
  private var byHeadline: Ground? {
    guard let sign = self[.headline].first else { return nil }
    if let service = titled(.low), plain + further > 0 { return (service, sign) }
    if let service = titled(.high), !self[.unease].isEmpty || isShort { return (service, sign) }
    if plain > 0, let service = surest(.high) { return (service, sign) }
    return plain > 1 && further > 0 ? surest(.low).map { ($0, sign) } : nil
  }

  /// The headline has a word of trouble, and the text bears it out.
  private var byHint: Ground? {
    guard let sign = self[.hint].first else { return nil }
    if !self[.lead].isEmpty, let service = titled(.medium) { return (service, sign) }
    if plain > 0, plain + self[.unease].count > 1, further > 0 { return surest(.medium).map { ($0, sign) } }
    if !self[.lead].isEmpty, further > 1, let service = surest(.high) ?? titled(.low) { return (service, sign) }
    if self[.unease].count > 1, !self[.report].isEmpty { return surest(.low).map { ($0, sign) } }
    if !self[.unease].isEmpty, !self[.statement].isEmpty, !self[.restored].isEmpty {
      return surest(.medium).map { ($0, sign) }
    }
    return nil
  }

  /// The headline says neither: the head of the article tells it, and the rest goes on about it.
  private var byText: Ground? {
    if let sign = self[.lead].first, plain >= 3 && further >= 2 || further >= 3 {
      return surest(.medium).map { ($0, sign) }
    }
    if let sign = self[.lead].first, further > 0, let service = surest(.high), isInHeadline(service) {
      return (service, sign)
    }
    guard let over = self[.update].first(where: { $0.claim.confidence == .high }),
      !self[.lead].isEmpty || !self[.unease].isEmpty
    else { return nil }
    return surest(.low).map { ($0, over) }
  }

  /// Whether the page has no more than a few words below its headline.
  private var isShort: Bool { document.text.count < 400 }

  private var plain: Int { self[.lead].count + self[.told].count }

  /// The first service of at least this confidence.
  private func surest(_ least: Confidence) -> Evidence? { affected.first { $0.claim.confidence >= least } }

  /// Whether the headline names a service, whatever it says of it.
  private func isInHeadline(_ service: Evidence) -> Bool {
    guard case .service(let down) = service.claim.value else { return false }
    return named.contains { item in
      if case .service(let other) = item.claim.value { return other.name == down.name && stands(item, .title) }
      return false
    }
  }

  /// The same, named in the headline.
  private func titled(_ least: Confidence) -> Evidence? {
    affected.first { $0.claim.confidence >= least && stands($0, .title) }
  }

  private func stands(_ item: Evidence, _ kind: Block.Kind) -> Bool {
    item.claim.quotes.contains { quote in
      guard quote.place == .text, let block = document.block(at: quote.range.lowerBound) else { return false }
      return document.blocks[block].kind == kind
    }
  }

  private static func isAffected(_ claim: Claim) -> Bool {
    // "Will go dark on July 1" is a plan, and nothing that has happened.
    claim.field == .service && claim.role == .affected && claim.modality != .promised
  }

  private static func isTime(_ claim: Claim) -> Bool {
    guard claim.modality != .promised else { return false }
    switch claim.value {
    case .event(_, let moment): return moment.date != nil || moment.clock != nil
    case .duration: return claim.confidence > .low
    default: return false
    }
  }

  /// Whether a claim is of the page's own words, not of its comments.
  private static func isOwn(_ claim: Claim, in document: Document) -> Bool {
    guard let quote = claim.quotes.first(where: { $0.place == .text }),
      let block = document.block(at: quote.range.lowerBound)
    else { return false }
    return document.isOwn(block: block)
  }
}
