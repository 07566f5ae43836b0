import ArgumentParser
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading
import PostmortemReport

/// `postmortem explain`: one page as the tool sees it.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Shows a page as the tool sees it: where it is from, its dates, its article, what was left out, every claim at its place.",
    discussion: "On a terminal quoted words are in colour; in a pipe the output is plain text.")

  @OptionGroup var pages: PageOptions
  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Only this value of a report: what it rests on, and what was not chosen.", valueName: "id"))
  var cell: String?

  func run() async throws {
    if let cell { return try await explain(cell) }
    let pipeline = try Pipeline(pages, plugins: PluginSet(plugins), listsLeftOut: true)
    var failed = false
    do throws(OutputError) {
      let out = try Output(output)
      let ink = Ink(isOn: output == nil && Output.isTerminal)
      for page in pipeline.pages {
        let seen = await pipeline.look(at: page)
        failed = failed || !seen.result.failures.isEmpty
        try out.write(Array(PageView(seen.read, seen.result, ink: ink).text.utf8))
      }
      try out.close()
    } catch {
      throw ending(with: error)
    }
    if failed { throw ExitCode(1) }
  }

  /// Looks a value up among all that these pages give.
  private func explain(_ cell: String) async throws {
    let pipeline = try Pipeline(pages, plugins: PluginSet(plugins))
    let found: Bool
    do throws(OutputError) {
      let out = try Output(output)
      var results: [PageResult] = []
      _ = try await pipeline.run { result throws(OutputError) in results.append(result) }
      let table = Table(Comparison(results), columns: pipeline.columns)
      let ink = Ink(isOn: output == nil && Output.isTerminal)
      let text = CellView(table, ink: ink).text(of: cell)
      try out.write(Array((text ?? "").utf8))
      try out.close()
      if text == nil {
        Terminal.complain("no cell of these pages is called “\(cell)”; give the pages that its row was made of.")
      }
      found = text != nil
    } catch {
      throw ending(with: error)
    }
    if !found { throw ExitCode(1) }
  }
}

/// Colour, where there is a terminal to show it.
struct Ink {
  let isOn: Bool

  func strong(_ text: String) -> String { wrap(text, "1") }
  func faint(_ text: String) -> String { wrap(text, "2") }
  func quoted(_ text: String) -> String { wrap(text, "33;1") }
  func right(_ text: String) -> String { wrap(text, "32;1") }
  func wrong(_ text: String) -> String { wrap(text, "31;1") }

  private func wrap(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
