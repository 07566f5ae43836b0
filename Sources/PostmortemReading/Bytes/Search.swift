import Foundation

/// Finding words byte for byte: what looks at every line of a page must not ask what characters are.
extension StringProtocol {
  /// Whether some words stand in the text.
  func holds(_ words: String) -> Bool { offset(of: words) != nil }

  /// Where some words begin, in UTF-8 bytes.
  func offset(of words: String) -> Int? {
    var words = words
    return words.withUTF8 { needle in
      let found = utf8.withContiguousStorageIfAvailable { search($0, needle, 0) }
      return found ?? Array(utf8).withUnsafeBufferPointer { search($0, needle, 0) }
    }
  }
}

extension Collection where Element == UInt8 {
  /// Whether some words stand in the bytes.
  func holds(_ words: StaticString) -> Bool {
    words.withUTF8Buffer { needle in
      let found = withContiguousStorageIfAvailable { search($0, needle, 0) != nil }
      return found ?? Array(self).withUnsafeBufferPointer { search($0, needle, 0) != nil }
    }
  }
}
