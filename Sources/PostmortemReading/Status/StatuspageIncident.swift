import PostmortemPlugin

/// An incident's own page of an Atlassian Statuspage: a name, updates with their states and stamps, the
/// components that were affected.
enum StatuspageIncident {
  static let reader = StatusReader<StatusMarkup>(
    name: "an incident page of Atlassian Statuspage",
    recognises: { $0.namesIncidents && $0.holds("incident-updates-container") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    guard let container = page.first("incident-updates-container") else { return nil }
    let updates = page.all("update-row", in: container).map { update($0, page) }
    guard updates.contains(where: { $0.body != nil || $0.state != nil }) else { return nil }
    var incident = StatusIncident()
    incident.updates = updates
    incident.key = page.ownKey(after: "/incidents/") ?? ""
    if let name = page.first("incident-name") { incident.severity = page.grade(name, prefix: "impact-") }
    if let list = page.first("components-affected") { incident.components = [.element(list)] }
    let stamped = page.all("update-timestamp", in: container).count
    return StatusPage(incidents: [incident], expected: max(stamped, updates.count))
  }

  private static func update(_ row: Int, _ page: StatusMarkup) -> StatusUpdate {
    var update = StatusUpdate()
    update.state = page.first("update-title", in: row).map(StatusWords.element)
    update.body = page.first("update-body", in: row).map(StatusWords.element)
    guard let stamp = page.first("update-timestamp", in: row) else { return update }
    update.stamp = StatuspageWords.stamp(stamp, page)
    if let found = page.stamp("data-datetime-unix", in: stamp) { (update.moment, update.mark) = found }
    return update
  }
}

/// What the pages of an Atlassian Statuspage have in common.
enum StatuspageWords {
  /// The stamp's words without "Posted 8 days ago", which depends on when the page was saved.
  static func stamp(_ node: Int, _ page: StatusMarkup) -> StatusWords {
    let words = page.tree.words(node)
    guard let range = words.range(of: "ago. ") ?? words.range(of: "ago ") else { return .element(node) }
    return .part(String(words[range.upperBound...]).trimmed, of: node)
  }
}
