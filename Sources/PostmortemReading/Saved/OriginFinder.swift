import Foundation
import PostmortemPlugin

/// Where a page comes from: its address, its captures, and what says so.
struct Origin {
  var url: String?
  var urlSource: Source?
  var urlRule = ""
  var captures: [Capture] = []
  var capturedTime: Int?
  var capturedSource: Source?
  var captureRule = ""
  /// Values to keep with the page: markers, addresses without an archive's prefix.
  var metadata: [(String, String)] = []
  /// Segments that only say where the page comes from.
  var furniture: Set<Int> = []
  /// Metadata keys whose dates an archive wrote.
  var ignoredDates: Set<String> = []
}

/// Puts together what markers, links and names say of a page's origin.
struct OriginFinder {
  let raw: RawMarks
  let traces: [SaveTrace]
  let segments: Segments
  let isMarkdown: Bool
  let given: String?
  let captured: Int?
  let file: String

  func find() -> Origin {
    var origin = Origin()
    var traces = traces
    unrewrite(into: &origin)
    let line = sourceLine()
    if let line { origin.furniture.insert(line.segment) }
    links(line, &traces, &origin)
    traces = traces.nested()
    for trace in traces { record(trace, in: &origin) }
    fileName(&origin)
    outside(&origin)
    chooseURL(traces, line, &origin)
    return origin
  }

  /// What the user says of a page that names no capture itself.
  private func outside(_ origin: inout Origin) {
    guard origin.captures.isEmpty, let captured else { return }
    let words = Moment(recorded: captured).text ?? ""
    origin.captures = [Capture(kind: "given", time: captured)]
    origin.metadata.append(("captured", words))
    origin.capturedTime = captured
    origin.capturedSource = Source(place: .metadata("captured"), words: words)
    origin.captureRule = "given"
  }

  // MARK: - Markers

  private func record(_ trace: SaveTrace, in origin: inout Origin) {
    var capture = Capture(kind: trace.kind, uri: trace.uri, time: trace.time)
    if !trace.marker.isEmpty { origin.metadata.append((trace.kind, trace.marker)) }
    if trace.kind == "archive.today" {
      origin.ignoredDates = ["article:published_time", "article:modified_time", "itemprop:datecreated"]
    }
    if trace.kind == "wayback", capture.uri == nil, let time = trace.time, let url = trace.url {
      capture.uri = "https://web.archive.org/web/\(OriginFinder.stamp(time))/\(url)"
    }
    origin.captures.append(capture)
    if let time = trace.time, let words = trace.timeWords, trace.marker.contains(words) {
      origin.capturedTime = time
      origin.capturedSource = Source(place: .metadata(trace.kind), words: words)
      origin.captureRule = trace.kind
    }
  }

  static func stamp(_ time: Int) -> String {
    let (date, clock) = CivilDate.split(time)
    return "\(date)\(clock)".filter(\.isNumber)
  }

  // MARK: - Links

  /// Canonical address and shared address without the archive's prefix.
  private func unrewrite(into origin: inout Origin) {
    for key in ["canonical", "og:url", "bookmark"] {
      guard let value = raw.metadata.first(key), let inner = Wayback.address(in: value) else { continue }
      origin.metadata.append((key, Wayback.unrewritten(inner.url)))
    }
  }

  /// A first line that only says what the page's address is, as converters write it.
  private func sourceLine() -> (segment: Int, node: Int, href: String)? {
    for index in segments.list.indices.prefix(6) {
      let segment = segments.list[index]
      guard segment.links.count == 1, let link = segments.links[segment.links].first,
        let href = raw.tree.value(link.node, .href), href.hasPrefix("http") || href.hasPrefix("/web/")
      else { continue }
      let rest = segment.text.count - link.text.count
      let words = String(decoding: segments.text[link.text], as: UTF8.self)
      let label = String(decoding: segments.text[segment.text.lowerBound..<link.text.lowerBound], as: UTF8.self)
        .lowercased()
      guard rest <= 40, OriginFinder.labels.contains(where: { label.contains($0) }) else { continue }
      if words.hasPrefix("http") || isMarkdown { return (index, link.node, href) }
    }
    return nil
  }

  private static let labels = [
    "原文", "来源", "來源", "出处", "源地址", "链接", "original", "source", "url", "permalink", "retrieved from",
  ]

  /// Rewritten links: they carry the capture's stamp even where the markers are gone.
  private func links(
    _ line: (segment: Int, node: Int, href: String)?, _ traces: inout [SaveTrace], _ origin: inout Origin
  ) {
    if traces.contains(where: { Injected.archives.contains($0.kind) && $0.time != nil }) { return }
    var stamps: [String: (count: Int, node: Int)] = [:]
    var kind = "wayback"
    var total = 0
    for node in raw.tree.nodes.indices where raw.tree.nodes[node].tag == .a {
      guard let bytes = raw.tree.valueBytes(node, .href), bytes.contains(0x2F) else { continue }
      total += 1
      // Most links are plainly not of an archive: those need not become strings.
      guard bytes.holds("/web/") || bytes.dropFirst(8).holds("/http"), let href = raw.tree.value(node, .href),
        let address = Wayback.address(in: href), let stamp = address.stamp, stamp.count == 14
      else { continue }
      kind = address.kind
      stamps[stamp] = ((stamps[stamp]?.count ?? 0) + 1, stamps[stamp]?.node ?? node)
    }
    let canonical = raw.metadata.first("canonical").flatMap { Wayback.address(in: $0) }
    let count = stamps.values.reduce(0) { $0 + $1.count }
    // One link to an archived page is a reference; a page full of them was saved from the archive.
    guard
      canonical != nil || line.map({ Wayback.address(in: $0.href) != nil }) ?? false || count >= 3 && count * 2 > total
    else { return }
    guard total > 0 || canonical != nil else { return }
    var trace = SaveTrace(kind: canonical?.kind ?? kind, marker: "")
    if let best = stamps.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) {
      trace.time = SaveTime.digits(best.key)
      origin.capturedTime = trace.time
      origin.capturedSource = Source(place: .attribute(best.value.node, .href), words: best.key)
      origin.captureRule = "rewritten-link"
    } else if let stamp = canonical?.stamp {
      trace.time = SaveTime.digits(stamp)
    }
    if trace.time == nil, canonical == nil, line == nil { return }
    trace.url = line.map { Wayback.unrewritten($0.href) } ?? canonical.map { Wayback.unrewritten($0.url) }
    traces.append(trace)
  }

  /// A main heading that links to the page itself, as weblogs have it.
  private func headlineLink() -> (node: Int, href: String)? {
    var found: (node: Int, href: String)?
    for segment in segments.list
    where raw.tree.nodes[segment.element].tag == .h1 && segment.linkBytes == segment.text.count {
      guard let link = segments.links[segment.links].first, let href = raw.tree.value(link.node, .href) else {
        continue
      }
      let plain = Wayback.unrewritten(href)
      guard plain.hasPrefix("http"), plain.split(separator: "/").count > 2 else { continue }
      // Several linked headings are a list of stories.
      if found != nil { return nil }
      found = (link.node, href)
    }
    return found
  }

  // MARK: - The file's name

  /// A name such as `20140124190200_example.org.html`, as command line downloaders of archives write it.
  private func fileName(_ origin: inout Origin) {
    guard origin.captures.isEmpty, let slash = file.range(of: "web.archive.org/web/") else { return }
    guard let address = Wayback.address(in: "/web/" + file[slash.upperBound...]), let stamp = address.stamp else {
      return
    }
    origin.captures.append(Capture(kind: "wayback", time: SaveTime.digits(stamp)))
    origin.capturedTime = SaveTime.digits(stamp)
    origin.capturedSource = Source(place: .metadata("file"), words: stamp)
    origin.captureRule = "file-name"
    if origin.url == nil { origin.url = address.url }
  }

  // MARK: - The address

  private func chooseURL(
    _ traces: [SaveTrace], _ line: (segment: Int, node: Int, href: String)?, _ origin: inout Origin
  ) {
    var choices: [(url: String, source: Source, rule: String)] = []
    if let given { choices.append((given, Source(place: .metadata("url"), words: given), "given")) }
    for trace in traces.reversed() {
      guard let url = trace.url, url.hasPrefix("http") else { continue }
      let plain = Wayback.unrewritten(url)
      let words = trace.urlWords ?? plain
      if trace.marker.contains(words) {
        choices.append((plain, Source(place: .metadata(trace.kind), words: words), trace.kind))
      }
    }
    if let line {
      let plain = Wayback.unrewritten(line.href)
      choices.append((plain, Source(place: .attribute(line.node, .href), words: plain), "source-line"))
    }
    for key in ["canonical", "og:url"] {
      let changed = origin.metadata.first { $0.0 == key }?.1
      guard let value = changed ?? raw.metadata.first(key), value.hasPrefix("http") else { continue }
      choices.append((value, Source(place: .metadata(key), words: value), key))
    }
    if choices.isEmpty, let own = headlineLink() {
      let plain = Wayback.unrewritten(own.href)
      choices.append((plain, Source(place: .attribute(own.node, .href), words: plain), "headline-link"))
    }
    guard let best = choices.first else { return }
    origin.url = best.url
    origin.urlSource = best.source
    origin.urlRule = best.rule
    origin.metadata.append(("url", best.url))
  }
}
