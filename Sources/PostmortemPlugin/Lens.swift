/// Small looks at the text around a place: what stands just before a name, just after it, in its
/// sentence.
public struct Lens: Sendable {
  public let reading: Reading

  public init(_ reading: Reading) { self.reading = reading }

  public var document: Document { reading.document }

  /// The words of a range, small letters.
  public func words(_ range: Range<Int>) -> String {
    range.isEmpty ? "" : String(decoding: document.text[range], as: UTF8.self).lowercased()
  }

  /// Up to `reach` bytes before a place, inside its sentence, small letters, without the white space
  /// and quotation marks at the end.
  public func before(_ at: Int, reach: Int = 40) -> String {
    var start = max(at - reach, sentence(at).lowerBound)
    while start < at, document.text[start] & 0xC0 == 0x80 { start += 1 }
    var text = words(start..<at)
    while let last = text.last, isPadding(last) { text.removeLast() }
    return text
  }

  /// Up to `reach` bytes after a place, inside its sentence, small letters, without the white space
  /// and quotation marks at the beginning.
  public func after(_ at: Int, reach: Int = 40) -> String {
    let limit = at > 0 ? sentence(at - 1).upperBound : 0
    var end = min(at + reach, limit)
    while end > at, end < document.text.count, document.text[end] & 0xC0 == 0x80 { end -= 1 }
    guard end > at else { return "" }
    var text = Substring(words(at..<end))
    while let first = text.first, isPadding(first) { text.removeFirst() }
    return String(text)
  }

  /// The words of the sentence that holds a place, small letters; of a very long one those nearby.
  public func sentenceWords(_ at: Int) -> String {
    let whole = sentence(at)
    var start = max(whole.lowerBound, at - 300)
    var end = min(whole.upperBound, at + 300)
    while start < at, document.text[start] & 0xC0 == 0x80 { start += 1 }
    while end > at, end < document.text.count, document.text[end] & 0xC0 == 0x80 { end -= 1 }
    return words(start..<end)
  }

  /// The clauses of the sentence around some of them; of a very long sentence those nearby.
  public func sentence(around span: Range<Int>) -> Range<Int> {
    // A name may hold what looks like the end of a sentence ("Yahoo!"): the last clause decides.
    let last = reading.clauses.all[span.upperBound - 1].range.lowerBound
    guard let whole = reading.clauses.sentence(at: last) else { return span }
    return max(whole.lowerBound, span.lowerBound - 24)..<min(whole.upperBound, span.upperBound + 24)
  }

  /// The sentence that holds a place.
  public func sentence(_ at: Int) -> Range<Int> { reading.clauses.clause(at: at)?.sentence ?? at..<at }

  private func isPadding(_ character: Character) -> Bool {
    character == " " || character == "\"" || character == "“" || character == "”" || character == "'"
      || character == "["
  }
}

extension Document {
  /// "Some files were out of reach; it has been resolved for all users": whoever was hit, all are served again.
  /// - Parameter range: the words that say so.
  public func isForAll(_ range: Range<Int>) -> Bool {
    let end = min(range.upperBound + 16, text.count)
    let after = string(range.upperBound..<max(range.upperBound, end)).lowercased()
    return [" for all ", " for everyone", " for every "].contains(where: after.hasPrefix)
  }
}

extension Range<Int> {
  /// The part of the range that is no farther than so many bytes from a place inside it.
  public func near(_ place: Range<Int>, within reach: Int = 600) -> Range<Int> {
    let start = Swift.min(Swift.max(lowerBound, place.lowerBound - reach), upperBound)
    return start..<Swift.max(start, Swift.min(upperBound, place.upperBound + reach))
  }
}
