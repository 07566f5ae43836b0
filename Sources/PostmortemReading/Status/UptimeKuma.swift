import PostmortemPlugin

/// `/api/status-page/<slug>` of Uptime Kuma: notices that people pin, beside the monitors.
enum UptimeKuma {
  static let reader = StatusReader<JSONValue>(
    name: "the JSON of Uptime Kuma",
    recognises: { value in
      value.has("publicGroupList") && (value.has("config") || value.has("incident") || value.has("incidents"))
        || value.has("heartbeatList", "uptimeList")
    }, read: read)

  private static let shape = IncidentShape(
    title: ["title"], severity: ["style"], components: [], updates: "-", state: [], body: ["content"],
    time: ["lastUpdatedDate", "createdDate"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    guard value["incidents"].map({ $0.isArray || $0.isNull }) ?? true else { return nil }
    let one = value["incident"].flatMap { $0.isObject ? [$0] : nil }
    let items = value["incidents"]?.items ?? one ?? []
    var page = StatusPage(items, as: shape, title: value["config"]?["title"]) { $0.updates = [shape.update($1)] }
    page.leaveOut(maintenances: value["maintenanceList"]?.count ?? 0)
    if value.has("heartbeatList") { page.notes.append("heartbeats tell no incident and were left out") }
    return page
  }
}
