import PostmortemPlugin

/// A piece of markup that stands inside a value of JSON or of a feed.
struct Fragment {
  let tree: Tree
  let segments: Segments

  init(_ text: String) {
    var parser = HTMLParser()
    var bytes = Array(text.utf8)
    for index in bytes.indices where bytes[index] < 0x20 && ![9, 10, 13].contains(bytes[index]) { bytes[index] = 0x20 }
    let deadline = ContinuousClock.now.advanced(by: .seconds(5))
    // A comment that never ends, or thousands of end tags, cost the parser more than their length.
    let cuts = bytes.withUnsafeBufferPointer { buffer in
      var guarding = TagGuard(buffer, limit: 64 << 10)
      return guarding.run().cuts
    }
    for cut in cuts { for index in cut { bytes[index] = 0x20 } }
    _ = bytes.withUnsafeBufferPointer { parser.parse($0, until: deadline) }
    tree = parser.tree
    segments = Segmenter.segments(of: tree)
  }

  /// The lines of a text that may hold markup, white space folded.
  static func lines(_ text: String) -> [String] {
    if text.utf8.contains(0x3C) || text.utf8.contains(0x26) {
      let fragment = Fragment(text)
      return fragment.segments.list.indices.map { fragment.segments.string($0) }.filter { !$0.isEmpty }
    }
    return text.split(whereSeparator: \.isNewline).map { Headline.folded(String($0)) }.filter { !$0.isEmpty }
  }
}
