import Foundation
import Testing

/// Reports as a user makes, divides, checks and corrects them.
@Suite struct ReportCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "postmortem-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func write(_ text: String, _ name: String) throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Two machines read half of the pages each, and one writes the report.
  @Test(arguments: [["markdown"], ["csv"], ["csv", "--long"], ["json"], ["html"], ["jsonl"]])
  func theReportOfLinesIsTheReportOfPages(format: [String]) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try Tool.run("extract", "Samples/Pages").output.split(separator: "\n")
    let half = lines.count / 2
    let one = try write(lines[half...].reversed().joined(separator: "\n"), "one.jsonl")
    let two = try write((lines[..<half] + lines[..<3]).joined(separator: "\n"), "two.jsonl")
    let whole = try Tool.run(["analyze", "Samples/Pages", "--format"] + format)
    let merged = try Tool.run(["report", one, two, "--format"] + format)
    #expect(merged.code == 0, "\(merged.complaints)")
    #expect(merged.output == whole.output && !whole.output.isEmpty)
  }

  @Test func aBrokenLineIsNamedAndCostsNoOther() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try Tool.run("extract", "Samples/Pages").output.split(separator: "\n")
    let file = try write(lines[0] + "\n{\"schema\":1,\n" + lines[1] + "\n", "broken.jsonl")
    let outcome = try Tool.run("report", file, "--format", "jsonl")
    #expect(outcome.code == 65)
    #expect(outcome.complaints.contains("broken.jsonl:2:"))
    #expect(outcome.output.split(separator: "\n").count == 2)
  }

  @Test(arguments: [["json"], ["html"], ["csv", "--long"]])
  func verifyHoldsAReportAgainstItsPages(format: [String]) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = folder.appending(path: "report").path
    _ = try Tool.run(["analyze", "Samples/Pages", "--output", report, "--format"] + format)
    let outcome = try Tool.run("verify", report)
    #expect(outcome.code == 0, "\(outcome.output)")
    // A value, then a quotation, then an offset that someone changed.
    let text = try String(contentsOfFile: report, encoding: .utf8)
    for (from, to) in [("about 70 min", "about 71 min"), ("physical-damage", "physical-damige")] {
      let file = try write(text.replacing(from, with: to), "changed")
      let changed = try Tool.run("verify", file)
      #expect(text.contains(from) && changed.code == 1, "\(from)")
      #expect(!changed.output.isEmpty)
    }
  }

  @Test func verifySaysWhichPageHasChanged() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = PluginExampleTests.root.appending(path: "Samples/Pages/twitter-2016.html")
    let copy = folder.appending(path: "page.html")
    try FileManager.default.copyItem(at: page, to: copy)
    let report = folder.appending(path: "report.json").path
    _ = try Tool.run("analyze", copy.path, "--format", "json", "--output", report)
    #expect(try Tool.run("verify", report).code == 0)
    try Data((try String(contentsOf: copy, encoding: .utf8) + " ").utf8).write(to: copy)
    let outcome = try Tool.run("verify", report)
    #expect(outcome.code == 1 && outcome.output.contains("the page has changed"))
    try FileManager.default.removeItem(at: copy)
    #expect(try Tool.run("verify", report).output.contains("can't be read"))
  }

  /// Every value of the report can be asked for by its name, and the answer has its words.
  @Test func explainFindsACell() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try Tool.run("analyze", "Samples/Pages/twitter-2016.html", "--format", "csv", "--long").output
    let cells = Set(
      report.split(separator: "\r\n").dropFirst().compactMap { $0.firstMatch(of: /,([0-9a-f]{10}),Samples/)?.1 })
    #expect(cells.count > 10)
    for cell in cells.sorted().prefix(4) {
      let outcome = try Tool.run("explain", "Samples/Pages/twitter-2016.html", "--cell", String(cell))
      #expect(
        outcome.code == 0 && outcome.output.contains("cell \(cell) of twitter-2016")
          && outcome.output.contains("sha256"))
    }
    let outcome = try Tool.run("explain", "Samples/Pages/twitter-2016.html", "--cell", "0000000000")
    #expect(outcome.code == 1 && outcome.output.isEmpty && outcome.complaints.contains("0000000000"))
  }

  @Test func aCorrectionIsShownAndReportedWhenItIsOutOfDate() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write(
      """
      - row: Samples/Pages/twitter-2016.html
        field: cause
        value: config-change
        was: power
        who: R. Lindqvist
        why: the company's own report
      - {row: nowhere, field: cause, value: dns, who: me, why: a test}
      """, "corrections.yaml")
    let outcome = try Tool.run("analyze", "Samples/Pages/twitter-2016.html", "--corrections", file)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("config-change (corrected)") && outcome.output.contains("R. Lindqvist"))
    #expect(outcome.complaints.contains("out of date") && outcome.complaints.contains("nowhere"))
  }

  @Test(arguments: [
    ("row: x", "1:1: write a list"), ("- {row: x, field: cause, value: y, who: z}", "1:3: “why” is missing"),
    ("- {row: x, feld: y}", "“feld” is unknown"),
    ("- {row: x, field: colour, value: y, who: z, why: w}", "“colour” can't be corrected"),
    ("- [", "corrections.yaml"), ("- {row: x, field: [cause]}", "must be one line"),
  ])
  func aWrongCorrectionsFileSaysWhere(text: String, complaint: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Tool.run(
      "analyze", "Samples/Pages/twitter-2016.html", "--corrections", try write(text, "corrections.yaml"))
    #expect(outcome.code == 65 && outcome.complaints.contains(complaint), "\(outcome.complaints)")
  }

  @Test func overridesJoinAndPart() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func rows(_ arguments: String...) throws -> Int {
      let outcome = try Tool.run(["analyze", "Samples/Pages", "--format", "csv"] + arguments)
      #expect(outcome.code == 0, "\(outcome.complaints)")
      return outcome.output.split(separator: "\r\n").count - 1
    }
    let before = try rows()
    let apart = try write(
      "# two views\nSamples/Pages/facebook-2021-ledger.html,Samples/Pages/facebook-2021-netwatch.html\n", "apart.csv")
    #expect(try rows("--different", apart) == before + 1)
    let same = try write("Samples/Pages/skype-2015.html\tSamples/Pages/alipay-2015.html\n", "same.csv")
    #expect(try rows("--same", same) == before - 1)
    let wrong = try write("one name\n", "wrong.csv")
    let outcome = try Tool.run("analyze", "Samples/Pages", "--same", wrong)
    #expect(outcome.code == 65 && outcome.complaints.contains("wrong.csv:1:"))
  }

  @Test func rowsAreChosenSortedAndGrouped() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let few = try Tool.run(
      "analyze", "Samples/Pages", "--since", "2015-01-01", "--until", "2016-12-31", "--columns", "duration,affected",
      "--sort",
      "duration")
    let rows = few.output.split(separator: "\n").filter { $0.hasPrefix("| [") }
    #expect(few.output.contains("| Incident | Duration | Affected |") && rows.count == 3)
    #expect(rows.first?.contains("Skype") == true)
    let groups = try Tool.run("analyze", "Samples/Pages", "--group-by", "year", "--lang", "zh")
    #expect(groups.output.contains("## 2015\n") && groups.output.contains("| 受影响服务 |"))
    let zone = try Tool.run("analyze", "Samples/Pages/alipay-2015.html", "--timezone", "Asia/Shanghai")
    #expect(zone.output.contains("2015-05-27 17:00+08:00"))
    let unknown = try Tool.run("analyze", "Samples/Pages", "--columns", "colour")
    #expect(unknown.code == 64 && unknown.complaints.contains("There is no column “colour”"))
  }

  @Test func aConflictCanFailAScript() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Tool.run("analyze", "Samples/Pages", "--fail-on-conflict")
    #expect(outcome.code == 3 && outcome.complaints.contains("conflict in"))
    #expect(try Tool.run("analyze", "Samples/Pages/alipay-2015.html", "--fail-on-conflict").code == 0)
  }

  /// Pages come and go between two runs, and one says more than before.
  @Test func aReportSaysWhatIsDifferentFromAnEarlierOne() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let old = folder.appending(path: "old.json").path
    let pages = ["Samples/Pages/facebook-2021-netwatch.html", "Samples/Pages/alipay-2015.html"]
    _ = try Tool.run(["analyze", "--format", "json", "--output", old] + pages)
    let same = try Tool.run(["analyze", "--diff", old] + pages)
    #expect(same.output.contains("Nothing is different from the earlier report."))
    let now = [pages[0], "Samples/Pages/facebook-2021-ledger.html", "Samples/Pages/skype-2015.html"]
    let changed = try Tool.run(["analyze", "--diff", old] + now)
    let lines = changed.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("- new: skype-2015") })
    #expect(lines.contains { $0.hasPrefix("- gone: alipay-2015") })
    #expect(
      lines.contains { $0.hasPrefix("- changed: facebook-2021") && $0.contains("acknowledged: — → 2021-10-04 16:07Z") })
    let json = try Tool.run(["analyze", "--format", "json", "--diff", old] + now)
    #expect(json.output.contains("\"changes\":[{\"kind\":\"new\""))
    #expect(try Tool.run(["analyze", "--diff", "README.md"] + now).code == 65)
  }

  @Test func excelGetsItsMark() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Tool.run("analyze", "Samples/Pages/alipay-2015.html", "--format", "csv", "--bom")
    #expect(outcome.output.hasPrefix("\u{FEFF}id,"))
  }
}
