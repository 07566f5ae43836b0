import PostmortemPlugin

/// The feeds of Atlassian Statuspage (`/history.atom`, `/history.rss`) and of incident.io: an entry for
/// each incident, its posts as markup inside.
enum StatusFeed {
  static let reader = StatusReader<Feed>(
    name: "the feed of a status page",
    recognises: { feed in
      feed.entries.contains { isIncident($0) }
        || feed.entries.isEmpty && feed.own.values.contains { isHistory($0) }
    }, read: read)

  private static func isIncident(_ entry: Feed.Entry) -> Bool {
    if entry.first("id", "guid")?.text.holds("Incident/") == true { return true }
    guard entry.address?.holds("/incidents/") == true, let text = content(entry)?.text else { return false }
    return text.holds("<strong>") && text.holds("<small>") || text.holds("<b>Status: ")
  }

  private static func isHistory(_ value: Feed.Value) -> Bool {
    value.name == "title" && (value.text.holds("Incident History") || value.text.holds("Status - "))
  }

  private static func content(_ entry: Feed.Entry) -> Feed.Value? {
    entry.first("content", "description", "summary", "encoded")
  }

  private static func read(_ feed: Feed) -> StatusPage? {
    var page = StatusPage(root: .feed)
    page.title = feed.own.first("title").map { .value($0.text, at: $0.xpath) }
    var planned = 0
    var mute = 0
    for entry in feed.entries {
      let incident = incident(entry)
      if incident.updates.contains(where: { isPlan($0) }) {
        planned += 1
        continue
      }
      if incident.updates.isEmpty { mute += 1 }
      page.incidents.append(incident)
    }
    page.leaveOut(maintenances: planned)
    if mute > 0 {
      page.notes.append(
        "format not recognised in part: the posts of \(mute) of \(feed.entries.count) entries could not be read")
    }
    return page
  }

  private static func isPlan(_ update: StatusUpdate) -> Bool {
    guard case .value(let state, _)? = update.state else { return false }
    return ["scheduled", "in progress", "verifying", "completed"].contains(state.lowercased())
  }

  private static func incident(_ entry: Feed.Entry) -> StatusIncident {
    var incident = StatusIncident()
    incident.key = entry.address.flatMap { StatusMarkup.key(of: $0, after: "/incidents/") } ?? ""
    incident.title = entry.first("title").map { .value($0.text, at: $0.xpath) }
    let time = entry.first("published", "pubDate", "updated")
    let day = time.flatMap { StatusTime.moment($0.text) }
    if let content = content(entry) { incident.updates = updates(content, near: day?.date) }
    // One post without a stamp of its own was written when the entry was.
    if incident.updates.count == 1, incident.updates[0].moment == nil, let time, let day {
      (incident.updates[0].moment, incident.updates[0].mark) = (day, .value(time.text, at: time.xpath))
    } else if let time {
      incident.day = .value(time.text, at: time.xpath)
    }
    return incident
  }

  /// The posts of an entry: in each, a stamp, a state and its words.
  private static func updates(_ content: Feed.Value, near day: CivilDate?) -> [StatusUpdate] {
    let fragment = Fragment(content.text)
    let page = StatusMarkup(tree: fragment.tree, segments: fragment.segments, data: [], pushes: [])
    let paragraphs = page.tree.nodes.indices.filter { page.tree.nodes[$0].tag == .p }
    let posts = paragraphs.compactMap { post($0, page, content.xpath, near: day) }
    return posts.isEmpty ? worded(content, fragment) : posts
  }

  private static func post(
    _ node: Int, _ page: StatusMarkup, _ place: String, near day: CivilDate?
  ) -> StatusUpdate? {
    guard let stamp = page.first(.small, in: node), let state = page.first(.strong, in: node) else { return nil }
    let head = page.tree.words(state)
    let whole = page.tree.words(node)
    var update = StatusUpdate(state: .value(head, at: place))
    let words = page.tree.words(stamp)
    update.stamp = .value(words, at: place)
    if let day { update.moment = StampText(words, near: (day.year, day.month))?.moment }
    if let range = whole.range(of: head) {
      let body = whole[range.upperBound...].drop { $0 == " " || $0 == "-" }
      if !body.isEmpty { update.body = .value(String(body), at: place) }
    }
    return update
  }

  /// "Status: Resolved", then the words of the last post.
  private static func worded(_ content: Feed.Value, _ fragment: Fragment) -> [StatusUpdate] {
    let lines = Fragment.lines(content.text).joined(separator: "\n")
    guard let label = lines.range(of: "Status: ") else { return [] }
    let state = lines[label.upperBound...].prefix { !$0.isNewline && $0 != "." && $0 != "<" }
    let rest = lines[state.endIndex...].drop { $0.isNewline || $0 == " " }
    return [
      StatusUpdate(
        state: .value(String(state).trimmed, at: content.xpath),
        body: rest.isEmpty ? nil : .value(String(rest), at: content.xpath))
    ]
  }
}
