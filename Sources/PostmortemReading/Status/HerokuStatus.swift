import PostmortemPlugin

/// `/api/v4/incidents` and `/current-status` of Heroku's status page.
enum HerokuStatus {
  static let reader = StatusReader<JSONValue>(
    name: "Heroku's status JSON",
    recognises: { value in
      let first = value.items.first ?? value
      return first.has("state", "updates") && (first.has("systems") || first.has("tags") || first.has("resolved"))
        || value["status"]?.isArray == true && value.has("incidents", "scheduled")
    }, read: read)

  private static let shape = IncidentShape(
    severity: [], components: ["systems", "tags"], updates: "updates", state: ["update_type"], body: ["contents"],
    time: ["created_at"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    guard value["incidents"].map(\.isArray) ?? true else { return nil }
    let items = value.isArray ? value.items : value["incidents"]?.items ?? [value]
    var page = StatusPage(items, as: shape) { $0.components = names($1) }
    page.leaveOut(maintenances: value["scheduled"]?.count ?? 0)
    return page
  }

  /// The regions in tags as well as the systems; each may be a name or hold one.
  private static func names(_ item: JSONValue) -> [StatusWords] {
    ["systems", "tags"].flatMap { item[$0]?.items ?? [] }.compactMap { $0.words ?? $0["name"]?.words }
  }
}
