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
  /// The address of the copy itself.
  var uri: String?
  /// Seconds since 1970 UTC.
  var time: Int?
  /// The marker's own words: kept as metadata under `kind`.
  var marker: String
  /// The words of the marker that hold the time.
  var timeWords: String?
}

/// Addresses as the Wayback Machine rewrites them.
enum Wayback {
  struct Address {
    var url: String
    /// 1 to 14 digits; nil where the address has none.
    var stamp: String?
  }

  /// The address inside `https://web.archive.org/web/20140124190200im_/https://…`, or inside its short
  /// form without host.
  static func address(in link: String) -> Address? {
    let text = link.trimmed
    guard let web = webPart(text) else { return nil }
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

  /// The address without the Wayback Machine's prefix, however often it is nested.
  static func unrewritten(_ link: String) -> String {
    var url = link
    for _ in 0..<4 {
      guard let inner = address(in: url) else { break }
      url = inner.url
    }
    return url
  }
}
