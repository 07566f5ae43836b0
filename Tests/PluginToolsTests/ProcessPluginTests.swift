import Foundation
import PluginTools
import PostmortemCore
import PostmortemPlugin
import Synchronization
import Testing

/// A program that misbehaves in every way it can, each on a page of its own: the other pages lose nothing,
/// and each fault is reported against its page.
@Suite struct ProcessPluginTests {
  /// Claims each word of capitals; misbehaves on pages whose title says so.
  static let program = #"""
    import json, os, re, sys, time
    for line in sys.stdin:
        page = json.loads(line)
        what = page["blocks"][0]["text"]
        if what == "crash": os._exit(3)
        if what == "killed": os.kill(os.getpid(), 9)
        if what == "sleep": time.sleep(600)
        if what == "silence": os.close(1); time.sleep(600)
        if what == "garbage": print("{]", flush=True); continue
        if what == "number": print("7", flush=True); continue
        if what == "two lines": print("{}\n{}", flush=True); continue
        if what == "flood": sys.stderr.write("flood\n" * 200000); sys.stderr.flush()
        if what == "say": print("look here", file=sys.stderr, flush=True)
        if what == "huge": print("x" * 6000000, flush=True); continue
        if what == "sorry": print(json.dumps({"error": "too hard"}), flush=True); continue
        claims = []
        for number, block in enumerate(page["blocks"]):
            for found in re.finditer(r"[A-Z]{2,}", block["text"]):
                claims.append({"value": found.group(), "quotes":
                    [{"block": number, "text": found.group(), "at": found.start()}]})
        if what == "invention": claims[0]["quotes"][0]["text"] = "ZZ"
        if what == "elsewhere": claims[0]["quotes"][0]["at"] = 100000
        if what == "no quote": claims[0]["quotes"] = []
        if what == "far block": claims[0]["quotes"][0]["block"] = 99
        if what == "negative": claims[0]["quotes"][0]["block"] = -1; claims[0]["quotes"][0]["at"] = -5
        if what == "field": claims[0]["field"] = "cause"
        print(json.dumps({"claims": claims}), flush=True)
    """#

  private static func scratch(_ more: String = "seconds: 60") throws -> Scratch {
    try Scratch(rules: "command: [python3, plugin.py]\n" + more, and: ["plugin.py": program])
  }

  /// What a page of this title gives, before and after it a good page.
  private func told(
    _ title: String, _ scratch: Scratch, complain: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> Engine.Findings {
    defer { withExtendedLifetime(scratch) {} }
    let engine = try Engine([scratch.load(complain: complain)])
    let good = ["AB => label AB", "CD => label CD"]
    #expect(await engine.findings(in: .page("good", "Here is AB.", "事故 CD")).told(by: "label") == good)
    let findings = await engine.findings(in: .page(title, "Here is AB."))
    #expect(await engine.findings(in: .page("good", "Here is AB.", "事故 CD")).told(by: "label") == good)
    return findings
  }

  @Test(arguments: [
    ("crash", "ended", "the program ended with exit code 3 without an answer"),
    ("killed", "ended", "the program was ended by signal 9"), ("sleep", "timeout", "no answer within 4 s"),
    ("silence", "ended", "closed its output"), ("garbage", "bad-answer", "it is no JSON"),
    ("number", "bad-answer", "answer is of the wrong kind"),
    ("two lines", "bad-answer", "it printed more than one line"),
    ("huge", "too-large", "longer than 4 MiB"), ("sorry", "said", "too hard"),
    ("far block", "bad-answer", "quotes block 99; the page has 2"),
    ("negative", "bad-answer", "quotes block -1"),
    ("field", "bad-answer", "claims[0].field is “cause”; plugin.yaml has label"),
    ("invention", "bad-quote", "do not stand at the place it names: ZZ"),
    ("elsewhere", "bad-quote", "do not stand at the place it names: AB"),
    ("no quote", "no-quote", "without a quotation"),
  ])
  func aFaultIsReportedAndCostsNothingElse(title: String, code: String, reason: String) async throws {
    let limit = title == "sleep" ? "seconds: 4" : "seconds: 60"
    let findings = try await told(title, ProcessPluginTests.scratch(limit))
    #expect(findings.failures.map(\.code) == [code])
    #expect(findings.failures.allSatisfy { $0.plugin == "label" && $0.reason.contains(reason) }, "\(findings.failures)")
    #expect(findings.told(by: "label") == [])
  }

  /// What a program writes to its standard error is shown with its name and never more of it than a little.
  @Test(arguments: ["say", "flood"])
  func complaintsAreKeptApart(title: String) async throws {
    let said = Mutex<[String]>([])
    let findings = try await told(title, ProcessPluginTests.scratch()) { line in said.withLock { $0.append(line) } }
    #expect(findings.failures.isEmpty && findings.told(by: "label") == ["AB => label AB"])
    let lines = said.withLock { $0 }
    #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("page: plugin label says") })
    #expect(lines.joined().utf8.count < 30_000)
    #expect(
      lines.last
        == (title == "say" ? "page: plugin label says: look here" : "page: plugin label says 1198000 bytes more"))
  }

  @Test func aProgramThatIsNotThere() async throws {
    let scratch = try Scratch(rules: "command: [./none]")
    defer { withExtendedLifetime(scratch) {} }
    let findings = try await Engine([scratch.load()]).findings(in: .page("good"))
    #expect(findings.failures.map(\.code) == ["not-started"])
    #expect(findings.failures[0].reason.contains("No such file or directory"))
  }

  /// A program that ends after each answer is started again for each page.
  @Test func aProgramOfOnePage() async throws {
    let once =
      "import sys\nsys.stdin.readline()\nprint('{\"claims\":[{\"value\":7,\"quotes\":[{\"block\":0,\"text\":\"good\"}]}]}')\n"
    let scratch = try Scratch(rules: "command: [python3, plugin.py]", and: ["plugin.py": once])
    defer { withExtendedLifetime(scratch) {} }
    let engine = try Engine([scratch.load()])
    for _ in 0..<5 {
      let findings = await engine.findings(in: .page("good"))
      #expect(findings.failures.isEmpty && findings.told(by: "label") == ["good => label 7"])
    }
  }

  @Test func onlyPagesWithItsWordsAreSent() async throws {
    let scratch = try ProcessPluginTests.scratch("wake: [refund]")
    defer { withExtendedLifetime(scratch) {} }
    let engine = try Engine([scratch.load()])
    #expect(await engine.findings(in: .page("crash", "AB")).failures.isEmpty)
    #expect(await engine.findings(in: .page("good", "a refund, AB")).told(by: "label") == ["AB => label AB"])
  }

  /// Copies of the program are used again, never more of them than pages are read at once, and end with the
  /// plugin; loading starts none.
  @Test func copiesAreFewAndEnd() async throws {
    let log = "import os\nopen('started', 'a').write(str(os.getpid()) + '\\n')\n"
    let scratch = try Scratch(
      rules: "command: [python3, plugin.py]", and: ["plugin.py": log + ProcessPluginTests.program])
    func started() -> [Int32] {
      let text = (try? String(contentsOfFile: scratch.path + "/started", encoding: .utf8)) ?? ""
      return text.split(separator: "\n").compactMap { Int32($0) }
    }
    do {
      let engine = try Engine([scratch.load()])
      #expect(started().isEmpty)
      await Batch.run(0..<60, jobs: 3) { _ in
        await engine.findings(in: .page("good", "AB"))
      } deliver: { findings in
        #expect(findings.failures.isEmpty)
      }
      #expect((1...3).contains(started().count))
    }
    #expect(started().allSatisfy { kill($0, 0) != 0 })
  }
}
