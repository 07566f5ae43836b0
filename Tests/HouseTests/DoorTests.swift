import Foundation
import Testing

/// The command as its users meet it: arguments, exit codes, streams.
@Suite struct DoorTests {
  /// A folder of pages that is gone after the test.
  private func withFolder<T>(_ files: [String: Data], _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appending(path: name)) }
    return try body(folder.path)
  }

  private func page(_ body: String) -> Data {
    Data("<!doctype html><html><head><title>t</title></head><body>\(body)</body></html>".utf8)
  }

  private var good: Data {
    page(
      "<h1>WhatsApp is down</h1><p>WhatsApp went down at 9:47 a.m. UTC on 8 June 2021. Service was restored at 10:36 UTC.</p>"
    )
  }

  static let bad: [String: Data] = [
    "broken.html": Data("<html><head><title>Half</title><body><div><p>Half a page <b>and then <a href=\"x".utf8),
    "empty.html": Data(), "binary.html": Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }),
    "ff.html": Data(repeating: 0xFF, count: 2048),
  ]

  @Test func badPagesCostNoOtherPageItsRow() throws {
    let alone = try withFolder(["good.html": good]) { try Tool.run("analyze", $0, "--format", "csv") }
    #expect(alone.code == 0)
    var files = DoorTests.bad
    files["good.html"] = good
    try withFolder(files) { folder in
      let csv = try Tool.run("analyze", folder, "--format", "csv")
      #expect(csv.code == 1)
      func row(_ outcome: Tool.Outcome) -> [Substring] {
        outcome.output.split(separator: "\r\n").filter { $0.contains("good.html") }.map {
          $0.replacing(/[^,]*good\.html/, with: "good.html")[...]
        }
      }
      #expect(row(csv) == row(alone) && row(csv).count == 1)
      for name in DoorTests.bad.keys {
        let lines = csv.complaints.split(separator: "\n").filter { $0.contains(name) }
        #expect(lines.count == 1, "\(name): \(lines)")
      }
    }
  }

  @Test func badPagesStandInTheResults() throws {
    var files = DoorTests.bad
    files["good.html"] = good
    try withFolder(files) { folder in
      let extract = try Tool.run("extract", folder)
      #expect(extract.code == 0)
      let lines = extract.output.split(separator: "\n")
      #expect(lines.count == 5)
      for line in lines {
        let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let name = URL(filePath: object["page"] as! String).lastPathComponent
        #expect((object["failures"] as? [Any])?.isEmpty == (name == "good.html"), "\(line)")
      }
      let report = try Tool.run("analyze", folder).output
      let section = try #require(report.range(of: "## Pages with failures"))
      for name in DoorTests.bad.keys { #expect(report[section.lowerBound...].contains(name)) }
    }
  }

  @Test func usageErrorsAre64() throws {
    #expect(try Tool.run("analyze").code == 64)
    #expect(try Tool.run("analyze", "Samples", "--format", "pdf").code == 64)
    #expect(try Tool.run("analyze", "Samples", "--url", "https://a.example/").code == 64)
    #expect(try Tool.run("extract", "-", "--captured", "yesterday").code == 64)
    #expect(try Tool.run("nonsense").code == 64)
  }

  @Test func missingInputIs66() throws {
    let outcome = try Tool.run("analyze", "no/such/page.html")
    #expect(outcome.code == 66 && outcome.complaints.contains("no/such/page.html") && outcome.output.isEmpty)
    #expect(try Tool.run("extract", "no/such/*.html").code == 66)
  }

  @Test func anOutputThatCantBeWrittenIs74() throws {
    #expect(try Tool.run("analyze", "Samples/Pages", "--output", "/nowhere/report.md").code == 74)
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try Tool.run("extract", "Samples/Pages", "--output", "/dev/full")
    #expect(outcome.code == 74 && outcome.complaints.contains("/dev/full"))
  }

  @Test func aPageOnStandardInput() throws {
    let outcome = try Tool.run(
      "extract", "-", "--url", "https://news.example/2021/06/08/down/", "--captured", "20210609120000", input: good)
    #expect(outcome.code == 0)
    let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["url"] as? String == "https://news.example/2021/06/08/down/")
    #expect(object["published"] as? String == "2021-06-08")
    #expect((object["archive"] as? [String: Any])?["captured"] as? String == "2021-06-09T12:00:00Z")
  }

  @Test func theSameBytesWhateverTheNumberOfWorkers() throws {
    let one = try Tool.run("extract", "Samples/Pages", "--jobs", "1").output
    for jobs in ["2", "8"] { #expect(try Tool.run("extract", "Samples/Pages", "--jobs", jobs).output == one) }
    #expect(!one.isEmpty)
  }

  @Test func helpAndVersion() throws {
    let help = try Tool.run("--help")
    #expect(help.code == 0 && help.output.contains("analyze") && help.output.contains("74"))
    #expect(try Tool.run("--version").output.hasPrefix("postmortem 0."))
  }

  @Test func patternsAreExpanded() throws {
    let lines = try Tool.run("extract", "Samples/Pages/facebook-*.html").output.split(separator: "\n")
    #expect(lines.count == 2)
  }

  @Test func textIsTheArticleAlone() throws {
    let outcome = try Tool.run("text", "--json", "Samples/Pages/facebook-2021-ledger.html")
    let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(Set(object.keys) == ["page", "title", "published", "text"])
    let text = try #require(object["text"] as? String)
    #expect(text.contains("The outage began about 11:40 a.m. Eastern"))
    for stray in ["Ted in Toronto", "Snapchat", "Help", "FILE ARCHIVED"] { #expect(!text.contains(stray), "\(stray)") }
  }

  @Test func explainShowsEveryClaimAtItsPlace() throws {
    let outcome = try Tool.run("explain", "Samples/Pages/slack-status.html")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("affected Slack (messaging)"))
    #expect(outcome.output.contains("started 2021-01-04T14:14Z"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func explainShowsWhatWasLeftOut() throws {
    let lines = try Tool.run("explain", "Samples/Pages/facebook-2021-ledger.html").output.split(separator: "\n")
    func place(_ words: String) -> Int? { lines.firstIndex { $0.contains(words) } }
    let menu = try #require(place("left out: menu, 7 lines  /html/body/header/nav/ul/li[1]  “World"))
    let share = try #require(place("left out: share buttons, 4 lines"))
    let letter = try #require(place("left out: newsletter box, 3 lines"))
    let (first, last) = (try #require(place("The outage began about")), try #require(place("Corrections? Write to")))
    #expect(menu < share && share < first && last < letter)
    // What a status page's stamps say is in its updates.
    #expect(!(try Tool.run("explain", "Samples/Pages/slack-status.html").output.contains("left out: author and date")))
  }

  @Test func nothingThatWasLeftOutActsInATerminal() throws {
    let menu = "<nav class=\"&#27;[31m\"><a href=\"/\">Home&#27;[2J &#155;2J &#8238;backwards</a></nav>"
    try withFolder(["p.html": page(menu + "<x-&#27;y><p>Mail went down.</p></x-&#27;y>")]) { folder in
      let output = try Tool.run("explain", folder).output
      #expect(output.contains("left out: menu") && output.contains("Home"))
      #expect(!output.unicodeScalars.contains { ["\u{1B}", "\u{9B}", "\u{202E}"].contains($0) })
    }
  }

  @Test func explainSaysWhatFailed() throws {
    try withFolder(["empty.html": Data()]) { folder in
      let outcome = try Tool.run("explain", folder)
      #expect(outcome.code == 1 && outcome.output.contains("failure: "))
    }
  }

  @Test func nothingOnStandardErrorFromExtract() throws {
    #expect(try Tool.run("extract", "Samples/Pages").complaints.isEmpty)
  }
}
