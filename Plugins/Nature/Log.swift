import PostmortemPlugin

/// A status page: the provider's updates, one below the other, its incidents, or a headline that
/// calls the page one.
struct Log {
  let page: Outline

  init(_ page: Outline) { self.page = page }

  func claims() -> [Claim] { section().map { [$0] } ?? dashboard() }

  private func section() -> Claim? {
    let document = page.document
    let part = document.sections.first { section in
      switch section.kind {
      case .update(let state, _): return !Log.isPlanned(state)
      case .incident: return true
      default: return false
      }
    }
    let block = part?.blocks.first { !document.blocks[$0].range.isEmpty }
    return block.map { document.claim(.log, document.blocks[$0].range, rule: "updates") }
  }

  private static func isPlanned(_ state: String) -> Bool {
    ["scheduled", "in progress", "verifying", "completed", "planned"].contains(state.lowercased())
  }

  /// "Service Health Dashboard" above text that tells of trouble.
  private func dashboard() -> [Claim] {
    let name = page.headline.lazy.compactMap { dashboard(in: $0) }.first
    let isTroubled = page.body.contains { page.cues(of: $0).contains(where: page.isTold) }
    guard let name, isTroubled else { return [] }
    return [page.document.claim(.log, name.range, rule: "dashboard")]
  }

  /// A headline that announces a dashboard is no dashboard.
  private func dashboard(in block: Int) -> CueHit? {
    let range = page.document.blocks[block].range
    guard range.count <= 80, !Sign.decisive.contains(where: { page.find($0, in: range) != nil }) else { return nil }
    return page.cues(of: block).first { $0.cue == .dashboard }
  }
}
