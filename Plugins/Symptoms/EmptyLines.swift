import PostmortemPlugin

/// Words of trouble that tell nothing of how it showed itself: a mere reference to it, an apology, an address,
/// the name of a cause.
struct EmptyLines {
  private let lens: Lens

  init(_ lens: Lens) { self.lens = lens }

  func isEmpty(_ symptom: Symptom, _ range: Range<Int>, in block: Int) -> Bool {
    isPartOfAddress(range) || isAttribute(range)
      || EmptyLines.said.contains(where: lens.sentenceWords(range.lowerBound).contains)
      || symptom == .other && (isHeading(block) || isReference(range))
  }

  /// Sentences that apologise, or tell the cause.
  private static let said = ["apologi", "inconvenience", "root cause", "抱歉", "歉意", "致歉", "根本原因"]

  /// "https://status.example/incidents/12".
  private func isPartOfAddress(_ range: Range<Int>) -> Bool {
    let text = lens.document.text
    return range.lowerBound > 0 && text[range.lowerBound - 1] == 0x2F && lens.before(range.lowerBound).contains("://")
  }

  /// The heading of a status page's incident only names the matter.
  private func isHeading(_ block: Int) -> Bool {
    let kind = lens.document.blocks[block].kind
    return lens.document.incident(of: block) != nil && (kind == .heading || kind == .component)
  }

  /// "The issue is resolved", "for all affected users", "this has been linked to another incident": what is taken
  /// up again is not told.
  private func isReference(_ range: Range<Int>) -> Bool {
    let before = lens.before(range.lowerBound, reach: 24).split(separator: " ").suffix(2)
    // A line that goes on with a sentence begun above it.
    if before.isEmpty, (0x61...0x7A).contains(lens.document.text[range.lowerBound]) { return true }
    if before.contains(where: { EmptyLines.definite.contains(String($0)) }) { return true }
    if lens.words(range).hasSuffix("ed"), before.last.map({ EmptyLines.joints.contains(String($0)) }) ?? false {
      return true
    }
    return lens.reading.clauses.cues(within: lens.sentence(range.lowerBound)).contains { $0.cue == .referral }
  }

  private static let definite: Set<String> = ["the", "this", "that", "these", "those", "any", "such"]
  private static let joints: Set<String> = ["all", "for", "some", "of", "subset", "to", "other", "most"]

  /// "Intermittent errors": how the errors came, and no symptom beside them.
  private func isAttribute(_ range: Range<Int>) -> Bool {
    guard lens.words(range).hasPrefix("intermittent") else { return false }
    let after = lens.after(range.upperBound, reach: 40)
    guard let first = after.first, first.isLetter || first.isNumber else { return false }
    // "Calls were intermittent with heavy packet loss": said of the calls.
    let next = String(after.prefix { $0 != " " })
    return !["with", "for", "in", "on", "at", "and", "or", "but", "during", "across", "since", "until"].contains(next)
  }
}
