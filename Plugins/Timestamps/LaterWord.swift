import PostmortemPlugin

/// What a provider says twice of when it began or ended: the later word corrects the earlier one. A report
/// posted afterwards knows more than the posts it sums up.
struct LaterWord {
  private let reading: Reading
  private let stamps: Stamps

  init(_ reading: Reading, stamps: Stamps) {
    self.reading = reading
    self.stamps = stamps
  }

  /// The claims, with those that a later post corrects made less sure.
  func applied(to claims: [Claim]) -> [Claim] {
    let words = claims.map(word)
    var latest: [Key: Int] = [:]
    for case let word? in words { latest[word.key] = max(latest[word.key] ?? .min, word.posted) }
    return zip(claims, words).map { claim, word in
      guard let word, let last = latest[word.key], word.posted < last else { return claim }
      var earlier = claim
      earlier.confidence = .medium
      return earlier
    }
  }

  private struct Key: Hashable {
    let incident: Int?
    let phase: Phase
  }

  /// What a claim tells of a beginning or an end for sure, and when that was posted.
  private func word(_ claim: Claim) -> (key: Key, posted: Int)? {
    guard case .event(let phase, let moment) = claim.value, phase == .started || phase == .recovered,
      moment.kind == .declared, moment.instant != nil, claim.confidence == .high,
      let quote = claim.quotes.first, quote.place == .text,
      let block = reading.document.block(at: quote.range.lowerBound), let home = stamps.home(of: block),
      case .post = home.kind, let posted = home.moment.order, phase == .recovered || tellsBeginning(claim)
    else { return nil }
    return (Key(incident: reading.document.incident(of: block), phase: phase), posted)
  }

  /// A window, or a word of beginning: "at 7:50 it happened again" tells no beginning.
  private func tellsBeginning(_ claim: Claim) -> Bool {
    if claim.rule == "window" { return true }
    guard claim.quotes.count > 1 else { return false }
    return reading.cues(in: claim.quotes[1].range).contains { $0.cue == .begin }
  }
}

/// What the summary of a report says of the beginning and the end goes before what its other parts tell: of
/// one step, one service, one machine.
struct SummaryWord {
  private let document: Document
  private let parts: ReportParts

  init(_ document: Document) {
    self.document = document
    parts = ReportParts(document)
  }

  func applied(to claims: [Claim]) -> [Claim] {
    let places = claims.map(place)
    let told = Set(places.compactMap { $0.flatMap { $0.isSummary ? $0.key : nil } })
    return zip(claims, places).map { claim, place in
      guard let place, !place.isSummary, told.contains(place.key) else { return claim }
      var detail = claim
      detail.confidence = claim.confidence == .high ? .medium : .low
      return detail
    }
  }

  private struct Key: Hashable {
    let section: Int
    let phase: Phase
  }

  private func place(_ claim: Claim) -> (key: Key, isSummary: Bool)? {
    guard case .event(let phase, let moment) = claim.value, phase == .started || phase == .recovered,
      moment.kind == .declared, moment.clock != nil, let quote = claim.quotes.first, quote.place == .text,
      let block = document.block(at: quote.range.lowerBound), document.incident(of: block) != nil
    else { return nil }
    let isSummary = parts.part(of: block) == .summary || isLabelled(claim, in: block)
    return (Key(section: document.blocks[block].section, phase: phase), isSummary && claim.confidence == .high)
  }

  /// "Incident end: 10:42": a line that is nothing but a label and its time.
  private func isLabelled(_ claim: Claim, in block: Int) -> Bool {
    let range = document.blocks[block].range
    return range.count < 80 && claim.quotes.count > 1 && claim.quotes[1].range.lowerBound == range.lowerBound
  }
}
