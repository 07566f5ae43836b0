import Foundation
import PostmortemPlugin

/// The reading of one page, step by step.
struct ReadingJob {
  private let input: PageInput
  private let limits: ReadingLimits
  private let listsLeftOut: Bool
  private var failures: [Failure] = []
  private var notes: [String] = []
  private var contentType: String?
  private var outer = Wrapping()

  init(input: PageInput, limits: ReadingLimits, listsLeftOut: Bool) {
    self.input = input
    self.limits = limits
    self.listsLeftOut = listsLeftOut
    contentType = input.contentType
  }

  mutating func run() -> ReadPage {
    if input.bytes.count > limits.maxPageBytes { return tooLarge() }
    var bytes = input.bytes
    // Formats nest, but not for ever.
    for _ in 0..<4 {
      switch PageKind.of(bytes, page: name) {
      case .empty:
        // Nothing was there before the cut: that has been said.
        return failures.isEmpty ? refused("empty", "the page has no content; save it again") : unread()
      case .binary(let what):
        return refused("binary", "this is \(what), not a page; give the HTML or Markdown of the page")
      case .notHTML(let what):
        return refused("not-html", "this is \(what), which is not supported yet; give the page as HTML")
      case .json: return readJSON(bytes)
      case .feed: return readFeed(bytes)
      case .gzip:
        guard let unpacked = unpack(bytes) else { return tooLarge() }
        bytes = unpacked
      case .mhtml:
        guard let part = MHTML(bytes) else {
          return refused("broken", "this MHTML file holds no page, or ends before it; save it again")
        }
        bytes = open(part)
      case .response:
        let response = Response(bytes)
        outer.traces.append(response.trace)
        contentType = response.contentType ?? contentType
        bytes = response.page
      case .markup: return readText(bytes)
      }
    }
    return refused("not-html", "the page is packed more than four times over; unpack it first")
  }

  /// The bytes inside a gzip file; nil where they are too many.
  private mutating func unpack(_ bytes: [UInt8]) -> [UInt8]? {
    switch Gzip.unpack(bytes, limit: limits.maxPageBytes) {
    case .whole(let unpacked): return unpacked
    case .tooLarge: return nil
    case .cut(let unpacked):
      fail("broken", "the gzip file is damaged or cut off; save it again. What was there has been read")
      return unpacked
    }
  }

  private mutating func open(_ file: MHTML) -> [UInt8] {
    if file.isBroken {
      fail("broken", "the MHTML file is damaged or cut off; save it again. What was there has been read")
    }
    outer.traces.append(file.trace)
    outer.title = file.subject
    contentType = file.contentType
    return file.page
  }

  private mutating func fail(_ code: String, _ reason: String) {
    failures.append(Failure(.read, code: code, reason: reason))
  }

  /// The page's name without the ending of the packing.
  private var name: String { input.page.hasSuffix(".gz") ? String(input.page.dropLast(3)) : input.page }

  private mutating func tooLarge() -> ReadPage {
    refused("too-large", "the page is larger than \(limits.maxPageBytes >> 20) MiB; --max-page-bytes raises the limit")
  }

  private mutating func refused(_ code: String, _ reason: String) -> ReadPage {
    fail(code, reason)
    return unread()
  }

  private func unread() -> ReadPage {
    var document = DocumentBuilder(page: input.page).finish()
    document.digest = input.digest
    document.url = input.url
    return ReadPage(document: document, failures: failures, notes: notes)
  }

  private mutating func readText(_ bytes: [UInt8]) -> ReadPage {
    var decoded = TextDecoder.decode(bytes, contentType: contentType)
    if decoded.charset != "UTF-8" { notes.append("decoded from \(decoded.charset)") }
    if decoded.replaced > 0 {
      notes.append("\(decoded.replaced) bytes that mean nothing in \(decoded.charset) were replaced")
    }
    let isMarkdown = Markdown.isMarkdown(decoded.bytes, page: name)
    if isMarkdown { decoded.bytes = Markdown.html(decoded.bytes) }
    var markup = parse(&decoded.bytes, isMarkdown: isMarkdown)
    markup.outer = outer
    var writer = PageWriter(input: input, markup: markup, isMarkdown: isMarkdown, listsLeftOut: listsLeftOut)
    let document = writer.write()
    if document.text.isEmpty, !failures.contains(where: { $0.code == "broken" }) {
      fail("broken", "the page has no words; save it again with its content")
    }
    let dates = writer.dates.all.map { candidate in
      ReadPage.FoundDate(
        day: candidate.found.date, words: candidate.source.words, rule: candidate.rule, trust: candidate.trust,
        isModification: candidate.isModification)
    }
    return ReadPage(
      document: document, failures: failures, notes: notes + writer.notes, dates: dates, leftOut: writer.leftOut)
  }

  // MARK: - Data

  private mutating func readJSON(_ bytes: [UInt8]) -> ReadPage {
    guard let value = JSONValue(TextDecoder.decode(bytes, contentType: contentType).bytes) else {
      return refused("broken", "this JSON is cut off, damaged or nested too deeply; save it again")
    }
    return write(StatusReaders.read(value, with: StatusReaders.json), what: "JSON data")
  }

  private mutating func readFeed(_ bytes: [UInt8]) -> ReadPage {
    guard let feed = Feed(bytes) else {
      return refused("broken", "this feed is cut off or damaged; save it again")
    }
    return write(StatusReaders.read(feed, with: StatusReaders.feeds), what: "a feed")
  }

  private mutating func write(_ finding: StatusReaders.Finding, what: String) -> ReadPage {
    switch finding {
    case .none:
      return refused("not-html", "this is \(what) of no status page that is known; give the page as HTML")
    case .unknown(let name):
      return refused("format", "\(StatusReaders.complaint(name)), but not its layout; give the page as HTML")
    case .page(let page):
      let (document, remarks) = DataPage(input: input, page: page).write()
      return ReadPage(document: document, failures: failures, notes: notes + remarks)
    }
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
    markup.pushes = Markup.pushes(found.scripts, in: bytes)
    // A file that is cut off holds a page that is: that has been said.
    if let broken = found.broken, !isMarkdown, !failures.contains(where: { $0.code == "broken" }) {
      fail("broken", "the page is cut off: \(broken); save it again. What was there has been read")
    }
    for cut in found.cuts {
      bytes.withUnsafeMutableBufferPointer { buffer in
        for index in cut { buffer[index] = 0x20 }
      }
    }
    if !found.cuts.isEmpty { notes.append("\(found.cuts.count) oversized or unmatched tags were cut") }
    ReadingJob.remove(found.code, from: &bytes)
    var parser = HTMLParser()
    let deadline = ContinuousClock.now.advanced(by: .seconds(limits.seconds))
    let complete = bytes.withUnsafeBufferPointer { parser.parse($0, until: deadline) }
    if !complete {
      fail("time", "parsing took longer than \(limits.seconds) seconds and was stopped; the rest is missing")
    }
    markup.tree = parser.tree
    markup.data = parser.scripts
    return markup
  }

  /// Closes up over ranges that follow each other.
  private static func remove(_ ranges: [Range<Int>], from bytes: inout [UInt8]) {
    guard let first = ranges.first else { return }
    let end = bytes.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      var write = first.lowerBound
      for (index, range) in ranges.enumerated() {
        let next = index + 1 < ranges.count ? ranges[index + 1].lowerBound : buffer.count
        memmove(base + write, base + range.upperBound, next - range.upperBound)
        write += next - range.upperBound
      }
      return write
    }
    bytes.removeLast(bytes.count - end)
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

/// What the files around a page say of it, outermost first.
struct Wrapping {
  var traces: [SaveTrace] = []
  var title: String?
}

/// A page's markup, parsed, with the places where marks of saving stand.
struct Markup {
  var tree = Tree()
  var data: [(type: String, id: String, text: [UInt8])] = []
  var comments: [String] = []
  var scripts: [String] = []
  /// The scripts in which a framework pushes the page's data.
  var pushes: [[UInt8]] = []
  var outer = Wrapping()

  private static let push = Array("self.__next_f.push(".utf8)

  static func pushes(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [[UInt8]] {
    ranges.filter { bytes[$0].starts(with: push) }.map { Array(bytes[$0].dropFirst(push.count)) }
  }

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
