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
  private let jobs: Int
  /// What is known from outside of the page on standard input.
  private let given: (url: String?, captured: Int?)
  /// What is put before the pages' paths to find them.
  private let folder: String
  /// The pages meant, in order.
  let pages: [String]

  /// Name and version, as page lines carry it.
  static let tool = "postmortem \(Postmortem.version)"

  /// - Parameter listsLeftOut: whether pages are to list what is not of the article.
  /// - Throws: `ExitCode` 66 where an argument names nothing, after saying so.
  init(_ options: PageOptions, plugins: PluginSet, listsLeftOut: Bool = false) throws {
    let list = PageList.expand(options.paths)
    for path in list.missing {
      Terminal.complain(
        "\(path): no such file or folder. Check the path, or quote a pattern to let postmortem expand it.")
    }
    guard list.missing.isEmpty else { throw ExitCode(66) }
    try self.init(
      pages: list.pages, below: "", limits: ReadingLimits(maxPageBytes: options.maxPageBytes), jobs: options.jobs,
      given: (options.url, options.capturedSeconds), plugins: plugins, listsLeftOut: listsLeftOut)
  }

  /// Reads pages again by the paths that a report gives them.
  /// - Parameter root: the folder that relative paths start from.
  init(rereading pages: [String], below root: String, plugins: PluginSet) throws {
    try self.init(
      pages: pages, below: root == "." ? "" : root, limits: ReadingLimits(),
      jobs: ProcessInfo.processInfo.activeProcessorCount, given: (nil, nil), plugins: plugins,
      listsLeftOut: false)
  }

  private init(
    pages: [String], below folder: String, limits: ReadingLimits, jobs: Int, given: (url: String?, captured: Int?),
    plugins: PluginSet, listsLeftOut: Bool
  ) throws {
    self.pages = pages
    self.folder = folder
    self.limits = limits
    self.jobs = jobs
    self.given = given
    reader = PageReader(limits: limits, listsLeftOut: listsLeftOut)
    columns = plugins.columns
    do {
      engine = try Engine(plugins.extractors)
    } catch let failure as Failure {
      Terminal.complain(failure.reason)
      throw ExitCode(64)
    }
  }

  /// Reads all pages and gives their results in order.
  /// - Parameter deliver: gets each result as soon as those before it are delivered.
  /// - Returns: one line that counts what was read and found.
  func run(deliver: (PageResult) throws(OutputError) -> Void) async throws(OutputError) -> String {
    var progress = Progress(total: pages.count)
    try await Batch.run(pages, jobs: jobs) { page in
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
    try await Batch.run(pages, jobs: jobs) { page in
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
    let path = folder.isEmpty || page.hasPrefix("/") ? page : folder + "/" + page
    switch PageFile.load(path, limits: limits) {
    case .failure(let failure): return ReadPage(unreadable: page, failure: failure)
    case .success(let bytes):
      let isGiven = page == "-"
      var input = PageInput(
        page: page, bytes: bytes, url: isGiven ? given.url : nil, captured: isGiven ? given.captured : nil)
      input.digest = SHA256.hex(bytes)
      return reader.read(input)
    }
  }
}
