import PostmortemPlugin

/// Causes of a report in parts: its part on the cause tells it, and what the others say of remedies and plans
/// is none.
struct Reported {
  private let document: Document
  private let parts: ReportParts

  init(_ document: Document) {
    self.document = document
    parts = ReportParts(document)
  }

  /// The claims, each as sure as its part of the report makes it.
  func weighed(_ claims: [Claim]) -> [Claim] {
    let places = claims.map(place)
    let told = Set(zip(claims, places).compactMap { tells($0, $1) ? $1?.section : nil })
    return zip(claims, places).compactMap { claim, place in
      guard let place, claim.polarity == .affirmed else { return claim }
      var weighed = claim
      switch place.part {
      case .cause: break
      case .response, .prevention, .workaround:
        if told.contains(place.section) { return nil }
        weighed.confidence = .low
      case .summary, .symptoms, nil:
        if told.contains(place.section) { weighed.confidence = claim.confidence == .high ? .medium : .low }
      }
      return weighed
    }
  }

  private func tells(_ claim: Claim, _ place: (section: Int, part: ReportPart?)?) -> Bool {
    place?.part == .cause && claim.polarity == .affirmed
  }

  private func place(_ claim: Claim) -> (section: Int, part: ReportPart?)? {
    guard let quote = claim.quotes.first, quote.place == .text,
      let block = document.block(at: quote.range.lowerBound), let section = document.incident(of: block)
    else { return nil }
    return (section, parts.part(of: block))
  }
}
