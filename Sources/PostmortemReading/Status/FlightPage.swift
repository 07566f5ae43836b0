import PostmortemPlugin

/// The data that a framework pushes into a page in scripts: rows of JSON, each after its number.
///
/// A quotation's pointer begins with the number of the row: `/1c/3/incidents/0/name`.
struct Flight {
  static let place = "//script[contains(., \"__next_f\")]"
  private let stream: [UInt8]

  /// Each push holds a part of the stream as a text.
  init(_ pushes: [[UInt8]]) {
    var stream: [UInt8] = []
    for push in pushes {
      guard let end = push.lastIndex(of: 0x29), let call = JSONValue(Array(push[..<end])), call.count > 1 else {
        continue
      }
      if let text = call.items[1].string { stream += Array(text.utf8) }
    }
    self.stream = stream
  }

  /// The rows that hold some words, parsed.
  func rows(holding words: StaticString) -> [JSONValue] {
    stream.split(separator: 0x0A).compactMap { line in
      guard line.holds(words), let colon = line.prefix(16).firstIndex(of: 0x3A) else { return nil }
      let number = String(decoding: line[..<colon], as: UTF8.self)
      // Text that no one escaped has no row of its own.
      guard number.allSatisfy(\.isHexDigit), let start = line[colon...].firstIndex(where: { $0 == 0x5B || $0 == 0x7B })
      else { return nil }
      return JSONValue(Array(line[start...]))?.moved(to: "/\(number)")
    }
  }

  /// Every object with a name, a status and a list of updates, once for each id: of several copies the
  /// one with most updates.
  static func incidents(in rows: [JSONValue]) -> [JSONValue] {
    var queue = rows
    var next = 0
    var order: [String] = []
    var best: [String: JSONValue] = [:]
    while next < queue.count, next < 200_000 {
      let value = queue[next]
      next += 1
      if value.isArray {
        queue += value.items
      } else if value["updates"]?.isArray == true, value.has("name", "status"), let id = value["id"]?.text {
        if best[id] == nil { order.append(id) }
        if value["updates"]!.count >= (best[id]?["updates"]?.count ?? -1) + 1 { best[id] = value }
      } else {
        queue += value.keys.compactMap { value[$0] }
      }
    }
    return order.compactMap { best[$0] }
  }
}

/// A status page of incident.io.
enum IncidentIO {
  static let reader = StatusReader<StatusMarkup>(
    name: "a status page of incident.io",
    recognises: { page in page.pushes.contains { $0.holds("component_impacts") || $0.holds("status_page_id") } },
    read: read)

  private static let shape = IncidentShape(
    severity: [], components: [], updates: "updates", state: ["to_status"], body: ["message_string"],
    time: ["published_at"])

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let rows = Flight(page.pushes).rows(holding: "component_impacts")
    guard !rows.isEmpty else { return nil }
    let all = Flight.incidents(in: rows)
    let items = all.filter { $0["type"]?.string != "maintenance" }
    var result = StatusPage(items, as: shape) {
      $0.severity = worst($1)?.mark
      $0.times = window($1)
    }
    result.root = .script(Flight.place)
    result.leaveOut(maintenances: all.count - items.count)
    return result
  }

  /// The worst that the components came to.
  private static func worst(_ item: JSONValue) -> JSONValue? {
    let rank = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "full_outage"]
    let all = (item["component_impacts"]?.items ?? []).compactMap { $0["status"] }
    return all.max { rank.firstIndex(of: $0.string ?? "") ?? 9 < rank.firstIndex(of: $1.string ?? "") ?? 9 }
  }

  /// From the first component's trouble to the last one's end, where all have ended.
  private static func window(_ item: JSONValue) -> [(phase: Phase, moment: Moment, mark: StatusMark)] {
    let impacts = (item["component_impacts"]?.items ?? []).filter { $0["status"]?.string != "under_maintenance" }
    let starts = impacts.compactMap { $0["start_at"] }.filter { $0.moment != nil }
    let ends = impacts.compactMap { $0["end_at"] }.filter { $0.moment != nil }
    func order(_ value: JSONValue) -> Int { value.moment?.order ?? 0 }
    var times: [(phase: Phase, moment: Moment, mark: StatusMark)] = []
    // Trouble that was told before any component was marked began no later than it was told.
    let told = (item["updates"]?.items ?? []).compactMap { $0["published_at"]?.moment?.order }.min() ?? .max
    if let first = starts.min(by: { order($0) < order($1) }), order(first) <= told, let moment = first.moment,
      let mark = first.mark
    {
      times.append((.started, moment, mark))
    }
    if ends.count == impacts.count, let last = ends.max(by: { order($0) < order($1) }), let moment = last.moment,
      let mark = last.mark
    {
      times.append((.recovered, moment, mark))
    }
    return times
  }
}

/// A status page of Instatus.
enum InstatusPage {
  static let reader = StatusReader<StatusMarkup>(
    name: "a status page of Instatus",
    recognises: { page in
      page.pushes.contains { $0.holds("activeIncidents") || $0.holds("componentsUptime") }
        || page.data.contains { $0.id == "__NUXT_DATA__" && $0.text.holds("incidents-by-date") }
    }, read: read)

  private static let shape = IncidentShape(
    updates: "updates", body: ["message", "description"], time: ["started", "created_at"])

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    if let nuxt = page.data.first(where: { $0.id == "__NUXT_DATA__" }) { return Nuxt(nuxt.text)?.page() }
    let rows = Flight(page.pushes).rows(holding: "activeIncidents")
    guard !rows.isEmpty else { return nil }
    var result = StatusPage(Flight.incidents(in: rows), as: shape) {
      $0.add(.started, from: $1["started"])
      $0.add(.recovered, from: $1["resolved"])
    }
    result.root = .script(Flight.place)
    return result
  }
}
