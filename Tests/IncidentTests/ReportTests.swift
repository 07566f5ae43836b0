import PostmortemIncidents
import PostmortemPlugin
import Testing

@testable import PostmortemReport

@Suite struct ReportTests {
  private static let columns = [
    Column(.service, heading: "Affected", merge: .all), Column(.time, heading: "Times", merge: .all),
  ]

  private func table(_ results: [PageResult]) -> Table {
    Table(Comparison(results), columns: ReportTests.columns)
  }

  private func hostile(_ title: String) -> PageResult {
    var page = TestPage("Wave was down from 11:00", title: title)
    page.service("Wave", .affected)
    page.event(.started, at(11), words: "11:00")
    return page.result
  }

  @Test(arguments: [
    "a | b", "**bold**", "[x](javascript:alert(1))", "<script>alert(1)</script>", "`code`", "![i](http://x)",
    "line\nfeed", "# heading", "\u{1B}[31mred", "\u{202E}flip", "www.evil.example", "http://evil.example/", "[^1]",
    "a\\|b", "~~gone~~", "&lt;", "$x$",
  ])
  func aTitleDoesNothingInMarkdown(title: String) {
    let escaped = MarkdownReport.escape(title)
    var previous: Character = " "
    for character in escaped {
      if "|*[]`!#~<>".contains(character) { #expect(previous == "\\", "\(escaped)") }
      #expect(character != "\n" && !character.unicodeScalars.contains { $0.acts })
      // A backslash that is itself escaped protects nothing.
      previous = previous == "\\" && character == "\\" ? " " : character
    }
    #expect(!escaped.contains("http:") && !escaped.contains("www."))
  }

  @Test func everyRowHasTheSameNumberOfCells() {
    let text = MarkdownReport(table([hostile("a | b")])).text()
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 3)
    func cells(_ row: Substring) -> Int { row.replacing("\\|", with: "").filter { $0 == "|" }.count }
    #expect(Set(rows.map(cells)).count == 1)
  }

  @Test func whoTookOthersDownIsMarked() {
    var page = TestPage("Wave was down because of an outage at Tide")
    page.service("Wave", .affected)
    page.service("Tide", .affected)
    page.claim(.cause, .cause(Cause(.thirdParty)), words: "Tide")
    let text = MarkdownReport(table([page.result])).text()
    #expect(text.contains("Tide (messaging; at fault)") && text.contains("Wave (messaging)"))
  }

  @Test func aColumnNoPluginFillsIsAbsent() {
    let text = MarkdownReport(table([hostile("x")])).text()
    #expect(text.contains("| Started |") && !text.contains("| Where |") && !text.contains("| Duration |"))
  }

  @Test func everyCellHasAFootnoteAndEveryFootnoteAQuote() {
    let text = MarkdownReport(table([hostile("x")])).text()
    #expect(text.contains("2014-02-22 11:00Z[^2]"))
    #expect(
      text.contains(
        "[^2]: “Wave was down from **11:00**” `/html/p[1]` — page.html; declared, to the minute, zone UTC (written)"))
  }

  @Test func neighboursShareAPassage() throws {
    var page = TestPage("Wave was down from 11:00, restored later")
    page.service("Wave", .affected)
    page.claim(.time, .event(.started, at(11)), words: "11:00", cue: "down")
    let quotes = Footnote.quotes([page.result.evidence[1]])
    #expect(quotes.map(\.markdown) == ["“Wave was **down** from **11:00**, restored later” `/html/p[1]`"])
  }

  @Test func wordsBesidePunctuationAreBoldAllTheSame() {
    var page = TestPage("Wave (PST) was down")
    page.isLog = false
    page.claim(.service, .service(Service(name: "Wave", category: .mail)), words: "(PST)", role: .affected)
    #expect(Footnote.quotes(page.result.evidence).map(\.markdown) == ["“Wave <b>(PST)</b> was down” `/html/p[1]`"])
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
  func aFormulaStaysText(text: String) {
    let field = CSVReport.escape(text)
    #expect(!"=+-@\t\r".contains(field.first { $0 != "\"" }!))
  }

  /// Writing and reading back: RFC 4180 gives the same fields again.
  @Test func csvRoundTrips() {
    let pieces = ["a", ",", "\"", "\n", "宕机", " ", "=", "'", "\r"]
    var state: UInt64 = 42
    for _ in 0..<300 {
      var fields: [String] = []
      for _ in 0..<4 {
        var field = ""
        for _ in 0..<6 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          field += pieces[Int(state >> 33) % pieces.count]
        }
        fields.append(field)
      }
      let line = fields.map(CSVReport.escape).joined(separator: ",")
      #expect(parse(line) == fields.map { shown($0) })
    }
  }

  /// What a field should read as: white space folded, formulas marked.
  private func shown(_ field: String) -> String {
    let safe = Shown.safe(field)
    return safe.first.map { "=+-@".contains($0) } == true ? "'" + safe : safe
  }

  private func parse(_ line: String) -> [String] {
    var fields = [""]
    var quoted = false
    var characters = Array(line)[...]
    while let character = characters.popFirst() {
      switch character {
      case "\"" where quoted && characters.first == "\"":
        fields[fields.count - 1].append("\"")
        characters.removeFirst()
      case "\"": quoted.toggle()
      case "," where !quoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  @Test func csvColumnsDoNotDependOnThePages() {
    let one = CSVReport(table([])).text()
    let two = CSVReport(table([hostile("x")])).text()
    #expect(two.hasPrefix(one))
    #expect(two.hasSuffix("\r\n"))
  }

  @Test func linksLeadOnlyToTheWeb() {
    #expect(MarkdownReport.link("javascript:alert(1)") == nil)
    #expect(MarkdownReport.link("https://a.example/x y)|(\u{1B}") == "https://a.example/x%20y%29%7C%28%1B")
  }

  @Test func failuresStandInTheLastSection() throws {
    let bad = unreadable("bad.html", Failure(.read, code: "empty", reason: "The file is empty."))
    let text = MarkdownReport(table([hostile("x"), bad])).text()
    let section = try #require(text.range(of: "## Pages with failures"))
    #expect(text[section.lowerBound...].contains("- bad.html: The file is empty. (empty)"))
  }
}
