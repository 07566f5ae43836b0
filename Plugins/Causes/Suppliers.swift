import PostmortemPlugin

/// A service that others stand on: its own outage brought theirs about.
///
/// "Down because of an outage at Dyn", "Cloudflare 故障导致 Discord 无法访问": words tie the trouble of one
/// service to that of another house's.
struct Suppliers {
  private let judge: Judge
  /// Where services are said to be down, in text order.
  private let failures: [(range: Range<Int>, service: Service)]

  init(_ judge: Judge) {
    self.judge = judge
    failures = judge.reading.earlier.compactMap { evidence -> (range: Range<Int>, service: Service)? in
      guard evidence.claim.role == .affected, evidence.claim.polarity == .affirmed,
        case .service(let service) = evidence.claim.value,
        let quote = evidence.claim.quotes.first, quote.place == .text
      else { return nil }
      return (quote.range, service)
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  func claims() -> [Claim] { failures.indices.compactMap(claim) }

  /// The claim that the failure with an index brought another about.
  private func claim(_ index: Int) -> Claim? {
    let name = failures[index].range
    let around = Surroundings(name, of: judge.reading)
    guard judge.isOfThis(around),
      let tie = around.ownTroubles.lazy.compactMap({ tie(around, judge.together(name, $0.range), index) }).first,
      hasVictim(index, in: around, tie)
    else { return nil }
    let isDenied = judge.denial(of: Thing(category: .thirdParty, strength: .near), around) != nil
    return Claim(
      .cause, .cause(Cause(.thirdParty)),
      quotes: [name, judge.together(name, tie.range)].map(judge.reading.document.quote),
      polarity: isDenied ? .negated : .affirmed, modality: judge.modality(around), rule: "supplier",
      confidence: tie.frame == .after ? .low : [.blame, .blames].contains(tie.frame) ? .high : .medium)
  }

  /// A claim whose words tell what a supplier is ("Dyn, a company that runs …", "its provider Dyn"), with
  /// the name beside them.
  func naming(_ claim: Claim) -> Claim {
    guard case .cause(let cause) = claim.value, cause.category == .thirdParty,
      let name = failures.first(where: { isBeside($0.range, claim.quotes[0].range) })?.range
    else { return claim }
    var named = claim
    named.quotes[0] = judge.reading.document.quote(judge.together(claim.quotes[0].range, name))
    return named
  }

  /// Whether nothing but commas and articles stands between a name and other words.
  private func isBeside(_ name: Range<Int>, _ words: Range<Int>) -> Bool {
    let start = min(name.upperBound, words.upperBound)
    let end = max(name.lowerBound, words.lowerBound)
    guard start < end, end - start <= 12 else { return false }
    return judge.reading.document.string(start..<end).split { " ,(，（、".contains($0) }
      .allSatisfy { ["a", "an", "the", "its", "their", "called"].contains($0) }
  }

  /// The words that make a cause of a failure: before it or behind it, with no other service between.
  private func tie(_ around: Surroundings, _ failure: Range<Int>, _ index: Int) -> Surroundings.Neighbour? {
    let before = around.before.first { word in
      [.blame, .because, .sparked, .after].contains(word.frame) && word.range.upperBound <= failure.lowerBound
        && failure.lowerBound - word.range.upperBound <= (word.frame == .after ? 16 : 40)
        // "Not because of an outage at Dyn" ties and denies in one.
        || word.frame == .denies && word.range.count > 10
          && (0...40).contains(failure.lowerBound - word.range.upperBound)
    }
    if let before, index == 0 || failures[index - 1].range.lowerBound < before.range.lowerBound { return before }
    return around.after.first { word in
      [.blames, .therefore].contains(word.frame) && word.range.lowerBound >= failure.upperBound
        && word.range.lowerBound - failure.upperBound <= 24
    }
  }

  /// Whether the sentence tells it of another house's trouble. One that names no other service speaks of
  /// what the page named first; where this is the first, of something without a name.
  private func hasVictim(_ index: Int, in around: Surroundings, _ tie: Surroundings.Neighbour) -> Bool {
    let service = failures[index].service
    let beside = failures[max(0, index - 16)..<min(failures.count, index + 17)].filter {
      around.sentence.contains($0.range.lowerBound) && $0.service != service
    }
    if !beside.isEmpty { return beside.contains { !$0.service.isOfOneHouse(with: service) } }
    guard tie.range.lowerBound < around.thing.lowerBound else { return false }
    if index > 0 { return !failures[0].service.isOfOneHouse(with: service) }
    return around.cues.contains {
      ($0.cue == .outage || $0.cue == .degradation) && $0.range.upperBound <= tie.range.lowerBound
    }
  }
}

extension Service {
  /// Services of one house do not supply each other from outside.
  fileprivate func isOfOneHouse(with other: Service) -> Bool {
    name == other.name || owner == other.name || other.owner == name || owner != nil && owner == other.owner
  }
}
