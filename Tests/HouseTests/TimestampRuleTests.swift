import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import PostmortemPlugin
import Testing
import TimestampsPlugin

/// The corpus of times: what its examples cover, and what each rule carries.
@Suite struct TimestampRuleTests {
  private func examples() throws -> [(file: String, example: Example)] {
    try PluginExampleTests.examples(of: "Timestamps")
  }

  @Test func everyExampleNamesItsRule() throws {
    let rules = Set(Rule.allCases.map(\.rawValue))
    for (file, example) in try examples() {
      let rule = example.options["rule"] ?? ""
      let isKnown = rules.contains(rule)
      #expect(isKnown, "\(file), line \(example.line): “\(rule)” is no rule")
    }
  }

  @Test func theCorpusIsWide() throws {
    let all = try examples().map(\.example)
    #expect(all.count >= 300)
    #expect(all.filter { $0.document.language == .chinese }.count * 2 >= all.count - 1)
    #expect(all.filter { $0.expected.isEmpty }.count * 3 >= all.count)
  }

  /// Other figures in the same words are no other example.
  @Test func noTwoExamplesDifferOnlyInFigures() throws {
    var seen: [String: String] = [:]
    for (file, example) in try examples() {
      let words = String(example.document.string(0..<example.document.text.count).map { $0.isNumber ? "0" : $0 })
      let place = "\(file), line \(example.line)"
      let earlier = seen[words]
      #expect(earlier == nil, "\(place) repeats \(earlier ?? "")")
      seen[words] = place
    }
  }

  /// Switched off, each rule fails an example that names it.
  @Test(arguments: Rule.allCases)
  func everyRuleCarriesAnExample(rule: Rule) async throws {
    let others = builtInExtractors.filter { $0.manifest.id != "timestamps" }
    let engine = try Engine(others + [Timestamps(without: rule)])
    let named = try examples().map(\.example).filter { $0.options["rule"] == rule.rawValue }
    for example in named where await !ExampleRun(example, of: "timestamps", with: engine).passed { return }
    Issue.record("no example of “\(rule.rawValue)” fails without it")
  }
}
