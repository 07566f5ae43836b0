import ArgumentParser
import PostmortemPlugin

/// The whole command, for a program that brings plugins of its own.
public enum Postmortem {
  /// The version of the tool; page lines and reports name it.
  public static let version = "0.1.0"

  /// The plugins of this run beside the built-in ones.
  @TaskLocal static var added: [any Extractor] = []

  /// Runs the command with the arguments of the process and ends the process with its exit code.
  ///
  ///     @main struct Refunding {
  ///       static func main() async { await Postmortem.main(adding: [Refunds()]) }
  ///     }
  ///
  /// - Parameter plugins: extractors to use beside the built-in ones.
  public static func main(adding plugins: [any Extractor] = []) async {
    await $added.withValue(plugins) { await Root.main() }
  }
}

/// The command's front door.
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postmortem",
    abstract: "Reads archived pages about service outages and compares them in a table whose every cell has its quote.",
    discussion: """
      Pages are saved HTML (packed with gzip or not), Wayback captures, AMP pages
      and Markdown, in English and Chinese. No network is used, and the same pages
      give the same bytes.

      Examples:
        postmortem analyze pages/                 all outages in a folder
        postmortem analyze a.html --format csv    the table as CSV
        postmortem extract 'pages/*' > out.jsonl  a JSON object a page
        postmortem report out.jsonl               the table of such lines
        postmortem explain a.html                 a page as the tool sees it
        postmortem explain a.html --cell 4d0af62d17
                                                  one value and its quotations
        postmortem verify report.json             hold a report against its pages
        postmortem text --json pages/             the articles alone
        postmortem plugin new "SLA credits"       a plugin of your own, to fill in
        postmortem analyze pages/ --plugins sla-credits
        curl -s URL | postmortem analyze - --url URL

      Exit codes:
        0   all pages were read
        1   analyze, explain: some page failed; the output is complete and says
            which
        3   --fail-on-conflict found one
        64  the arguments can't be understood
        65  a plugin, or a file of lines, pairs or corrections, is wrong, and says
            where
        66  no such file or folder
        74  the output could not be written
      """,
    version: "postmortem \(Postmortem.version)",
    subcommands: [Analyze.self, Extract.self, Report.self, Text.self, Explain.self, Verify.self, Plugin.self])
}
