import ArgumentParser
import Foundation
import PostmortemIncidents
import PostmortemPlugin

/// `postmortem analyze`: pages in, comparison table out.
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads pages and prints the comparison table.",
    discussion: "A cell of the table holds only what some page says; its footnote has the words and the place.")

  @OptionGroup var pages: PageOptions
  @OptionGroup(title: "Plugins") var plugins: PluginOptions
  @OptionGroup(title: "Report") var report: ReportArguments

  func run() async throws {
    let pipeline = try Pipeline(pages, plugins: PluginSet(plugins))
    let writer = try ReportWriter(report, columns: pipeline.columns)
    var results: [PageResult] = []
    var failed = false
    let summary: String
    do throws(OutputError) {
      summary = try await pipeline.run { result throws(OutputError) in
        failed = failed || !result.failures.isEmpty
        results.append(result)
      }
    } catch {
      throw ending(with: error)
    }
    try writer.write(results)
    Terminal.say(summary + "\n")
    if failed { throw ExitCode(1) }
  }
}

/// `postmortem report`: page lines in, comparison table out.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Joins the page lines that 'extract' printed, and prints the comparison table.",
    discussion: """
      The lines may come from one file or many, in any order, from any number of machines, some of them twice: the
      report is the same, and the same as that of 'analyze' on the pages.
      """)

  @Argument(help: ArgumentHelp("Files of page lines (JSON Lines), or - for standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup(title: "Plugins") var plugins: PluginOptions
  @OptionGroup(title: "Report") var report: ReportArguments

  func run() throws {
    let writer = try ReportWriter(report, columns: PluginSet(plugins).columns)
    var results: [PageResult] = []
    var broken = false
    for file in files {
      for (number, line) in try Report.lines(of: file).enumerated() where !line.isEmpty {
        do {
          results.append(try PageResult(line: Array(line)))
        } catch {
          broken = true
          Terminal.complain("\(file):\(number + 1): \(error.reason). Make the file anew with 'postmortem extract'.")
        }
      }
    }
    try writer.write(results)
    if broken { throw ExitCode(65) }
    if results.contains(where: { !$0.failures.isEmpty }) { throw ExitCode(1) }
  }

  private static func lines(of file: String) throws -> [Data.SubSequence] {
    let data: Data?
    data =
      file == "-" ? try? FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: file)
    guard let data else {
      Terminal.complain("\(file): no such file, or it can't be read.")
      throw ExitCode(66)
    }
    return data.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
}

/// `postmortem extract`: one JSON object a page, in the order of the pages, while they are read.
struct Extract: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints one JSON object a page (JSON Lines), with all evidence.",
    discussion: """
      The lines come in the order of the pages while they are read. A page that can't be read still has its line,
      with `failures`, and does not change the exit code, so that an engine never retries a good task.
      """)

  @OptionGroup var pages: PageOptions
  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    let pipeline = try Pipeline(pages, plugins: PluginSet(plugins))
    do throws(OutputError) {
      let out = try Output(output)
      _ = try await pipeline.run { result throws(OutputError) in
        try out.write(result.json(tool: Pipeline.tool).line + [0x0A])
      }
      try out.close()
    } catch {
      throw ending(with: error)
    }
  }
}

/// The exit code for an output that failed, after saying why.
func ending(with error: OutputError) -> ExitCode {
  switch error {
  case .closed: return ExitCode(0)
  case .failed(let message):
    Terminal.complain(message)
    return ExitCode(74)
  }
}
