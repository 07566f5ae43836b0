/// Short phrases that say something of what stands beside them, sorted by what they say: "users in"
/// before a place, "is down" after a name.
///
/// The texts that are looked at must have their letters small. Latin phrases are found as whole words,
/// Chinese ones anywhere. Texts are compared byte by byte: they are looked up at every name of a page.
public struct FrameList<Frame: RawRepresentable & Hashable & Sendable>: Sendable where Frame.RawValue == String {
  private let phrases: [Frame: [[UInt8]]]

  /// - Parameter rows: of a word list: `phrase ⇥ frame`. Rows whose frame is unknown are left out.
  public init(rows: [[String]]) {
    var phrases: [Frame: [[UInt8]]] = [:]
    for row in rows where row.count >= 2 {
      if let frame = Frame(rawValue: row[1]) { phrases[frame, default: []].append(Array(row[0].utf8)) }
    }
    self.phrases = phrases
  }

  /// The longest phrase of a frame with which a text ends.
  public func ending(_ text: String, _ frame: Frame) -> String? {
    let bytes = Array(text.utf8)
    return longest(frame) { phrase in
      bytes.count >= phrase.count && bytes.suffix(phrase.count).elementsEqual(phrase)
        && isWhole(phrase, at: bytes.count - phrase.count, in: bytes)
    }
  }

  /// The longest phrase of a frame with which a text begins.
  public func beginning(_ text: String, _ frame: Frame) -> String? {
    let bytes = Array(text.utf8)
    return longest(frame) { phrase in bytes.starts(with: phrase) && isWhole(phrase, at: 0, in: bytes) }
  }

  /// Whether a phrase of a frame stands in a text.
  public func contains(_ text: String, _ frame: Frame) -> Bool { find(frame, in: text) != nil }

  /// Where a phrase of a frame stands in a text, in UTF-8 bytes: the first of the phrases, in their
  /// order, that stands in it at all.
  public func find(_ frame: Frame, in text: String) -> Range<Int>? {
    let bytes = Array(text.utf8)
    for phrase in phrases[frame] ?? [] where !phrase.isEmpty && bytes.count >= phrase.count {
      for start in 0...(bytes.count - phrase.count) where bytes[start] == phrase[0] {
        if bytes[start..<start + phrase.count].elementsEqual(phrase), isWhole(phrase, at: start, in: bytes) {
          return start..<start + phrase.count
        }
      }
    }
    return nil
  }

  /// Whether a text is a phrase of the frame.
  public func holds(_ text: String, _ frame: Frame) -> Bool {
    phrases[frame]?.contains { $0.elementsEqual(text.utf8) } ?? false
  }

  private func longest(_ frame: Frame, where matches: ([UInt8]) -> Bool) -> String? {
    phrases[frame]?.filter(matches).max { $0.count < $1.count }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether no Latin letter or digit beside a Latin phrase makes it part of a longer word.
  private func isWhole(_ phrase: [UInt8], at start: Int, in text: [UInt8]) -> Bool {
    let end = start + phrase.count
    return (start == 0 || !isLatin(text[start - 1]) || !isLatin(phrase[0]))
      && (end == text.count || !isLatin(text[end]) || !isLatin(phrase[phrase.count - 1]))
  }

  private func isLatin(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
}
