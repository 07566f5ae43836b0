import PostmortemCore
import PostmortemPlugin

/// What came of one example.
public struct ExampleRun: Sendable {
  public let example: Example
  /// What the text should have yielded and did not.
  public let missing: [Example.Expectation]
  /// What it yielded and should not have.
  public let surplus: [Example.Expectation]
  /// All that it yielded.
  public let found: [Example.Expectation]
  public let failures: [Failure]

  /// Whether exactly the marked claims were made.
  public var passed: Bool { missing.isEmpty && surplus.isEmpty && failures.isEmpty }

  /// Runs an example with the plugins of an engine and compares what one of them claims. A claim
  /// stands where its first quotation from the text stands.
  /// - Parameter plugin: the id of the plugin whose example it is.
  public init(_ example: Example, of plugin: String, with engine: Engine) async {
    self.example = example
    let findings = await engine.findings(in: example.document)
    var found: Set<Example.Expectation> = []
    for evidence in findings.evidence where evidence.plugin == plugin {
      guard let quote = evidence.claim.quotes.first(where: { $0.place == .text }) else { continue }
      found.insert(Example.Expectation(range: quote.range, shorthand: evidence.claim.shorthand))
    }
    func sorted(_ set: Set<Example.Expectation>) -> [Example.Expectation] {
      set.sorted { ($0.range.lowerBound, $0.shorthand) < ($1.range.lowerBound, $1.shorthand) }
    }
    missing = sorted(example.expected.subtracting(found))
    surplus = sorted(found.subtracting(example.expected))
    self.found = sorted(found)
    failures = findings.failures
  }

  /// For people: where it failed, and the words with what was expected and what was found.
  public var report: String {
    func line(_ label: String, _ expectation: Example.Expectation) -> String {
      "  \(label) [[\(example.document.string(expectation.range)) => \(expectation.shorthand)]]"
    }
    return
      (["example at line \(example.line):"] + missing.map { line("missing", $0) } + surplus.map { line("surplus", $0) }
      + failures.map { "  failed  \($0.reason)" }).joined(separator: "\n")
  }
}
