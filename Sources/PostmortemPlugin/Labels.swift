/// What the layout of a status page says without a word of trouble: the heading of an incident names
/// what it is about, a row tells of trouble in its second cell, and "Affected services:" stands before
/// what is meant.
public struct Labels: Sendable {
  private let lens: Lens
  private let headings: Set<Block.Kind>
  private let reach: Int
  private let isLabel: @Sendable (Substring) -> Bool

  /// - Parameters:
  ///   - headings: the kinds of block that head an incident.
  ///   - reach: how many bytes after the beginning of its block a label still counts.
  ///   - isLabel: whether a text that ends in a colon, small letters, is such a label.
  public init(
    _ lens: Lens, headings: Set<Block.Kind>, reach: Int, isLabel: @escaping @Sendable (Substring) -> Bool
  ) {
    self.lens = lens
    self.headings = headings
    self.reach = reach
    self.isLabel = isLabel
  }

  /// The rule by which a place of the page says that what stands there is affected; nil elsewhere.
  public func rule(for range: Range<Int>, in block: Int) -> String? {
    if isHeading(block) { return "heading" }
    if isRow(block) { return "row" }
    return isLabelled(range, in: block) ? "label" : nil
  }

  /// A short cell that begins a row whose next cell tells of trouble: "Mail (Ireland) | Errors".
  private func isRow(_ block: Int) -> Bool {
    let blocks = lens.document.blocks
    guard blocks[block].kind == .cell, blocks[block].range.count <= 90, block + 1 < blocks.count else { return false }
    guard blocks[block + 1].kind == .cell || blocks[block + 1].kind == .state else { return false }
    return lens.cues(of: block).isEmpty
      && lens.cues(of: block + 1).contains { $0.cue == .outage || $0.cue == .degradation }
  }

  private func isHeading(_ block: Int) -> Bool {
    let document = lens.document
    guard document.incident(of: block) != nil, document.update(of: block) == nil else { return false }
    return headings.contains(document.blocks[block].kind)
  }

  /// In the first words after the label, in the same block or the one before.
  private func isLabelled(_ range: Range<Int>, in block: Int) -> Bool {
    let start = lens.document.blocks[block].range.lowerBound
    guard range.lowerBound - start <= reach else { return false }
    let before = lens.words(start..<range.lowerBound)
    if let colon = before.firstIndex(of: ":") { return isShortLabel(before[...colon]) }
    return isList(before, of: block) && isUnderLabel(block)
  }

  /// Whether a line is a list, or the place is at its beginning.
  private func isList(_ before: String, of block: Int) -> Bool {
    before.utf8.count <= 4 || lens.cues(of: block).isEmpty && !before.contains(". ")
  }

  /// Whether the line above is a label, or others of its list up to it.
  private func isUnderLabel(_ block: Int) -> Bool {
    let blocks = lens.document.blocks
    for above in stride(from: block - 1, through: max(0, block - 40), by: -1) {
      guard blocks[above].section == blocks[block].section, blocks[above].range.count <= 60 else { return false }
      if isShortLabel(lens.words(blocks[above].range)[...]) { return true }
      guard blocks[block].range.count <= 60, lens.cues(of: above).isEmpty else { return false }
    }
    return false
  }

  private func isShortLabel(_ text: Substring) -> Bool {
    text.utf8.count <= 60 && (text.last == ":" || text.last == "：") && isLabel(text)
  }
}

extension Lens {
  /// The cues of a block, in text order.
  public func cues(of block: Int) -> ArraySlice<CueHit> {
    let range = document.blocks[block].range
    guard !range.isEmpty, let first = reading.clauses.index(at: range.lowerBound),
      let last = reading.clauses.index(at: range.upperBound - 1)
    else { return [] }
    return reading.clauses.cues(in: first..<last + 1)
  }
}
