import PostmortemWords

/// What part of a provider's report a line belongs to.
public enum ReportPart: String, Sendable {
  /// What happened, and whom it hit.
  case summary
  /// What customers saw of it, in the provider's own words.
  case symptoms
  /// Why it happened.
  case cause
  /// What was done about it.
  case response
  /// What is to keep it from happening again.
  case prevention
  /// What customers could do meanwhile.
  case workaround
}

/// The parts of the reports on a page, told by headings ("Root cause") and by labels at the head of a line
/// ("Workaround: none"). A part ends with its incident or update, or where the next begins.
public struct ReportParts: Sendable {
  private let parts: [ReportPart?]

  /// The parts of a page's incidents. What stands in no incident is no report of one.
  public init(_ document: Document) {
    guard document.sections.contains(where: \.kind.isIncident) else {
      parts = []
      return
    }
    var parts: [ReportPart?] = []
    var open: ReportPart?
    var section = 0
    for (index, block) in document.blocks.enumerated() {
      if block.section != section { open = nil }
      section = block.section
      if document.incident(of: index) != nil, let label = ReportParts.label(of: block, in: document) {
        // A label that says nothing of a part stands inside one; a heading ends it.
        open = ReportParts.part(label) ?? (block.kind == .heading ? nil : open)
      }
      parts.append(open)
    }
    self.parts = parts
  }

  /// The part that a block belongs to; nil where nothing says it.
  public func part(of block: Int) -> ReportPart? { parts.indices.contains(block) ? parts[block] : nil }

  // MARK: - Labels

  private static let words: [(heading: String, part: ReportPart)] = {
    var count = 0
    return WordList.rows(postmortem_parts(&count), count: count).compactMap { row in
      guard row.count > 1, let part = ReportPart(rawValue: row[1]) else { return nil }
      return (row[0], part)
    }.sorted { $0.heading.utf8.count > $1.heading.utf8.count }
  }()

  /// What heads the lines after a block: a heading, a line that is a label, the label before a colon.
  private static func label(of block: Block, in document: Document) -> String? {
    guard block.kind != .title, block.kind != .stamp, block.kind != .component, block.kind != .state else { return nil }
    let end = min(block.range.upperBound, block.range.lowerBound + 90)
    let head = document.string(block.range.lowerBound..<end)
    let isWhole = end == block.range.upperBound
    if block.kind == .heading || isWhole && isShout(head) { return head.lowercased() }
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" || $0 == "?" }) else { return nil }
    let label = head[..<colon]
    // "Root cause: …", "What happened?"; a colon far into a sentence makes no label.
    guard label.utf8.count <= 60, head[colon] != "?" || isWhole else { return nil }
    return label.lowercased()
  }

  /// "ROOT CAUSE".
  private static func isShout(_ text: String) -> Bool {
    text.utf8.count <= 60 && text.contains { $0.isUppercase } && !text.contains { $0.isLowercase }
  }

  private static func part(_ label: String) -> ReportPart? {
    let plain = label.drop { !$0.isLetter }
    return words.first { entry in
      guard plain.hasPrefix(entry.heading) else { return false }
      return plain.dropFirst(entry.heading.count).first.map { !$0.isLetter } ?? true
    }?.part
  }
}
