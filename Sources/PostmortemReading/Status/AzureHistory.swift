import PostmortemPlugin

/// Microsoft Azure's status history: until 2024 each incident folded away under its title, since then open
/// under a heading that ends in its tracking id; a report in parts either way.
enum AzureHistory {
  static let reader = StatusReader<StatusMarkup>(
    name: "Azure's status history",
    recognises: { $0.namesIncidents && $0.holds("incident-history") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let items = page.all("incident-history-item")
    let folded = items.compactMap { incident($0, page) }
    let headings = items.isEmpty ? self.headings(page) : []
    let open = headings.indices.map {
      incident(headings[$0], before: $0 + 1 < headings.count ? headings[$0 + 1] : nil, page)
    }
    guard !folded.isEmpty || !open.isEmpty else { return nil }
    var result = StatusPage(incidents: folded + open)
    if folded.count < items.count {
      result.notes.append("format not recognised in part: \(folded.count) of \(items.count) incidents could be read")
    }
    let silent = result.incidents.filter(\.lines.isEmpty).count
    if silent > 0 { result.notes.append("format not recognised in part: \(silent) incidents have no words") }
    return result
  }

  // MARK: - Folded away

  private static func incident(_ item: Int, _ page: StatusMarkup) -> StatusIncident? {
    guard let title = page.first("incident-history-title", in: item), let body = page.first("card-body", in: item)
    else { return nil }
    var incident = StatusIncident(title: .part(page.tree.words(title), of: title))
    let label = page.first("incident-history-tracking-id", in: item).map { page.tree.words($0) } ?? ""
    incident.key = label.split(separator: ":").last.map { String($0).trimmed } ?? ""
    incident.day = page.first("hide-text", in: item).map { .part(page.tree.words($0), of: $0) }
    incident.lines = page.segments.range(of: body, in: page.tree).map { line($0, page) }
    return incident
  }

  // MARK: - Under headings

  private static let idLabel = "(Tracking ID "

  private static func headings(_ page: StatusMarkup) -> [Int] {
    guard let list = page.first("incident-history") else { return [] }
    return page.all(.h3, in: list).filter { page.tree.words($0).holds(idLabel) }
  }

  /// "Mail is slow (Tracking ID AB12-34)", and the lines up to the next heading.
  private static func incident(_ heading: Int, before next: Int?, _ page: StatusMarkup) -> StatusIncident {
    let words = page.tree.words(heading)
    var incident = StatusIncident()
    if let label = words.range(of: idLabel) {
      incident.key = String(words[label.upperBound...].prefix { $0 != ")" })
      incident.title = .part(String(words[..<label.lowerBound]).trimmed, of: heading)
    }
    let parent = max(Int(page.tree.nodes[heading].parent), 0)
    let end = min(next ?? Int.max, Int(page.tree.nodes[parent].end))
    let first = Int(page.segments.before[Int(page.tree.nodes[heading].end)])
    let last = Int(page.segments.before[end])
    incident.lines = (first..<max(first, last)).map { line($0, page) }
    return incident
  }

  /// A line that is all bold heads what follows: "What happened?".
  private static func line(_ segment: Int, _ page: StatusMarkup) -> StatusLine {
    let words = page.segments.string(segment)
    let bold = page.first(.strong, in: page.segments.list[segment].element)
    let isHeading = words.utf8.count <= 120 && bold.map { page.tree.words($0) == words } ?? false
    return StatusLine(words: .segment(segment), isHeading: isHeading)
  }
}
