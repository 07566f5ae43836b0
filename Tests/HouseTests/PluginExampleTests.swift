import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import PostmortemIncidents
import PostmortemPlugin
import Testing

/// Every `example` block of every built-in plugin's README, and of the files in `Examples` beside it.
@Suite struct PluginExampleTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let folders = try! FileManager.default.contentsOfDirectory(
    at: root.appending(path: "Plugins"), includingPropertiesForKeys: [.isDirectoryKey]
  ).filter { $0.hasDirectoryPath }.map(\.lastPathComponent).sorted()

  /// The examples of a plugin, with the file each stands in.
  static func examples(of folder: String) throws -> [(file: String, example: Example)] {
    let home = root.appending(path: "Plugins/\(folder)")
    let beside = home.appending(path: "Examples")
    let more = try? FileManager.default.contentsOfDirectory(at: beside, includingPropertiesForKeys: nil)
    let files =
      [home.appending(path: "README.md")]
      + (more ?? []).filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    return try files.flatMap { file in
      Example.all(in: try String(contentsOf: file, encoding: .utf8)).map { (file.lastPathComponent, $0) }
    }
  }

  @Test(arguments: folders)
  func examples(folder: String) async throws {
    let examples = try PluginExampleTests.examples(of: folder)
    #expect(!examples.isEmpty, "Plugins/\(folder)/README.md has no examples")
    let engine = try Engine(builtInExtractors)
    for (file, example) in examples {
      let run = await ExampleRun(example, of: folder.lowercased(), with: engine)
      let passed = run.passed
      #expect(passed, "Plugins/\(folder), \(file), \(run.report)")
    }
  }

  /// The examples that name a verdict lead to it.
  @Test func verdictsOfExamples() async throws {
    let readme = PluginExampleTests.root.appending(path: "Plugins/Nature/README.md")
    let engine = try Engine(builtInExtractors)
    var named: Set<String> = []
    for example in Example.all(in: try String(contentsOf: readme, encoding: .utf8)) {
      guard let verdict = example.options["verdict"] else { continue }
      named.insert(verdict)
      let findings = await engine.findings(in: example.document)
      let page = PageResult(
        document: example.document, evidence: findings.evidence, columns: [], failures: findings.failures)
      #expect(page.verdict.why.rawValue == verdict, "Plugins/Nature/README.md, example at line \(example.line)")
    }
    #expect(named.count == 8, "every verdict has an example")
  }
}
