import PostmortemPlugin
import ProductsWords

/// What the words beside a name say of the part it plays.
enum Frame: String, Sendable {
  /// Before a name: people talk there.
  case place
  /// After a name: the same.
  case talk
  /// After a name: it speaks.
  case speaks
  /// A cue whose object suffers and whose subject does not.
  case strikes
  /// Between a cue and the name it is said of.
  case linked
  /// Before a name: others stand on it.
  case carries
  /// Before a name: it is held against another.
  case contrast
  /// A cue that by itself says that something stayed up.
  case spares
  /// A cue of recovery that says so only of what is known to be down.
  case weak
  /// A cue that says so little that the page must say more elsewhere.
  case vague
  /// Before a cue: it tells of no outage that has been.
  case generic
  /// In a sentence: it tells of another occasion.
  case elsewhen
  /// After a harming cue: something else suffers.
  case victim
  /// After a possessive: the owner's own service, not a thing of its.
  case own
}

/// The words of `frames.tsv`, by frame.
struct Frames: Sendable {
  let words: [Frame: [String]]

  static let shared: Frames = {
    var count = 0
    var words: [Frame: [String]] = [:]
    for row in WordList.rows(products_frames(&count), count: count) where row.count >= 2 {
      if let frame = Frame(rawValue: row[1]) { words[frame, default: []].append(row[0]) }
    }
    return Frames(words: words)
  }()

  /// The longest word of a frame with which a text (small letters) ends.
  func ending(_ text: String, _ frame: Frame) -> String? {
    longest(frame) { word in text.hasSuffix(word) && bound(text.dropLast(word.count).last, word.first) }
  }

  /// The longest word of a frame with which a text (small letters) begins.
  func beginning(_ text: String, _ frame: Frame) -> String? {
    longest(frame) { word in text.hasPrefix(word) && bound(text.dropFirst(word.count).first, word.last) }
  }

  /// Whether a text (small letters) is a word of the frame.
  func holds(_ text: String, _ frame: Frame) -> Bool { words[frame]?.contains(text) ?? false }

  /// Whether one of a frame's words stands in a text (small letters) as a word.
  func contains(_ text: String, _ frame: Frame) -> Bool {
    words[frame]?.contains { word in
      guard let range = text.firstRange(of: word) else { return false }
      let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      return bound(before, word.first) && bound(after, word.last)
    } ?? false
  }

  private func longest(_ frame: Frame, where matches: (String) -> Bool) -> String? {
    words[frame]?.filter(matches).max { $0.utf8.count < $1.utf8.count }
  }
}

/// Whether two neighbouring characters belong to different words: Latin letters join, Han characters
/// never do.
private func bound(_ outside: Character?, _ inside: Character?) -> Bool {
  guard let outside, let inside else { return true }
  return !(outside.isASCII && (outside.isLetter || outside.isNumber) && inside.isASCII && inside.isLetter)
}
