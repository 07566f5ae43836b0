import PostmortemPlugin
import StatusWords

/// What a word of the lists says of how things stand.
enum Word: String, Sendable {
  /// It works again.
  case over
  /// The same, where nothing follows in the clause.
  case ends
  /// It is beginning to work again.
  case coming
  /// It does not work at the time of writing.
  case going
  /// The same, where the clause tells of trouble.
  case still
  /// It does not work once more: what was said before is over.
  case relapse
  /// The state of an update: mended, and under watch.
  case state
  /// Somebody is at it.
  case weak
  /// Before one of these: it has not happened, or not this time.
  case blocked
  /// Before one of these: nobody says so.
  case supposed
  /// Beside one of these: not for all.
  case some
  /// In a headline, or beside the first words of trouble: it is told afterwards.
  case past
  /// Trouble: it wakes the plugin, and says nothing of how it stood.
  case trouble
  /// A later addition to the page.
  case update
  /// A longer phrase in which the words say nothing of the kind.
  case trap
}

/// The words of `status.en.tsv` and `status.zh.tsv`.
struct Vocabulary: Sendable {
  /// What each word says, by its tag.
  private(set) var words: [Word] = []
  private(set) var lexicon = Lexicon()

  static let shared: Vocabulary = {
    var count = 0
    var rows = WordList.rows(status_english(&count), count: count)
    rows += WordList.rows(status_chinese(&count), count: count)
    return Vocabulary(rows: rows)
  }()

  /// - Parameter rows: `words ⇥ what`.
  init(rows: [[String]]) {
    for row in rows where row.count >= 2 {
      guard let word = Word(rawValue: row[1]) else { continue }
      lexicon.entries.append(Lexicon.Entry(row[0], tag: words.count))
      words.append(word)
    }
  }
}
