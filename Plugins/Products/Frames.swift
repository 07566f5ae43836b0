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
  /// A cue of recovery that after "still" says that it never failed.
  case steady
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

/// The words of `frames.tsv`, by frame. Texts are compared byte by byte: they are looked up at every
/// name of a page.
struct Frames: Sendable {
  private let words: [Frame: [[UInt8]]]

  static let shared: Frames = {
    var count = 0
    var words: [Frame: [[UInt8]]] = [:]
    for row in WordList.rows(products_frames(&count), count: count) where row.count >= 2 {
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
