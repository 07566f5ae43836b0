import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import Testing

/// Plugins as a user has them: folders on the command line.
@Suite struct PluginCommandTests {
  static let samples = ["severity-labels", "service-credits"]

  @Test(arguments: samples)
  func examplesOfTheSamples(name: String) async throws {
    let plugin = try PluginFolder.load(PluginExampleTests.root.appending(path: "Samples/Plugins/\(name)").path)[0]
    let engine = try Engine(builtInExtractors + [plugin.extractor])
    let examples = try plugin.examples()
    #expect(examples.count >= 5)
    for example in examples {
      let run = await ExampleRun(example, of: name, with: engine)
      #expect(run.passed, "\(run.report)")
    }
  }

  /// A new plugin of each kind passes its own examples before anything is changed. (The one in Swift is built by
  /// the test of the guide.)
  @Test(arguments: ["--data", "--process"])
  func aNewPluginPasses(kind: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = try Tool.run(["plugin", "new", "Ad hoc", kind], in: folder)
    let odd = try Tool.run(["plugin", "new", "#1: odd", kind], in: folder)
    let tried = try Tool.run(["plugin", "test", "plugin-1-odd"], in: folder)
    #expect(odd.code == 0 && tried.code == 0)
    #expect(try Tool.run(["plugin", "new", "it's", kind], in: folder).code == 66)
    #expect(made.code == 0, "\(made.complaints)")
    let tested = try Tool.run(["plugin", "test", "ad-hoc"], in: folder)
    #expect(tested.code == 0 && tested.output.contains("examples pass"), "\(tested.output)\(tested.complaints)")
    let again = try Tool.run(["plugin", "new", "Ad hoc", kind], in: folder)
    #expect(again.code == 66 && again.complaints.contains("already there"))
    let list = try Tool.run(["plugin", "list", "--plugins", "."], in: folder).output
    #expect(list.contains("ad-hoc") && list.contains("Ad hoc") && list.contains(kind.dropFirst(2)))
  }

  @Test func aFailingExampleShowsBothMarks() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try Tool.run(["plugin", "new", "Ad hoc"], in: folder)
    let readme = folder.appending(path: "ad-hoc/README.md")
    let text = "\n```example\nWe are sorry for [[this => ad-hoc apologised]].\n```\n"
    try Data((String(contentsOf: readme, encoding: .utf8) + text).utf8).write(to: readme)
    let tested = try Tool.run(["plugin", "test", "ad-hoc"], in: folder)
    #expect(tested.code == 1)
    #expect(tested.output.contains("expected  We are sorry for [[this => ad-hoc apologised]]."))
    #expect(tested.output.contains("found     We are [[sorry => ad-hoc apologised]] for this."))
  }

  /// One plugin that crashes, sleeps, floods, babbles and invents: the batch ends, each fault is told with its
  /// page, and every other cell is as it was.
  @Test func aHostilePluginChangesNoOtherCell() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(PluginCommandTests.hostile, "hostile/plugin.py", in: folder)
    try write(
      "id: hostile\nversion: 1\nsummary: Bad.\ncolumns: [{heading: Hostile}]\ncommand: [python3, plugin.py]\nseconds: 3\n",
      "hostile/plugin.yaml", in: folder)
    let arguments = ["analyze", "Samples/Pages", "--format", "csv", "--long", "--jobs", "2"]
    let plain = try Tool.run(arguments)
    let outcome = try Tool.run(arguments + ["--plugins", folder.path + "/hostile"])
    #expect(outcome.code == 1)
    let cells = Set(outcome.output.split(separator: "\r\n").filter { !$0.contains(",hostile,") })
    #expect(cells == Set(plain.output.split(separator: "\r\n")) && cells.count > 100)
    #expect(outcome.output.split(separator: "\r\n").contains { $0.contains(",hostile,") })
    for (page, words) in [
      ("disqus-2012.md", "ended with exit code 3"), ("skype-2015.html", "no answer within 3 s"),
      ("twitter-2016.html", "says 5998000 bytes more"), ("alipay-2015.html", "it is no JSON"),
      ("gmail-2020-amp.html", "quotes words that do not stand"),
    ] {
      let line = outcome.complaints.split(separator: "\n").first {
        $0.contains("\(page): plugin hostile") && $0.contains(words)
      }
      #expect(line != nil, "\(page): \(words) is not in\n\(outcome.complaints)")
    }
  }

  private static let hostile = #"""
    import json, os, sys, time
    for line in sys.stdin:
        page = json.loads(line)
        name = page["page"]
        quote = {"block": 0, "text": page["blocks"][0]["text"][:4]}
        if "disqus" in name: os._exit(3)
        if "skype" in name: time.sleep(1000)
        if "twitter" in name: sys.stderr.write("flood" * 1200000); sys.stderr.flush()
        if "alipay" in name: print("<html>", flush=True); continue
        if "gmail-2020" in name: quote["text"] = "never said"
        print(json.dumps({"claims": [{"value": "seen", "quotes": [quote]}]}), flush=True)
    """#

  /// The lines that programs get and give are as the schema says.
  @Test func theLinesAreAsTheSchemaSays() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let program =
      "import sys\nlog = open('lines', 'w')\nfor line in sys.stdin:\n  log.write(line); log.flush()\n  print('{}', flush=True)\n"
    try write(program, "log/plugin.py", in: folder)
    try write(
      "id: log\nversion: 1\nsummary: Logs.\ncolumns: [{heading: Log}]\ncommand: [python3, plugin.py]\n",
      "log/plugin.yaml", in: folder)
    let outcome = try Tool.run(["analyze", "Samples/Pages", "--jobs", "1", "--plugins", folder.path + "/log"])
    #expect(outcome.code == 0, "\(outcome.complaints)")
    let lines = try String(contentsOf: folder.appending(path: "log/lines"), encoding: .utf8).split(separator: "\n")
    let pages = try Tool.run("extract", "Samples/Pages").output.split(separator: "\n")
    #expect(lines.count == pages.count)
    let schema = try Tool.run("plugin", "schema")
    let published = PluginExampleTests.root.appending(path: "Schema/process-plugin.schema.json")
    #expect(try String(contentsOf: published, encoding: .utf8) == schema.output)
    let check = try SchemaCheck(published, definition: "page")
    for line in lines {
      let problems = check.problems(try JSONSerialization.jsonObject(with: Data(line.utf8)))
      #expect(problems.isEmpty, "\(problems)")
    }
    let answer = try SchemaCheck(published, definition: "answer")
    func problems(_ text: String) throws -> Int {
      answer.problems(try JSONSerialization.jsonObject(with: Data(text.utf8))).count
    }
    #expect(try problems(#"{"claims":[{"value":7,"quotes":[{"block":0,"text":"a","at":3}],"rule":"r"}]}"#) == 0)
    #expect(try problems(#"{"error":"no"}"#) == 0)
    #expect(try problems(#"{"claims":[{"value":[],"quotes":[{"text":"a"}]}]}"#) == 2)
  }

  /// Lines read with plugins make the report that the pages make, whatever the number of jobs, and `verify` holds
  /// its new columns against the pages too.
  @Test func everyDoorTakesPlugins() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (pages, plugins) = (["Samples/Plugins/Pages", "Samples/Pages"], ["--plugins", "Samples/Plugins"])
    let (lines, report) = (folder.appending(path: "lines").path, folder.appending(path: "report").path)
    let whole = try Tool.run(["analyze"] + pages + plugins + ["--format", "json", "--jobs", "1", "--output", report])
    #expect(whole.code == 0, "\(whole.complaints)")
    #expect(try Tool.run(["extract"] + pages + plugins + ["--jobs", "3", "--output", lines]).code == 0)
    let joined = try Tool.run(["report", lines, "--format", "json"] + plugins)
    #expect(joined.output == (try String(contentsOfFile: report, encoding: .utf8)))
    #expect(joined.output.contains("$400") && joined.output.contains(#""severity-labels":{"state":"stated""#))
    let held = try Tool.run(["verify", report] + plugins)
    #expect(held.code == 0, "\(held.output)")
    let without = try Tool.run(["verify", report])
    #expect(without.code == 1 && without.output.contains("credits"))
    let seen = try Tool.run(["explain", "Samples/Plugins/Pages/zendesk-2019.html"] + plugins)
    #expect(seen.output.contains("$400"))
  }

  @Test func namesThatAreTakenAreRefused() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let head = "version: 1\nsummary: A.\nrules: [{words: [a]}]\n"
    try write("id: causes\ncolumns: [{heading: A}]\n" + head, "one/plugin.yaml", in: folder)
    try write("id: two\ncolumns: [{heading: A, field: same}]\n" + head, "two/plugin.yaml", in: folder)
    try write("id: three\ncolumns: [{heading: A, field: same}]\n" + head, "three/plugin.yaml", in: folder)
    let taken = try Tool.run("plugin", "list", "--plugins", folder.path + "/one")
    #expect(taken.code == 65 && taken.complaints.contains("another plugin is called “causes”"))
    let both = try Tool.run("plugin", "list", "--plugins", folder.path + "/two", "--plugins", folder.path + "/three")
    #expect(both.code == 65 && both.complaints.contains("another plugin fills the column “same”"))
    #expect(try Tool.run("plugin", "list", "--plugins", folder.path + "/none").code == 66)
  }

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "postmortem-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func write(_ text: String, _ name: String, in folder: URL) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
