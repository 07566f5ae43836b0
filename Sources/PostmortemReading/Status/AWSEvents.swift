import PostmortemPlugin

/// Amazon's Health Dashboard since 2022: `currentevents`, an array of events with a log each.
enum AWSEvents {
  static let reader = StatusReader<JSONValue>(
    name: "the events of Amazon's Health Dashboard",
    recognises: {
      $0.items.first?.has("event_log") == true || $0.items.first?["arn"]?.string?.hasPrefix("arn:aws:health:") == true
    },
    read: read)

  private static let shape = IncidentShape(
    id: ["arn"], title: ["summary"], severity: [], components: [], updates: "event_log", state: [], body: ["message"],
    time: ["timestamp"])

  private static func read(_ value: JSONValue) -> StatusPage? {
    let items = value.items.filter { $0.has("event_log") }
    guard !items.isEmpty else { return nil }
    var page = StatusPage(items, as: shape, finish: finish)
    let others = value.count - items.count
    if others > 0 { page.notes.append("format not recognised in part: \(others) of \(value.count) events have no log") }
    return page
  }

  private static func finish(_ incident: inout StatusIncident, _ item: JSONValue) {
    incident.components = ["service_name", "region_name"].compactMap { item[$0]?.words }
    let others = item["impacted_services"]
    incident.components += (others?.keys ?? []).compactMap { others?[$0]?["service_name"]?.words }
    incident.updates.sort { ($0.moment?.order ?? .max) < ($1.moment?.order ?? .max) }
    guard let summary = item["summary"], let text = summary.string else { return }
    incident.head(AWSSummary(text)) { .value($0, at: summary.pointer) }
  }
}

/// The data behind the Service Health Dashboard until 2022, `data.json`: events whose descriptions are
/// the markup of their posts.
enum AWSHistory {
  static let reader = StatusReader<JSONValue>(
    name: "the data of Amazon's Service Health Dashboard",
    recognises: { value in
      ["archive", "current"].contains { value[$0]?.isArray == true }
        && (value.has("archive", "current") || value["archive"]?.items.first?.has("service_name") == true)
    }, read: read)

  private static func read(_ value: JSONValue) -> StatusPage? {
    let items = ["current", "archive"].flatMap { value[$0]?.items ?? [] }
    let incidents = items.compactMap(incident)
    guard items.isEmpty || !incidents.isEmpty else { return nil }
    var page = StatusPage(incidents: incidents)
    if incidents.count < items.count {
      page.notes.append("format not recognised in part: \(incidents.count) of \(items.count) incidents could be read")
    }
    let updates = incidents.flatMap(\.updates)
    let timeless = updates.filter { $0.moment == nil }.count
    if timeless > 0 {
      page.notes.append("format not recognised in part: \(timeless) of \(updates.count) updates have no stamp")
    }
    return page
  }

  private static func incident(_ item: JSONValue) -> StatusIncident? {
    guard let name = item["service_name"]?.words, let description = item["description"], let markup = description.string
    else { return nil }
    let fragment = Fragment(markup)
    let stamps = StatusMarkup(tree: fragment.tree, segments: fragment.segments, data: [], pushes: []).all("yellowfg")
    guard !stamps.isEmpty else { return nil }
    var incident = StatusIncident(components: [name])
    let date = item["date"]
    let recorded = date?.int.map { Moment(recorded: $0) }
    var posts = AWSPosts(stamps, in: fragment.tree, year: recorded?.date?.year)
    posts.settleDays(from: recorded.flatMap { posts.beginning(near: $0) })
    incident.updates = posts.all.map { post in
      var update = post.update(stamp: .value(post.stamp, at: description.pointer)) {
        .value($0.joined(separator: "\n"), at: description.pointer)
      }
      if update.moment != nil { update.mark = date?.mark }
      return update
    }
    if let summary = item["summary"], let text = summary.string {
      incident.head(AWSSummary(text)) { .value($0, at: summary.pointer) }
    }
    return incident
  }
}
