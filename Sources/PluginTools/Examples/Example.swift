import PostmortemPlugin

/// One fenced `example` block of a plugin's README: text in which what must be found is marked, so
/// that unmarked text must yield nothing.
///
///     ```example published=2014-01-24
///     Gmail was down from [[10:55 a.m. Pacific => started 2014-01-24T18:55Z]].
///     ```
///
/// A line beginning with `# ` is the title, `## ` a heading, `### ` a status page's update with its
/// state and stamp (`### Resolved, Jan 24, 14:30 UTC`), `#### ` a component of a status page; every other
/// line is a paragraph. Words marked
/// twice are written `[[words => this => that]]`, links as in Markdown: `[words](address)`.
public struct Example: Sendable {
  /// What a mark asks for: these bytes, this claim.
  public struct Expectation: Hashable, Sendable {
    public let range: Range<Int>
    public let shorthand: String
  }

  /// Where the block begins in its file, counted from 1.
  public let line: Int
  /// What stands after `example` on the fence: `published=` (a day, or an instant in UTC), `url=`, `also=`,
  /// `rule=`, `incident=` (the key of the incident that the text is the page's account of).
  public let options: [String: String]
  public let document: Document
  public let expected: Set<Expectation>

  /// Every example of a Markdown text, in order.
  public static func all(in markdown: String) -> [Example] {
    var examples: [Example] = []
    var open: (line: Int, options: [String: String], body: [Substring])?
    for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          examples.append(Example(line: block.line, options: block.options, body: block.body))
          open = nil
        } else if line.dropFirst(3).hasPrefix("example") {
          open = (index + 1, Example.options(line), [])
        }
      } else if open != nil {
        open!.body.append(line)
      }
    }
    return examples
  }

  private init(line: Int, options: [String: String], body: [Substring]) {
    self.line = line
    self.options = options
    var builder = DocumentBuilder(page: "example")
    let root = builder.addPath("example", below: nil)
    var expected: Set<Expectation> = []
    if let key = options["incident"] { builder.beginSection(.incident(key: key)) }
    var isInUpdate = false
    for line in body where !line.isEmpty {
      if line.hasPrefix("### ") {
        if isInUpdate { builder.endSection() }
        isInUpdate = true
        Example.beginUpdate(line.dropFirst(4), in: &builder, root, &expected)
      } else {
        let (kind, rest) = Example.kind(of: line)
        Example.add(rest, as: kind, to: &builder, root, &expected)
      }
    }
    self.expected = expected
    document = Example.document(builder, options: options)
  }

  /// Adds one block with its marks and links.
  private static func add(
    _ line: Substring, as kind: Block.Kind, to builder: inout DocumentBuilder, _ root: Int,
    _ expected: inout Set<Expectation>
  ) {
    let (plain, links) = unlink(line)
    let (text, marks) = strip(plain[...])
    let start = builder.addBlock(text, kind: kind, path: root).lowerBound
    for mark in marks {
      let range = mark.range.lowerBound + start..<mark.range.upperBound + start
      expected.insert(Expectation(range: range, shorthand: mark.shorthand))
    }
    for link in links {
      guard let at = text.firstRange(of: Array(link.words.utf8)) else { continue }
      let target = builder.addAttribute("href", value: Array(link.address.utf8), path: root)
      builder.addLink(at.lowerBound + start..<at.upperBound + start, target: target)
    }
  }

  /// Begins the section of an update: its state, and after the first comma its stamp.
  private static func beginUpdate(
    _ line: Substring, in builder: inout DocumentBuilder, _ root: Int, _ expected: inout Set<Expectation>
  ) {
    let parts = line.split(separator: ", ", maxSplits: 1)
    let state = parts[0].contains("[[") ? String(decoding: strip(parts[0]).text, as: UTF8.self) : String(parts[0])
    builder.beginSection(.update(state: state, stamp: nil))
    add(parts[0], as: .state, to: &builder, root, &expected)
    if parts.count > 1 { add(parts[1], as: .stamp, to: &builder, root, &expected) }
  }

  /// A line without the addresses of its links, and the links.
  private static func unlink(_ line: Substring) -> (String, [(words: String, address: String)]) {
    var text = ""
    var links: [(words: String, address: String)] = []
    var rest = line
    while let middle = rest.firstRange(of: "]("), let end = rest[middle.upperBound...].firstIndex(of: ")"),
      let start = rest[..<middle.lowerBound].lastIndex(of: "[")
    {
      let words = rest[rest.index(after: start)..<middle.lowerBound]
      text += rest[..<start] + words
      links.append((String(words), String(rest[middle.upperBound..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return (text + rest, links)
  }

  private static func options(_ fence: Substring) -> [String: String] {
    var options: [String: String] = [:]
    for word in fence.split(separator: " ").dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1)
      options[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return options
  }

  private static func kind(of line: Substring) -> (Block.Kind, Substring) {
    if line.hasPrefix("# ") { return (.title, line.dropFirst(2)) }
    if line.hasPrefix("## ") { return (.heading, line.dropFirst(3)) }
    if line.hasPrefix("#### ") { return (.component, line.dropFirst(5)) }
    return (.paragraph, line)
  }

  /// The line's bytes without its marks, and the marks.
  private static func strip(_ line: Substring) -> (text: [UInt8], marks: [Expectation]) {
    var text: [UInt8] = []
    var marks: [Expectation] = []
    var rest = line
    while let start = rest.firstRange(of: "[["), let end = rest[start.upperBound...].firstRange(of: "]]") {
      text += rest[..<start.lowerBound].utf8
      let parts = rest[start.upperBound..<end.lowerBound].split(separator: " => ", omittingEmptySubsequences: false)
      let from = text.count
      text += parts[0].utf8
      marks += parts.dropFirst().map { Expectation(range: from..<text.count, shorthand: String($0)) }
      rest = rest[end.upperBound...]
    }
    return (text + Array(rest.utf8), marks)
  }

  private static func document(_ builder: DocumentBuilder, options: [String: String]) -> Document {
    var builder = builder
    for key in ["published", "url"] {
      if let value = options[key] { builder.addMetadata(Metadata(key: key, value: value)) }
    }
    var document = builder.finish()
    document.url = options["url"]
    document.title = document.blocks.first { $0.kind == .title }.map { document.string($0.range) } ?? ""
    let han = document.text.contains { (0xE4...0xE9).contains($0) }
    document.language = options["lang"].flatMap(Language.init) ?? (han ? .chinese : .english)
    if let published = options["published"], let moment = day(published),
      let quote = document.quote(published, inMetadata: "published")
    {
      document.claims.append(Claim(.published, .moment(moment), quotes: [quote], rule: "example"))
    }
    return document
  }

  private static func day(_ text: String) -> Moment? {
    let halves = text.dropLast(text.hasSuffix("Z") ? 1 : 0).split(separator: "T")
    if halves.count == 2, var moment = day(String(halves[0])) {
      let parts = halves[1].split(separator: ":").compactMap { Int($0) }
      guard parts.count >= 2, let clock = Clock(hour: parts[0], minute: parts[1]), let date = moment.date else {
        return moment
      }
      (moment.clock, moment.instant, moment.zone) = (clock, date.seconds(at: clock), "UTC")
      moment.precision = .minute
      return moment
    }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
    return Moment(date: date, precision: .day, kind: .published)
  }
}
