import PostmortemPlugin

/// Lines that ask the reader for something: to subscribe, to follow, to write in.
enum Calls {
  /// Whether a line asks for something wherever it stands.
  static func isCall(_ text: String) -> Bool { anywhere.contains { begins(text, $0) } }

  /// Whether a line is one that articles close with: who helped, where to write, whom to follow.
  ///
  /// "Email is back" may close a report of an outage, so a line that begins with a plain word must give
  /// an address as well.
  static func isClosing(_ text: String, hasLink: Bool) -> Bool {
    if text.holds("contributed to this report") || closing.contains(where: { begins(text, $0) }) { return true }
    if text.utf8.contains(0x40), addresses.contains(where: { begins(text, $0) }) { return true }
    return hasLink && links.contains { begins(text, $0) }
  }

  /// Whether a text begins with whole words: "subscribe" does not begin "subscribers".
  private static func begins(_ text: String, _ words: String) -> Bool {
    guard text.utf8.starts(with: words.utf8) else { return false }
    guard let last = words.last, last.isASCII, last.isLetter else { return true }
    return text.dropFirst(words.count).first?.isLetter != true
  }

  private static let anywhere = [
    "sign up for our", "sign up for the", "sign up to", "sign up here", "sign up now", "subscribe", "get the latest",
    "follow us on", "like us on",
    "download our app", "download the app", "got a tip", "have a tip", "got a story", "start your day with", "join our",
    "advert",
    "share this", "read more:", "read more at", "read also:", "also read:", "see also:", "watch:",
    "listen to this article", "support our",
    "if you enjoyed this", "enjoyed this article", "this post may contain affiliate", "this article contains affiliate",
    "we may earn a commission", "tell us what you think", "what do you think?", "订阅", "关注我们", "扫码关注",
  ]
  private static let closing = [
    "reporting by", "additional reporting", "editing by", "copyright", "©", "all rights reserved", "image credit",
    "photo credit",
    "responsible editor", "（责任编辑", "责任编辑", "编辑：", "来源：",
  ]
  private static let addresses = ["write to", "email", "e-mail", "contact", "reach", "follow", "send"]
  private static let links = ["follow", "listen to", "visit", "click here", "write to", "read more"]
}

extension ContentPlan {
  /// Takes out of an article lines that are but a link, what asks the reader for something, and the lines it closes with.
  ///
  /// A page without running text keeps every line: there a short line may be all that is said.
  mutating func dropCalls(_ finder: ContentFinder) {
    guard isProse else { return }
    // Those below a heading that announces other stories have gone to their section by now.
    picks.removeAll { $0.part == .own && finder.isLinkLabel($0.segment) }
    var places = picks.indices.filter { picks[$0].part == .own }
    var dropped: Set<Int> = []
    for place in places where finder.isShort(picks[place].segment) && Calls.isCall(finder.opening(picks[place].segment))
    {
      dropped.insert(place)
    }
    places.removeAll { dropped.contains($0) }
    for place in places.suffix(6).dropFirst(places.count > 8 ? 0 : 6) where finder.isShort(picks[place].segment) {
      if Calls.isClosing(
        finder.opening(picks[place].segment), hasLink: finder.segments.list[picks[place].segment].linkBytes > 0)
      {
        dropped.insert(place)
      }
    }
    dropped.formUnion(emptyHeadings(finder, without: dropped))
    guard !dropped.isEmpty else { return }
    picks = picks.indices.filter { !dropped.contains($0) }.map { picks[$0] }
  }

  /// Headings at the end of the article, after which nothing of it follows.
  private func emptyHeadings(_ finder: ContentFinder, without dropped: Set<Int>) -> Set<Int> {
    var found: Set<Int> = []
    for place in picks.indices.reversed() where picks[place].part == .own && !dropped.contains(place) {
      guard finder.level(of: picks[place].segment) != nil, place > 0 else { break }
      found.insert(place)
    }
    return found
  }
}

extension ContentFinder {
  func isShort(_ segment: Int) -> Bool { segments.list[segment].text.count <= 320 }

  /// The first words of a segment in small letters, without the signs before them.
  func opening(_ segment: Int) -> String {
    let head = String(decoding: segments.bytes(segment).prefix(160), as: UTF8.self).lowercased()
    return String(head.drop { !$0.isLetter && !$0.isNumber && $0 != "©" && $0 != "（" })
  }
}
