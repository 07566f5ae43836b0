import CausesWords
import PostmortemPlugin

/// What a word of the lists says.
enum Word: Sendable {
  /// Something that brings outages about.
  case thing(Thing)
  /// Words that tie a thing to an outage, or cut it off, and over how many bytes they do.
  case frame(Frame, reach: Int)
  /// The page says that the cause is not known.
  case open
  /// A longer phrase in which the words say nothing of the kind.
  case trap
}

/// Something that brings outages about.
struct Thing: Sendable {
  enum Strength: String, Sendable {
    /// It is a cause wherever a page about an outage speaks of it.
    case alone
    /// It is one where the sentence tells of trouble.
    case near
    /// It is one where words tie it to the trouble.
    case linked
  }

  let category: Cause.Category
  let strength: Strength
}

/// How words stand to the things beside them.
enum Frame: String, Sendable {
  /// Before a thing: it is the cause, if the sentence tells of trouble.
  case because
  /// Before a thing, and after one: it is the cause, whatever else the sentence tells.
  case blame, blames
  /// Right before a thing: that is what it was.
  case identity
  /// Before a thing: it set the trouble off.
  case sparked
  /// Right before a thing: it is the cause.
  case after
  /// After a thing: trouble came of it.
  case therefore
  /// After a change: it was let loose.
  case released
  /// Right after a thing: trouble followed.
  case followed
  /// Between what set it off and what was wrong.
  case exposes
  /// Before a thing: nobody knows.
  case unknown
  /// Before a thing: it has not happened.
  case never
  /// Before a thing, and after one: it was not the cause.
  case denies, denied
  /// Before a thing: others say so.
  case hearsay
  /// In the sentence: another occasion.
  case elsewhen
}

/// The words of `causes.en.tsv` and `causes.zh.tsv`.
struct Vocabulary: Sendable {
  /// What each word says, by its tag.
  private(set) var words: [Word] = []
  private(set) var lexicon = Lexicon()

  static let shared: Vocabulary = {
    var count = 0
    var rows = WordList.rows(causes_english(&count), count: count)
    rows += WordList.rows(causes_chinese(&count), count: count)
    return Vocabulary(rows: rows)
  }()

  /// - Parameter rows: `words ⇥ what ⇥ strength or reach`.
  init(rows: [[String]]) {
    for row in rows where row.count >= 2 {
      guard let word = Vocabulary.word(row[1], strength: row.count > 2 ? row[2] : "") else { continue }
      lexicon.entries.append(Lexicon.Entry(row[0], tag: words.count))
      words.append(word)
    }
  }

  private static func word(_ what: String, strength: String) -> Word? {
    if what == "trap" { return .trap }
    if what == "open" { return .open }
    if let frame = Frame(rawValue: what) { return .frame(frame, reach: Int(strength) ?? (frame == .never ? 30 : 60)) }
    guard let strength = Thing.Strength(rawValue: strength) else { return nil }
    return Cause.Category(rawValue: what).map { .thing(Thing(category: $0, strength: strength)) }
  }
}
