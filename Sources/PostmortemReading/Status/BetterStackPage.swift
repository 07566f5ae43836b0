import PostmortemPlugin

/// The home page of a Better Stack status page: sections of services with a badge each. What was
/// reported stands on pages of its own.
enum BetterStackPage {
  static let reader = StatusReader<StatusMarkup>(
    name: "a page of Better Stack",
    recognises: { $0.namesIncidents && ($0.holds("status-pages-v2") || $0.holds("section-status-badge")) },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let badges = page.all("section-status-badge")
    guard !badges.isEmpty else { return nil }
    let bad = badges.filter { badge in
      !["", "operational", "maintenance", "not monitored"].contains(page.tree.words(badge).lowercased())
    }
    guard let first = bad.first else { return StatusPage() }
    var incident = StatusIncident()
    incident.title = page.first(.h1, in: 0).map { .part(page.tree.words($0), of: $0) }
    incident.severity = nil
    // A service's name stands before its badge, in the same row.
    incident.components = bad.compactMap { name(of: $0, page) }
    incident.updates = [StatusUpdate(state: .part(page.tree.words(first), of: first), body: incident.title)]
    return StatusPage(incidents: [incident], notes: ["what was reported stands on other pages of this site"])
  }

  private static func name(of badge: Int, _ page: StatusMarkup) -> StatusWords? {
    var row = Int(page.tree.nodes[badge].parent)
    for _ in 0..<3 where row >= 0 {
      if let name = page.first("truncate", in: row), name < badge { return .part(page.tree.words(name), of: name) }
      row = Int(page.tree.nodes[row].parent)
    }
    return nil
  }
}
