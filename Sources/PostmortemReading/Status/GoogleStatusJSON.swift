import PostmortemPlugin

/// `incidents.json` of Google's status dashboards: the whole history, an object an incident.
enum GoogleStatusJSON {
  static let reader = StatusReader<JSONValue>(
    name: "the JSON of Google's status dashboard",
    recognises: { value in
      let first = value.items.first ?? value
      return first.has("external_desc") && (first.has("status_impact") || first.has("updates"))
    }, read: read)

  private static let shape = IncidentShape(
    title: ["external_desc"], severity: ["severity"], components: ["affected_products"], componentName: ["title"],
    updates: "updates", state: [], body: ["text"], time: ["when", "created"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    let items = value.isArray ? value.items : [value]
    guard items.allSatisfy({ $0["updates"].map { $0.isArray || $0.isNull } ?? true }) else { return nil }
    return StatusPage(items, as: shape) { incident, item in
      if incident.components.isEmpty { incident.components = [item["service_name"]?.words].compactMap { $0 } }
      incident.updates = incident.updates.map(plain)
      incident.lines = places(item).map { StatusLine(words: $0) }
      incident.add(.started, from: item["begin"])
      incident.add(.recovered, from: item["end"])
    }
  }

  /// Posts are written in Markdown.
  private static func plain(_ update: StatusUpdate) -> StatusUpdate {
    guard case .value(let text, let place)? = update.body else { return update }
    var update = update
    update.body = .value(MarkdownText.plain(text), at: place)
    return update
  }

  /// Where it is, or was before it ended.
  private static func places(_ item: JSONValue) -> [StatusWords] {
    ["currently_affected_locations", "previously_affected_locations"].flatMap { item[$0]?.items ?? [] }
      .compactMap { ($0["title"] ?? $0["id"])?.words }
  }
}
