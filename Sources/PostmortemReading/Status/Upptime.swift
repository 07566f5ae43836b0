import PostmortemPlugin

/// The records of Upptime: a GitHub issue for each incident, as GitHub's API gives it.
enum Upptime {
  static let reader = StatusReader<JSONValue>(
    name: "the issues of Upptime",
    recognises: { value in
      let items = value.isArray ? value.items : [value]
      return items.contains { item in
        item.has("number", "title") && (isOutage(item) || labels(item).contains("status"))
      }
    }, read: read)

  private static let shape = IncidentShape(
    id: ["number"], title: ["title"], severity: [], components: [], updates: "-", state: ["state"],
    time: ["created_at"])

  private static func isOutage(_ item: JSONValue) -> Bool {
    guard let body = item["body"]?.string else { return false }
    return body.holds(" was **down**") || body.holds(" experienced **degraded performance**")
  }

  private static func labels(_ item: JSONValue) -> [String] {
    (item["labels"]?.items ?? []).compactMap { $0["name"]?.string ?? $0.string }
  }

  private static func read(_ value: JSONValue) -> StatusPage? {
    let all = value.isArray ? value.items : [value]
    let planned = all.filter { labels($0).contains("maintenance") }.count
    let items = all.filter { item in !labels(item).contains("maintenance") && (isOutage(item) || item.has("closed_at"))
    }
    var page = StatusPage(items, as: shape, finish: finish)
    page.leaveOut(maintenances: planned)
    return page
  }

  /// The machine wrote the issue when the outage began, and closed it when it was over.
  private static func finish(_ incident: inout StatusIncident, _ item: JSONValue) {
    var update = shape.update(item)
    update.state = nil
    update.body = item["body"].flatMap { body in body.string.map { .value(MarkdownText.plain($0), at: body.pointer) } }
    incident.updates = [update]
    incident.add(.started, from: item["created_at"])
    incident.add(.recovered, from: item["closed_at"])
  }
}
