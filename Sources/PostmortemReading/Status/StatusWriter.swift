import PostmortemPlugin

/// Writes what a status page tells into a document: an incident section for each incident, in it an
/// update section for each post.
struct StatusWriter {
  private let page: StatusPage
  private let segments: Segments
  private let tree: Tree
  private var assembler: Assembler
  /// What the reader itself can say of each incident: the provider's grade, recorded times.
  private(set) var claims: [Claim] = []
  private(set) var notes: [String]

  init(_ page: StatusPage, into assembler: Assembler, tree: Tree = Tree(), segments: Segments = Segments()) {
    self.page = page
    self.assembler = assembler
    self.tree = tree
    self.segments = segments
    notes = page.notes + StatusTerms.unknown(in: page, tree)
    if let expected = page.expected, expected != page.updateCount {
      notes.append("format not recognised in part: \(page.updateCount) of \(expected) updates could be read")
    }
  }

  mutating func write() -> Assembler {
    for incident in page.incidents { write(incident) }
    return assembler
  }

  /// Writes words into the open section.
  /// - Returns: their bytes, the first line's where there are several.
  @discardableResult
  mutating func write(_ words: StatusWords?, kind: Block.Kind) -> Range<Int>? {
    switch words {
    case nil: return nil
    case .segment(let index)?: return write(segment: index, kind: kind)
    case .element(let node)?: return write(element: node, kind: kind)
    case .part(let text, let node)?:
      return assembler.addBlock(text: text, kind: kind, node: node)
    case .lines(let lines, let node)?:
      return lines.map { assembler.addBlock(text: $0, kind: kind, node: node) }.first
    case .value(let text, let place)?:
      let lines = Fragment.lines(text)
      guard !lines.isEmpty else { return nil }
      let path = path(at: place)
      return lines.map { assembler.builder.addBlock($0.utf8, kind: kind, path: path) }.first
    }
  }

  /// Writes the lines of an element. One that flows inside a line has no lines of its own, but words.
  private mutating func write(element node: Int, kind: Block.Kind) -> Range<Int>? {
    let range = segments.range(of: node, in: tree)
    if TagTraits.of(tree.nodes[node].tag).contains(.inline) {
      let words = tree.words(node)
      if range.map({ segments.string($0) }).joined(separator: " ") != words {
        return words.isEmpty ? nil : assembler.addBlock(text: words, kind: kind, node: node)
      }
    }
    return range.map { write(segment: $0, kind: kind) }.first
  }

  /// Writes one line; a paragraph may be an item or a cell. What its markup calls a heading is none unless
  /// the reader says so: pages set whole posts in headings.
  private mutating func write(segment index: Int, kind: Block.Kind) -> Range<Int> {
    let own = assembler.kind(of: index)
    return assembler.addBlock(index, kind: kind == .paragraph && own != .heading && own != .title ? own : kind)
  }

  // MARK: - Incidents

  private mutating func write(_ incident: StatusIncident) {
    assembler.builder.beginSection(.incident(key: incident.key))
    // What the provider itself calls affected goes before what its words name.
    for component in incident.components { write(component, kind: .component) }
    let title = write(incident.title, kind: .heading).map(quote)
    let day = write(incident.day, kind: .stamp).map(quote)
    for line in incident.lines { write(line.words, kind: line.isHeading ? .heading : .paragraph) }
    for update in incident.updates { write(update, day) }
    claim(of: incident, near: [title, day].compactMap { $0 })
    assembler.builder.endSection()
  }

  private mutating func write(_ update: StatusUpdate, _ day: Quote?) {
    let state = update.state.map { StatusTerms.text(of: $0, tree) } ?? ""
    assembler.builder.beginSection(.update(state: state, stamp: nil))
    write(update.state, kind: .state)
    write(update.body, kind: .paragraph)
    let stamp = write(update.stamp, kind: .stamp).map(quote)
    let marks = update.mark.flatMap { quote($0) }.map { [$0] } ?? [stamp, day].compactMap { $0 }
    if let moment = update.moment, !marks.isEmpty {
      assembler.builder.stampSection(Stamp(moment: moment, quotes: marks))
    }
    assembler.builder.endSection()
  }

  /// The grade and the recorded times; the words of the title and the day say which incident they are of.
  private mutating func claim(of incident: StatusIncident, near context: [Quote]) {
    func add(_ field: Field, _ value: Value, _ mark: StatusMark, _ rule: String) {
      guard let quote = quote(mark) else { return }
      claims.append(Claim(field, value, quotes: [quote] + context, rule: rule))
    }
    if let mark = incident.severity { add(.severity, .term(mark.words), mark, "provider-grade") }
    for time in incident.times {
      add(.time, .event(time.phase, time.moment), time.mark, "recorded-\(time.phase.rawValue)")
    }
  }

  // MARK: - Places

  private func quote(_ range: Range<Int>) -> Quote { assembler.builder.quote(range) }

  private mutating func quote(_ mark: StatusMark) -> Quote? {
    let attribute: Int?
    switch mark {
    case .attribute(let node, let name, _): attribute = assembler.attribute(of: node, named: name)
    case .data(let node, let name, _): attribute = assembler.attribute(of: node, data: name)
    case .value(let text, let place):
      attribute = assembler.builder.addAttribute("value", value: text.utf8, path: path(at: place))
    }
    return attribute.flatMap { assembler.builder.quote(mark.words, inAttribute: $0) }
  }

  private mutating func path(at place: String) -> Int {
    switch page.root {
    case .page: return assembler.builder.addPath(pointer: place, below: nil)
    case .feed: return assembler.builder.addPath(String(place.drop { $0 == "/" }), below: nil)
    case .script(let xpath):
      return assembler.builder.addPath(
        pointer: place, below: assembler.builder.addPath(String(xpath.dropFirst()), below: nil))
    case .attribute(let node, let name):
      let element = assembler.path(of: node)
      return assembler.builder.addPath(pointer: place, below: assembler.builder.addPath("@\(name)", below: element))
    }
  }
}
