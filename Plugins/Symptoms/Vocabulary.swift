import PostmortemPlugin
import SymptomsWords

/// What a word of the lists says.
enum Word: Sendable {
  case symptoms([Symptom])
  /// A provider's grade, wherever it stands.
  case grade
  /// A provider's grade, where it is all that a state or a component of a status page says.
  case state
  /// A longer phrase in which the words say nothing of the kind.
  case trap
}

/// The words of `symptoms.en.tsv` and `symptoms.zh.tsv`.
struct Vocabulary: Sendable {
  /// What each word says, by its tag.
  private(set) var words: [Word] = []
  private(set) var lexicon = Lexicon()

  static let shared: Vocabulary = {
    var count = 0
    var rows = WordList.rows(symptoms_english(&count), count: count)
    rows += WordList.rows(symptoms_chinese(&count), count: count)
    return Vocabulary(rows: rows)
  }()

  /// - Parameter rows: `words ⇥ what`.
  init(rows: [[String]]) {
    for row in rows where row.count >= 2 {
      guard let word = Vocabulary.word(row[1]) else { continue }
      lexicon.entries.append(Lexicon.Entry(row[0], tag: words.count))
      words.append(word)
    }
  }

  /// One symptom, or several parted by bars: "connection errors" are errors and keep people out.
  private static func symptoms(_ what: String) -> Word? {
    let all = what.split(separator: "|").compactMap { Symptom(rawValue: String($0)) }
    return all.isEmpty ? nil : .symptoms(all)
  }

  private static func word(_ what: String) -> Word? {
    switch what {
    case "severity": .grade
    case "state": .state
    case "trap": .trap
    default: symptoms(what)
    }
  }
}
