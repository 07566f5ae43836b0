import PostmortemPlugin

/// What the text of the article tells, sentence by sentence.
struct Story {
  let page: Outline

  init(_ page: Outline) { self.page = page }

  func claims() -> [Claim] { page.body.flatMap(claims(of:)) }

  private func claims(of block: Int) -> [Claim] {
    let cues = page.cues(of: block)
    guard !cues.isEmpty else { return [] }
    let told = troubles(cues)
    return told.compactMap { claim($0, in: block) } + beside(block, cues) + deliberate(block)
  }

  /// Of each sentence the plainest word of trouble.
  private func troubles(_ cues: ArraySlice<CueHit>) -> [CueHit] {
    var found: [CueHit] = []
    var last: Range<Int>?
    for hit in cues where page.isTold(hit) {
      let sentence = page.sentence(of: hit)
      if sentence != last {
        found.append(hit)
        last = sentence
      } else if page.isPlain(hit), !page.isPlain(found[found.count - 1]) {
        found[found.count - 1] = hit
      }
    }
    return found
  }

  private func claim(_ hit: CueHit, in block: Int) -> Claim? {
    let sentence = page.sentence(of: hit)
    let isLead = page.lead.contains(block)
    let range = isLead && page.isPlain(hit) ? page.document.blocks[block].range : sentence
    guard page.isOfService(sentence) || page.namesService(in: range), page.find(.market, in: sentence) == nil,
      !page.isPast(sentence)
    else { return nil }
    if page.isPlain(hit) {
      return page.document.claim(isLead ? .lead : .told, hit.range, rule: isLead ? "lead" : "text", confidence: .medium)
    }
    return isLead ? page.document.claim(.unease, hit.range, rule: "lead", confidence: .low) : nil
  }

  /// What stands in a piece of text beside its trouble: who says so, that it is over.
  private func beside(_ block: Int, _ cues: ArraySlice<CueHit>) -> [Claim] {
    let range = page.document.blocks[block].range
    guard range.count <= 6000 else { return [] }
    var claims: [Claim] = []
    func add(_ sign: PageSign, _ found: Range<Int>?) {
      if let found { claims.append(page.document.claim(sign, found, rule: "text", confidence: .medium)) }
    }
    if page.isOfService(range) { add(.restored, page.find(.restored, in: range)) }
    let isTroubled = cues.contains(where: isTrouble)
    if isTroubled || page.lead.contains(block) { add(.statement, page.find(.statement, in: range)) }
    if isTroubled { add(.report, report(cues)) }
    if isTroubled, let mark = mark(range) {
      let isSure = cues.contains { hit in
        hit.cue == .recovery || hit.cue == .resolution || page.isPlain(hit) && page.isTold(hit)
      }
      claims.append(page.document.claim(.update, mark, rule: "update", confidence: isSure ? .high : .medium))
    }
    return claims
  }

  /// At the head of the article: what was meant to be so is no outage.
  private func deliberate(_ block: Int) -> [Claim] {
    guard page.lead.contains(block) else { return [] }
    for sign in [Sign.deliberate, .barred] {
      if let found = page.find(sign, in: page.document.blocks[block].range) {
        return [page.document.claim(sign.makes, found, rule: sign.rawValue, confidence: .medium)]
      }
    }
    return []
  }

  private func isTrouble(_ hit: CueHit) -> Bool {
    [.outage, .relapse, .degradation, .recovery, .resolution].contains(hit.cue)
  }

  /// "Users are complaining": people and what they say, in one sentence.
  private func report(_ cues: ArraySlice<CueHit>) -> Range<Int>? {
    cues.first { hit in
      guard hit.cue == .report || hit.cue == .complaint else { return false }
      let sentence = page.sentence(of: hit)
      let words = page.lens.words(hit.range)
      let isOfPeople = ["user", "用户", "网友"].contains(where: words.contains)
      return (isOfPeople || cues.contains { $0.cue == .people && sentence.contains($0.range.lowerBound) })
        && cues.contains { ($0.isOutage || $0.cue == .degradation) && sentence.contains($0.range.lowerBound) }
    }?.range
  }

  /// "Update: it is back": the block begins with the word.
  private func mark(_ range: Range<Int>) -> Range<Int>? {
    guard let found = page.find(.update, in: range.prefix(24, in: page.document.text)) else { return nil }
    let before = page.lens.words(range.lowerBound..<found.lowerBound)
    return before.allSatisfy { " [(*【-–—".contains($0) } ? found : nil
  }
}

extension Range<Int> {
  /// Its first bytes, not ending inside a character.
  fileprivate func prefix(_ count: Int, in text: [UInt8]) -> Range<Int> {
    var end = Swift.min(lowerBound + count, upperBound)
    while end > lowerBound, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return lowerBound..<end
  }
}
