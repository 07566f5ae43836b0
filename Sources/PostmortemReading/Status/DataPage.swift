import PostmortemPlugin

/// Writes a status page that is JSON or a feed as a document.
struct DataPage {
  let input: PageInput
  let page: StatusPage

  /// - Returns: the document, and what was seen and not understood.
  func write() -> (document: Document, notes: [String]) {
    var writer = StatusWriter(page, into: Assembler(page: input.page, tree: Tree(), segments: Segments()))
    let title = writer.write(page.title, kind: .title)
    var builder = writer.write().builder
    builder.addMetadata(Metadata(key: "file", value: input.page))
    if let url = input.url { builder.addMetadata(Metadata(key: "url", value: url)) }
    var document = builder.finish()
    document.digest = input.digest
    document.url = input.url
    document.isCrowd = page.isCrowd
    // Such pages say nothing of their language, and their words are few: Latin letters are taken for English.
    document.language = LanguageGuess.guess(document.text, label: "en")
    if let title {
      let quote = document.quote(title)
      document.title = quote.text
      document.claims.append(Claim(.title, .text(quote.text), quotes: [quote], rule: "page-name"))
    }
    if let url = input.url, let quote = document.quote(url, inMetadata: "url") {
      document.claims.append(Claim(.url, .text(url), quotes: [quote], rule: "given"))
    }
    document.claims += writer.claims
    return (document, writer.notes + (page.incidents.isEmpty ? ["the page lists no incidents"] : []))
  }
}
