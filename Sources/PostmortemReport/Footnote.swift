import PostmortemIncidents
import PostmortemPlugin

/// The quotations under a cell, as few as say everything: one that stands inside another is left
/// out, and the same words at the same place are shown once.
struct Footnote: Sendable {
  let quote: Cited

  /// At most so many quotations are shown under a cell; the JSON has them all.
  static let most = 4
  /// A quotation is shown to so many characters.
  static let longest = 300

  static func quotes(_ evidence: [CitedEvidence]) -> [Footnote] {
    var kept: [Cited] = []
    for quote in evidence.flatMap(\.quotes) {
      if kept.contains(where: { $0.covers(quote) }) { continue }
      kept.removeAll { quote.covers($0) }
      kept.append(quote)
    }
    return kept.prefix(most).map(Footnote.init)
  }

  /// The words in bold between what stands around them, and the place.
  var markdown: String {
    let words = quote.quote.count > Footnote.longest ? quote.quote.prefix(Footnote.longest) + "…" : quote.quote[...]
    let before = MarkdownReport.escape(quote.prefix)
    let after = MarkdownReport.escape(quote.suffix)
    let gapBefore = quote.prefix.last == " " ? " " : ""
    let gapAfter = quote.suffix.first == " " ? " " : ""
    return "“\(before)\(gapBefore)**\(MarkdownReport.escape(String(words)))**\(gapAfter)\(after)” \(place)"
  }

  private var place: String {
    if let metadata = quote.metadata {
      return "(" + MarkdownReport.escape(metadata + (quote.pointer ?? "")) + ")"
    }
    let path = (quote.xpath ?? "") + (quote.attribute.map { "/@" + $0 } ?? "")
    return "`" + Shown.safe(path).replacing("`", with: "'") + "`"
  }
}

extension Cited {
  /// Whether another quotation stands inside this one.
  func covers(_ other: Cited) -> Bool {
    xpath == other.xpath && attribute == other.attribute && metadata == other.metadata && start <= other.start
      && end >= other.end
  }
}
