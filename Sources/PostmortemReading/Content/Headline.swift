import Foundation

/// The page's headline: its words and where they stand.
struct Headline {
  var text: String
  /// The segment that holds it, if it stands in the page's text.
  var segment: Int?
  /// Its element: a heading, or the title or meta element.
  var node: Int

  /// The main heading, else the title the page gives for sharing, else the title element without the
  /// name of the site.
  static func find(_ tree: Tree, _ segments: Segments, _ outline: Outline, _ metadata: PageMetadata) -> Headline? {
    let titles = [metadata.first("og:title"), metadata.first("twitter:title"), metadata.first("title")].compactMap {
      $0
    }
    if let heading = heading(tree, segments, outline, titles) { return heading }
    for key in ["og:title", "twitter:title"] {
      if let value = metadata.first(key), !value.isEmpty, let node = metadata.node(key) {
        return Headline(text: folded(value), segment: nil, node: node)
      }
    }
    if let value = metadata.first("title"), !value.isEmpty, let node = metadata.node("title") {
      let whole = folded(value)
      let text = shownPart(of: whole, segments) ?? withoutSite(whole, site: metadata.first("og:site_name"))
      return Headline(text: text, segment: nil, node: node)
    }
    // The file a page came in may know its title.
    return metadata.first("mhtml:subject").map { Headline(text: folded($0), segment: nil, node: 0) }
  }

  /// The part of the title element before its last dash that the page's text begins with somewhere.
  private static func shownPart(of title: String, _ segments: Segments) -> String? {
    for separator in separators {
      guard title.holds(separator), let range = title.range(of: separator, options: .backwards) else { continue }
      let head = title[..<range.lowerBound]
      guard head.utf8.count >= 12 else { continue }
      let bytes = Array(head.utf8)
      if segments.list.indices.prefix(200).contains(where: { segments.bytes($0).starts(with: bytes) }) {
        return String(head)
      }
    }
    return nil
  }

  private static let separators = [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", "｜", "_"]

  private static func heading(
    _ tree: Tree, _ segments: Segments, _ outline: Outline, _ titles: [String]
  ) -> Headline? {
    var best: (index: Int, score: Double)?
    let titleWords = titles.map { words($0) }
    for (index, segment) in segments.list.enumerated() {
      let node = segment.element
      let tag = tree.nodes[node].tag
      let isFirst = tag == .h1 || outline.own[node].contains(.headline)
      guard isFirst || tag == .h2 || tag == .h3 || tag == .title else { continue }
      let text = segments.string(index)
      let own = words(text)
      let likeness = titleWords.map { similarity(own, $0) }.max() ?? 0
      var score = likeness + (isFirst ? 0.35 : 0)
      if !outline.marks[node].isDisjoint(with: [.navigation, .footer, .aside, .related, .comments]) { score -= 0.5 }
      if segment.linkBytes == segment.text.count, likeness < 0.9 { score -= 0.2 }
      if score >= (isFirst ? 0.3 : 0.6), score > (best?.score ?? 0) + 0.001 { best = (index, score) }
    }
    return best.map {
      Headline(text: segments.string($0.index), segment: $0.index, node: segments.list[$0.index].element)
    }
  }

  /// How alike two titles are: 1 where one begins with the other, else the share of common words.
  private static func similarity(_ x: Words, _ y: Words) -> Double {
    guard x.count > 0, y.count > 0 else { return 0 }
    let short = min(x.count, y.count)
    let common = Double(x.distinct.intersection(y.distinct).count)
    let cover = common / Double((x.count <= y.count ? x : y).distinct.count)
    let spread = common / Double(max(x.distinct.count, y.distinct.count))
    return short >= 2 || x.hashes == y.hashes ? max(spread, cover * 0.9 * min(1, Double(short) / 4)) : spread
  }

  /// The words of a title by their hashes.
  private struct Words {
    var hashes: [UInt64] = []
    var distinct: Set<UInt64> = []
    var count: Int { hashes.count }
  }

  /// Words of a text, each Han character by itself.
  private static func words(_ text: String) -> Words {
    var out = Words()
    var hash: UInt64 = 0
    func add(_ value: UInt32) { hash = ((hash == 0 ? 0xcbf2_9ce4_8422_2325 : hash) ^ UInt64(value)) &* 0x100_0000_01b3 }
    func end() {
      if hash != 0 { out.hashes.append(hash) }
      hash = 0
    }
    for scalar in text.lowercased().unicodeScalars {
      if scalar.value < 0x80 {
        let isWord = (scalar.value | 0x20) &- 0x61 < 26 || scalar.value &- 0x30 < 10
        if isWord { add(scalar.value) } else { end() }
      } else if scalar.properties.isAlphabetic {
        if scalar.value >= 0x3040 { end() }
        add(scalar.value)
        if scalar.value >= 0x3040 { end() }
      } else {
        end()
      }
    }
    end()
    out.distinct = Set(out.hashes)
    return out
  }

  /// Drops the site's name after the last dash or bar.
  static func withoutSite(_ title: String, site: String?) -> String {
    for separator in separators {
      guard title.holds(separator), let range = title.range(of: separator, options: .backwards) else { continue }
      let head = String(title[..<range.lowerBound])
      let tail = String(title[range.upperBound...])
      if tail == site || head.count >= 2 * tail.count || (separator == " | " && head.count > tail.count) {
        return withoutSite(head, site: site)
      }
    }
    return title.trimmed
  }

  /// Drops a last word that is the name in the page's address: `… TechCrunch` on techcrunch.com.
  static func withoutHost(_ title: String, url: String?) -> String {
    guard let url, url.holds("://"), let start = url.range(of: "://") else { return title }
    let labels = url[start.upperBound...].prefix { $0 != "/" && $0 != ":" }.split(separator: ".")
    guard labels.count >= 2, let space = title.lastIndex(of: " ") else { return title }
    let last = title[title.index(after: space)...].lowercased()
    guard labels.dropLast().contains(where: { $0.lowercased() == last }) else { return title }
    return title[..<space].trimmed
  }

  static func folded(_ text: String) -> String {
    var folder = Folder()
    folder.append(Array(text.utf8)[...])
    return String(decoding: folder.bytes, as: UTF8.self)
  }
}
