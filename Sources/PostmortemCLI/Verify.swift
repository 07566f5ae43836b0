import ArgumentParser
import Foundation
import PostmortemCore
import PostmortemIncidents
import PostmortemReading
import PostmortemReport

/// `postmortem verify`: reads the stored pages again and holds every cell of a report against them.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads the pages of a report again and checks that every cell still follows from them.",
    discussion: """
      The report may be JSON, HTML, or CSV made with --long. A cell holds if its page is byte for byte the page it
      was, and if this version of the tool reads the same value from the same words at the same place. Give the
      options --same, --different and --timezone that the report was made with.
      """)

  @Argument(help: ArgumentHelp("The report.", valueName: "report"))
  var report: String

  @Option(help: ArgumentHelp("The folder that the report's paths start from.", valueName: "folder"))
  var root = "."

  @OptionGroup(title: "Plugins") var plugins: PluginOptions
  @OptionGroup(title: "As the report was made") var making: ReportArguments

  func run() async throws {
    guard let data = FileManager.default.contents(atPath: report) else {
      Terminal.complain("\(report): no such file, or it can't be read.")
      throw ExitCode(66)
    }
    let reading: ReportReading
    do { reading = try ReportReading(Array(data)) } catch {
      Terminal.complain("\(report): \(error.reason).")
      throw ExitCode(65)
    }
    let pipeline = try Pipeline(rereading: reading.pages.map(\.page), below: root, plugins: PluginSet(plugins))
    var results: [PageResult] = []
    do throws(OutputError) {
      _ = try await pipeline.run { result throws(OutputError) in results.append(result) }
    } catch {
      throw ending(with: error)
    }
    let wrong = try complaints(reading, results, pipeline)
    for complaint in wrong { Terminal.answer(complaint) }
    let cells = Set(reading.records.map(\.cell)).count
    Terminal.say("\(cells) cells of \(reading.pages.count) pages checked, \(wrong.count) complaints\n")
    if !wrong.isEmpty { throw ExitCode(1) }
  }

  private func complaints(_ reading: ReportReading, _ results: [PageResult], _ pipeline: Pipeline) throws -> [String] {
    var wrong: [String] = []
    let digests = Dictionary(results.map { ($0.page, $0.digest) }, uniquingKeysWith: { first, _ in first })
    for page in reading.pages where digests[page.page] != page.digest {
      let isThere = digests[page.page].map { !$0.isEmpty } ?? false
      wrong.append("\(page.page): \(isThere ? "the page has changed" : "the page can't be read")")
    }
    let keys = Table.keys(filledBy: pipeline.columns)
    var options = try making.options(keys: keys)
    options.columns = []
    let comparison = Comparison(results, overrides: try making.overrides())
    let known = Set(Table(comparison, columns: pipeline.columns, options: options).records)
    var seen: Set<String> = []
    for record in reading.records where !known.contains(record) && digests[record.page] == record.digest {
      let name =
        "\(record.page): cell \(record.cell): \(record.field) “\(record.value)” is not read from “\(record.quote)” at \(record.start)"
      if seen.insert(name).inserted { wrong.append(name) }
    }
    return wrong
  }
}
