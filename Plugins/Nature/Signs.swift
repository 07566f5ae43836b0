import NatureWords
import PostmortemPlugin

/// What a phrase says of a page.
enum Sign: String, Sendable {
  // Of a headline: what the page is about instead of an outage.
  /// An end for good.
  case closure
  /// What is yet to come.
  case planned
  /// A product, a deal, money.
  case product
  /// Figures over a long time.
  case statistic
  /// What to do about such things, or thoughts on them.
  case advice
  /// Who gained by it.
  case gain
  /// What did not come about.
  case averted
  /// Police and courts.
  case law
  /// Another subject, if no plain word for an outage stands beside it.
  case topic
  /// A break-in, where nothing need be down.
  case breach

  // Of the text.
  /// The provider's word on trouble.
  case statement
  /// It works again.
  case restored
  /// The beginning of an addition to an article.
  case update
  /// It tells of another occasion.
  case ago
  /// What may be down, besides a name.
  case subject
  /// What crashes and goes down elsewhere.
  case market
  /// An attack that takes things down.
  case attack
  /// It was meant to be so.
  case deliberate
  /// A state or a court keeps people out.
  case barred

  /// What a headline with it makes of a page.
  var makes: PageSign {
    switch self {
    case .closure: return .closure
    case .planned, .deliberate: return .plannedRemoval
    case .product, .topic: return .featureOrProduct
    case .statistic: return .statistic
    case .gain: return .passingMention
    case .averted: return .averted
    default: return .other
    }
  }

  /// Signs of a headline that count even beside a plain word for an outage.
  static let decisive: [Sign] = [.closure, .planned, .averted, .gain, .product, .law, .advice, .statistic]
  /// Signs of a headline that count only where it has no plain word for an outage.
  static let others: [Sign] = [.breach, .topic]
}

/// The phrases of `signs.tsv`.
enum Signs {
  static let shared: FrameList<Sign> = {
    var count = 0
    return FrameList(rows: WordList.rows(nature_signs(&count), count: count))
  }()
}
