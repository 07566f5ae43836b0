import PostmortemPlugin

/// A failed example as people look at it: each line of text that is not as expected, with the expected and
/// the found marks under each other.
public struct ExampleView {
  /// What a piece of the view is, for those who colour it.
  public enum Ink: Sendable { case right, missing, surplus }

  private let run: ExampleRun
  private let paint: (String, Ink) -> String

  public init(_ run: ExampleRun, paint: @escaping (String, Ink) -> String = { text, _ in text }) {
    self.run = run
    self.paint = paint
  }

  public var text: String {
    let failures = run.failures.map { "  failed    " + paint($0.reason, .surplus) + "\n" }
    return failures.joined() + run.example.document.blocks.flatMap(lines).map { $0 + "\n" }.joined()
  }

  private func lines(_ block: Block) -> [String] {
    func inside(_ marks: [Example.Expectation]) -> [Example.Expectation] {
      marks.filter { block.range.contains($0.range.lowerBound) }
    }
    let (missing, surplus) = (inside(run.missing), inside(run.surplus))
    guard !missing.isEmpty || !surplus.isEmpty else { return [] }
    return [
      "  text      " + run.example.document.string(block.range),
      "  expected  "
        + marked(block, inside(run.example.expected.sorted(by: ExampleView.comesFirst)), missing, .missing),
      "  found     " + marked(block, inside(run.found), surplus, .surplus),
    ]
  }

  private static func comesFirst(_ a: Example.Expectation, _ b: Example.Expectation) -> Bool {
    (a.range.lowerBound, a.shorthand) < (b.range.lowerBound, b.shorthand)
  }

  /// The block's text with marks in it; those that `wrong` holds are painted so.
  private func marked(
    _ block: Block, _ marks: [Example.Expectation], _ wrong: [Example.Expectation], _ ink: Ink
  ) -> String {
    let document = run.example.document
    var text = ""
    var at = block.range.lowerBound
    for mark in marks {
      let end = min(mark.range.upperBound, block.range.upperBound)
      let words = "[[\(document.string(mark.range.lowerBound..<end)) => \(mark.shorthand)]]"
      // A mark inside another one, or on the same words, follows it.
      if mark.range.lowerBound >= at { text += document.string(at..<mark.range.lowerBound) }
      text += paint(words, wrong.contains(mark) ? ink : .right)
      at = max(at, end)
    }
    return text + document.string(at..<block.range.upperBound)
  }
}
