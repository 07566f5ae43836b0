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

  /// - Parameter listsLeftOut: whether pages are to list what is not of the article.
  /// - Throws: `ExitCode` 66 where an argument names nothing, after saying so.
  init(_ options: PageOptions, listsLeftOut: Bool = false) throws {
    self.options = options
    limits = ReadingLimits(maxPageBytes: options.maxPageBytes)
    reader = PageReader(limits: limits, listsLeftOut: listsLeftOut)
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
      Terminal.complain(
        "\(path): no such file or folder. Check the path, or quote a pattern to let postmortem expand it.")
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

  /// Reads all pages without looking for incidents, in order.
  func read(deliver: (ReadPage) throws(OutputError) -> Void) async throws(OutputError) {
    try await Batch.run(pages, jobs: options.jobs) { page in
      open(page)
    } deliver: { read throws(OutputError) in
      try deliver(read)
    }
  }

  /// One page, both as it was read and as it was understood.
  func look(at page: String) async -> (read: ReadPage, result: PageResult) {
    let read = open(page)
    let findings = await engine.findings(in: read.document)
    let result = PageResult(
      document: read.document, evidence: findings.evidence, columns: columns,
      failures: read.failures + findings.failures, notes: read.notes)
    return (read, result)
  }

  private func result(_ page: String) async -> PageResult { await look(at: page).result }

  private func open(_ page: String) -> ReadPage {
    switch PageFile.load(page, limits: limits) {
    case .failure(let failure): return ReadPage(unreadable: page, failure: failure)
    case .success(let bytes):
      let isGiven = page == "-"
      var input = PageInput(
        page: page, bytes: bytes, url: isGiven ? options.url : nil, captured: isGiven ? options.capturedSeconds : nil)
      input.digest = SHA256.hex(bytes)
      return reader.read(input)
    }
  }
}
