import PostmortemPlugin

/// How a provider graded the incident, in its own words: "SEV-1", "Major Outage".
struct Grades {
  private let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func claims() -> [Claim] {
    reading.hits.words.compactMap { hit in
      guard reading.document.isOwn(block: hit.block), isGrade(hit) else { return nil }
      let quote = reading.document.quote(hit.range)
      return Claim(.severity, .term(quote.text), quotes: [quote], rule: "grade", confidence: .medium)
    }
  }

  private func isGrade(_ hit: Hit) -> Bool {
    switch Vocabulary.shared.words[hit.tag] {
    case .grade: return true
    case .state:
      let block = reading.document.blocks[hit.block]
      return (block.kind == .state || block.kind == .component) && block.range == hit.range
    case .symptoms, .trap: return false
    }
  }
}
