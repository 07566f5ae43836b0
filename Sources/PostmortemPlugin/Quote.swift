/// Words and where they stand: what makes a claim checkable.
///
/// Follows the W3C Web Annotation selectors (TextQuoteSelector, TextPositionSelector), with UTF-8
/// byte offsets.
public struct Quote: Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    /// The document's text.
    case text
    /// An attribute of an element, by its index in `Document.attributes`.
    case attribute(Int)
    /// A value that came with the page, by its key in `Document.metadata`.
    case metadata(String)
  }

  public let place: Place
  /// UTF-8 offsets in the place's bytes.
  public let range: Range<Int>
  /// The words themselves.
  public let text: String

  public init(place: Place, range: Range<Int>, text: String) {
    self.place = place
    self.range = range
    self.text = text
  }

  /// The first occurrence of `words` in `value`; nil if it holds none.
  init?(_ words: String, in value: String, at place: Place) {
    let needle = Array(words.utf8)
    let hay = Array(value.utf8)
    guard !needle.isEmpty, hay.count >= needle.count else { return nil }
    for start in 0...(hay.count - needle.count) where hay[start..<start + needle.count].elementsEqual(needle) {
      self.init(place: place, range: start..<start + needle.count, text: words)
      return
    }
    return nil
  }
}
