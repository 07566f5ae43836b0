import ArgumentParser
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading

/// `postmortem text`: the article of each page, and nothing else of it.
struct Text: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the article of each page, without navigation, other stories and comments.",
    discussion: """
      With --json one object a page and line: page, title, published, text. A page that can't be read is reported on
      standard error, has an empty text, and does not change the exit code.
      """)

  @OptionGroup var pages: PageOptions

  @Flag(help: "Print JSON Lines.")
  var json = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    let pipeline = try Pipeline(pages, plugins: PluginSet())
    let several = pipeline.pages.count > 1
    do throws(OutputError) {
      let out = try Output(output)
      try await pipeline.read { read throws(OutputError) in
        for failure in read.failures { Terminal.complain("\(read.document.page): \(failure.reason)") }
        try out.write(json ? line(read.document) : plainText(read.document, named: several))
      }
      try out.close()
    } catch {
      throw ending(with: error)
    }
  }

  private func line(_ document: Document) -> [UInt8] {
    JSON.members([
      "page": .string(document.page), "title": .string(document.title),
      "published": .optional(document.published?.text), "text": .string(article(document).joined(separator: "\n")),
    ]).line + [0x0A]
  }

  private func plainText(_ document: Document, named: Bool) -> [UInt8] {
    let heading = named ? ["==> \(document.page) <=="] : []
    let parts = (heading + [document.title] + article(document)).filter { !$0.isEmpty }
    return Array((parts.map(Terminal.plain).joined(separator: "\n\n") + "\n\n").utf8)
  }

  /// The page's own blocks but for the headline and the captions.
  private func article(_ document: Document) -> [String] {
    document.blocks.indices
      .filter { document.isOwn(block: $0) && ![.title, .caption].contains(document.blocks[$0].kind) }
      .map { document.string(document.blocks[$0].range) }
  }
}
