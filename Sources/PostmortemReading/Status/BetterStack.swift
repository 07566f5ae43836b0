import PostmortemPlugin

/// `/index.json` of a Better Stack status page: JSON:API, in which reports point at their updates.
enum BetterStack {
  static let reader = StatusReader<JSONValue>(
    name: "the JSON of Better Stack", recognises: { $0["data"]?["type"]?.string == "status_page" }, read: read)

  private static let shape = IncidentShape(
    severity: ["aggregate_state"], components: [], updates: "-", body: ["message"], time: ["published_at"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    guard let included = value["included"], included.isArray else { return nil }
    var byID: [String: JSONValue] = [:]
    for item in included.items {
      if let type = item["type"]?.string, let id = item["id"]?.text { byID["\(type)/\(id)"] = item }
    }
    let reports = included.items.filter { $0["type"]?.string == "status_report" }
    let planned = reports.filter { $0["attributes"]?["report_type"]?.string == "maintenance" }.count
    var page = StatusPage(title: value["data"]?["attributes"]?["company_name"]?.words)
    page.leaveOut(maintenances: planned)
    var expected = 0
    for report in reports where report["attributes"]?["report_type"]?.string != "maintenance" {
      expected += linked(report, "status_updates").count
      guard let incident = incident(report, byID) else {
        page.notes.append("format not recognised in part: a report has no title")
        continue
      }
      page.incidents.append(incident)
    }
    page.expected = expected
    return page
  }

  private static func incident(_ report: JSONValue, _ byID: [String: JSONValue]) -> StatusIncident? {
    guard let own = report["attributes"], var incident = shape.incident(own) else { return nil }
    incident.key = report["id"]?.text ?? ""
    incident.updates = linked(report, "status_updates").compactMap { byID[$0]?["attributes"].map(shape.update) }
    incident.components = (own["affected_resources"]?.items ?? []).compactMap { item in
      item["status_page_resource_id"]?.text.flatMap { byID["status_page_resource/\($0)"] }?["attributes"]?[
        "public_name"]?.words
    }
    incident.add(.started, from: own["starts_at"])
    incident.add(.recovered, from: own["ends_at"])
    return incident
  }

  private static func linked(_ item: JSONValue, _ name: String) -> [String] {
    (item["relationships"]?[name]?["data"]?.items ?? []).compactMap { link in
      guard let type = link["type"]?.string, let id = link["id"]?.text else { return nil }
      return "\(type)/\(id)"
    }
  }
}
