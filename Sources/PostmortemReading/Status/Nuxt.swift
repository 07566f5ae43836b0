import PostmortemPlugin

/// The data of an older Instatus page: one array in which every number inside a value is the place of
/// another value.
struct Nuxt {
  private let values: [JSONValue]

  init?(_ bytes: [UInt8]) {
    guard let value = JSONValue(bytes), value.isArray, value.count > 1 else { return nil }
    values = value.items
  }

  /// What a member of a value points at.
  private func member(_ value: JSONValue, _ key: String) -> JSONValue? { value[key].flatMap(target) }

  private func target(_ reference: JSONValue) -> JSONValue? {
    guard reference.string == nil, let index = reference.int, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The incidents of the lists by date; nil where there is no such list.
  func page() -> StatusPage? {
    let shelves = values.lazy.filter(\.isObject).flatMap { value in
      value.keys.filter { $0.hasPrefix("incidents-by-date") }.compactMap { self.member(value, $0) }
    }
    guard let shelf = shelves.first else { return nil }
    var page = StatusPage(root: .script("//script[@id=\"__NUXT_DATA__\"]"))
    // References may run in circles: only so many steps are taken, and each value is seen once.
    var queue = [shelf]
    var seen: Set<String> = []
    var next = 0
    while next < queue.count, next < 100_000 {
      let value = queue[next]
      next += 1
      guard seen.insert(value.pointer).inserted else { continue }
      if value.isObject, value.has("incidentUpdates") {
        page.incidents.append(incident(value))
      } else {
        queue += value.items.compactMap(target) + value.keys.compactMap { member(value, $0) }
      }
    }
    return page
  }

  private func incident(_ value: JSONValue) -> StatusIncident {
    var incident = StatusIncident(key: member(value, "id")?.text ?? "", title: member(value, "name")?.words)
    incident.severity = member(value, "impact")?.mark
    incident.components = list(value, "services").compactMap { $0.words ?? member($0, "name")?.words }
    incident.updates = list(value, "incidentUpdates").map { item in
      var update = StatusUpdate(state: member(item, "status")?.words, body: member(item, "description")?.words)
      update.stamp(member(item, "created_at"))
      return update
    }
    return incident
  }

  private func list(_ value: JSONValue, _ key: String) -> [JSONValue] {
    (member(value, key)?.items ?? []).compactMap(target)
  }
}
