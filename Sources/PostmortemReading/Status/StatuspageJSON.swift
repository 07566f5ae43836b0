import PostmortemPlugin

/// `/api/v2/*.json` of an Atlassian Statuspage, and of those that answer like one.
enum StatuspageJSON {
  static let reader = StatusReader<JSONValue>(
    name: "the JSON of Atlassian Statuspage",
    recognises: { value in
      guard let page = value["page"], page.has("id", "url") || page.has("time_zone") else { return false }
      return lists.contains { value[$0] != nil } || value.has("status") || value.has("incident")
    }, read: read)

  private static let lists = ["incidents", "components", "scheduled_maintenances"]
  private static let shape = IncidentShape()

  private static func read(_ value: JSONValue) -> StatusPage? {
    guard lists.allSatisfy({ value[$0].map(\.isArray) ?? true }) else { return nil }
    let incidents = value["incident"].map { [$0] } ?? value["incidents"]?.items ?? []
    let isMaintenance = { (item: JSONValue) in item["impact"]?.string == "maintenance" }
    var page = StatusPage(incidents.filter { !isMaintenance($0) }, as: shape, title: value["page"]?["name"]) {
      if let update = postmortem($1) { $0.updates.insert(update, at: 0) }
    }
    page.leaveOut(maintenances: incidents.filter(isMaintenance).count + (value["scheduled_maintenances"]?.count ?? 0))
    if page.incidents.isEmpty, let trouble = trouble(value) { page.incidents = [trouble] }
    return page
  }

  /// What was written about the incident afterwards.
  private static func postmortem(_ item: JSONValue) -> StatusUpdate? {
    guard let body = item["postmortem_body"], body.string != nil else { return nil }
    var update = StatusUpdate(body: body.words)
    update.stamp(item["postmortem_published_at"])
    return update
  }

  /// Trouble that the components and the page's indicator show while no incident tells of it.
  private static func trouble(_ value: JSONValue) -> StatusIncident? {
    guard let status = value["status"], let grade = status["indicator"], let word = grade.string, word != "none",
      word != "maintenance", let title = status["description"]?.words
    else { return nil }
    let hit = (value["components"]?.items ?? []).filter { item in
      guard let status = item["status"]?.string, item["group"]?.int != 1 else { return false }
      return status != "operational" && status != "under_maintenance"
    }
    let time = value["page"]?["updated_at"]
    var update = StatusUpdate(body: title)
    update.stamp(time)
    var incident = StatusIncident(
      title: title, severity: grade.mark, components: hit.compactMap { $0["name"]?.words }, updates: [update])
    // Nothing says when it began, but by then it had.
    if var moment = time?.moment, let mark = time?.mark {
      moment.kind = .derived
      moment.latest = moment.instant
      incident.times = [(.started, moment, mark)]
    }
    return incident
  }
}
