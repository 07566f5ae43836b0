import ArgumentParser
import Foundation
import PostmortemCore
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading

/// From arguments to page results: the one way through the house.
struct Pipeline: Sendable {
  private let engine: Engine
  private let reader: PageReader
  private let limits: ReadingLimits
  let columns: [Column]
  let options: PageOptions
  /// The pages meant, in order.
  let pages: [String]

  /// Name and version, as page lines carry it.
  static let tool = "postmortem \(Postmortem.version)"

  /// - Throws: `ExitCode` 66 where an argument names nothing, after saying so.
  init(_ options: PageOptions) throws {
    self.options = options
    limits = ReadingLimits()
    reader = PageReader(limits: limits)
    let plugins = builtInExtractors + Postmortem.added
    columns = plugins.flatMap(\.manifest.columns)
    do {
      engine = try Engine(plugins)
    } catch let failure as Failure {
      Terminal.complain(failure.reason)
      throw ExitCode(64)
    }
    let list = PageList.expand(options.paths)
    for path in list.missing {
      Terminal.complain("\(path): no such file or folder. Check the path, or quote a pattern to let postmortem expand it.")
    }
    guard list.missing.isEmpty else { throw ExitCode(66) }
    pages = list.pages
  }

  /// Reads all pages and gives their results in order.
  /// - Parameter deliver: gets each result as soon as those before it are delivered.
  /// - Returns: one line that counts what was read and found.
  func run(deliver: (PageResult) throws(OutputError) -> Void) async throws(OutputError) -> String {
    var progress = Progress(total: pages.count)
    try await Batch.run(pages, jobs: options.jobs) { page in
      await result(page)
    } deliver: { result throws(OutputError) in
      progress.advance(past: result)
      try deliver(result)
    }
    progress.clear()
    return progress.summary
  }

  private func result(_ page: String) async -> PageResult {
    let bytes: [UInt8]
    switch PageFile.load(page, limits: limits) {
    case .success(let loaded): bytes = loaded
    case .failure(let failure): return PageResult(page: page, failure: failure)
    }
    let fromStandardInput = page == "-"
    let input = PageInput(
      page: page, bytes: bytes, url: fromStandardInput ? options.url : nil,
      captured: fromStandardInput ? options.capturedSeconds : nil)
    let read = reader.read(input)
    let findings = await engine.findings(in: read.document)
    return PageResult(
      document: read.document, evidence: findings.evidence, columns: columns,
      failures: read.failures + findings.failures, notes: read.notes)
  }
}
