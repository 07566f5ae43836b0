import PostmortemPlugin

/// What the provider said on Twitter, stamped by the tweet's own id.
struct Tweets {
  private let reading: Reading
  /// The names of what is affected and of who owns it, letters only, small.
  private let providers: [String]

  init(_ reading: Reading) {
    self.reading = reading
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
    let document = reading.document
    return document.links.compactMap { link in
      let target = document.value(of: link.target)
      guard let instant = Witnesses.tweet(target), let (account, id) = parts(target), isProvider(account),
        let block = document.block(at: link.range.lowerBound), document.isOwn(block: block),
        let quote = document.quote(id, inAttribute: link.target),
        let (phase, cue) = said(in: words(before: link, in: block))
      else { return nil }
      return Claim(
        .time, .event(phase, Moment(recorded: instant)), quotes: [quote, document.quote(cue)], rule: "tweet",
        confidence: .medium)
    }
  }

  /// The tweet's words: those before the link in its block, and the block before where that holds only
  /// who tweeted.
  private func words(before link: Link, in block: Int) -> Range<Int> {
    let start = reading.document.blocks[block].range.lowerBound
    let isSignature = block > 0 && link.range.lowerBound - start < 80 && reading.document.isOwn(block: block - 1)
    return (isSignature ? reading.document.blocks[block - 1].range.lowerBound : start)..<link.range.lowerBound
  }

  /// The account and the id of a tweet's address.
  private func parts(_ address: String) -> (account: String, id: String)? {
    guard let mark = address.firstRange(of: "/status/") ?? address.firstRange(of: "/statuses/"),
      let account = address[..<mark.lowerBound].split(separator: "/").last
    else { return nil }
    return (String(account), String(address[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }))
  }

  private func isProvider(_ account: String) -> Bool {
    let account = Tweets.letters(account)
    return providers.contains { account.contains($0) }
  }

  private static func letters(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// What the words before the link tell, by their most telling cue.
  private func said(in range: Range<Int>) -> (Phase, Range<Int>)? {
    let cues = reading.hits.cues.filter { range.contains($0.range.lowerBound) }
    if let hit = cues.first(where: { $0.cue == .recovery && reading.isPlainRecovery($0.range) }) {
      let promised = cues.contains { $0.cue == .promise && $0.range.upperBound <= hit.range.lowerBound }
      if !promised { return (.recovered, hit.range) }
    }
    return cues.first { [.acknowledgement, .outage, .degradation].contains($0.cue) }.map { (.acknowledged, $0.range) }
  }
}
