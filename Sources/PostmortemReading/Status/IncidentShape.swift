import PostmortemPlugin

/// The keys under which a kind of JSON keeps an incident's parts: the first that holds something counts.
struct IncidentShape: Sendable {
  var id = ["id"]
  var title = ["name", "title"]
  var severity = ["impact"]
  /// The list of what was affected, and the name of each; where the name is nil, the items are names.
  var components = ["components"]
  var componentName: [String]? = ["name"]
  var updates = "incident_updates"
  var state = ["status"]
  var body = ["body"]
  var time = ["display_at", "created_at"]

  /// The incident that a value holds; nil where it has neither a title nor updates.
  func incident(_ value: JSONValue) -> StatusIncident? {
    var incident = StatusIncident()
    incident.key = value.first(id)?.text ?? ""
    incident.title = text(value, title)?.words
    incident.severity = value.first(severity)?.mark
    incident.components = names(value)
    incident.updates = value[updates]?.items.map(update) ?? []
    return incident.title == nil && incident.updates.isEmpty ? nil : incident
  }

  func update(_ value: JSONValue) -> StatusUpdate {
    var update = StatusUpdate()
    update.state = value.first(state)?.words
    update.body = text(value, body)?.words
    update.stamp(value.first(time))
    return update
  }

  private func names(_ value: JSONValue) -> [StatusWords] {
    for key in components {
      guard let list = value[key], list.count > 0 else { continue }
      return list.items.compactMap { item in
        componentName.map { text(item, $0)?.words } ?? item.words
      }
    }
    return []
  }

  /// The text under one of several keys, or the page's own language of a text in several.
  private func text(_ value: JSONValue, _ keys: [String]) -> JSONValue? {
    for key in keys {
      guard let found = value[key] else { continue }
      if found.text != nil { return found }
      if let translated = found.first(["default", "en"] + found.keys) { return translated }
    }
    return nil
  }
}

extension StatusPage {
  /// A page of the incidents that some values hold; a value that holds none is counted and said.
  /// - Parameter finish: adds to an incident what its shape does not tell.
  init(
    _ values: [JSONValue], as shape: IncidentShape, title: JSONValue? = nil,
    finish: (inout StatusIncident, JSONValue) -> Void = { _, _ in }
  ) {
    let incidents = values.compactMap { value -> StatusIncident? in
      guard var incident = shape.incident(value) else { return nil }
      finish(&incident, value)
      return incident
    }
    self.init(title: title?.words, incidents: incidents)
    if incidents.count < values.count {
      notes.append("format not recognised in part: \(incidents.count) of \(values.count) incidents could be read")
    }
    lookOver(updates: values.compactMap { $0[shape.updates] })
  }

  /// Says which updates have no words or no stamp: a reader that misses them would not know.
  private mutating func lookOver(updates lists: [JSONValue]) {
    let updates = incidents.flatMap(\.updates)
    let mute = updates.filter { $0.body == nil && $0.state == nil }.count
    let timeless = updates.filter { $0.moment == nil }.count
    if mute > 0 { notes.append("format not recognised in part: \(mute) of \(updates.count) updates have no words") }
    if timeless > 0 {
      notes.append("format not recognised in part: \(timeless) of \(updates.count) updates have no stamp")
    }
    let odd = lists.filter { !$0.isArray && !$0.isNull }.count
    if odd > 0 { notes.append("format not recognised in part: the updates of \(odd) incidents are no list") }
  }

  /// A remark on what is planned and therefore no incident.
  mutating func leaveOut(maintenances count: Int) {
    if count > 0 { notes.append("\(count) scheduled maintenance\(count == 1 ? "" : "s") left out") }
  }
}

extension StatusIncident {
  /// Adds a time that the software recorded under a key, if it did.
  mutating func add(_ phase: Phase, from value: JSONValue?) {
    if let moment = value?.moment, let mark = value?.mark { times.append((phase, moment, mark)) }
  }
}

extension StatusUpdate {
  /// Stamps the update with a machine's time, if it is one.
  mutating func stamp(_ value: JSONValue?) {
    if let value, let moment = value.moment { (self.moment, mark) = (moment, value.mark) }
  }
}
