/// Reads one page and says what it claims about an outage.
///
/// A plugin only looks: it opens nothing, prints nothing and keeps nothing between pages. It must
/// give the same claims for the same reading.
public protocol Extractor: Sendable {
  /// Who the plugin is and what it brings. A value, so that a YAML file can wear one too.
  var manifest: Manifest { get }
  /// Every literal that wakes it, each with a tag of its own. Empty: it is called on every page.
  var lexicon: Lexicon { get }
  /// What the page says. A plain function without `async` and `throws` satisfies this.
  func claims(in reading: Reading) async throws -> [Claim]
}

/// Who a plugin is and what it brings.
public struct Manifest: Sendable {
  /// Lower case, one word, unique in a run.
  public let id: String
  public let version: String
  /// One sentence.
  public let summary: String
  public let columns: [Column]
  /// Fields of other plugins that must be settled before this one is called.
  public let reads: [Field]

  public init(id: String, version: String, summary: String, columns: [Column], reads: [Field] = []) {
    self.id = id
    self.version = version
    self.summary = summary
    self.columns = columns
    self.reads = reads
  }
}

/// A column that a plugin fills.
public struct Column: Sendable {
  /// How several claims become one cell.
  public enum Merge: String, Sendable, CaseIterable {
    /// All different values, in the page's order.
    case all
    /// The most confident, then the first.
    case first
    /// The last one said.
    case last
  }

  public let field: Field
  public let heading: String
  public let merge: Merge

  public init(_ field: Field, heading: String, merge: Merge) {
    self.field = field
    self.heading = heading
    self.merge = merge
  }
}

/// One page, as one plugin sees it.
public struct Reading: Sendable {
  public let document: Document
  /// This plugin's words and the shared cues, in text order: one scan serves all plugins.
  public let hits: Hits
  /// Sentences and clauses with their cues.
  public let clauses: Clauses
  /// Accepted evidence of the fields in `manifest.reads`.
  public let earlier: [Evidence]

  public init(document: Document, hits: Hits, clauses: Clauses, earlier: [Evidence]) {
    self.document = document
    self.hits = hits
    self.clauses = clauses
    self.earlier = earlier
  }
}
