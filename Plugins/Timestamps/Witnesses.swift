import PostmortemPlugin

/// Instants that machines left in the links of a page.
enum Witnesses {
  /// So many machine clocks of a page are looked at: no page needs more.
  static let most = 200

  /// One such instant and the attribute it stands in.
  struct Witness: Sendable, Hashable {
    let instant: Int
    let attribute: Int
    /// The link's words in the text.
    let place: Range<Int>
    /// The digits that the machine wrote.
    let digits: String

    /// Ids of tweets have 16 digits and more, epochs at most 13.
    var isTweet: Bool { digits.utf8.count > 13 }
  }

  /// Every machine clock in the page's own links: ids of tweets, and epoch seconds or milliseconds in
  /// the part of an address behind `?` or `#`.
  static func all(in document: Document) -> [Witness] {
    var found: [Witness] = []
    for link in document.links {
      if let block = document.block(at: link.range.lowerBound), !document.isOwn(block: block) { continue }
      let target = document.value(of: link.target)
      let isID = document.attributes[link.target].name.contains("tweet")
      if let (instant, digits) = isID ? snowflake(target[...]) : tweet(target) ?? epoch(target) {
        found.append(Witness(instant: instant, attribute: link.target, place: link.range, digits: digits))
      }
    }
    return found
  }

  /// The instant of a tweet from its id: 41 bits of milliseconds since 2010-11-04T01:42:54.657Z
  /// stand above 22 bits of worker and sequence (Twitter's snowflake). Ids of before that are counters.
  static func tweet(_ address: String) -> (instant: Int, digits: String)? {
    guard address.contains("twitter.com/") || address.contains("://x.com/"),
      let mark = address.firstRange(of: "/status/") ?? address.firstRange(of: "/statuses/")
    else { return nil }
    return snowflake(address[mark.upperBound...])
  }

  /// The instant of a tweet's id that some text begins with.
  static func snowflake(_ text: Substring) -> (instant: Int, digits: String)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (16...19).contains(digits.count), let id = Int(digits) else { return nil }
    return (((id >> 22) + 1_288_834_974_657) / 1000, String(digits))
  }

  /// Epoch seconds (10 digits) or milliseconds (13 digits) that are the whole value of a parameter.
  static func epoch(_ address: String) -> (instant: Int, digits: String)? {
    guard let start = address.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return nil }
    for parameter in address[address.index(after: start)...].split(whereSeparator: { "&;?#".contains($0) }) {
      guard let equals = parameter.firstIndex(of: "=") else { continue }
      let value = parameter[parameter.index(after: equals)...]
      guard value.count == 10 || value.count == 13, value.allSatisfy({ $0.isASCII && $0.isNumber }),
        let number = Int(value)
      else { continue }
      let seconds = value.count == 13 ? number / 1000 : number
      // 2001 to 2050: what is outside is some other number of ten or thirteen digits.
      if (1_000_000_000..<2_524_608_000).contains(seconds) { return (seconds, String(value)) }
    }
    return nil
  }
}
