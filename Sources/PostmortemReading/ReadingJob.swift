import PostmortemPlugin

/// The reading of one page, step by step.
struct ReadingJob {
  private let input: PageInput
  private let limits: ReadingLimits
  private var failures: [Failure] = []
  private var notes: [String] = []

  init(input: PageInput, limits: ReadingLimits) {
    self.input = input
    self.limits = limits
  }

  mutating func run() -> ReadPage {
    if input.bytes.count > limits.maxPageBytes { return tooLarge() }
    var bytes = input.bytes
    if Gzip.isGzip(bytes) {
      switch Gzip.unpack(bytes, limit: limits.maxPageBytes) {
      case .whole(let unpacked): bytes = unpacked
      case .tooLarge: return tooLarge()
      case .cut(let unpacked):
        bytes = unpacked
        failures.append(
          Failure(
            .read, code: "broken",
            reason: "the gzip file is damaged or cut off; save it again. What was there has been read"))
      }
    }
    switch PageKind.of(bytes, page: name) {
    case .empty: return refused("empty", "the page has no content; save it again")
    case .binary(let what):
      return refused("binary", "this is \(what), not a page; give the HTML or Markdown of the page")
    case .notHTML(let what):
      return refused("not-html", "this is \(what), which is not supported yet; give the page as HTML")
    case .mhtml: return refused("not-html", "this is an MHTML file, which is not supported yet; save the page as HTML")
    case .gzip: return refused("not-html", "this is a gzip file inside a gzip file; unpack it first")
    case .markup, .markdown: return readText(bytes)
    }
  }

  /// The page's name without the ending of the packing.
  private var name: String { input.page.hasSuffix(".gz") ? String(input.page.dropLast(3)) : input.page }

  private mutating func tooLarge() -> ReadPage {
    refused("too-large", "the page is larger than \(limits.maxPageBytes >> 20) MiB; --max-page-bytes raises the limit")
  }

  private mutating func refused(_ code: String, _ reason: String) -> ReadPage {
    var document = DocumentBuilder(page: input.page).finish()
    document.digest = SHA256.hex(input.bytes)
    document.url = input.url
    return ReadPage(document: document, failures: failures + [Failure(.read, code: code, reason: reason)], notes: notes)
  }

  private mutating func readText(_ bytes: [UInt8]) -> ReadPage {
    var decoded = TextDecoder.decode(bytes, contentType: input.contentType)
    if decoded.charset != "UTF-8" { notes.append("decoded from \(decoded.charset)") }
    if decoded.replaced > 0 {
      notes.append("\(decoded.replaced) bytes that mean nothing in \(decoded.charset) were replaced")
    }
    let isMarkdown = Markdown.isMarkdown(decoded.bytes, page: name)
    if isMarkdown { decoded.bytes = Markdown.html(decoded.bytes) }
    let markup = parse(&decoded.bytes, isMarkdown: isMarkdown)
    var writer = PageWriter(input: input, markup: markup, isMarkdown: isMarkdown)
    let document = writer.write()
    if document.text.isEmpty, !failures.contains(where: { $0.code == "broken" }) {
      failures.append(Failure(.read, code: "broken", reason: "the page has no words; save it again with its content"))
    }
    let dates = writer.dates.all.map { candidate in
      ReadPage.FoundDate(
        day: candidate.found.date, words: candidate.source.words, rule: candidate.rule, trust: candidate.trust,
        isModification: candidate.isModification)
    }
    return ReadPage(document: document, failures: failures, notes: notes, dates: dates)
  }

  private mutating func parse(_ bytes: inout [UInt8], isMarkdown: Bool) -> Markup {
    sanitize(&bytes)
    var markup = Markup()
    let found = bytes.withUnsafeBufferPointer { buffer in
      var guarding = TagGuard(buffer, limit: limits.maxTagBytes)
      return guarding.run()
    }
    markup.comments = Markup.strings(found.comments, in: bytes)
    markup.scripts = Markup.strings(found.scripts, in: bytes)
    if let broken = found.broken, !isMarkdown {
      failures.append(
        Failure(
          .read, code: "broken", reason: "the page is cut off: \(broken); save it again. What was there has been read"))
    }
    for cut in found.cuts {
      bytes.withUnsafeMutableBufferPointer { buffer in
        for index in cut { buffer[index] = 0x20 }
      }
    }
    if !found.cuts.isEmpty { notes.append("\(found.cuts.count) oversized or unmatched tags were cut") }
    let parser = HTMLParser()
    let deadline = ContinuousClock.now.advanced(by: .seconds(limits.seconds))
    let complete = bytes.withUnsafeBufferPointer { parser.parse($0, until: deadline) }
    if !complete {
      failures.append(
        Failure(
          .read, code: "time",
          reason: "parsing took longer than \(limits.seconds) seconds and was stopped; the rest is missing"))
    }
    markup.tree = parser.tree
    markup.data = parser.scripts
    return markup
  }

  /// Control characters become blanks: the parser would stop to complain about each.
  private func sanitize(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices where buffer[index] < 0x20 {
        let byte = buffer[index]
        if byte != 9, byte != 10, byte != 13 { buffer[index] = 0x20 }
      }
    }
  }
}

/// A page's markup, parsed, with the places where marks of saving stand.
struct Markup {
  var tree = Tree()
  var data: [(type: String, id: String, text: [UInt8])] = []
  var comments: [String] = []
  var scripts: [String] = []

  /// The text of the first few kilobytes of each range that may hold a mark.
  static func strings(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [String] {
    var out: [String] = []
    for range in ranges {
      let slice = bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + 2048)]
      guard
        slice.firstIndex(of: "wm.", from: slice.startIndex) != nil
          || slice.firstIndex(of: "wb", from: slice.startIndex) != nil
          || slice.firstIndex(of: "WB_", from: slice.startIndex) != nil
          || slice.firstIndex(of: "ARCHIVED ON", from: slice.startIndex) != nil
          || slice.firstIndex(of: "aved ", from: slice.startIndex) != nil
          || slice.firstIndex(of: "SingleFile", from: slice.startIndex) != nil
          || slice.firstIndex(of: "Mirrored", from: slice.startIndex) != nil
      else { continue }
      out.append(String(decoding: slice, as: UTF8.self))
    }
    return out
  }
}
