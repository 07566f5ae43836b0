import PostmortemPlugin

/// The language of a text, by the text itself.
enum LanguageGuess {
  /// English by its little words, Chinese by its characters; the page's own label decides only where
  /// the text does not.
  static func guess(_ text: [UInt8], label: String?) -> Language {
    var count = Count()
    text.withUnsafeBufferPointer { count.read(UnsafeBufferPointer(rebasing: $0.prefix(64 * 1024))) }
    // A Han character says about as much as three letters.
    if count.han > 4, count.han * 3 > count.latin + count.foreign, count.kana * 10 < count.han { return .chinese }
    if count.kana * 10 >= max(count.han, 1), count.kana > 10, count.kana * 3 > count.latin { return .undetermined }
    if count.foreign * 2 > count.latin { return .undetermined }
    return english(count, label: label)
  }

  private static func english(_ count: Count, label: String?) -> Language {
    guard count.words > 0 else { return .undetermined }
    let share = Double(count.little) / Double(count.words)
    if share >= 0.14 { return .english }
    // Lists of names have few little words: there the label may speak.
    let labelled = label?.hasPrefix("en") ?? false
    if labelled, share >= 0.03 || count.words < 40 { return .english }
    return share >= 0.08 && label == nil ? .english : .undetermined
  }

  /// Letters by script, words, and little English words.
  private struct Count {
    var latin = 0
    var han = 0
    var kana = 0
    var foreign = 0
    var words = 0
    var little = 0

    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
      var at = 0
      while at < text.count {
        let byte = text[at]
        if (byte | 0x20) &- 0x61 < 26 {
          at = word(text, at)
        } else {
          let width = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
          if width > 1, at + width <= text.count { script(text, at, width) }
          at += width
        }
      }
    }

    /// A run of ASCII letters, as a number of up to eight small letters.
    private mutating func word(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
      var at = start
      var key: UInt64 = 0
      while at < text.count, (text[at] | 0x20) &- 0x61 < 26 {
        key = key << 8 | UInt64(text[at] | 0x20)
        at += 1
      }
      latin += at - start
      words += 1
      if at - start <= 5, common.contains(key) { little += 1 }
      return at
    }

    private mutating func script(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ width: Int) {
      var scalar = UInt32(text[at]) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
      for offset in 1..<width { scalar = scalar << 6 | UInt32(text[at + offset] & 0x3F) }
      switch scalar {
      case 0x3040...0x30FF, 0xAC00...0xD7AF: kana += 1
      case 0x4E00...0x9FFF, 0x3400...0x4DBF: han += 1
      case 0xC0...0x24F, 0x370...0x6FF, 0x900...0x1FFF: foreign += 1
      default: break
      }
    }
  }

  private static let common: Set<UInt64> = {
    let words =
      "the of and to in a is that for it was on are as with be at by this have from or had not but what all were we when "
      + "your can there an which their has will would been its they our you his he she after"
    return Set(words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  }()
}
