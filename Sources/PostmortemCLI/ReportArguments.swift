import ArgumentParser
import Foundation
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading
import PostmortemReport

/// How a report is written.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case markdown, csv, json, jsonl, html
}

extension ReportOptions.Sort: ExpressibleByArgument {}
extension ReportOptions.Grouping: ExpressibleByArgument {}

/// What a report shows, for every command that writes one.
struct ReportArguments: ParsableArguments {
  @Option(name: .shortAndLong, help: "How the report is written; jsonl is one page a line, for 'report'.")
  var format: Format = .markdown

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "CSV with one value a line, each with its quotation and its place.")
  var long = false

  @Flag(help: "Begin CSV with the mark by which Excel knows UTF-8.")
  var bom = false

  @Option(help: ArgumentHelp("Only these columns, in this order, as in affected,started,cause.", valueName: "keys"))
  var columns: String?

  @Option(help: "By what rows are sorted.")
  var sort: ReportOptions.Sort = .start

  @Option(help: "Rows under headings.")
  var groupBy: ReportOptions.Grouping?

  @Option(help: ArgumentHelp("Only outages that began on this day or later, as in 2014-01-24.", valueName: "day"))
  var since: String?

  @Option(help: ArgumentHelp("Only outages that began on this day or before.", valueName: "day"))
  var until: String?

  @Option(help: ArgumentHelp("Show times on this clock, as in Asia/Shanghai; the data stays UTC.", valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("The language of the headings: en or zh.", valueName: "language"))
  var lang: Language = .english

  @Option(help: ArgumentHelp("A CSV file of pairs that are one outage: paths, addresses or ids.", valueName: "file"))
  var same: String?

  @Option(help: ArgumentHelp("A CSV file of pairs that are not one outage.", valueName: "file"))
  var different: String?

  @Option(help: ArgumentHelp("A YAML file of values that people put right.", valueName: "file"))
  var corrections: String?

  @Option(
    help: ArgumentHelp("Say what is different from this report, which was written as JSON.", valueName: "file"))
  var diff: String?

  @Flag(help: "Exit with 3 where sources, or one page with itself, disagree.")
  var failOnConflict = false

  func validate() throws {
    for (name, day) in [("--since", since), ("--until", until)] {
      if let day, ReportArguments.date(day) == nil {
        throw ValidationError("\(name) must be a day such as 2014-01-24.")
      }
    }
    if let timezone, TimeZone(identifier: timezone) == nil {
      throw ValidationError("--timezone must be a name such as America/Los_Angeles or UTC.")
    }
    if long && format != .csv { throw ValidationError("--long is for --format csv.") }
    if bom && format != .csv { throw ValidationError("--bom is for --format csv.") }
  }

  private static func date(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "-").map { Int($0) ?? 0 }
    return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  /// The options of the report.
  /// - Parameter keys: of the columns there are.
  /// - Throws: where a column is named that there is none of.
  func options(keys: [String]) throws -> ReportOptions {
    var options = ReportOptions()
    options.columns = (columns ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    if let unknown = options.columns.first(where: { !keys.contains($0) }) {
      throw ValidationError("There is no column “\(unknown)”. There are \(keys.joined(separator: ", ")).")
    }
    options.sort = sort
    options.grouping = groupBy
    options.since = since.flatMap(ReportArguments.date)
    options.until = until.flatMap(ReportArguments.date)
    options.language = lang
    if let timezone, let zone = TimeZone(identifier: timezone) {
      options.zone = DisplayZone(name: timezone) { instant in
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
      }
    }
    options.earlier = try diff.map(ReportArguments.rows)
    options.method = "\(Pipeline.tool), \(PageReader.engineVersion)."
    return options
  }

  /// The rows of an earlier report.
  private static func rows(_ file: String) throws -> [EarlierRow] {
    guard let data = FileManager.default.contents(atPath: file) else {
      Terminal.complain("\(file): no such file, or it can't be read.")
      throw ExitCode(66)
    }
    do { return try EarlierRow.read(Array(data)) } catch {
      Terminal.complain("\(file): \(error.reason).")
      throw ExitCode(65)
    }
  }

  /// What people know better.
  func overrides() throws -> Overrides {
    Overrides(same: try ReportArguments.pairs(same), different: try ReportArguments.pairs(different))
  }

  /// Two names a line, parted by a comma or a tab; lines that begin with `#` say nothing.
  private static func pairs(_ file: String?) throws -> [Overrides.Pair] {
    guard let file else { return [] }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      Terminal.complain("\(file): can't be read as UTF-8 text.")
      throw ExitCode(66)
    }
    var pairs: [Overrides.Pair] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let names = line.split(whereSeparator: { $0 == "," || $0 == "\t" }).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"\r"))
      }
      guard names.count == 2 else {
        Terminal.complain("\(file):\(number + 1): write two names with a comma between them, as in a.html,b.html.")
        throw ExitCode(65)
      }
      pairs.append(Overrides.Pair(names[0], names[1]))
    }
    return pairs
  }
}

extension Language: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument)
    if self == .undetermined { return nil }
  }

  public static var allValueStrings: [String] { ["en", "zh"] }
}
