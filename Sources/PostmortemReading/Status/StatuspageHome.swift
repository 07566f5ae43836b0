import PostmortemPlugin

/// The home page of an Atlassian Statuspage, and its history of before 2020: what is going on, then the
/// incidents day by day.
enum StatuspageHome {
  static let reader = StatusReader<StatusMarkup>(
    name: "a home page of Atlassian Statuspage",
    recognises: {
      $0.namesIncidents && ($0.holds("status-index") && $0.holds("layout-content") || $0.holds("unresolved-incident"))
    },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let open = page.all("unresolved-incident")
    let days = page.all("status-day")
    guard !open.isEmpty || !days.isEmpty else { return nil }
    var result = StatusPage()
    for node in open { result.incidents.append(incident(node, day: nil, page)) }
    for day in days {
      for node in page.all("incident-container", in: day) {
        result.incidents.append(incident(node, day: page.first("date", in: day), page))
      }
    }
    result.expected = result.incidents.isEmpty ? nil : (open + days).reduce(0) { $0 + stamps($1, page) }
    if result.incidents.isEmpty, let trouble = trouble(page) { result.incidents = [trouble] }
    result.incidents = merged(result.incidents)
    return result
  }

  /// An incident that is open may stand among those of its day as well.
  private static func merged(_ incidents: [StatusIncident]) -> [StatusIncident] {
    var seen: Set<String> = []
    return incidents.filter { $0.key.isEmpty || seen.insert($0.key).inserted }
  }

  private static func stamps(_ root: Int, _ page: StatusMarkup) -> Int {
    page.all("update", in: root).reduce(0) { count, node in
      count + page.tree.inside(node).filter { page.tree.nodes[$0].tag == .small }.count
    }
  }

  private static func incident(_ node: Int, day: Int?, _ page: StatusMarkup) -> StatusIncident {
    var incident = StatusIncident()
    let title = page.first("incident-title", in: node)
    incident.key = page.key(in: node, after: "/incidents/") ?? ""
    incident.severity = page.grade(title ?? node, prefix: "impact-") ?? page.grade(node, prefix: "impact-")
    let name = title.map { page.first("actual-title", in: $0) ?? page.first(.a, in: $0) ?? $0 }
    incident.title = name.map(StatusWords.element)
    incident.day = day.map(StatusWords.element)
    let near = day.flatMap { StampText.day(page.tree.words($0)) }
    incident.updates = page.all("update", in: node).map { update($0, near, page) }
    return incident
  }

  private static func update(_ node: Int, _ near: (year: Int, month: Int)?, _ page: StatusMarkup) -> StatusUpdate {
    var update = StatusUpdate()
    let state = page.first(.strong, in: node)
    update.state = state.map { .part(page.tree.words($0), of: $0) }
    let stamp = page.first(.small, in: node)
    update.body = body(of: node, state, stamp, page)
    guard let stamp else { return update }
    update.stamp = StatuspageWords.stamp(stamp, page)
    if let found = page.stamp("data-datetime-unix", in: stamp) {
      (update.moment, update.mark) = found
    } else if let near {
      update.moment = StampText(page.tree.words(stamp), near: near)?.moment
    }
    return update
  }

  /// The words between the state and the stamp, where they have no element of their own.
  private static func body(of node: Int, _ state: Int?, _ stamp: Int?, _ page: StatusMarkup) -> StatusWords? {
    if let own = page.first("whitespace-pre-wrap", in: node) { return .element(own) }
    if let own = page.first("markdown-display", in: node) { return .element(own) }
    var folder = Folder()
    var at = state.map { Int(page.tree.nodes[$0].end) } ?? node + 1
    while at < stamp ?? Int(page.tree.nodes[node].end), at < Int(page.tree.nodes[node].end) {
      if page.tree.nodes[at].tag == .text { folder.append(page.tree.bytes(of: at)) } else { folder.space() }
      at += 1
    }
    let text = String(String(decoding: folder.bytes, as: UTF8.self).drop { $0 == "-" || $0 == " " })
    return text.isEmpty ? nil : .part(text, of: node)
  }

  /// Trouble that the page's head shows while no incident tells of it.
  private static func trouble(_ page: StatusMarkup) -> StatusIncident? {
    guard let head = page.first("page-status"), let grade = page.grade(head, prefix: "status-"),
      !["none", "maintenance"].contains(grade.words), let title = page.first("status", in: head)
    else { return nil }
    let hit = page.all("component-inner-container").filter { node in
      let status = page.tree.data(node, "data-component-status")?.value
      return status.map { $0 != "operational" && $0 != "under_maintenance" } ?? false
    }
    return StatusIncident(
      title: .element(title), severity: grade,
      components: hit.compactMap { page.first("name", in: $0).map(StatusWords.element) },
      updates: [StatusUpdate(body: .element(title))])
  }
}
