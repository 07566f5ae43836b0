import PostmortemPlugin

/// What the headline says the page is about.
struct Headline {
  let page: Outline

  init(_ page: Outline) { self.page = page }

  func claims() -> [Claim] {
    page.headline.flatMap { block in
      let against = against(block)
      return against + trouble(block, besides: against.first?.quotes.first?.range ?? 0..<0)
    }
  }

  /// A plain word for an outage, else a vague one, outside of the words that tell of something else.
  private func trouble(_ block: Int, besides other: Range<Int>) -> [Claim] {
    let range = page.document.blocks[block].range
    guard page.find(.market, in: range) == nil else { return [] }
    let cues = page.cues(of: block).filter { !$0.range.overlaps(other) }
    let told = cues.filter { page.isTold($0) }
    if let hit = told.first(where: { page.isPlain($0) && !isWhen($0) }), page.isOfService(range) {
      return [page.document.claim(.headline, hit.range, rule: "headline")]
    }
    if let hit = cues.first(where: { page.isPlain($0) && isWhen($0) }) {
      return [page.document.claim(.other, hit.range, rule: "headline-when", confidence: .low)]
    }
    let hint = told.first ?? cues.first { $0.cue == .recovery || $0.cue == .resolution }
    return hint.map { [page.document.claim(.hint, $0.range, rule: "headline", confidence: .low)] } ?? []
  }

  /// "What people do when it goes down", 宕机时: told of no time of its own.
  private func isWhen(_ hit: CueHit) -> Bool {
    let after = page.lens.after(hit.range.upperBound, reach: 12)
    if after.hasPrefix("时") || after.hasPrefix("的时候") { return true }
    let before = page.lens.before(hit.range.lowerBound, reach: 60)
    return before.contains(" when ") || before.hasPrefix("when ")
  }

  /// The first sign of another subject.
  private func against(_ block: Int) -> [Claim] {
    let range = page.document.blocks[block].range
    for (signs, confidence) in [(Sign.decisive, Confidence.high), (Sign.others, .low)] {
      for sign in signs {
        if let found = page.find(sign, in: range) {
          let sign = sign == .planned && endsForGood ? .closure : sign
          return [page.document.claim(sign.makes, found, rule: "headline-\(sign.rawValue)", confidence: confidence)]
        }
      }
    }
    return []
  }

  /// "Will go dark on July 1", and the head of the article says that it is for good.
  private var endsForGood: Bool {
    page.lead.contains { block in page.cues(of: block).contains { $0.cue == .closure } }
  }
}
