import PostmortemPlugin

/// `/summary.json` of an Instatus page.
enum InstatusJSON {
  static let reader = StatusReader<JSONValue>(
    name: "the JSON of Instatus",
    recognises: { value in
      guard let status = value["page"]?["status"]?.string else { return false }
      return ["UP", "HASISSUES", "UNDERMAINTENANCE"].contains(status) || value.has("activeIncidents")
    }, read: read)

  private static func read(_ value: JSONValue) -> StatusPage? {
    guard value["activeIncidents"].map(\.isArray) ?? true else { return nil }
    let items = value["activeIncidents"]?.items ?? []
    var page = StatusPage(items, as: IncidentShape(updates: "-"), title: value["page"]?["name"]) { incident, item in
      var update = StatusUpdate(state: item["status"]?.words)
      update.stamp(item["updatedAt"] ?? item["started"])
      incident.updates = [update]
      incident.add(.started, from: item["started"])
    }
    page.leaveOut(maintenances: value["activeMaintenances"]?.count ?? 0)
    if value["page"]?["status"]?.string == "HASISSUES", page.incidents.isEmpty {
      page.notes.append("the page says that it has issues and lists no incident")
    }
    return page
  }
}
