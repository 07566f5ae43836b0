import PostmortemPlugin

extension Lens {
  /// Whether any of some words stands anywhere on the page, whatever their capitals.
  func page(holdsAnyOf needles: [String]) -> Bool {
    needles.contains { needle in
      let small = Array(needle.lowercased().utf8)
      return find(small, in: document.text) || find(small, in: Array((document.url ?? "").utf8))
    }
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
