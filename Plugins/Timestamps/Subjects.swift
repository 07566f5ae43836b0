import PostmortemPlugin

/// Whose recovery a sentence tells: where the title names what is affected, a sentence about another
/// service tells that one's end only.
struct Subjects {
  private let reading: Reading
  /// The services that the title says are affected.
  private var titled: Set<String> = []
  /// Where services are said to be affected, with their names.
  private var mentions: [(place: Int, name: String)] = []

  init(_ reading: Reading, by rules: Rules) {
    self.reading = reading
    guard rules.allow(.subject) else { return }
    for evidence in reading.earlier {
      // The owner that speaks of it, or the place where people talk, is no other subject.
      guard case .service(let service) = evidence.claim.value, evidence.claim.role == .affected else { continue }
      for quote in evidence.claim.quotes.prefix(1) where quote.place == .text {
        guard let block = reading.document.block(at: quote.range.lowerBound) else { continue }
        let isTitle = reading.document.blocks[block].kind == .title
        if isTitle { titled.insert(service.name) }
        mentions.append((quote.range.lowerBound, service.name))
      }
    }
    mentions.sort { ($0.place, $0.name) < ($1.place, $1.name) }
  }

  /// Whether the sentence that holds a cue names services, none of them one that the title names.
  func isAnothers(_ cue: Range<Int>) -> Bool {
    guard !titled.isEmpty, let clause = reading.clauses.clause(at: cue.lowerBound) else { return false }
    // Of a sentence without end only what is near counts.
    let start = max(clause.sentence.lowerBound, cue.lowerBound - 2_000)
    let end = min(clause.sentence.upperBound, cue.lowerBound + 2_000)
    let named = mentions[first(from: start)..<first(from: max(start, end))]
    return !named.isEmpty && !named.contains { mention in titled.contains { isFamily($0, mention.name) } }
  }

  /// The first mention at or behind a place.
  private func first(from place: Int) -> Int {
    var (low, high) = (0, mentions.count)
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether one name holds the other, or both begin with the same word: Google Docs and Google Drive.
  private func isFamily(_ a: String, _ b: String) -> Bool {
    a.contains(b) || b.contains(a) || a.split(separator: " ").first == b.split(separator: " ").first
  }
}

extension Claim {
  /// The claim with the recovery of all read as one of some.
  var ofOne: Claim {
    guard case .event(.recovered, let moment) = value else { return self }
    var some = self
    some.value = .event(.partiallyRecovered, moment)
    return some
  }
}
