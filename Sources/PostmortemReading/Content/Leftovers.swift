import PostmortemPlugin

/// What stands on a page and not in its document: menus, share buttons, boxes, adverts. Only those who ask
/// why a line is missing pay for it.
struct Leftovers {
  let tree: Tree
  let finder: ContentFinder
  let plan: ContentPlan
  let headline: Headline?
  /// Segments that say where the copy is from.
  let sources: Set<Int>

  /// Lines that follow each other and were left out for one reason.
  struct Run {
    var reason: String
    var segments: Range<Int>
  }

  func runs(written: (Int) -> Bool) -> [Run] {
    var runs: [Run] = []
    for index in finder.segments.list.indices where index != headline?.segment && !written(index) {
      let reason = reason(for: index)
      if let last = runs.last, last.segments.upperBound == index, last.reason == reason {
        runs[runs.count - 1].segments = last.segments.lowerBound..<index + 1
      } else {
        runs.append(Run(reason: reason, segments: index..<index + 1))
      }
    }
    return runs
  }

  /// The first words of a run.
  func words(of run: Run) -> String {
    var words = ""
    for index in run.segments {
      words += (words.isEmpty ? "" : " · ") + finder.segments.string(index)
      if words.utf8.count > 100 { return words.prefix(90) + "…" }
    }
    return words
  }

  // MARK: - Reasons

  private func reason(for segment: Int) -> String {
    if sources.contains(segment) { return "where the copy is from" }
    if finder.segments.string(segment) == headline?.text { return "the headline again" }
    let element = finder.segments.list[segment].element
    let inside = finder.segments.range(of: plan.root, in: tree).contains(segment)
    if let marked = marked(above: element, below: inside ? plan.root : -1) { return marked }
    if !inside { return "beside the article" }
    if finder.measures[segment].isCode { return "program code" }
    let opening = finder.opening(segment)
    if Calls.isCall(opening) { return "a call to the reader" }
    if Calls.isClosing(opening, hasLink: true) { return "a closing line" }
    if finder.isLinkLabel(segment) { return "a link" }
    return finder.level(of: segment) != nil ? "a heading of nothing" : "not of the article"
  }

  /// What the nearest element that is no part of an article is for.
  private func marked(above element: Int, below root: Int) -> String? {
    var node = element
    while node > root, node >= 0 {
      let own = finder.outline.own[node]
      if !own.isDisjoint(with: Marks.outside.union(.header)) { return name(of: own, at: node) }
      node = Int(tree.nodes[node].parent)
    }
    return nil
  }

  private func name(of marks: Marks, at node: Int) -> String {
    if marks.contains(.furniture) { return furniture(node) }
    return Leftovers.names.first { marks.contains($0.mark) }?.name ?? "page furniture"
  }

  private static let names: [(mark: Marks, name: String)] = [
    (.hidden, "hidden"), (.comments, "beside the comments"), (.related, "other stories"), (.navigation, "menu"),
    (.topics, "tags"), (.author, "about the author"), (.byline, "author and date"), (.caption, "caption"),
    (.footer, "footer"), (.aside, "sidebar"), (.header, "header"),
  ]

  /// What kind of furniture an element's class or id calls it.
  private func furniture(_ node: Int) -> String {
    let value = (tree.value(node, .class) ?? "") + " " + (tree.value(node, .id) ?? "")
    let words = value.lowercased().split { !$0.isLetter }
    let kind = Leftovers.kinds.first { kind in
      words.contains { word in kind.words.contains { $0.count < 4 ? word == $0 : word.hasPrefix($0) } }
    }
    return kind?.name ?? "page furniture"
  }

  /// Beginnings of words, short ones being whole words; the first kind that fits.
  private static let kinds: [(name: String, words: [String])] = [
    ("newsletter box", ["newsletter", "subscri", "signup", "mailing"]),
    ("notice", ["cookie", "consent", "gdpr", "modal", "popup", "overlay", "alert", "toast", "disclaimer"]),
    ("share buttons", ["share", "sharing", "social", "addtoany", "addthis", "follow"]),
    ("sign-in box", ["signin", "login", "paywall"]),
    ("advertisement", ["advert", "promo", "sponsor", "banner", "ad", "ads", "adbox", "adslot", "adunit"]),
    ("rating", ["rating", "vote", "voting"]), ("call for donations", ["donat"]), ("print button", ["print"]),
  ]
}

extension PageWriter {
  /// What was left out of the document, in the page's order.
  func leftOut(of document: Document, _ headline: Headline?, sources: Set<Int>) -> [ReadPage.LeftOut] {
    let leftovers = Leftovers(tree: tree, finder: finder, plan: plan, headline: headline, sources: sources)
    let runs = leftovers.runs(written: assembler.holds)
    var scribe = assembler
    let paths = runs.map { scribe.path(of: segments.list[$0.segments.lowerBound].element) }
    let table = scribe.builder.finish().paths
    var next = segments.list.count
    var offset = document.text.count
    return zip(runs, paths).reversed().map { run, path in
      // Runs come from the end, so each segment is looked at once.
      while next > run.segments.upperBound {
        next -= 1
        if let range = assembler.range(of: next) { offset = min(offset, range.lowerBound) }
      }
      return ReadPage.LeftOut(
        reason: run.reason, words: leftovers.words(of: run), lines: run.segments.count, xpath: table.place(path),
        offset: offset)
    }.reversed()
  }
}
