import PostmortemPlugin

/// A date the page may have come out on.
struct DateCandidate {
  var found: FoundDate
  var source: Source
  /// Higher is better; the page's own machine-readable word comes first.
  var trust: Int
  var rule: String
  var isModification = false
}

/// Finds when a page was published and when it was changed.
///
/// Trust goes from what a publisher writes for machines, over the byline, to the address. Footers, lists
/// of other stories, comments and archives' own stamps never count.
struct DateFinder {
  let tree: Tree
  let segments: Segments
  let outline: Outline
  let metadata: PageMetadata
  let plan: ContentPlan
  let headline: Int?
  let url: String?
  let captured: Int?
  /// Keys whose dates an archive wrote.
  let ignored: Set<String>

  func candidates() -> [DateCandidate] {
    var all = fromMetadata() + fromElements() + fromText()
    if let url, let found = URLDate.find(in: url) {
      all.append(
        DateCandidate(
          found: found.date, source: Source(place: .metadata("url"), words: found.words), trust: 72, rule: "url-path"))
    }
    if let description = metadata.first("description") ?? metadata.first("og:description") {
      all += described(description)
    }
    let latest = captured.map { $0 + 2 * 86_400 }
    all.removeAll { candidate in latest.map { candidate.found.date.seconds(at: nil) > $0 } ?? false }
    return all
  }

  /// What was found, best first, and what it comes to.
  struct Dates {
    var all: [DateCandidate] = []
    var published: DateCandidate?
    var modified: DateCandidate?
  }

  /// The best candidate for publication and for modification.
  func best() -> Dates {
    let all = candidates()
    func top(_ list: [DateCandidate]) -> DateCandidate? {
      var best: DateCandidate?
      for item in list where item.trust > (best?.trust ?? -1) { best = item }
      return best
    }
    let candidates = supported(all.filter { !$0.isModification }).filter { $0.trust >= DateFinder.leastTrust }
    let published = top(candidates).map { localDay($0, among: all) }
    let modified = top(all.filter { $0.isModification && ($0.found.date >= (published?.found.date ?? $0.found.date)) })
    // A page that only says when it was changed has no better date.
    let shown = published.map { $0.trust < 46 ? modified ?? $0 : $0 } ?? modified
    return Dates(all: all.sorted { $0.trust > $1.trust }, published: shown, modified: modified)
  }

  /// A date in running text that nothing marks is told, not stamped.
  private static let leastTrust = 20

  /// The candidates with what their day gains from others of another kind that name it too: a publisher's
  /// wrong field stands alone against its page.
  private func supported(_ all: [DateCandidate]) -> [DateCandidate] {
    var kinds: [CivilDate: Set<String>] = [:]
    for candidate in all where candidate.trust >= 45 {
      kinds[candidate.found.date, default: []].insert(kind(of: candidate))
    }
    return all.map { candidate in
      let others = kinds[candidate.found.date, default: []].subtracting([kind(of: candidate)])
      var stronger = candidate
      stronger.trust += 14 * others.count
      return stronger
    }
  }

  private func kind(of candidate: DateCandidate) -> String {
    guard case .metadata(let key) = candidate.source.place else { return candidate.rule }
    return String(key.prefix { $0 != ":" && $0 != "." })
  }

  /// A stamp in UTC can show the day before or after the newsroom's: where the address or a date line
  /// tells the neighbouring day, that is the page's own.
  private func localDay(_ stamp: DateCandidate, among all: [DateCandidate]) -> DateCandidate {
    guard stamp.found.offset == 0, stamp.found.clock != nil else { return stamp }
    let days = all.filter { candidate in
      !candidate.isModification && candidate.found.offset != 0 && candidate.trust >= 54
        && abs(candidate.found.date.daysSince1970 - stamp.found.date.daysSince1970) == 1
    }
    let agrees = all.contains { $0.found.offset != 0 && $0.trust >= 54 && $0.found.date == stamp.found.date }
    guard !agrees, let day = days.max(by: { $0.trust < $1.trust }) else { return stamp }
    return day
  }

  // MARK: - Metadata

  private func fromMetadata() -> [DateCandidate] {
    var out: [DateCandidate] = []
    for (list, modification) in [(DateFinder.publishedKeys, false), (DateFinder.modifiedKeys, true)] {
      for (rank, key) in list.enumerated() where !ignored.contains(key) {
        guard let value = metadata.first(key), let found = date(in: value) else { continue }
        let words = String(decoding: Array(value.utf8)[found.range], as: UTF8.self)
        out.append(
          DateCandidate(
            found: found, source: Source(place: .metadata(key), words: words), trust: 100 - rank, rule: "metadata",
            isModification: modification))
      }
    }
    return out
  }

  /// A date in the page's summary of itself, where nothing better is.
  private func described(_ text: String) -> [DateCandidate] {
    guard let key = ["description", "og:description"].first(where: { metadata.first($0) == text }),
      let found = DateText.first(in: text, monthFirst: monthFirst)
    else { return [] }
    let words = String(decoding: Array(text.utf8)[found.range], as: UTF8.self)
    return [
      DateCandidate(found: found, source: Source(place: .metadata(key), words: words), trust: 20, rule: "description")
    ]
  }

  /// A date in a value made for machines: also seconds or milliseconds since 1970.
  private func date(in value: String) -> FoundDate? {
    if let found = DateText.first(in: value, monthFirst: true) { return found }
    return EpochTime.parse(value)
  }

  private static let publishedKeys = [
    "jsonld:datePublished", "article:published_time", "article:published", "og:article:published_time",
    "og:published_time",
    "og:pubdate", "itemprop:datepublished", "datepublished", "parsely-pub-date", "sailthru.date", "published_time",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "originalpublicationdate", "publication_date",
    "publishdate", "publish_date",
    "publish-date", "pubdate", "published_date", "published-date", "article_date_original", "article.published",
    "bt:pubdate", "rnews:datepublished",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "dc:date",
    "dc.created",
    "citation_publication_date", "displaydate", "shareaholic:article_published_time", "date_published", "timestamp",
    "date", "created",
    "itemprop:datecreated", "jsonld:dateCreated", "jsonld:uploadDate", "release_date", "video:release_date",
    "analytics.date", "vr:published_time", "article:created", "creation_date", "news_publication_date",
    "last_published",
    "buildtime", "archive_date", "pdate",
  ]
  private static let modifiedKeys = [
    "jsonld:dateModified", "article:modified_time", "og:updated_time", "og:article:modified_time",
    "itemprop:datemodified",
    "dcterms.modified", "dc.date.modified", "dc.modified", "datemodified", "last-modified", "lastmod", "lastmodified",
    "revised", "article:updated",
    "article:updated_time", "modified", "updated_time",
  ]

  // MARK: - Elements

  private static let outside: Marks = [.footer, .aside, .related, .comments, .navigation]

  private func fromElements() -> [DateCandidate] {
    var out: [DateCandidate] = []
    for node in tree.nodes.indices where tree.nodes[node].tag != .text && tree.nodes[node].tag != .meta {
      let isTime = tree.nodes[node].tag == .time
      let item = isTime || tree.attributeRange(node).count > 0 ? tree.value(node, .itemprop)?.lowercased() : nil
      let dated = item == "datepublished" || item == "datemodified" || item == "datecreated"
      guard isTime || dated || (tree.nodes[node].tag == .abbr && tree.hasClass(node, "published")) else { continue }
      let isUnderHeadline = headline.map { (1...4).contains(Int(segments.before[node]) - $0) } ?? false
      guard
        isUnderHeadline || outline.marks[node].isDisjoint(with: DateFinder.outside)
          || (dated && !outline.marks[node].contains(.related))
      else { continue }
      guard let candidate = element(node, item: item) else { continue }
      out.append(candidate)
    }
    return out
  }

  private func element(_ node: Int, item: String?) -> DateCandidate? {
    let near = proximity(node)
    let label = elementLabel(node)
    let modification = item == "datemodified" || (item == nil && DateWords.saysModified(label))
    let trust = item != nil ? 90 : (tree.has(node, .pubdate) ? 88 : 60) + near
    for name in [AttributeName.datetime, .content, .title] {
      guard let value = tree.value(node, name), let found = date(in: value) else { continue }
      // "Published 29 June" inside the element says more than a stamp that a program set when it was moved.
      if let said = written(node, trust: trust + 1, isModification: modification), said.found.date != found.date,
        DateWords.saysPublished(label + " " + tree.words(node))
      {
        return said
      }
      let words = String(decoding: Array(value.utf8)[found.range], as: UTF8.self)
      return DateCandidate(
        found: found, source: Source(place: .attribute(node, name), words: words), trust: trust, rule: "element",
        isModification: modification)
    }
    return item == nil ? nil : written(node, trust: trust, isModification: modification)
  }

  /// The words of an element that is marked as a date and carries none for machines.
  private func written(_ node: Int, trust: Int, isModification: Bool) -> DateCandidate? {
    for index in segments.range(of: node, in: tree) {
      let bytes = Array(segments.bytes(index).prefix(120))
      guard let found = DateText(monthFirst: monthFirst).all(in: bytes, limit: 1).first else { continue }
      let words = String(decoding: bytes[found.range], as: UTF8.self)
      return DateCandidate(
        found: found, source: Source(place: .segment(index), words: words), trust: trust, rule: "element",
        isModification: isModification)
    }
    return nil
  }

  /// The class, id and words around a time element, which say what it is the time of.
  private func elementLabel(_ node: Int) -> String {
    let parent = max(0, Int(tree.nodes[node].parent))
    var label = (tree.value(node, .class) ?? "") + " " + (tree.value(parent, .class) ?? "")
    if tree.nodes[parent].end - Int32(parent) < 40 { label += " " + tree.words(parent).prefix(80) }
    return label
  }

  /// How near an element stands to the headline: before the text's end, best within its first lines.
  private func proximity(_ node: Int) -> Int {
    let at = Int(segments.before[node])
    if let headline {
      let distance = at - headline
      if distance >= -3, distance <= 8 { return 20 }
      if distance >= -10, distance <= 20 { return 10 }
    }
    let inside = segments.range(of: plan.root, in: tree)
    if plan.isProse, at >= inside.lowerBound - 4, at <= inside.lowerBound + 4 { return 12 }
    return 0
  }

  // MARK: - Text

  private var monthFirst: Bool {
    guard let language = metadata.htmlLanguage ?? metadata.first("og:locale")?.lowercased() else { return true }
    return language.hasPrefix("en") && !language.contains("gb") && !language.contains("au")
  }

  private func fromText() -> [DateCandidate] {
    var out: [DateCandidate] = []
    let finder = DateText(monthFirst: monthFirst)
    let inside = segments.range(of: plan.root, in: tree)
    let start = headline.map { min($0, inside.lowerBound) } ?? inside.lowerBound
    let last = plan.isProse ? inside.upperBound + 12 : segments.list.count
    for index in max(0, start - 8)..<min(segments.list.count, max(last, start + 30)) {
      let segment = segments.list[index]
      let marks = outline.marks[segment.element]
      let isUnderHeadline = headline.map { index > $0 && index <= $0 + 4 } ?? false
      guard isUnderHeadline || mayDate(marks, inside: index >= inside.lowerBound && index < inside.upperBound + 6)
      else { continue }
      // A long paragraph can begin with its date line.
      let isLong = segment.text.count >= 300
      let bytes = Array(segments.bytes(index).prefix(isLong ? 40 : 300))
      guard bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { continue }
      var said = 0
      let all = finder.all(in: bytes, limit: 3)
      let text = all.isEmpty ? "" : String(decoding: bytes, as: UTF8.self)
      for found in all where !isLong || found.range.lowerBound < 12 {
        // What is said of a date stands between it and the one before.
        let before = String(decoding: bytes[min(said, found.range.lowerBound)..<found.range.lowerBound], as: UTF8.self)
        said = found.range.upperBound
        var trust = textTrust(index, bytes: bytes.count, found: found, marks: marks)
        let modification = DateWords.saysModified(before)
        if DateWords.saysPublished(text) { trust += 8 }
        let near = before.suffix(40).lowercased()
        if near.holds("©") || near.holds("copyright") { trust = 0 }
        if DateWords.saysMember(before) { trust = 0 }
        guard trust > 0 else { continue }
        let words = String(decoding: bytes[found.range], as: UTF8.self)
        out.append(
          DateCandidate(
            found: found, source: Source(place: .segment(index), words: words), trust: trust, rule: "byline",
            isModification: modification))
      }
    }
    return out
  }

  /// Whether a line with these marks can be the page's date line: a post's own footer and a line marked
  /// as a byline can, whatever else they are called.
  private func mayDate(_ marks: Marks, inside: Bool) -> Bool {
    var marks = marks
    if marks.contains(.byline) { marks.remove(.navigation) }
    if inside { marks.remove(.footer) }
    return marks.isDisjoint(with: DateFinder.outside)
  }

  private func textTrust(_ index: Int, bytes: Int, found: FoundDate, marks: Marks) -> Int {
    var trust = 40
    if let headline {
      let distance = index - headline
      if distance >= -2, distance <= 6 { trust += 14 } else if distance >= -8, distance <= 12 { trust += 7 }
    }
    if marks.contains(.byline) { trust += 8 }
    if marks.contains(.headline) { trust -= 5 }
    if marks.contains(.footer) { trust -= 12 }
    // A linked date is another story's; one inside running text is told, not stamped.
    if segments.list[index].linkBytes * 10 > bytes * 9 { trust -= 16 }
    let isNear = headline.map { abs(index - $0) <= 12 } ?? (index < 30)
    if !isNear, found.range.count * 2 <= bytes, marks.isDisjoint(with: [.byline, .footer]) { trust -= 14 }
    // The less else a line says, the surer it is a date line.
    if found.range.count * 2 > bytes { trust += 6 } else if bytes > 120 { trust -= 20 }
    if found.clock != nil { trust += 2 }
    return trust
  }
}
