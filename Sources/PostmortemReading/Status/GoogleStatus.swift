import PostmortemPlugin

/// An incident's own page of Google's status dashboards (Cloud, Workspace, Search): what it affects, a
/// line that sums it up, and the posts as rows of a table.
///
/// The classes begin with a hash of the build ("ab12__incident-header"): their ends are the marks.
enum GoogleStatus {
  static let reader = StatusReader<StatusMarkup>(
    name: "an incident page of Google's status dashboard",
    recognises: { $0.namesIncidents && $0.holds("incident-header") && $0.holds("psd") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    guard let head = page.first(suffix: "incident-header"), let table = page.first(suffix: "status-updates") else {
      return nil
    }
    let rows = page.all(.tr, in: table).filter { page.first(.td, in: $0) != nil }
    let updates = rows.compactMap { update($0, page) }
    guard !updates.isEmpty else { return nil }
    var incident = StatusIncident(updates: updates)
    incident.key = page.ownKey(after: "/incidents/") ?? ""
    incident.components = component(head, page).map { [$0] } ?? []
    let between = lines(from: head, to: table, page)
    let isNamed = between.first.map { !page.segments.string($0).hasPrefix("Incident began") } ?? false
    if isNamed { incident.title = between.first.map(StatusWords.segment) }
    incident.lines = between.dropFirst(isNamed ? 1 : 0).map { StatusLine(words: .segment($0)) }
    return StatusPage(incidents: [incident], expected: rows.count, notes: complaints(updates))
  }

  /// "Incident affecting Cloud Mail": what is affected.
  private static func component(_ head: Int, _ page: StatusMarkup) -> StatusWords? {
    let words = page.tree.words(head)
    guard let cue = words.range(of: "affecting ") else { return words.isEmpty ? nil : .part(words, of: head) }
    return .part(String(words[cue.upperBound...]), of: head)
  }

  /// The lines between the heading and the table: the summary, the window, the places.
  private static func lines(from head: Int, to table: Int, _ page: StatusMarkup) -> [Int] {
    let start = Int(page.tree.nodes[head].end)
    guard start < table else { return [] }
    let first = Int(page.segments.before[start])
    let last = Int(page.segments.before[table])
    return Array(first..<max(first, last))
  }

  private static func update(_ row: Int, _ page: StatusMarkup) -> StatusUpdate? {
    let day = page.first(suffix: "date", in: row).map { page.tree.words($0) } ?? ""
    guard let body = page.first(suffix: "description", in: row) else { return nil }
    let clock = page.first(suffix: "time", in: row).map { page.tree.words($0) } ?? ""
    let stamp = [day, clock].filter { !$0.isEmpty }.joined(separator: " ")
    return StatusUpdate(body: .element(body), stamp: stamp.isEmpty ? nil : .part(stamp, of: row))
  }

  private static func complaints(_ updates: [StatusUpdate]) -> [String] {
    let timeless = updates.filter { $0.stamp == nil }.count
    return timeless == 0 ? [] : ["format not recognised in part: \(timeless) of \(updates.count) updates have no stamp"]
  }
}
