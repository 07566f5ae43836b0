/// Words that say something of the page, and where they stand: a quotation in the making.
struct Source: Sendable {
  enum Place: Sendable {
    case metadata(String)
    case attribute(Int, AttributeName)
    case data(Int, String)
    case segment(Int)
  }

  var place: Place
  var words: String
}

/// What a way of saving left in the page: who saved it, from where, when.
struct SaveTrace {
  var kind: String
  /// The address of what was saved.
  var url: String?
  /// The marker's words for it, where they are not the whole address.
  var urlWords: String?
  /// The address of the copy itself.
  var uri: String?
  /// Seconds since 1970 UTC.
  var time: Int?
  /// The marker's own words: kept as metadata under `kind`.
  var marker: String
  /// The words of the marker that hold the time.
  var timeWords: String?
}

extension [SaveTrace] {
  /// The traces in the order of the captures, outermost first.
  ///
  /// A copy that was saved from an archive's page tells of two captures. And what lies inside was there before:
  /// where the usual order of formats disagrees with their times, the times are right.
  func nested() -> [SaveTrace] {
    var traces = self
    for (index, trace) in enumerated().reversed() {
      guard let outer = trace.url, let inner = Wayback.address(in: outer),
        !traces.contains(where: { $0.kind == inner.kind })
      else { continue }
      traces.insert(
        SaveTrace(
          kind: inner.kind, url: Wayback.unrewritten(inner.url), uri: outer,
          time: inner.stamp.flatMap(SaveTime.digits), marker: outer, timeWords: inner.stamp), at: index + 1)
    }
    let places = traces.indices.filter { traces[$0].time != nil }
    let sorted = places.map { traces[$0] }.enumerated().sorted {
      ($1.element.time ?? 0, $0.offset) < ($0.element.time ?? 0, $1.offset)
    }
    for (place, trace) in zip(places, sorted) { traces[place] = trace.element }
    return traces
  }
}

/// Addresses as archives rewrite them: a stamp, then the address of what was kept.
enum Wayback {
  struct Address {
    var url: String
    /// 1 to 14 digits; nil where the address has none.
    var stamp: String?
    /// The archive, as captures name it.
    var kind = "wayback"
  }

  /// The address inside `https://web.archive.org/web/20140124190200im_/https://…`, its short form without
  /// host, or that of another archive with a stamp of 14 digits.
  static func address(in link: String) -> Address? {
    let text = link.trimmed
    guard let web = webPart(text) else { return other(text) }
    var rest = web
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    var stamp: String?
    if !digits.isEmpty {
      guard digits.count <= 14 else { return nil }
      stamp = String(digits)
      rest = rest.dropFirst(digits.count)
      if let slash = rest.firstIndex(of: "/"), rest.distance(from: rest.startIndex, to: slash) <= 4 {
        rest = rest[rest.index(after: slash)...]
      } else {
        return nil
      }
    }
    guard rest.hasPrefix("http") || rest.hasPrefix("//") || (stamp != nil && rest.contains(".")) else { return nil }
    var url = String(rest)
    if url.hasPrefix("//") { url = "https:" + url }
    if !url.hasPrefix("http") { url = "http://" + url }
    // Some writers fold the double slash of the inner address.
    for scheme in ["http:/", "https:/"] where url.hasPrefix(scheme) && !url.hasPrefix(scheme + "/") {
      url = scheme + "/" + url.dropFirst(scheme.count)
    }
    return Address(url: url, stamp: stamp)
  }

  private static func webPart(_ text: String) -> Substring? {
    for prefix in ["https://web.archive.org/web/", "http://web.archive.org/web/", "//web.archive.org/web/", "/web/"]
    where text.hasPrefix(prefix) {
      let rest = text.dropFirst(prefix.count)
      return prefix == "/web/" && !(rest.first?.isNumber ?? false) ? nil : rest
    }
    return nil
  }

  /// `https://archive.example/wayback/20140124190200mp_/https://…`.
  private static func other(_ text: String) -> Address? {
    guard text.hasPrefix("http"), text.utf8.dropFirst(8).holds("/http"),
      let inner = text.dropFirst(8).range(of: "/http")
    else { return nil }
    let url = text[text.index(after: inner.lowerBound)...]
    guard url.hasPrefix("http://") || url.hasPrefix("https://"),
      let slash = text[..<inner.lowerBound].lastIndex(of: "/")
    else { return nil }
    let segment = text[text.index(after: slash)..<inner.lowerBound]
    let stamp = segment.prefix { $0.isASCII && $0.isNumber }
    guard stamp.count == 14, segment.count == 14 || (segment.count == 17 && segment.hasSuffix("_")) else { return nil }
    return Address(
      url: String(url), stamp: String(stamp), kind: text.holds("://archive.") ? "archive.today" : "memento")
  }

  /// The address without the prefixes of archives, however often they are nested.
  static func unrewritten(_ link: String) -> String {
    var url = link
    for _ in 0..<4 {
      guard let inner = address(in: url) else { break }
      url = inner.url
    }
    return url
  }
}
