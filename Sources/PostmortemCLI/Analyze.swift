import ArgumentParser
import PostmortemIncidents
import PostmortemReading
import PostmortemReport

/// `postmortem analyze`: pages in, comparison table out.
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads pages and prints the comparison table.",
    discussion: "A cell of the table holds only what some page says; its footnote has the words and the place.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown, csv, json, jsonl
  }

  @OptionGroup var pages: PageOptions

  @Option(name: .shortAndLong, help: "How the table is written.")
  var format: Format = .markdown

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    let pipeline = try Pipeline(pages)
    var results: [PageResult] = []
    var failed = false
    do throws(OutputError) {
      let out = try Output(output)
      let summary = try await pipeline.run { result throws(OutputError) in
        failed = failed || !result.failures.isEmpty
        results.append(result)
      }
      try out.write(report(results, pipeline))
      try out.close()
      Terminal.say(summary + "\n")
    } catch {
      throw ending(with: error)
    }
    if failed { throw ExitCode(1) }
  }

  private func report(_ results: [PageResult], _ pipeline: Pipeline) -> [UInt8] {
    switch format {
    case .markdown:
      let method = "\(Pipeline.tool), \(PageReader.engineVersion)."
      return Array(MarkdownReport(results, columns: pipeline.columns, method: method).text().utf8)
    case .csv: return Array(CSVReport(results, columns: pipeline.columns).text().utf8)
    case .json: return JSONReport(results, tool: Pipeline.tool).bytes()
    case .jsonl: return results.flatMap { $0.json(tool: Pipeline.tool).line + [0x0A] }
    }
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

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    let pipeline = try Pipeline(pages)
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
