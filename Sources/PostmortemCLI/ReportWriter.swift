import ArgumentParser
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReport

/// From page results to a written report: the same way for pages and for page lines.
struct ReportWriter {
  private let arguments: ReportArguments
  private let columns: [Column]
  private let options: ReportOptions
  private let overrides: Overrides
  private let corrections: [Correction]
  private let out: Output

  /// Reads and opens what the arguments name before any page is read, so that a mistake in them costs nothing.
  init(_ arguments: ReportArguments, columns: [Column]) throws {
    self.arguments = arguments
    self.columns = columns
    options = try arguments.options(keys: Table.keys(filledBy: columns))
    overrides = try arguments.overrides()
    corrections = try arguments.corrections.map(CorrectionsFile.read) ?? []
    do { out = try Output(arguments.output) } catch { throw ending(with: error) }
  }

  /// Writes the report.
  /// - Throws: `ExitCode` 3 where a conflict was found and was to be told so.
  func write(_ results: [PageResult]) throws {
    let comparison = Comparison(results, overrides: overrides, corrections: corrections)
    complain(of: comparison)
    do throws(OutputError) {
      try out.write(bytes(comparison))
      try out.close()
    } catch {
      throw ending(with: error)
    }
    if arguments.failOnConflict {
      let disputed = comparison.rows.filter { !$0.incident.conflicts.isEmpty }
      for row in disputed {
        let fields = Set(row.incident.conflicts.map(\.field)).sorted().joined(separator: ", ")
        Terminal.complain("\(row.id): conflict in \(fields)")
      }
      if !disputed.isEmpty { throw ExitCode(3) }
    }
  }

  /// Says which of the user's own words no longer fit.
  private func complain(of comparison: Comparison) {
    for name in comparison.unusedOverrides {
      Terminal.complain("“\(name)” names no page or incident of this report.")
    }
    for correction in comparison.unusedCorrections {
      Terminal.complain("the correction of \(correction.field) by \(correction.who) fits no row: \(correction.row)")
    }
    for row in comparison.rows {
      for applied in row.corrections where applied.isStale {
        let reading = applied.reading.map { "“\($0)”" } ?? "nothing"
        Terminal.complain(
          "the correction of \(applied.correction.field) in \(row.id) is out of date: the pages now say \(reading), not “\(applied.correction.was ?? "")”."
        )
      }
    }
  }

  private func bytes(_ comparison: Comparison) -> [UInt8] {
    let table = Table(comparison, columns: columns, options: options)
    switch arguments.format {
    case .markdown: return Array(MarkdownReport(table).text().utf8)
    case .csv:
      let text = arguments.long ? LongCSVReport(table).text() : CSVReport(table).text()
      return (arguments.bom ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
    case .json: return JSONReport(table, tool: Pipeline.tool).bytes()
    case .html: return HTMLReport(table).bytes()
    case .jsonl: return comparison.pages.flatMap { $0.json(tool: Pipeline.tool).line + [0x0A] }
    }
  }
}
