import PostmortemIncidents
import PostmortemPlugin

/// Quotations that stand close together at one place, shown as one: the quoted words in bold, what
/// stands before, between and after them plain.
struct Footnote: Sendable {
  /// The quotations, in the order of the text.
  private var quotes: [Cited]

  /// At most so many passages are shown under a cell; the JSON has them all.
  static let most = 4
  /// The passages under a cell, as few as say everything: a quotation inside another is left out, and
  /// neighbours share a passage.
  static func quotes(_ evidence: [CitedEvidence]) -> [Footnote] {
    var kept: [Cited] = []
    for quote in evidence.flatMap(\.quotes) where !kept.contains(where: { $0.covers(quote) }) {
      kept.removeAll { quote.covers($0) }
      kept.append(quote)
    }
    var passages: [Footnote] = []
    for quote in kept {
      if let index = passages.firstIndex(where: { $0.reaches(quote) }) {
        passages[index].quotes.append(quote)
        passages[index].quotes.sort { $0.start < $1.start }
      } else {
        passages.append(Footnote(quotes: [quote]))
      }
    }
    return Array(passages.prefix(most))
  }

  /// Whether a quotation stands so near that the context of one holds all that is between.
  private func reaches(_ quote: Cited) -> Bool {
    quotes.contains { other in
      guard other.sharesPlace(with: quote) else { return false }
      let (left, right) = other.start <= quote.start ? (other, quote) : (quote, other)
      return right.start >= left.end && right.start - left.end <= left.suffix.utf8.count
    }
  }

  /// The passage and its place.
  var markdown: String {
    var text = MarkdownReport.escape(quotes[0].prefix) + blank(quotes[0].prefix.last)
    for (index, quote) in quotes.enumerated() {
      text += bold(quote)
      if index + 1 < quotes.count {
        let gap = String(decoding: Array(quote.suffix.utf8.prefix(quotes[index + 1].start - quote.end)), as: UTF8.self)
        text += blank(gap.first) + MarkdownReport.escape(gap) + (gap.count > 1 ? blank(gap.last) : "")
      }
    }
    let after = quotes[quotes.count - 1].suffix
    // Where one ends and the next begins, both are bold together.
    text = text.replacing("****", with: "").replacing("</b><b>", with: "")
    return "“" + text + blank(after.first) + MarkdownReport.escape(after) + "” " + place
  }

  /// Escaping trims blanks; those beside bold words are put back.
  private func blank(_ edge: Character?) -> String { edge?.isWhitespace == true ? " " : "" }

  private func bold(_ quote: Cited) -> String {
    let words = quote.shown
    let text = MarkdownReport.escape(words)
    // CommonMark takes no asterisks for bold between punctuation and a letter.
    let isBare = [words.first, words.last].allSatisfy { $0?.isLetter == true || $0?.isNumber == true }
    return isBare ? "**\(text)**" : "<b>\(text)</b>"
  }

  private var place: String {
    if let metadata = quotes[0].metadata {
      return "(" + MarkdownReport.escape(metadata + (quotes[0].pointer ?? "")) + ")"
    }
    let path = (quotes[0].xpath ?? "") + (quotes[0].attribute.map { "/@" + $0 } ?? "")
    return "`" + Shown.safe(path).replacing("`", with: "'") + "`"
  }
}

extension Cited {
  /// Whether two quotations are from the same block, attribute or metadata value.
  func sharesPlace(with other: Cited) -> Bool {
    xpath == other.xpath && attribute == other.attribute && metadata == other.metadata
  }

  /// Whether another quotation stands inside this one.
  func covers(_ other: Cited) -> Bool {
    sharesPlace(with: other) && start <= other.start && end >= other.end
  }
}
