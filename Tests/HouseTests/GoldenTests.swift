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
    // The first differences tell; the rest is for `make golden` and git.
    for (line, expected) in zip(now, before).filter({ $0 != $1 }).prefix(3) {
      Issue.record("\(file) differs:\n  now    \(line)\n  before \(expected)")
    }
  }

  /// The first screen of the README shows columns of the report as they are, without its footnotes.
  @Test func theReadmeShowsTheReport() throws {
    let readme = try table(in: "README.md")
    let report = try table(in: "Samples/Report.md")
    #expect(readme.count == report.count)
    for (shown, row) in zip(readme, report) {
      for (heading, cell) in shown { #expect(row[heading] == cell, "\(heading)") }
    }
  }

  /// The rows of the first table of a Markdown file, by heading, footnote marks left out.
  private func table(in file: String) throws -> [[String: String]] {
    let text = try String(contentsOf: PluginExampleTests.root.appending(path: file), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("| Incident") })
    let rows = lines[start...].prefix { $0.hasPrefix("|") }.map { line in
      line.replacing("\\|", with: "\u{0}").split(separator: "|", omittingEmptySubsequences: false).dropFirst()
        .dropLast()
        .map { String($0.replacing(/\[\^[0-9]+\]/, with: "")).trimmingCharacters(in: .whitespaces) }
    }
    return rows.dropFirst(2).map { row in Dictionary(uniqueKeysWithValues: zip(rows[0], row)) }
  }
}
