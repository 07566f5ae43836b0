import PostmortemPlugin

/// The posts in which a provider closes an incident and sums it up: "Between 2 and 3 PM customers saw errors. The
/// issue has been resolved." What it posted before, while it was looking, gives way to them.
struct Closing {
  private let document: Document
  /// The sections of such posts.
  private let posts: Set<Int>

  init(_ reading: Reading) {
    let document = reading.document
    self.document = document
    let worded = reading.hits.cues.filter { $0.cue == .resolution && !reading.isDenied($0) }
    let marked = document.sections.indices.filter { index in
      if case .update(let state, _) = document.sections[index].kind { return state.lowercased() == "resolved" }
      return false
    }
    posts = Set(worded.compactMap { document.update(of: $0.block) } + marked).filter { post in
      document.sections[post].blocks.contains { block in
        document.string(document.blocks[block].range).contains("experienced")
      }
    }
  }

  func holds(_ block: Int) -> Bool { document.update(of: block).map(posts.contains) ?? false }

  /// Whether a block is of a post that closes nothing.
  func isBefore(_ block: Int) -> Bool { document.update(of: block).map { !posts.contains($0) } ?? false }
}

extension Reading {
  /// "Not yet resolved", "should be resolved by noon".
  fileprivate func isDenied(_ hit: CueHit) -> Bool {
    guard let clause = clauses.clause(at: hit.range.lowerBound) else { return false }
    return clauses.has(.negation, in: clause) || clauses.has(.promise, in: clause)
  }
}
