import PostmortemPlugin

/// What the layout of a status page says without a word of trouble: the heading of an incident names
/// where it is, and so does the line after "Regions:".
struct Labels {
  let reading: Reading
  let lens: Lens

  /// The rule by which a place of the page says that the region there is affected; nil elsewhere.
  func rule(for range: Range<Int>, in block: Int) -> String? {
    if isHeading(block) { return "heading" }
    if isRow(block) { return "row" }
    return isLabelled(range, in: block) ? "label" : nil
  }

  /// A short cell that begins a row whose next cell tells of trouble: "Mail (Ireland) | Errors".
  private func isRow(_ block: Int) -> Bool {
    let blocks = reading.document.blocks
    guard blocks[block].kind == .cell, blocks[block].range.count <= 90, block + 1 < blocks.count else { return false }
    guard blocks[block + 1].kind == .cell || blocks[block + 1].kind == .state else { return false }
    return cues(of: block).isEmpty && cues(of: block + 1).contains { $0.cue == .outage || $0.cue == .degradation }
  }

  private func cues(of block: Int) -> ArraySlice<CueHit> {
    let range = reading.document.blocks[block].range
    guard let first = reading.clauses.index(at: range.lowerBound),
      let last = reading.clauses.index(at: range.upperBound - 1)
    else { return [] }
    return reading.clauses.cues(in: first..<last + 1)
  }

  private func isHeading(_ block: Int) -> Bool {
    let document = reading.document
    guard document.incident(of: block) != nil, document.update(of: block) == nil else { return false }
    return [.heading, .title, .component].contains(document.blocks[block].kind)
  }

  /// After "Regions:" or "Locations:", in the same block or the one before.
  private func isLabelled(_ range: Range<Int>, in block: Int) -> Bool {
    let start = reading.document.blocks[block].range.lowerBound
    guard range.lowerBound - start <= 800 else { return false }
    let before = lens.words(start..<range.lowerBound)
    if let colon = before.firstIndex(of: ":") { return isLabel(before[...colon]) }
    guard block > 0, range.lowerBound - start <= 4 else { return false }
    return isLabel(lens.words(reading.document.blocks[block - 1].range)[...])
  }

  private func isLabel(_ text: Substring) -> Bool {
    guard text.utf8.count <= 60, text.last == ":" else { return false }
    return [
      "region", "location", "affected region", "affected location", "impacted region", "zones", "受影响的地区", "受影响地区",
    ]
    .contains(where: text.hasPrefix)
  }
}
