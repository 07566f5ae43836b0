/// What a claim of the field `nature` says: a sign that the page is about an outage, or about
/// something else.
public enum PageSign: String, Sendable, CaseIterable {
  /// The headline tells plainly of an outage.
  case headline
  /// The headline has a word of trouble that by itself makes no outage.
  case hint
  /// A sentence at the head of the article tells plainly of an outage.
  case lead
  /// A later sentence does.
  case told
  /// A sentence at the head has a word of trouble that by itself makes no outage.
  case unease
  /// An addition to the article tells more of the trouble.
  case update
  /// The provider speaks of the trouble.
  case statement
  /// People report the trouble.
  case report
  /// It works again.
  case restored
  /// The provider's updates stand one below the other.
  case log

  // What else the page may be about; the words of a verdict.
  case closure
  case plannedRemoval = "planned-removal"
  case featureOrProduct = "feature-or-product"
  case statistic
  case passingMention = "passing-mention"
  case averted
  case other

  /// Whether it speaks for an outage.
  public var isForIncident: Bool {
    switch self {
    case .headline, .hint, .lead, .told, .unease, .update, .statement, .report, .restored, .log: return true
    default: return false
    }
  }
}

extension Claim {
  /// What the claim says the page is, if it is about that.
  public var pageSign: PageSign? {
    guard field == .nature, case .term(let word) = value else { return nil }
    return PageSign(rawValue: word)
  }
}
