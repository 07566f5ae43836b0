import PostmortemPlugin

/// Whether a page is about an incident: one pure function from the page's evidence.
enum Judging {
  /// A page is about an incident where a service is said to be affected and something that happens
  /// in an outage is told: a milestone at a time, or how long it lasted, or the headline says it.
  static func verdict(_ evidence: [Evidence], in document: Document) -> Verdict {
    let affected = evidence.filter { isAffected($0.claim) && isOwn($0.claim, in: document) }
    if let reason = reasonAgainst(evidence, in: document) { return reason }
    let told = evidence.filter { tellsOutage($0.claim) && isOwn($0.claim, in: document) }
    // A provider's own list of incidents needs no known name beside it.
    if document.sections.contains(where: \.kind.isIncident),
      let sign = told.first ?? evidence.first(where: { $0.claim.field == .status && isOwn($0.claim, in: document) })
    {
      return Verdict(why: .incident, evidence: [sign.id])
    }
    let headline = affected.filter { stands(in: .title, $0.claim, document) && $0.claim.confidence > .low }
    guard let first = affected.first, affected.contains(where: { $0.claim.confidence > .low }) else {
      return Verdict(why: .other, evidence: [])
    }
    if let sign = told.first { return Verdict(why: .incident, evidence: [first.id, sign.id]) }
    if let sign = headline.first { return Verdict(why: .incident, evidence: [sign.id]) }
    return Verdict(why: .passingMention, evidence: [first.id])
  }

  /// What a plugin says the page is, where that is no incident.
  private static func reasonAgainst(_ evidence: [Evidence], in document: Document) -> Verdict? {
    for item in evidence where item.claim.field == .nature && item.claim.polarity == .affirmed {
      guard case .term(let word) = item.claim.value, let why = Verdict.Why(rawValue: word), why != .incident
      else { continue }
      return Verdict(why: why, evidence: [item.id])
    }
    return nil
  }

  private static func isAffected(_ claim: Claim) -> Bool {
    // "Will go dark on July 1" is a plan, and nothing that has happened.
    claim.field == .service && claim.role == .affected && claim.polarity == .affirmed && claim.modality != .promised
  }

  private static func tellsOutage(_ claim: Claim) -> Bool {
    guard claim.polarity == .affirmed, claim.modality != .promised else { return false }
    switch claim.value {
    case .event(_, let moment): return moment.date != nil || moment.clock != nil
    case .duration: return claim.confidence > .low
    default: return false
    }
  }

  private static func isOwn(_ claim: Claim, in document: Document) -> Bool {
    guard let quote = claim.quotes.first(where: { $0.place == .text }),
      let block = document.block(at: quote.range.lowerBound)
    else { return false }
    return document.isOwn(block: block)
  }

  private static func stands(in kind: Block.Kind, _ claim: Claim, _ document: Document) -> Bool {
    claim.quotes.contains { quote in
      guard quote.place == .text, let block = document.block(at: quote.range.lowerBound) else { return false }
      return document.blocks[block].kind == kind
    }
  }
}
