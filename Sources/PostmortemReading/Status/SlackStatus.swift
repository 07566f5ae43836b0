import PostmortemPlugin

/// `/api/v2.0.0/current` and `/history` of Slack's own status page.
enum SlackStatus {
  static let reader = StatusReader<JSONValue>(
    name: "Slack's status JSON",
    recognises: { value in
      value.has("active_incidents") || value.items.first?.has("date_created", "notes", "services") == true
    }, read: read)

  private static let shape = IncidentShape(
    severity: ["type"], components: ["services"], componentName: nil, updates: "notes", state: [],
    time: ["date_created"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    if let list = value["active_incidents"], !list.isArray { return nil }
    let all = value["active_incidents"]?.items ?? value.items
    let planned = { (item: JSONValue) in
      ["scheduled", "completed"].contains(item["status"]?.string ?? "") || item["type"]?.string == "maintenance"
    }
    let items = all.filter { !planned($0) }
    var page = StatusPage(items, as: shape) {
      $0.close(with: $1["status"], if: ["resolved"], at: $1["date_updated"])
    }
    page.leaveOut(maintenances: all.count - items.count)
    return page
  }
}

extension StatusIncident {
  /// Gives the newest update the state that the incident as a whole ended in. Newest first or last: by
  /// the stamps.
  mutating func close(with state: JSONValue?, if states: Set<String>, at time: JSONValue?) {
    guard let word = state?.string, states.contains(word.lowercased()), !updates.isEmpty else { return }
    let newest = updates.indices.max { (updates[$0].moment?.order ?? 0) < (updates[$1].moment?.order ?? 0) }
    if let newest, updates[newest].state == nil { updates[newest].state = state?.words }
    add(.resolved, from: time)
  }
}
