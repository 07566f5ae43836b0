import PostmortemPlugin

/// Small looks at the text around a place.
struct Lens: Sendable {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  var document: Document { reading.document }

  /// The words of a range, small letters.
  func words(_ range: Range<Int>) -> String {
    range.isEmpty ? "" : String(decoding: document.text[range], as: UTF8.self).lowercased()
  }

  /// Up to `reach` bytes before a place, inside its sentence, small letters, without the white space
  /// and quotation marks at the end.
  func before(_ at: Int, reach: Int = 40) -> String {
    var start = max(at - reach, sentence(at).lowerBound)
    while start < at, document.text[start] & 0xC0 == 0x80 { start += 1 }
    var text = words(start..<at)
    while let last = text.last, isPadding(last) { text.removeLast() }
    return text
  }

  /// Up to `reach` bytes after a place, inside its sentence, small letters, without the white space
  /// and quotation marks at the beginning.
  func after(_ at: Int, reach: Int = 40) -> String {
    let limit = at > 0 ? sentence(at - 1).upperBound : 0
    var end = min(at + reach, limit)
    while end > at, end < document.text.count, document.text[end] & 0xC0 == 0x80 { end -= 1 }
    guard end > at else { return "" }
    var text = Substring(words(at..<end))
    while let first = text.first, isPadding(first) { text.removeFirst() }
    return String(text)
  }

  /// The words of the sentence that holds a place, small letters; of a very long one those nearby.
  func sentenceWords(_ at: Int) -> String {
    let whole = sentence(at)
    var start = max(whole.lowerBound, at - 300)
    var end = min(whole.upperBound, at + 300)
    while start < at, document.text[start] & 0xC0 == 0x80 { start += 1 }
    while end > at, end < document.text.count, document.text[end] & 0xC0 == 0x80 { end -= 1 }
    return words(start..<end)
  }

  /// The clauses of the sentence around some of them; of a very long sentence those nearby.
  func sentence(around span: Range<Int>) -> Range<Int> {
    // A name may hold what looks like the end of a sentence ("Yahoo!"): the last clause decides.
    let last = reading.clauses.all[span.upperBound - 1].range.lowerBound
    guard let whole = reading.clauses.sentence(at: last) else { return span }
    return max(whole.lowerBound, span.lowerBound - 24)..<min(whole.upperBound, span.upperBound + 24)
  }

  /// The sentence that holds a place.
  func sentence(_ at: Int) -> Range<Int> { reading.clauses.clause(at: at)?.sentence ?? at..<at }

  /// Whether any of some words stands anywhere on the page, whatever their capitals.
  func page(holdsAnyOf needles: [String]) -> Bool {
    needles.contains { needle in
      let small = Array(needle.lowercased().utf8)
      return find(small, in: document.text) || find(small, in: Array((document.url ?? "").utf8))
    }
  }

  private func isPadding(_ character: Character) -> Bool {
    character == " " || character == "\"" || character == "“" || character == "”" || character == "'"
      || character == "["
  }

  private func find(_ needle: [UInt8], in hay: [UInt8]) -> Bool {
    guard let first = needle.first, hay.count >= needle.count else { return false }
    return hay.withUnsafeBufferPointer { hay in
      for start in 0...(hay.count - needle.count) where lower(hay[start]) == first {
        var at = 1
        while at < needle.count, lower(hay[start + at]) == needle[at] { at += 1 }
        if at == needle.count { return true }
      }
      return false
    }
  }
}

@inline(__always) private func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
