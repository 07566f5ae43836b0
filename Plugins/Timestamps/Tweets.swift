import PostmortemPlugin

/// What the provider said on Twitter, stamped by the tweet's own id.
struct Tweets {
  private let reading: Reading
  /// The names of what is affected and of who owns it, letters only, small.
  private let providers: [String]
  /// Where the page says that somebody speaks for a firm.
  private let speakers: [CueHit]

  init(_ reading: Reading) {
    self.reading = reading
    speakers = Array(reading.hits.cues.lazy.filter { $0.cue == .spokesperson }.prefix(50))
    var names: Set<String> = []
    for evidence in reading.earlier {
      guard case .service(let service) = evidence.claim.value,
        evidence.claim.role == .affected || evidence.claim.role == .owner
      else { continue }
      for name in [service.name, service.owner].compactMap({ $0 }) { names.insert(Tweets.letters(name)) }
    }
    providers = names.filter { $0.count >= 4 }.sorted()
  }

  /// A recorded event for each tweet of the provider whose words tell trouble or its end.
  func claims() -> [Claim] {
    reading.document.links.lazy.compactMap(claim).prefix(Witnesses.most).map { $0 }
  }

  private func claim(_ link: Link) -> Claim? {
    let document = reading.document
    let place = link.range.isEmpty ? max(link.range.lowerBound - 1, 0) : link.range.lowerBound
    guard let block = document.block(at: place), document.isOwn(block: block) else { return nil }
    let words = words(before: link, in: block)
    guard let tweet = tweet(link, signedBy: words), let instant = Witnesses.snowflake(tweet.id[...])?.instant,
      isProvider(tweet.account) || speaksForProvider(words),
      let quote = document.quote(tweet.id, inAttribute: link.target), let (phase, cue) = said(in: words)
    else { return nil }
    return Claim(
      .time, .event(phase, Moment(recorded: instant)), quotes: [quote, document.quote(cue)], rule: "tweet",
      confidence: .medium)
  }

  /// The tweet's words: those before the link in its block, and the block before where that holds only
  /// who tweeted.
  private func words(before link: Link, in block: Int) -> Range<Int> {
    let start = reading.document.blocks[block].range.lowerBound
    let isSignature = block > 0 && link.range.lowerBound - start < 80 && reading.document.isOwn(block: block - 1)
    return
      (isSignature ? reading.document.blocks[block - 1].range.lowerBound : start)..<max(start, link.range.lowerBound)
  }

  /// The account and the id of a tweet: from its address, or from the id that an embedding element
  /// carries and the account in the signature.
  private func tweet(_ link: Link, signedBy words: Range<Int>) -> (account: String, id: String)? {
    let target = reading.document.value(of: link.target)
    if reading.document.attributes[link.target].name.contains("tweet") {
      return handle(in: words).map { ($0, target) }
    }
    guard Witnesses.tweet(target) != nil,
      let mark = target.firstRange(of: "/status/") ?? target.firstRange(of: "/statuses/"),
      let account = target[..<mark.lowerBound].split(separator: "/").last
    else { return nil }
    return (String(account), String(target[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }))
  }

  /// The last `(@account)` of a signature.
  private func handle(in words: Range<Int>) -> String? {
    let text = reading.document.string(words)
    guard let mark = text.range(ofLast: "(@") else { return nil }
    let account = text[mark...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return account.isEmpty ? nil : String(account)
  }

  private func isProvider(_ account: String) -> Bool {
    let account = Tweets.letters(account)
    return providers.contains { account.contains($0) }
  }

  /// Whether the one who signs is named on the page as one who speaks for a firm.
  private func speaksForProvider(_ words: Range<Int>) -> Bool {
    let text = reading.document.string(words)
    guard let mark = text.range(ofLast: "(@") else { return false }
    let before = text[..<mark].dropLast(2)
    let name = before.split(whereSeparator: { "—–-".contains($0) }).last.map { $0.split(separator: " ") } ?? []
    guard name.count >= 2 else { return false }
    let full = Array(name.joined(separator: " ").utf8)
    return speakers.contains { hit in
      guard hit.cue == .spokesperson, let clauses = reading.clauses.nearby(hit.range.lowerBound),
        let first = clauses.first
      else { return false }
      let sentence = reading.clauses.all[first].sentence
      return reading.document.text[sentence.lowerBound..<min(sentence.upperBound, sentence.lowerBound + 600)]
        .firstRange(of: full) != nil
    }
  }

  private static func letters(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// What the words before the link tell, by their most telling cue.
  private func said(in range: Range<Int>) -> (Phase, Range<Int>)? {
    let cues = reading.cues(near: range.lowerBound, within: range.count + 1).filter {
      range.contains($0.range.lowerBound)
    }
    if let hit = cues.first(where: { $0.cue == .recovery && reading.isPlainRecovery($0.range) }) {
      let promised = cues.contains { $0.cue == .promise && $0.range.upperBound <= hit.range.lowerBound }
      if !promised { return (.recovered, hit.range) }
    }
    return cues.first { [.acknowledgement, .outage, .degradation].contains($0.cue) }.map { (.acknowledged, $0.range) }
  }
}

extension String {
  /// Where the last occurrence of some characters ends.
  fileprivate func range(ofLast mark: String) -> Index? { ranges(of: mark).last?.upperBound }
}
