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
    var page = StatusPage(
      value["activeIncidents"]?.items ?? [], as: IncidentShape(updates: "-"), title: value["page"]?["name"])
    for (index, item) in (value["activeIncidents"]?.items ?? []).enumerated() where index < page.incidents.count {
      let time = item["updatedAt"] ?? item["started"]
      let moment = time?.moment
      page.incidents[index].updates = [
        StatusUpdate(state: item["status"]?.words, moment: moment, mark: moment == nil ? nil : time?.mark)
      ]
      if let moment = item["started"]?.moment, let mark = item["started"]?.mark {
        page.incidents[index].times.append((.started, moment, mark))
      }
    }
    page.leaveOut(maintenances: value["activeMaintenances"]?.count ?? 0)
    if value["page"]?["status"]?.string == "HASISSUES", page.incidents.isEmpty {
      page.notes.append("the page says that it has issues and lists no incident")
    }
    return page
  }
}
