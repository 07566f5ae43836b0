import PostmortemPlugin

/// Turns the answer of a process plugin into claims. The engine checks the quotations, as it does all.
struct AnswerReading {
  let document: Document
  let manifest: Manifest

  func claims(of answer: PageAnswer) throws(PageAnswer.Mistake) -> [Claim] {
    var claims: [Claim] = []
    for (number, claim) in (answer.claims ?? []).enumerated() {
      claims.append(try self.claim(claim, at: "claims[\(number)]"))
    }
    return claims
  }

  private func claim(_ claim: PageAnswer.Claim, at place: String) throws(PageAnswer.Mistake) -> Claim {
    let fields = manifest.columns.map(\.field)
    let field = claim.field.map { Field($0) } ?? fields[0]
    guard fields.contains(field) else {
      let known = fields.map(\.rawValue).joined(separator: ", ")
      throw PageAnswer.Mistake(message: "\(place).field is “\(field.rawValue)”; plugin.yaml has \(known)")
    }
    var quotes: [Quote] = []
    for quote in claim.quotes { quotes.append(try self.quote(quote, at: place)) }
    return Claim(
      field, value(claim.value), quotes: quotes,
      role: try choice(claim.role, Role.self, "\(place).role"),
      polarity: try choice(claim.polarity, Polarity.self, "\(place).polarity") ?? .affirmed,
      modality: try choice(claim.modality, Modality.self, "\(place).modality") ?? .stated,
      rule: claim.rule ?? "answer",
      confidence: try choice(claim.confidence, Confidence.self, "\(place).confidence") ?? .high)
  }

  private func value(_ value: PageAnswer.Scalar) -> Value {
    switch value {
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    }
  }

  /// Where the words stand in their block. Words that don't stand there keep the place they were said to
  /// stand at, and the engine refuses them.
  private func quote(_ quote: PageAnswer.Quote, at place: String) throws(PageAnswer.Mistake) -> Quote {
    guard document.blocks.indices.contains(quote.block) else {
      throw PageAnswer.Mistake(
        message: "\(place) quotes block \(quote.block); the page has \(document.blocks.count), counted from 0")
    }
    let block = document.blocks[quote.block].range
    let words = Array(quote.text.utf8)
    let start = quote.at.map { offset(of: $0, in: block) } ?? first(words, in: block) ?? block.lowerBound
    return Quote(place: .text, range: start..<start + words.count, text: quote.text)
  }

  private func first(_ words: [UInt8], in block: Range<Int>) -> Int? {
    guard !words.isEmpty else { return nil }
    return document.text[block].firstRange(of: words)?.lowerBound
  }

  /// The byte where so many characters of a block end.
  private func offset(of characters: Int, in block: Range<Int>) -> Int {
    var left = characters
    for at in block where document.text[at] & 0xC0 != 0x80 {
      if left <= 0 { return at }
      left -= 1
    }
    return block.upperBound
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String?, _ type: Choice.Type, _ place: String
  ) throws(PageAnswer.Mistake) -> Choice? where Choice.RawValue == String {
    guard let text else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw PageAnswer.Mistake(message: "\(place) is “\(text)”; there are \(known)")
  }
}
