import ImpactWords
import PostmortemPlugin

/// What a word of the list says of a number.
enum Word: Sendable {
  /// What is counted: `users`, `sites`, a currency.
  case unit(String)
  case percent
  /// The sign of a currency, before a number.
  case sign(String)
  /// In the clause: those were hit.
  case hit
  /// In the clause: it is a loss.
  case toll
  /// In the clause: those are all there are.
  case base
  /// In the clause: those have nothing to do with either.
  case aside
  /// Before a number, in Chinese also behind it.
  case qualifier(Qualifier)
  /// A longer phrase in which the words say nothing of the kind.
  case trap
}

/// The words of `impact.tsv`.
struct Vocabulary: Sendable {
  /// What each word says, by its tag.
  private(set) var words: [Word] = []
  private(set) var lexicon = Lexicon()

  static let shared: Vocabulary = {
    var count = 0
    return Vocabulary(rows: WordList.rows(impact_words(&count), count: count))
  }()

  /// - Parameter rows: `words ⇥ what ⇥ unit`.
  init(rows: [[String]]) {
    for row in rows where row.count >= 2 {
      guard let word = Vocabulary.word(row[1], unit: row.count > 2 ? row[2] : "") else { continue }
      lexicon.entries.append(Lexicon.Entry(row[0], tag: words.count))
      words.append(word)
    }
  }

  private static func word(_ what: String, unit: String) -> Word? {
    switch what {
    case "unit": .unit(unit)
    case "percent": .percent
    case "sign": .sign(unit)
    case "hit": .hit
    case "toll": .toll
    case "base": .base
    case "aside": .aside
    case "trap": .trap
    default: Qualifier(rawValue: what).map(Word.qualifier)
    }
  }
}
