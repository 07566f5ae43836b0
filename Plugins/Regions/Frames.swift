import PostmortemPlugin
import RegionsWords

/// What the words beside a place say of it.
enum Frame: String, Sendable {
  /// After a place: the seat of a firm. Before it: `seated`.
  case seat, seated
  /// Machines are there: words before a place, and words after it.
  case stands, machines
  /// After a place: no place at all. Before it: `named`.
  case none, named
  /// Before a name that may be no place: it is one.
  case locative
  /// In a clause: it tells of the user base.
  case base
  /// People there: words before a place, and words after it.
  case people, told
  /// It tells where most of the trouble or the reports are.
  case share
  /// At the beginning of a clause: it adds to what the clause before said.
  case adds
  /// In a sentence: another occasion.
  case elsewhen
  /// A cue that by itself says that something stayed up.
  case spares
}

/// The words of `frames.tsv`, by frame.
struct Frames: Sendable {
  private let words: [Frame: [String]]

  static let shared: Frames = {
    var count = 0
    var words: [Frame: [String]] = [:]
    for row in WordList.rows(regions_frames(&count), count: count) where row.count >= 2 {
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

  /// Whether one of a frame's words stands in a text (small letters).
  func contains(_ text: String, _ frame: Frame) -> Bool { words[frame]?.contains { text.contains($0) } ?? false }

  /// Whether a text (small letters) is a word of the frame.
  func holds(_ text: String, _ frame: Frame) -> Bool { words[frame]?.contains(text) ?? false }

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
