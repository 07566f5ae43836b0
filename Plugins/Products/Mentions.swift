import PostmortemPlugin

/// A service named at a place of the text.
struct Mention: Sendable, Hashable {
  let range: Range<Int>
  let service: Service
  /// Index in `ServiceList.listings`; nil for a service that is not listed.
  let listing: Int?
  let block: Int
}

/// Every listed name on the page that is meant as one.
struct Mentions {
  private(set) var all: [Mention] = []

  init(_ reading: Reading, list: ServiceList, lens: Lens) {
    var meant: [Int: Bool] = [:]
    for (index, hit) in reading.hits.words.enumerated() where hit.tag != ServiceList.waker {
      let listing = list.listings[hit.tag]
      guard !listing.flags.contains(.trap) else { continue }
      if !listing.context.isEmpty {
        // The name is a common word: something on the page must tell that the service is meant.
        let known = meant[hit.tag] ?? lens.page(holdsAnyOf: listing.context)
        meant[hit.tag] =
          known || isSubject(hit, in: reading, lens: lens) || isListed(index, in: reading, list: list, lens: lens)
        guard meant[hit.tag] == true else { continue }
      }
      guard !isPartOfAddress(hit.range, in: reading.document) else { continue }
      let range = hit.range
      if let end = commentsEnd(after: range, of: listing.service, lens: lens) {
        let service = Service(
          name: "\(listing.service.name) comments", category: .comments, owner: listing.service.name)
        all.append(
          Mention(
            range: range.lowerBound..<end, service: service, listing: list.listing(named: service.name),
            block: hit.block))
      } else {
        all.append(Mention(range: range, service: listing.service, listing: hit.tag, block: hit.block))
      }
    }
  }

  /// "Discord, Shopify and Fitbit": beside a name that needs no context, in a list.
  private func isListed(_ index: Int, in reading: Reading, list: ServiceList, lens: Lens) -> Bool {
    let words = reading.hits.words
    // Outward along the list, as long as nothing but a comma or an "and" parts the names.
    for step in [-1, 1] {
      var at = index
      while abs(at + step - index) <= 4, words.indices.contains(at + step), isGlued(at, at + step, words, lens: lens) {
        at += step
        // A name of several words ("Microsoft Teams") is sure as well.
        let isLong = reading.document.text[words[at].range].contains(0x20)
        if isLong || list.listings[words[at].tag].context.isEmpty { return true }
      }
    }
    return false
  }

  private func isGlued(_ one: Int, _ other: Int, _ words: [Hit], lens: Lens) -> Bool {
    let (first, second) = one < other ? (words[one], words[other]) : (words[other], words[one])
    guard first.block == second.block, first.tag != ServiceList.waker, second.tag != ServiceList.waker,
      first.range.upperBound <= second.range.lowerBound, second.range.lowerBound - first.range.upperBound <= 8
    else { return false }
    let gap = lens.words(first.range.upperBound..<second.range.lowerBound)
    return [", ", " and ", ", and ", "、", "和", " 和 ", " & "].contains(gap)
  }

  /// "Zoom is down": a plain word for an outage right after the name tells what is meant as well.
  private func isSubject(_ hit: Hit, in reading: Reading, lens: Lens) -> Bool {
    guard let clause = reading.clauses.clause(at: hit.range.lowerBound) else { return false }
    let before = lens.before(hit.range.lowerBound, reach: 8)
    guard !before.hasSuffix(" the"), before != "the", !before.hasSuffix(" a"), !before.hasSuffix(" our") else {
      return false
    }
    return reading.clauses.cues(in: clause).contains { cue in
      let gap = cue.range.lowerBound - hit.range.upperBound
      return cue.isOutage && !cue.isVague && gap >= 0 && gap <= 10
    }
  }

  /// Names inside an address ("https://twitter.com/…") or a handle ("@gmail") name nobody.
  private func isPartOfAddress(_ range: Range<Int>, in document: Document) -> Bool {
    let text = document.text
    let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
    if before == 0x40 || before == 0x2F || before == 0x2E || before == 0x5F { return true }  // @ / . _
    let after = range.upperBound < text.count ? text[range.upperBound] : 0x20
    let next = range.upperBound + 1 < text.count ? text[range.upperBound + 1] : 0x20
    if after == 0x5F || after == 0x40 || after == 0x2F && next == 0x2F { return true }
    // A dot and a small letter: a host name, unless the list knows it with its ending ("Last.fm").
    return after == 0x2E && (0x61...0x7A).contains(next) || after == 0x3A && next == 0x2F
  }

  /// The end of "comments" where it follows a social or video service's name and means its comments.
  private func commentsEnd(after range: Range<Int>, of service: Service, lens: Lens) -> Int? {
    guard [.social, .video, .photo, .website, .music, .developer].contains(service.category) else { return nil }
    let document = lens.document
    let tail = String(
      decoding: document.text[range.upperBound..<min(range.upperBound + 32, document.text.count)], as: UTF8.self)
    for words in [
      "'s comment sections", "'s comments", " comment sections", " comment section", " comments", " 的评论", "的评论", " 评论",
      "评论", " 評論", "評論",
    ]
    where tail.lowercased().hasPrefix(words) {
      let rest = tail.dropFirst(words.count).lowercased()
      guard ![" on ", " that ", "说", "称", "员", "家"].contains(where: rest.hasPrefix) else { return nil }
      return range.upperBound + words.utf8.count
    }
    return nil
  }
}

/// Names that stand side by side in a list and share what is said: "Vine, Instagram and IFTTT".
struct Group: Sendable {
  var members: [Mention]
  var range: Range<Int> { members[0].range.lowerBound..<members[members.count - 1].range.upperBound }
  var block: Int { members[0].block }
}

/// The lists of names on the page, in text order.
struct Groups {
  private(set) var all: [Group] = []

  init(_ mentions: [Mention], lens: Lens) {
    var open: [Mention] = []
    var joined = false
    for mention in mentions {
      if let last = open.last, last.block == mention.block,
        let glue = Groups.glue(last.range.upperBound..<max(last.range.upperBound, mention.range.lowerBound), lens: lens)
      {
        joined = joined || glue == .conjunction || lens.document.blocks[mention.block].kind == .title
        open.append(mention)
      } else {
        close(open, joined: joined)
        open = [mention]
        joined = false
      }
    }
    close(open, joined: joined)
  }

  /// Two names with nothing but a comma between them are a list only beside a third or an "and".
  private mutating func close(_ open: [Mention], joined: Bool) {
    guard !open.isEmpty else { return }
    if joined || open.count != 2 {
      all.append(Group(members: open))
    } else {
      all += open.map { Group(members: [$0]) }
    }
  }

  private enum Glue { case comma, conjunction }

  private static func glue(_ range: Range<Int>, lens: Lens) -> Glue? {
    guard range.count <= 40 else { return nil }
    if isForeign(lens.document.string(range)) { return .conjunction }
    let gap = lens.words(range)
    var conjunction = false
    var rest = Substring(gap)
    while let first = rest.first {
      if let word = conjunctions.first(where: { rest.hasPrefix($0) && isWord($0, in: rest) }) {
        conjunction = true
        rest = rest.dropFirst(word.count)
      } else if let word = fillers.first(where: { rest.hasPrefix($0) && isWord($0, in: rest) }) {
        rest = rest.dropFirst(word.count)
      } else if first == " " || first == "," || first == "，" {
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
    if conjunction { return .conjunction }
    return gap.contains(",") || gap.contains("，") ? .comma : nil
  }

  /// ", Roomba, ": a name that no list has stands in the list.
  private static func isForeign(_ gap: String) -> Bool {
    guard gap.hasPrefix(", "), gap.hasSuffix(", ") || gap.hasSuffix(" and "), gap.utf8.count > 5 else { return false }
    let words = gap.dropFirst(2).split { $0 == " " || $0 == "," }.filter { $0 != "and" }
    return !words.isEmpty && words.count <= 3 && words.allSatisfy { $0.first!.isASCII && $0.first!.isUppercase }
  }

  /// Whether a Latin word ends where it seems to.
  private static func isWord(_ word: String, in text: Substring) -> Bool {
    guard word.last!.isASCII, word.last!.isLetter, let next = text.dropFirst(word.count).first else { return true }
    return !next.isASCII || !next.isLetter
  }

  private static let conjunctions = [
    "and", "&", "、", "和", "与", "及", "以及", "还有", "跟", "或", "or", "nor", "plus", "as well as", "/",
  ]
  private static let fillers = ["its", "the", "both", "even", "also", "services", "service", "以", "等", "服务"]
}
