import PostmortemPlugin
import ProductsWords

/// What a thing that no list knows is for, as far as its own name tells: a "Wide Area Network" is a network.
enum Kinds {
  private static let words: [String: Category] = {
    var count = 0
    let rows = WordList.rows(products_kinds(&count), count: count)
    return Dictionary(
      rows.compactMap { row in row.count > 1 ? Category(rawValue: row[1]).map { (row[0], $0) } : nil }
    ) { first, _ in first }
  }()

  /// The category by the last word of a name, what stands in brackets or behind "for" and a mere "services"
  /// left out; nil where that word tells none.
  static func category(of name: String) -> Category? {
    var words = name.lowercased().split { $0 == " " || $0 == "/" || $0 == "," }.map(String.init)
    if let end = words.firstIndex(where: { $0.hasPrefix("(") || $0 == "for" }) { words.removeSubrange(end...) }
    while let last = words.last, ["service", "services", "system", "systems", "api"].contains(last), words.count > 1 {
      words.removeLast()
    }
    return words.last.flatMap { Kinds.words[$0] }
  }
}

/// The thing that a provider's report names first in its title: "RCA - Wide Area Network - Several regions".
struct ReportTitle {
  let document: Document
  let lens: Lens

  /// The name's bytes; nil where the title has no such shape, or what stands there is no thing that could be
  /// down.
  func name(in block: Int) -> Range<Int>? {
    guard document.blocks[block].kind == .heading, document.incident(of: block) != nil else { return nil }
    var parts = parts(of: document.blocks[block].range)
    guard parts.count > 1 else { return nil }
    if let first = parts.first, ReportTitle.isKindOfReport(document.string(first)) { parts.removeFirst() }
    guard let name = parts.first, name.count <= 60, Kinds.category(of: document.string(name)) != nil,
      lens.cues(of: block).allSatisfy({ !$0.range.overlaps(name) })
    else { return nil }
    return name
  }

  /// The parts between dashes that stand alone.
  private func parts(of range: Range<Int>) -> [Range<Int>] {
    let text = document.text
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var at = range.lowerBound
    while at < range.upperBound {
      guard let width = dash(at, before: range.upperBound) else {
        at += 1
        continue
      }
      parts.append(start..<at)
      at += width
      start = at
    }
    parts.append(start..<range.upperBound)
    return parts.map { trimmed($0, text) }.filter { !$0.isEmpty }
  }

  /// The bytes of " - ", " – " or " — " at an offset.
  private func dash(_ at: Int, before end: Int) -> Int? {
    let rest = document.text[at..<min(at + 5, end)]
    return [" - ", " – ", " — "].first { rest.starts(with: $0.utf8) }?.utf8.count
  }

  private func trimmed(_ range: Range<Int>, _ text: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] == 0x20 { start += 1 }
    while end > start, text[end - 1] == 0x20 { end -= 1 }
    return start..<end
  }

  private static func isKindOfReport(_ text: String) -> Bool {
    let plain = text.lowercased()
    return [
      "rca", "pir", "post incident review", "preliminary", "post-mortem", "postmortem", "incident report", "mitigated",
      "resolved", "事故报告", "复盘",
    ].contains { plain.hasPrefix($0) }
  }
}
