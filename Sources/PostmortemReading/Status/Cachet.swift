import PostmortemPlugin

/// A page of Cachet 2: incidents as panels, each with its later posts as a list.
enum Cachet {
  static let reader = StatusReader<StatusMarkup>(
    name: "a page of Cachet",
    recognises: { $0.namesIncidents && $0.holds("timeago") && $0.holds("moment") && $0.holds("panel") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let moments = page.all("moment")
    guard !moments.isEmpty else { return nil }
    var result = StatusPage()
    for moment in moments {
      for panel in page.all("incident", in: moment) where !isPlan(moment, page) {
        result.incidents.append(incident(panel, in: moment, page))
      }
    }
    result.leaveOut(maintenances: moments.filter { isPlan($0, page) }.count)
    let panels = moments.filter { page.first("incident", in: $0) == nil }.count
    if panels == moments.count { return nil }
    if panels > 0 { result.notes.append("format not recognised in part: \(panels) entries hold no incident") }
    return result
  }

  private static func isPlan(_ moment: Int, _ page: StatusMarkup) -> Bool {
    page.first("status-icon", in: moment).flatMap { page.word(of: $0, prefix: "status-0") } != nil
  }

  private static func incident(_ panel: Int, in moment: Int, _ page: StatusMarkup) -> StatusIncident {
    var incident = StatusIncident()
    let head = page.first("panel-heading", in: panel) ?? panel
    incident.key = page.key(in: panel, after: "/incidents/") ?? ""
    incident.title = page.first(.strong, in: head).map(StatusWords.element)
    if let label = page.first("label", in: head) { incident.components = [.part(page.tree.words(label), of: label)] }
    let later = page.all("list-group-item", in: panel).map { update($0, page.first(.strong, in: $0), $0, page) }
    var first = update(head, nil, page.first("panel-body", in: panel), page)
    if let icon = page.first("status-icon", in: moment), let name = page.tree.value(icon, .title) {
      // The icon shows how things stand now: the state of the newest post.
      if later.isEmpty { first.state = .part(name, of: icon) }
    }
    incident.updates = later.reversed() + [first]
    return incident
  }

  private static func update(_ root: Int, _ state: Int?, _ body: Int?, _ page: StatusMarkup) -> StatusUpdate {
    var update = StatusUpdate(state: state.map { .part(page.tree.words($0), of: $0) })
    if let body {
      update.body =
        page.first("markdown-body", in: body).map(StatusWords.element) ?? .part(page.tree.words(body), of: body)
    }
    if let found = page.stamp("data-timeago", in: root) ?? page.stamp("data-date", in: root) {
      (update.moment, update.mark) = found
    }
    return update
  }
}
