import PostmortemPlugin

/// The history page of an Atlassian Statuspage since 2020: months of incidents as JSON in an attribute,
/// each with its last words and the time from beginning to end.
enum StatuspageHistory {
  static let reader = StatusReader<StatusMarkup>(
    name: "a history page of Atlassian Statuspage", recognises: { $0.namesIncidents && $0.holds("HistoryIndex") },
    read: read)

  private static let shape = IncidentShape(id: ["code", "id"], components: [], updates: "-")

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let found = page.first(in: 0) { page.tree.data($0, "data-react-class")?.value == "HistoryIndex" }
    guard let found, let props = page.tree.data(found, "data-react-props")?.value,
      let value = JSONValue(Array(props.utf8)), let months = value["months"], months.isArray
    else { return nil }
    var result = StatusPage(root: .attribute(node: found, name: "data-react-props"))
    var listed = 0
    for month in months.items {
      for item in month["incidents"]?.items ?? [] {
        listed += 1
        if let incident = incident(item, month) { result.incidents.append(incident) }
      }
    }
    if listed > result.incidents.count {
      result.notes.append(
        "format not recognised in part: \(result.incidents.count) of \(listed) incidents could be read")
    }
    let timeless = result.incidents.filter { $0.updates.first?.moment == nil }.count
    if timeless > 0 { result.notes.append("format not recognised in part: \(timeless) incidents have no stamp") }
    return result
  }

  private static func incident(_ item: JSONValue, _ month: JSONValue) -> StatusIncident? {
    guard var incident = shape.incident(item) else { return nil }
    incident.day = month["year"]?.words
    var update = StatusUpdate(body: item["message"]?.words)
    if let stamp = item["timestamp"], let text = stamp.string.map({ Fragment.lines($0).joined(separator: " ") }) {
      update.stamp = .value(text, at: stamp.pointer)
      if let near = near(month), let range = StampText.range(text, near: near) {
        update.moment = range.end ?? range.start
        incident.times = times(range, .value(text, at: stamp.pointer))
      }
    }
    incident.updates = [update]
    return incident
  }

  /// The first post bounds the beginning; the provider closed the incident at the end.
  private static func times(
    _ range: (start: Moment, end: Moment?), _ mark: StatusMark
  ) -> [(phase: Phase, moment: Moment, mark: StatusMark)] {
    var start = range.start
    start.kind = .derived
    start.latest = start.instant
    return [(.started, start, mark)] + (range.end.map { [(.resolved, $0, mark)] } ?? [])
  }

  private static func near(_ month: JSONValue) -> (year: Int, month: Int)? {
    guard let year = month["year"]?.int, let name = month["name"]?.string?.lowercased(),
      let number = MonthNames.table[name]
    else { return nil }
    return (year, number)
  }
}
