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
  /// Before a place: all but it.
  case beyond
  /// In a sentence: another occasion.
  case elsewhen
  /// A cue that by itself says that something stayed up.
  case spares
}

/// The words of `frames.tsv`, by frame. Texts are compared byte by byte: they are looked up at every
/// name of a page.
struct Frames: Sendable {
  private let words: [Frame: [[UInt8]]]

  static let shared: Frames = {
    var count = 0
    var words: [Frame: [[UInt8]]] = [:]
    for row in WordList.rows(regions_frames(&count), count: count) where row.count >= 2 {
      if let frame = Frame(rawValue: row[1]) { words[frame, default: []].append(Array(row[0].utf8)) }
    }
    return Frames(words: words)
  }()

  /// The longest word of a frame with which a text (small letters) ends.
  func ending(_ text: String, _ frame: Frame) -> String? {
    let bytes = Array(text.utf8)
    return longest(frame) { word in
      bytes.count >= word.count && bytes.suffix(word.count).elementsEqual(word)
        && stands(word, bytes.count - word.count, bytes)
    }
  }

  /// The longest word of a frame with which a text (small letters) begins.
  func beginning(_ text: String, _ frame: Frame) -> String? {
    let bytes = Array(text.utf8)
    return longest(frame) { word in bytes.starts(with: word) && stands(word, 0, bytes) }
  }

  /// Whether one of a frame's words stands in a text (small letters) as a word.
  func contains(_ text: String, _ frame: Frame) -> Bool {
    let bytes = Array(text.utf8)
    return words[frame]?.contains { word in
      guard let first = word.first, bytes.count >= word.count else { return false }
      for start in 0...(bytes.count - word.count) where bytes[start] == first {
        if bytes[start..<start + word.count].elementsEqual(word), stands(word, start, bytes) { return true }
      }
      return false
    } ?? false
  }

  /// Whether a text (small letters) is a word of the frame.
  func holds(_ text: String, _ frame: Frame) -> Bool {
    words[frame]?.contains { $0.elementsEqual(text.utf8) } ?? false
  }

  private func longest(_ frame: Frame, where matches: ([UInt8]) -> Bool) -> String? {
    words[frame]?.filter(matches).max { $0.count < $1.count }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether no Latin letter or digit beside a Latin word makes it part of a longer one.
  private func stands(_ word: [UInt8], _ start: Int, _ text: [UInt8]) -> Bool {
    let end = start + word.count
    return (start == 0 || !isLatin(text[start - 1]) || !isLatin(word[0]))
      && (end == text.count || !isLatin(text[end]) || !isLatin(word[word.count - 1]))
  }

  private func isLatin(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }
}
