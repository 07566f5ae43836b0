import PostmortemPlugin

/// Pages that count what users report: a Downdetector story about one spell of reports.
enum DowndetectorStory {
  static let reader = StatusReader<StatusMarkup>(
    name: "a Downdetector story", recognises: { $0.holds("chart-row") && $0.holds("downdetector") }, read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    guard let story = page.first(in: 0, where: { page.tree.value($0, .id) == "event" }),
      let body = page.first("text-justify", in: story)
    else { return nil }
    var incident = StatusIncident(key: key(page))
    let date = page.first("date", in: page.first("meta", in: story) ?? story)
    incident.day = date.map(StatusWords.element)
    incident.updates = [StatusUpdate(body: .element(body))]
    return StatusPage(incidents: [incident], isCrowd: true)
  }

  /// The number in the page's own address: `/news/229987-problems-at-…`.
  private static func key(_ page: StatusMarkup) -> String {
    for node in page.tree.nodes.indices where [.link, .meta].contains(page.tree.nodes[node].tag) {
      let isOwn = page.tree.value(node, .rel) == "canonical" || page.tree.value(node, .property) == "og:url"
      guard isOwn, let address = page.tree.value(node, .href) ?? page.tree.value(node, .content),
        let step = StatusMarkup.key(of: address, after: "/news/")
      else { continue }
      return String(step.prefix { $0.isNumber })
    }
    return ""
  }
}

/// Outage.Report: the latest reports of users with their place and trouble, each so many minutes old.
enum OutageReport {
  static let reader = StatusReader<StatusMarkup>(
    name: "a page of Outage.Report", recognises: { $0.holds("RecentReports__") && $0.holds("Gauge__") }, read: read)

  private static func read(_ page: StatusMarkup) -> StatusPage? {
    let rows = page.tree.nodes.indices.filter { node in
      page.tree.nodes[node].tag != .text && page.word(of: node, prefix: "RecentReports__Row-") != nil
    }
    guard let gauge = page.first(prefix: "Gauge__Count-"), !rows.isEmpty else { return nil }
    var incident = StatusIncident()
    incident.title = page.first(.h1, in: 0).map { .part(page.tree.words($0), of: $0) }
    let message = page.first(prefix: "Gauge__Message-")
    var count = StatusUpdate(body: .part(page.tree.words(gauge.node), of: gauge.node))
    if let message {
      let words = "\(page.tree.words(gauge.node)) \(page.tree.words(message.node))"
      count.body = .part(words, of: message.node)
    }
    incident.updates = [count] + rows.prefix(200).map { StatusUpdate(body: .element($0)) }
    return StatusPage(incidents: [incident], isCrowd: true)
  }
}
