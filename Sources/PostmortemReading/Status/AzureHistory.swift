import PostmortemPlugin

/// Microsoft Azure's status history: each incident folded away under its title, with a report in parts.
enum AzureHistory {
  static let reader = StatusReader<StatusMarkup>(
    name: "Azure's status history",
    recognises: { $0.namesIncidents && $0.holds("incident-history") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let items = page.all("incident-history-item")
    let incidents = items.compactMap { incident($0, page) }
    guard !incidents.isEmpty else { return nil }
    var result = StatusPage(incidents: incidents)
    if incidents.count < items.count {
      result.notes.append("format not recognised in part: \(incidents.count) of \(items.count) incidents could be read")
    }
    return result
  }

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

  /// A line that is all bold heads what follows: "What happened?".
  private static func line(_ segment: Int, _ page: StatusMarkup) -> StatusLine {
    let words = page.segments.string(segment)
    let bold = page.first(.strong, in: page.segments.list[segment].element)
    let isHeading = words.utf8.count <= 120 && bold.map { page.tree.words($0) == words } ?? false
    return StatusLine(words: .segment(segment), isHeading: isHeading)
  }
}
