import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading

/// One page for people: its particulars, its blocks with the claims that quote them, what is not its
/// article.
struct PageView {
  private let read: ReadPage
  private let result: PageResult
  private let ink: Ink
  private var document: Document { read.document }

  init(_ read: ReadPage, _ result: PageResult, ink: Ink) {
    self.read = read
    self.result = result
    self.ink = ink
  }

  var text: String {
    ([particulars, dates, article, outside, messages].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")) + "\n\n"
  }

  // MARK: The page

  private var particulars: [String] {
    var lines = [row("Page", document.page), row("SHA-256", document.digest)]
    lines.append(row("Title", document.title) + grounds(.title))
    lines.append(row("Address", document.url ?? "not known") + grounds(.url))
    for capture in document.captures {
      let time = capture.time.map(Moment.text(ofInstant:)) ?? "time not known"
      lines.append(row("Captured", "\(time), \(capture.kind)") + grounds(.captured))
    }
    lines.append(row("Published", result.published?.text ?? "not stated") + grounds(.published))
    if let modified = result.modified?.text { lines.append(row("Modified", modified) + grounds(.modified)) }
    lines.append(row("Language", document.language.rawValue))
    lines.append(row("Verdict", result.verdict.why.rawValue))
    return lines
  }

  private func row(_ label: String, _ value: String) -> String {
    ink.faint(label + String(repeating: " ", count: max(1, 10 - label.count))) + Terminal.plain(value)
  }

  /// The words that a page-level value rests on.
  private func grounds(_ field: Field) -> String {
    guard let evidence = result.evidence.first(where: { $0.evidence.claim.field == field }),
      let quote = evidence.quotes.first
    else { return "" }
    return ink.faint("   [\(evidence.evidence.claim.rule)] “\(Terminal.plain(quote.quote))” \(place(quote))")
  }

  private func place(_ quote: Cited) -> String {
    if let metadata = quote.metadata { return Terminal.plain(metadata + (quote.pointer ?? "")) }
    return Terminal.plain((quote.xpath ?? "") + (quote.attribute.map { "/@" + $0 } ?? ""))
  }

  /// The dates that could have been the page's, most trusted first.
  private var dates: [String] {
    guard !read.dates.isEmpty else { return [] }
    return [ink.strong("Dates found, most trusted first")]
      + read.dates.prefix(12).map { date in
        "  \(date.day)  “\(Terminal.plain(date.words))”"
          + ink.faint("  [\(date.rule), trust \(date.trust)\(date.isModification ? ", of a change" : "")]")
      }
  }

  // MARK: The article

  private var article: [String] {
    var lines = [ink.strong("Article")]
    var leftOut = read.leftOut[...]
    for index in document.blocks.indices where document.isOwn(block: index) {
      let block = document.blocks[index]
      while let next = leftOut.first, next.offset <= block.range.lowerBound {
        lines.append(line(for: next))
        leftOut.removeFirst()
      }
      lines.append(ink.faint("\(block.kind.rawValue)  \(document.paths.place(block.path))"))
      lines.append("  " + marked(block.range))
      lines += claims(in: block.range)
    }
    return lines + leftOut.map(line)
  }

  /// What was left out before a block, and why.
  private func line(for run: ReadPage.LeftOut) -> String {
    let count = run.lines == 1 ? "" : ", \(run.lines) lines"
    return ink.faint("– left out: \(run.reason)\(count)  \(Terminal.plain(run.xpath))  “\(Terminal.plain(run.words))”")
  }

  private func quoting(_ range: Range<Int>) -> [Evidence] {
    result.evidence.map(\.evidence).filter { evidence in
      guard evidence.plugin != "page", let quote = evidence.claim.quotes.first, quote.place == .text else {
        return false
      }
      return range.contains(quote.range.lowerBound)
    }
  }

  /// The block's words, those that claims quote in colour.
  private func marked(_ range: Range<Int>) -> String {
    var text = ""
    var at = range.lowerBound
    for quote in quoting(range).map({ $0.claim.quotes[0].range }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard quote.lowerBound >= at, quote.upperBound <= range.upperBound else { continue }
      text +=
        Terminal.plain(document.string(at..<quote.lowerBound)) + ink.quoted(Terminal.plain(document.string(quote)))
      at = quote.upperBound
    }
    return text + Terminal.plain(document.string(at..<range.upperBound))
  }

  private func claims(in range: Range<Int>) -> [String] {
    quoting(range).map { evidence in
      let claim = evidence.claim
      let also = claim.quotes.dropFirst().map { "“\(Terminal.plain($0.text))”" }.joined(separator: " ")
      return "    ↳ “\(ink.quoted(Terminal.plain(claim.quotes[0].text)))” \(Terminal.plain(claim.shorthand))"
        + ink.faint(
          "  \(evidence.plugin)/\(claim.rule), \(claim.confidence.rawValue)" + (also.isEmpty ? "" : ", with \(also)"))
    }
  }

  // MARK: What is not the article

  private var outside: [String] {
    var lines: [String] = []
    for section in document.sections {
      let name: String
      switch section.kind {
      case .related: name = "Other stories"
      case .comments: name = "Comments"
      default: continue
      }
      lines.append(ink.strong("\(name), not part of the article: \(section.blocks.count) blocks"))
      for block in document.blocks[section.blocks] {
        lines.append("  " + Terminal.plain(String(document.string(block.range).prefix(100))))
      }
    }
    return lines
  }

  private var messages: [String] {
    result.notes.map { "note: " + Terminal.plain($0) } + result.failures.map { "failure: " + Terminal.plain($0.reason) }
  }
}
