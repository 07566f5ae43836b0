import Foundation

/// The marks of archives on the web.
extension Savers {
  /// The box that Google set over its copies: it says so in a sentence, and its newer ones by their id.
  @Sendable static func googleCache(_ raw: RawMarks) -> SaveTrace? {
    guard let node = GoogleCache.header(raw.tree) else { return nil }
    let text = raw.tree.words(node)
    let links = raw.tree.inside(node).filter { raw.tree.nodes[$0].tag == .a }
    // The older ones link to what a cache is before they link to the page.
    let link = links.first { raw.tree.words($0).hasPrefix("http") } ?? links.first
    let bytes = Array(text.utf8)
    let date = DateText().all(in: bytes, limit: 20).first { $0.clock != nil }
    let words = date.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    // Reports may speak of Google's cache; the box says to the second when the copy was taken.
    guard words != nil || GoogleCache.isNamed(node, raw.tree) else { return nil }
    let url = link.flatMap { raw.tree.value($0, .href) }
    return SaveTrace(
      kind: "google-cache", url: url, time: words.flatMap(SaveTime.words), marker: Savers.words(url, text),
      timeWords: words)
  }

  @Sendable static func archiveToday(_ raw: RawMarks) -> SaveTrace? {
    guard let bookmark = raw.metadata.first("bookmark"), bookmark.contains("://archive."),
      let inner = Wayback.address(in: bookmark), let stamp = inner.stamp, stamp.count == 14
    else { return nil }
    return SaveTrace(
      kind: "archive.today", url: inner.url, uri: raw.metadata.first("canonical"), time: SaveTime.digits(stamp),
      marker: bookmark, timeWords: stamp)
  }

  @Sendable static func pywb(_ raw: RawMarks) -> SaveTrace? {
    guard let script = raw.script(with: "wbinfo.timestamp"), let stamp = quoted(after: "wbinfo.timestamp", in: script)
    else { return nil }
    let url = quoted(after: "wbinfo.url", in: script)
    return SaveTrace(kind: "pywb", url: url, time: SaveTime.digits(stamp), marker: words(url, stamp), timeWords: stamp)
  }

  // MARK: - Wayback Machine

  /// What it leaves depends on when a copy was fetched, not on when it was taken: calls of its scripts, then
  /// variables, and at all times the comment at the end.
  @Sendable static func wayback(_ raw: RawMarks) -> SaveTrace? {
    var trace = SaveTrace(kind: "wayback", marker: "")
    var lines: [String] = []
    if let values = call("__wm.wombat", raw), values.count > 1 {
      add("__wm.wombat", url: values[0], stamp: values[1], to: &trace, &lines)
    }
    if trace.url == nil, let values = call("__wm.bt", raw), values.first == "web", values.count > 2 {
      add("__wm.bt", url: values[1], stamp: values[2], to: &trace, &lines)
    }
    if trace.time == nil, let values = call("WB_wombat_Init", raw), values.count > 1 {
      add("WB_wombat_Init", url: nil, stamp: values[1], to: &trace, &lines)
    }
    if trace.url == nil, let script = raw.script(with: "wbCurrentUrl"),
      let url = quoted(after: "wbCurrentUrl", in: script)
    {
      add("wbCurrentUrl", url: url, stamp: "", to: &trace, &lines)
    }
    if trace.time == nil, let text = raw.comment(with: "FILE ARCHIVED ON"), let words = archivedOn(text) {
      trace.time = SaveTime.words(words)
      trace.timeWords = words
      lines.append("FILE ARCHIVED ON \(words)")
    }
    trace.marker = lines.joined(separator: "\n")
    return lines.isEmpty ? nil : trace
  }

  /// The quoted arguments of a call.
  private static func call(_ name: String, _ raw: RawMarks) -> [String]? {
    guard let script = raw.script(with: name + "("), let range = script.range(of: name + "(") else { return nil }
    return arguments(script[range.upperBound...])
  }

  /// Notes an address, and a time that is exact: some scripts give the day only.
  private static func add(
    _ name: String, url: String?, stamp: String, to trace: inout SaveTrace, _ lines: inout [String]
  ) {
    let url = url.map { $0.replacingOccurrences(of: "&amp;", with: "&") }
    if trace.url == nil, let url, url.hasPrefix("http") { trace.url = url }
    if trace.time == nil, stamp.count == 14, let time = SaveTime.digits(stamp) {
      trace.time = time
      trace.timeWords = stamp
    }
    lines.append(name + "(" + [url, stamp].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ") + ")")
  }

  /// `14:01:20 Sep 16, 2021` of the comment at the end of every Wayback copy; the other date there is
  /// when somebody fetched it.
  private static func archivedOn(_ text: String) -> String? {
    guard let start = text.range(of: "FILE ARCHIVED ON "), let end = text.range(of: " AND RETRIEVED") else {
      return nil
    }
    guard start.upperBound < end.lowerBound else { return nil }
    return String(text[start.upperBound..<end.lowerBound]).trimmed
  }
}

/// The box that Google set over its copies.
enum GoogleCache {
  private static let sentences: [StaticString] = ["the page as it appeared on", "s cache of", " as retrieved on "]
  /// A box with more words in it is no box.
  private static let most = 1500

  /// The element of the box, if there is one at the top of the page.
  static func header(_ tree: Tree) -> Int? {
    if tree.attributes.contains(where: { isName($0, tree) }) { return tree.nodes.indices.first { isNamed($0, tree) } }
    let top = tree.text.prefix(8 * 1024)
    guard let google = top.firstIndex(of: "Google", from: 0) else { return nil }
    let places = sentences.compactMap { top.firstIndex(of: $0, from: google) }
    guard let last = places.max(), let first = places.min(), places.count > 1, last < first + 1000 else { return nil }
    guard let text = tree.nodes.firstIndex(where: { $0.tag == .text && Int($0.last) > last }) else { return nil }
    return box(around: text, tree)
  }

  /// Whether an element has the id of the newer boxes.
  static func isNamed(_ node: Int, _ tree: Tree) -> Bool {
    tree.attributeRange(node).contains { isName(tree.attributes[$0], tree) }
  }

  private static func isName(_ attribute: Tree.Attribute, _ tree: Tree) -> Bool {
    attribute.name == .id
      && tree.values[Int(attribute.first)..<Int(attribute.last)].suffix(16).elementsEqual("google-cache-hdr".utf8)
  }

  /// The largest element around a text that holds little else.
  private static func box(around text: Int, _ tree: Tree) -> Int? {
    var found: Int?
    var node = Int(tree.nodes[text].parent)
    while node > 0, tree.nodes[node].tag != .body, tree.nodes[node].tag != .html {
      let range = tree.inside(node).filter { tree.nodes[$0].tag == .text }
      guard let first = range.first, let last = range.last,
        tree.nodes[last].last - tree.nodes[first].first < most
      else { break }
      found = node
      node = Int(tree.nodes[node].parent)
    }
    return found
  }
}
