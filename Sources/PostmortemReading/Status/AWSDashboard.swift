import PostmortemPlugin

/// Amazon's Service Health Dashboard as it was saved until 2022: tables of services, the posts of an
/// incident in a cell of the service's row or of the row below it, under a line that gives the day.
enum AWSDashboard {
  static let reader = StatusReader<StatusMarkup>(
    name: "Amazon's Service Health Dashboard", recognises: { $0.holds("yellowfg") || $0.holds("statusHistory") },
    read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let tree = page.tree
    let days = days(in: tree)
    var result = StatusPage()
    let stamps = page.all("yellowfg")
    var passed = 0
    for group in groups(stamps, in: tree) {
      while passed < days.count, days[passed].node < group.cell { passed += 1 }
      result.incidents.append(incident(group.stamps, in: group.cell, under: passed > 0 ? days[passed - 1] : nil, page))
    }
    result.notes = notes(on: result.incidents, page)
    return stamps.isEmpty && !result.notes.isEmpty ? nil : result
  }

  /// What could not be read: descriptions without a post, posts without a time, words or a service.
  private static func notes(on incidents: [StatusIncident], _ page: StatusMarkup) -> [String] {
    let updates = incidents.flatMap(\.updates)
    let bare = page.all("description").filter { page.first("yellowfg", in: $0) == nil }.count
    let counts = [
      (bare, bare + incidents.count, "descriptions hold no post"),
      (updates.filter { $0.moment == nil }.count, updates.count, "updates have no stamp"),
      (updates.filter { $0.body == nil }.count, updates.count, "updates have no words"),
      (incidents.filter { $0.components.isEmpty }.count, incidents.count, "incidents name no service"),
    ]
    return counts.filter { $0.0 > 0 }.map { "format not recognised in part: \($0.0) of \($0.1) \($0.2)" }
  }

  /// The stamps of each cell.
  private static func groups(_ stamps: [Int], in tree: Tree) -> [(cell: Int, stamps: [Int])] {
    var groups: [(cell: Int, stamps: [Int])] = []
    for stamp in stamps {
      let cell = ancestor(of: stamp, in: tree) { [.td, .th, .li].contains($0) } ?? Int(tree.nodes[stamp].parent)
      if groups.last?.cell == cell {
        groups[groups.count - 1].stamps.append(stamp)
      } else {
        groups.append((cell, [stamp]))
      }
    }
    return groups
  }

  private static func ancestor(of node: Int, in tree: Tree, where isMeant: (Tag) -> Bool) -> Int? {
    var at = Int(tree.nodes[node].parent)
    while at >= 0 {
      if isMeant(tree.nodes[at].tag) { return at }
      at = Int(tree.nodes[at].parent)
    }
    return nil
  }

  // MARK: - Days

  /// A line that gives a day, or no more than a year.
  private struct Day {
    let node: Int
    let words: String
    let year: Int
    let date: CivilDate?
  }

  /// The short texts that are a day: "Nov 27, 2021", "Current Status - Nov 27, 2021 PST".
  private static func days(in tree: Tree) -> [Day] {
    tree.nodes.indices.compactMap { node in
      guard tree.nodes[node].tag == .text, case let bytes = tree.bytes(of: node), (4...48).contains(bytes.count),
        bytes.contains(where: { (0x31...0x32).contains($0) })
      else { return nil }
      let words = Headline.folded(String(decoding: bytes, as: UTF8.self))
      if let near = StampText.day(words) {
        return Day(node: node, words: words, year: near.year, date: StampText(words, near: near)?.date)
      }
      return Int(words).flatMap {
        (1995...2100).contains($0) ? Day(node: node, words: words, year: $0, date: nil) : nil
      }
    }
  }

  // MARK: - Incidents

  private static func incident(_ stamps: [Int], in cell: Int, under day: Day?, _ page: StatusMarkup) -> StatusIncident {
    var incident = StatusIncident()
    let head = head(of: cell, page.tree)
    let named = head.first { page.tree.hasClass($0, "service") } ?? head.first
    let summary = head.first { page.tree.hasClass($0, "summary") } ?? head.first { $0 != named }
    incident.components = named.map { [.part(page.tree.words($0), of: $0)] } ?? []
    if let day { incident.day = .part(day.words, of: Int(page.tree.nodes[day.node].parent)) }
    var posts = AWSPosts(stamps, in: page.tree, year: day?.year)
    posts.settleDays(from: day?.date)
    incident.updates = zip(stamps, posts.all).map { stamp, post in
      post.update(stamp: .part(post.stamp, of: stamp)) { .lines($0, of: max(0, Int(page.tree.nodes[stamp].parent))) }
    }
    let words = summary.map { (page.tree.words($0), $0) } ?? lead(of: cell, before: stamps.first ?? cell, page.tree)
    if let (text, node) = words { incident.head(AWSSummary(text)) { .part($0, of: node) } }
    return incident
  }

  /// The cells that say what a cell of posts is about: of its own row, else of the row before.
  private static func head(of cell: Int, _ tree: Tree) -> [Int] {
    guard let row = ancestor(of: cell, in: tree, where: { $0 == .tr }) else { return [] }
    let own = cells(of: row, tree).filter { $0 != cell }
    guard own.isEmpty else { return own }
    return rowBefore(row, tree).map { cells(of: $0, tree) } ?? []
  }

  private static func rowBefore(_ row: Int, _ tree: Tree) -> Int? {
    let table = Int(tree.nodes[row].parent)
    var at = row - 1
    while at > table {
      while Int(tree.nodes[at].parent) > table { at = Int(tree.nodes[at].parent) }
      if tree.nodes[at].tag == .tr { return at }
      at -= 1
    }
    return nil
  }

  /// The cells of a row that hold words.
  private static func cells(of row: Int, _ tree: Tree) -> [Int] {
    var found: [Int] = []
    var child = row + 1
    while child < Int(tree.nodes[row].end) {
      if tree.nodes[child].tag == .td, !tree.words(child).isEmpty { found.append(child) }
      child = Int(tree.nodes[child].end)
    }
    return found
  }

  /// The words that stand in the cell itself before its posts.
  private static func lead(of cell: Int, before place: Int, _ tree: Tree) -> (String, Int)? {
    (cell..<max(cell, place)).lazy.filter { tree.nodes[$0].tag == .text && Int(tree.nodes[$0].parent) == cell }
      .map { (Headline.folded(String(decoding: tree.bytes(of: $0), as: UTF8.self)), cell) }.first { !$0.0.isEmpty }
  }
}

extension StatusIncident {
  /// Gives the incident its title, and the newest post the state that the title begins with.
  mutating func head(_ summary: AWSSummary, words: (String) -> StatusWords) {
    title = words(summary.title)
    if let state = summary.state, !updates.isEmpty { updates[updates.count - 1].state = words(state) }
  }
}
