import PostmortemPlugin

/// Writes a parsed page as a document: finds its address, its headline, its text and its dates.
struct PageWriter {
  private let input: PageInput
  private(set) var tree: Tree
  private let isMarkdown: Bool
  private let raw: RawMarks
  private let traces: [SaveTrace]
  private var metadata: PageMetadata
  let segments: Segments
  let finder: ContentFinder
  private(set) var plan: ContentPlan
  private(set) var assembler: Assembler
  private var byline: Int?
  /// Every date that could have been the page's, for those who ask why one won.
  private(set) var dates = DateFinder.Dates()
  private let listsLeftOut: Bool
  /// The page as the status readers see it.
  private let status: StatusMarkup
  private var statusClaims: [Claim] = []
  private var isCrowd = false
  /// What a reader of the result should know of how the page was read.
  private(set) var notes: [String] = []
  /// What is not in the document, if that was asked for.
  private(set) var leftOut: [ReadPage.LeftOut] = []

  init(input: PageInput, markup: Markup, isMarkdown: Bool, listsLeftOut: Bool) {
    self.input = input
    self.listsLeftOut = listsLeftOut
    self.isMarkdown = isMarkdown
    tree = markup.tree
    metadata = PageMetadata(tree, scripts: markup.data)
    if let title = markup.outer.title { metadata.add("mhtml:subject", title) }
    raw = RawMarks(
      outer: markup.outer.traces, comments: markup.comments, scripts: markup.scripts, tree: tree, metadata: metadata)
    traces = Savers.traces(raw)
    tree.hide(Injected.elements(tree, traces))
    segments = Segmenter.segments(of: tree)
    finder = ContentFinder(tree: tree, segments: segments)
    plan = finder.plan()
    plan.moveTails(finder)
    plan.dropCalls(finder)
    status = StatusMarkup(tree: tree, segments: segments, data: markup.data, pushes: markup.pushes)
    assembler = Assembler(page: input.page, tree: tree, segments: segments)
  }

  mutating func write() -> Document {
    guard !tree.nodes.isEmpty else { return assembler.builder.finish() }
    metadata.add("file", input.page)
    let origin = OriginFinder(
      raw: raw, traces: traces, segments: segments, isMarkdown: isMarkdown, given: input.url, captured: input.captured,
      file: input.page
    ).find()
    for (key, value) in origin.metadata { metadata.replace(key, with: value) }
    let headline = Headline.find(tree, segments, finder.outline, metadata)
    let captured = origin.captures.compactMap(\.time).min() ?? input.captured
    dates = DateFinder(
      tree: tree, segments: segments, outline: finder.outline, metadata: metadata, plan: plan,
      headline: headline?.segment,
      url: origin.url, captured: captured, ignored: origin.ignoredDates
    ).best()
    let titleRange = writeText(headline, dropping: origin.furniture, stamp: dates.published?.source, url: origin.url)
    let document = finish(origin, headline, titleRange, dates)
    if listsLeftOut { leftOut = leftOut(of: document, headline, sources: origin.furniture) }
    return document
  }

  // MARK: - Text

  /// Writes the headline and the chosen segments; returns where the headline went.
  private mutating func writeText(_ headline: Headline?, dropping furniture: Set<Int>, stamp: Source?, url: String?)
    -> Range<Int>?
  {
    var title: Range<Int>?
    if let headline {
      let text = isMarkdown ? siteless(headline, url: url) : headline.text
      if let segment = headline.segment, text == segments.string(segment) {
        title = assembler.addBlock(segment, kind: .title)
      } else {
        title = assembler.addBlock(text: text, kind: .title, node: headline.node)
      }
    }
    if writeStatus() { return title }
    let skip = headline.map { Headline.folded($0.text) } ?? ""
    var seen = 0
    insertByline(stamp, headline)
    let picked = Set(plan.picks.map(\.segment))
    for pick in plan.picks where pick.segment != headline?.segment && !furniture.contains(pick.segment) {
      seen += 1
      if seen < 12, !skip.isEmpty, segments.string(pick.segment) == skip { continue }
      assembler.add(pick.segment, part: pick.part, kind: pick.segment == byline ? .stamp : nil)
      addTweets(after: pick.segment, picked)
    }
    assembler.endSections()
    return title
  }

  /// Writes a status page by its own layout; where that is unknown, the page is read like any other.
  private mutating func writeStatus() -> Bool {
    switch StatusReaders.read(status, with: StatusReaders.markup) {
    case .none: return false
    case .unknown(let name):
      notes.append("\(StatusReaders.complaint(name)); it was read like any other page")
      return false
    case .page(let page) where page.incidents.isEmpty:
      // What else it says stays evidence.
      notes += page.notes + ["the page lists no incidents"]
      return false
    case .page(let page):
      var writer = StatusWriter(page, into: assembler, tree: tree, segments: segments)
      assembler = writer.write()
      statusClaims = writer.claims
      isCrowd = page.isCrowd
      notes += writer.notes
      return true
    }
  }

  /// Embedded tweets of which the copy kept the bare address only: no words of the article, but a link
  /// of the paragraph before them.
  private mutating func addTweets(after segment: Int, _ picked: Set<Int>) {
    var next = segment + 1
    while next < min(segment + 4, segments.list.count), !picked.contains(next) {
      let candidate = segments.list[next]
      guard candidate.linkBytes == candidate.text.count, let link = segments.links[candidate.links].first,
        let href = tree.valueBytes(link.node, .href), href.firstRange(of: Array("twitter.com/".utf8)) != nil,
        href.firstRange(of: Array("/status".utf8)) != nil
      else { return }
      assembler.addLink(to: link.node)
      next += 1
    }
  }

  /// A converted page's main heading is its title element, so it ends in the site's name.
  private func siteless(_ headline: Headline, url: String?) -> String {
    Headline.withoutHost(Headline.withoutSite(headline.text, site: metadata.first("og:site_name")), url: url)
  }

  /// The line that gives the date is part of the text, in its place, so that it can be quoted.
  private mutating func insertByline(_ source: Source?, _ headline: Headline?) {
    guard let source, case .segment(let segment) = source.place, segment != headline?.segment,
      !plan.picks.contains(where: { $0.segment == segment && $0.part == .own })
    else { return }
    byline = segment
    plan.picks.removeAll { $0.segment == segment }
    let at = plan.picks.firstIndex { $0.segment > segment } ?? plan.picks.count
    plan.picks.insert((segment, .own), at: at)
  }

  // MARK: - Claims

  private mutating func finish(
    _ origin: Origin, _ headline: Headline?, _ title: Range<Int>?,
    _ dates: DateFinder.Dates
  ) -> Document {
    var pending: [(Field, Value, Source, String)] = []
    if let url = origin.url, let source = origin.urlSource {
      pending.append((.url, .text(url), source, origin.urlRule))
    }
    if let time = origin.capturedTime, let source = origin.capturedSource {
      pending.append((.captured, .moment(Moment(recorded: time)), source, origin.captureRule))
    }
    if let date = dates.published {
      pending.append((.published, .moment(date.found.moment(words: date.source.words)), date.source, date.rule))
    }
    if let date = dates.modified {
      pending.append((.modified, .moment(date.found.moment(words: date.source.words)), date.source, date.rule))
    }
    let places = pending.map { place(of: $0.2) }
    for item in metadata.items { assembler.builder.addMetadata(item) }
    var document = assembler.builder.finish()
    document.digest = input.digest
    document.url = origin.url
    document.isCrowd = isCrowd
    document.captures = origin.captures
    document.title = title.map { document.string($0) } ?? ""
    document.language = LanguageGuess.guess(document.text, label: metadata.htmlLanguage)
    if let title {
      document.claims.append(Claim(.title, .text(document.title), quotes: [document.quote(title)], rule: "headline"))
    }
    for (index, item) in pending.enumerated() {
      guard let place = places[index], let quote = quote(item.2.words, at: place, in: document) else { continue }
      document.claims.append(Claim(item.0, item.1, quotes: [quote], rule: item.3))
    }
    document.claims += statusClaims
    return document
  }

  private enum Place {
    case metadata(String)
    case attribute(Int)
    case text(Range<Int>)
  }

  /// Makes sure the words stand somewhere in the document, and says where.
  private mutating func place(of source: Source) -> Place? {
    switch source.place {
    case .metadata(let key): return .metadata(key)
    case .attribute(let node, let name): return assembler.attribute(of: node, named: name).map { .attribute($0) }
    case .data(let node, let name): return assembler.attribute(of: node, data: name).map { .attribute($0) }
    case .segment(let segment):
      if let range = assembler.range(of: segment) { return .text(range) }
      return .text(assembler.addBlock(segment, kind: .stamp))
    }
  }

  private func quote(_ words: String, at place: Place, in document: Document) -> Quote? {
    switch place {
    case .metadata(let key): return document.quote(words, inMetadata: key)
    case .attribute(let index): return document.quote(words, inAttribute: index)
    case .text(let range):
      guard let at = Array(document.text[range]).firstRange(of: Array(words.utf8)) else { return nil }
      return document.quote(range.lowerBound + at.lowerBound..<range.lowerBound + at.upperBound)
    }
  }
}
