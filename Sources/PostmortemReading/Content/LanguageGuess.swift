import PostmortemPlugin

/// The language of a text, by the text itself.
enum LanguageGuess {
  /// English by its little words, Chinese by its characters; the page's own label decides only where
  /// the text does not.
  static func guess(_ text: [UInt8], label: String?) -> Language {
    var latin = 0
    var han = 0
    var kana = 0
    var foreign = 0
    let sample = String(decoding: text.prefix(64 * 1024), as: UTF8.self)
    for scalar in sample.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      case 0x3040...0x30FF, 0xAC00...0xD7AF: kana += 1
      case 0x4E00...0x9FFF, 0x3400...0x4DBF: han += 1
      case 0xC0...0x24F, 0x370...0x6FF, 0x900...0x1FFF: foreign += 1
      default: break
      }
    }
    // A Han character says about as much as three letters.
    if han > 4, han * 3 > latin + foreign, kana * 10 < han { return .chinese }
    if kana * 10 >= max(han, 1), kana > 10, kana * 3 > latin { return .undetermined }
    if foreign * 2 > latin { return .undetermined }
    return english(sample, latin: latin, label: label)
  }

  private static func english(_ sample: String, latin: Int, label: String?) -> Language {
    var total = 0
    var hits = 0
    for word in sample.lowercased().split(whereSeparator: { !$0.isLetter }) {
      total += 1
      if common.contains(word) { hits += 1 }
      if total == 4_000 { break }
    }
    guard total > 0 else { return .undetermined }
    let share = Double(hits) / Double(total)
    if share >= 0.14 { return .english }
    // Lists of names have few little words: there the label may speak.
    let labelled = label?.hasPrefix("en") ?? false
    if labelled, share >= 0.03 || total < 40 { return .english }
    return share >= 0.08 && label == nil ? .english : .undetermined
  }

  private static let common: Set<Substring> = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "are", "as", "with", "be", "at", "by",
    "this", "have", "from", "or", "had", "not", "but", "what", "all", "were", "we", "when", "your", "can", "there",
    "an", "which", "their", "has", "will", "would", "been", "its", "they", "our", "you", "his", "he", "she", "after",
  ]
}
