import PostmortemPlugin

/// The posts of an incident as Amazon's dashboard writes them, oldest first: `11:55 AM PST` in a
/// highlighted element, the words behind it.
struct AWSPosts {
  /// One post: its stamp and its lines, as they stand.
  struct Post {
    let stamp: String
    let lines: [String]
    let clock: Clock?
    /// The day that the stamp names, which only those of later days do.
    var date: CivilDate?
  }

  private(set) var all: [Post] = []

  /// - Parameters:
  ///   - stamps: the highlighted elements, in order.
  ///   - year: the year to read days by.
  init(_ stamps: [Int], in tree: Tree, year: Int?) {
    for (index, stamp) in stamps.enumerated() {
      let parent = Int(tree.nodes[stamp].parent)
      let end = parent >= 0 ? Int(tree.nodes[parent].end) : tree.nodes.count
      let next = index + 1 < stamps.count ? stamps[index + 1] : end
      let words = tree.words(stamp)
      all.append(
        Post(
          stamp: words, lines: AWSPosts.lines(from: Int(tree.nodes[stamp].end), to: min(next, end), in: tree),
          clock: AWSPosts.clock(words), date: year.flatMap { StampText(words, near: ($0, 6))?.date }))
    }
  }

  /// The lines between two nodes; a line in two tongues gives one for each.
  private static func lines(from start: Int, to end: Int, in tree: Tree) -> [String] {
    var lines: [String] = []
    var folder = Folder()
    func flush() {
      lines += tongues(String(decoding: folder.bytes, as: UTF8.self))
      folder = Folder()
    }
    for node in start..<max(start, end) {
      let item = tree.nodes[node]
      if item.tag == .text {
        folder.append(tree.bytes(of: node))
      } else if item.tag == .br || !TagTraits.of(item.tag).contains(.inline) {
        flush()
      }
    }
    flush()
    return lines.filter { !$0.isEmpty }
  }

  /// Posts for Asia say it in the country's tongue first, then, behind a bar, in English.
  private static func tongues(_ line: String) -> [String] {
    guard line.contains("|"), line.unicodeScalars.contains(where: { $0.value >= 0x1100 && $0.properties.isAlphabetic })
    else { return [line] }
    return line.split(separator: "|").map { String($0).trimmed }
  }

  /// "12:07 PM PST", "Nov 28, 12:05 AM PST".
  private static func clock(_ stamp: String) -> Clock? {
    let words = stamp.split { " ,\u{A0}".contains($0) }.prefix(8).map { $0.uppercased() }
    guard let at = words.firstIndex(where: { $0.contains(":") }) else { return nil }
    let parts = words[at].split(separator: ":").map { Int($0) }
    guard parts.count >= 2, let hour = parts[0], let minute = parts[1] else { return nil }
    switch words.dropFirst(at + 1).first {
    case "AM": return (1...12).contains(hour) ? Clock(hour: hour % 12, minute: minute) : nil
    case "PM": return (1...12).contains(hour) ? Clock(hour: hour % 12 + 12, minute: minute) : nil
    default: return Clock(hour: hour, minute: minute)
    }
  }

  // MARK: - Days

  /// Gives each post its day: from the day of the first one on, or back from one that names its day. A
  /// clock that falls by hours has passed midnight.
  mutating func settleDays(from first: CivilDate?) {
    var day = first ?? beginning
    for index in all.indices {
      if let own = all[index].date {
        day = own
      } else {
        if index > 0, passesMidnight(index) { day = day?.adding(days: 1) }
        all[index].date = day
      }
    }
  }

  /// The day of the first post, counted back from the first that names its day.
  private var beginning: CivilDate? {
    guard let named = all.firstIndex(where: { $0.date != nil }), let date = all[named].date else { return nil }
    let nights = (0...named).dropFirst().filter(passesMidnight).count
    return date.adding(days: -nights)
  }

  /// The day of the first post that brings it next to an instant that was recorded for the incident:
  /// that of its beginning, or of a change to it.
  func beginning(near recorded: Moment) -> CivilDate? {
    guard let instant = recorded.instant, let first = all.first, let clock = first.clock else { return nil }
    // The stamps are Pacific; which half of the year is of no matter here.
    let local = instant - 8 * 3600
    let day = CivilDate.split(local).date
    return [-1, 0, 1].map { day.adding(days: $0) }.min {
      abs($0.seconds(at: clock) - local) < abs($1.seconds(at: clock) - local)
    }
  }

  private func passesMidnight(_ index: Int) -> Bool {
    guard let before = all[index - 1].clock, let after = all[index].clock else { return false }
    return before.seconds - after.seconds > 6 * 3600
  }
}

extension AWSPosts.Post {
  /// The post as an update of an incident.
  func update(stamp: StatusWords, body: ([String]) -> StatusWords) -> StatusUpdate {
    var update = StatusUpdate(body: lines.isEmpty ? nil : body(lines), stamp: stamp)
    if let clock, let date {
      update.moment = Moment(date: date, clock: clock, precision: .minute, kind: .recorded)
    }
    return update
  }
}

/// A summary that begins with the state: "[RESOLVED] Delayed metrics".
struct AWSSummary {
  let state: String?
  let title: String

  init(_ words: String) {
    let text = words.trimmed
    guard text.first == "[", let close = text.firstIndex(of: "]") else {
      (state, title) = (nil, text)
      return
    }
    let inside = String(text[text.index(after: text.startIndex)..<close]).trimmed
    let rest = String(text[text.index(after: close)...]).trimmed
    (state, title) = inside.isEmpty || inside.count > 24 ? (nil, text) : (inside, rest.isEmpty ? text : rest)
  }
}
