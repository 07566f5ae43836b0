/// Lines that announce what follows an article: other stories, or comments.
enum Tails {
  /// What a heading announces, if it announces something.
  static func announced(by text: String) -> ContentPlan.Part? {
    // Folded white space aside, what is long announces nothing.
    guard text.utf8.count <= 400 else { return nil }
    let small = Headline.folded(text).lowercased()
    guard small.utf8.count <= 90 else { return nil }
    let plain = small.drop { !$0.isLetter && !$0.isNumber }
    if isComments(plain) { return .comments }
    if related.contains(where: { plain.utf8.starts(with: $0.utf8) }) { return .related }
    // 更多重大新闻, 来自 X 的更多重大新闻
    if plain.holds("更多"), relatedEnds.contains(where: { plain.holds($0) }) { return .related }
    if plain.hasPrefix("more "),
      ["stories", "news", "headlines", "articles", "coverage"].contains(where: { plain.hasSuffix($0) })
    {
      return .related
    }
    if relatedInside.contains(where: { plain.holds($0) }) { return .related }
    return nil
  }

  private static func isComments(_ text: Substring) -> Bool {
    let words = text.drop { $0.isNumber || $0 == " " || $0 == "," }
    return comments.contains { words == $0 || (words.hasPrefix($0) && words.count <= $0.count + 8) }
  }

  private static let comments = [
    "comments", "comment", "reader comments", "readers' comments", "leave a comment", "leave a reply", "responses",
    "replies",
    "post a comment", "join the conversation", "评论", "网友评论", "留言", "评论区", "發表評論", "kommentare", "commentaires",
    "comentarios",
  ]
  private static let related = [
    "related", "more from", "more on", "more stories", "more news", "read more", "read also", "also read", "see also",
    "recommended", "you may also like", "you might also", "most read", "most popular", "popular posts",
    "further reading", "latest news",
    "latest stories", "trending", "don't miss", "other stories", "similar", "editors' picks", "more top stories",
    "recent posts", "up next",
    "相关", "相關", "推荐阅读", "延伸阅读", "热门", "猜你喜欢", "mehr zum thema", "lesen sie auch", "weitere artikel", "à lire aussi",
    "sur le même", "lire aussi", "você pode gostar", "você também pode", "leia também", "leia mais", "veja também",
    "lea también",
    "ver también", "también te puede", "das könnte sie", "mehr zu", "関連記事", "あわせて読みたい", "читайте также", "по теме",
    "related stories", "want more", "popular on", "you'll also like", "stories for you", "from around the web",
    "potrebbe interessarti", "leggi anche", "te puede interesar", "lee también", "lees ook", "läs också",
  ]
  private static let relatedEnds = ["新闻", "新聞", "报道", "報道", "文章", "故事", "内容", "阅读"]
  private static let relatedInside = ["相关新闻", "相关阅读", "相关报道", "相关文章"]
}

extension ContentPlan {
  /// Moves what a heading announces as other stories or comments into its own part.
  ///
  /// The heading alone is no proof: what follows it must not read like the article going on.
  mutating func moveTails(_ finder: ContentFinder) {
    var index = 0
    // Each heading that announces nothing after all costs a look at the rest of the page.
    var mistakes = 0
    while index < picks.count, mistakes < 32 {
      let pick = picks[index]
      guard index > 0, let part = announced(by: pick, finder) else {
        index += 1
        continue
      }
      let end = tailEnd(from: index, as: part, finder)
      guard part == .comments || pick.part == .related || !readsOn(index + 1..<end, finder) else {
        mistakes += 1
        index += 1
        continue
      }
      for place in index..<end where picks[place].part == .own || picks[place].part == .caption {
        picks[place].part = part
      }
      index = end
    }
  }

  /// What a heading announces, by its words or by its class.
  private func announced(by pick: (segment: Int, part: Part), _ finder: ContentFinder) -> Part? {
    let element = finder.segments.list[pick.segment].element
    if pick.part == .related, finder.level(of: pick.segment) != nil, finder.outline.own[element].contains(.related) {
      return finder.opensBox(pick.segment, below: root) ? .related : nil
    }
    // A heading of comments may carry their name while the comments themselves do not.
    if pick.part == .comments, finder.level(of: pick.segment) != nil, finder.outline.own[element].contains(.comments) {
      return .comments
    }
    guard pick.part == .own, finder.isHeadingLike(pick.segment) else { return nil }
    return Tails.announced(by: finder.segments.string(pick.segment))
  }

  /// Up to the end of the box the heading stands in, the next heading of the same or a higher level, or
  /// a line that announces something else.
  private func tailEnd(from start: Int, as part: Part, _ finder: ContentFinder) -> Int {
    let level = finder.level(of: picks[start].segment)
    let box = finder.boxEnd(of: picks[start].segment, below: root)
    for place in start + 1..<max(picks.count, start + 1) {
      let segment = picks[place].segment
      if segment >= box { return place }
      guard finder.isHeadingLike(segment) else { continue }
      if let other = Tails.announced(by: finder.segments.string(segment)) {
        if other != part { return place }
      } else if let level, let other = finder.level(of: segment), other <= level {
        return place
      }
    }
    return picks.count
  }

  /// Whether paragraphs of running text without links follow.
  private func readsOn(_ range: Range<Int>, _ finder: ContentFinder) -> Bool {
    var prose: Float = 0
    var rest: Float = 0
    for place in range {
      let measure = finder.measures[picks[place].segment]
      if measure.linkShare < 0.5, measure.bytes > 200, measure.stops >= 2 {
        prose += Float(measure.bytes)
      } else {
        rest += Float(measure.bytes)
      }
    }
    return prose > 400 && prose > rest
  }
}

extension ContentFinder {
  /// The level of a heading element.
  func level(of segment: Int) -> Int? {
    switch tree.nodes[segments.list[segment].element].tag {
    case .h1: return 1
    case .h2: return 2
    case .h3: return 3
    case .h4: return 4
    case .h5: return 5
    case .h6: return 6
    default: return nil
    }
  }

  /// A heading, or a short line that is all bold or stands where a heading would.
  func isHeadingLike(_ segment: Int) -> Bool {
    if level(of: segment) != nil { return true }
    let measure = measures[segment]
    if isLinkLabel(segment) { return false }
    return measure.bytes <= 60 && measure.stops == 0
  }

  /// How many elements around a heading may be its box; without a bound, many headings deep in a page
  /// would cost its depth each.
  private static let reach = 16

  /// Whether a heading is the first line of an element below the root that holds more than it.
  func opensBox(_ heading: Int, below root: Int) -> Bool {
    var node = segments.list[heading].element
    for _ in 0..<ContentFinder.reach where node > root {
      let range = segments.range(of: node, in: tree)
      if range.lowerBound < heading { return false }
      if range.count > 1 { return true }
      node = Int(tree.nodes[node].parent)
    }
    return false
  }

  /// The first segment behind the box a heading stands in: the smallest element around it that holds
  /// more than a line after it.
  func boxEnd(of heading: Int, below root: Int) -> Int {
    var node = segments.list[heading].element
    for _ in 0..<ContentFinder.reach where node > root {
      let end = segments.range(of: node, in: tree).upperBound
      if end > heading + 1, segments.list[end - 1].text.upperBound - segments.list[heading].text.upperBound > 24 {
        return end
      }
      node = Int(tree.nodes[node].parent)
    }
    return segments.list.count
  }
}
