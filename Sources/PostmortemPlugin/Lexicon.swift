/// The literals that wake a plugin.
public struct Lexicon: Sendable {
  /// One literal.
  public struct Entry: Sendable, Hashable {
    /// The words. A word that begins or ends in a Latin letter or a digit is found only where no
    /// other one touches it, but for `isPart`; Chinese words are found anywhere.
    public let text: String
    /// What the plugin knows it by.
    public let tag: Int
    /// Whether capitals matter: "US" is a country, "us" is not.
    public let exactCase: Bool
    /// Whether it may also be part of a longer word: "sev" of "severity".
    public let isPart: Bool

    public init(_ text: String, tag: Int, exactCase: Bool = false, isPart: Bool = false) {
      self.text = text
      self.tag = tag
      self.exactCase = exactCase
      self.isPart = isPart
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry] = []) { self.entries = entries }
}

/// A literal found in a document's text.
public struct Hit: Sendable, Hashable {
  public let range: Range<Int>
  /// The tag of the lexicon entry.
  public let tag: Int
  /// The block it stands in.
  public let block: Int

  public init(range: Range<Int>, tag: Int, block: Int) {
    self.range = range
    self.tag = tag
    self.block = block
  }
}

/// What the one scan found for one plugin. Where literals overlap, the one that begins first
/// counts, and of those the longest.
public struct Hits: Sendable {
  /// The plugin's own words, in text order.
  public let words: [Hit]
  /// The shared cues, in text order.
  public let cues: [CueHit]
  /// Runs of the digits 0 to 9, in text order.
  public let digits: [Range<Int>]

  public init(words: [Hit], cues: [CueHit], digits: [Range<Int>]) {
    self.words = words
    self.cues = cues
    self.digits = digits
  }
}

/// Rows of a word list: lines of fields separated by tabs. A line that begins with `#` and an
/// empty line say nothing.
public enum WordList {
  /// The rows of a list that is compiled into the binary.
  public static func rows(_ bytes: UnsafePointer<UInt8>?, count: Int) -> [[String]] {
    guard let bytes else { return [] }
    return rows(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// The rows of a list in memory.
  public static func rows(_ bytes: some Collection<UInt8>) -> [[String]] {
    bytes.split(separator: 0x0A).compactMap { line in
      guard let first = line.first, first != 0x23 else { return nil }
      return line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }
}
