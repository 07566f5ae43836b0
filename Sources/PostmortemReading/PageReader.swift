import Foundation
import PostmortemPlugin

/// One page's bytes and what is known of them from outside.
public struct PageInput: Sendable {
  /// The page's path or name, as the user gave it.
  public var page: String
  public var bytes: [UInt8]
  /// The page's own address, if the caller knows it.
  public var url: String?
  /// When the copy was taken, in seconds since 1970 UTC, if the caller knows it.
  public var captured: Int?
  /// The HTTP content type, if the page came with one.
  public var contentType: String?
  /// The SHA-256 of the bytes in lower-case hexadecimal, which names the page in results. Reading does
  /// not need it: `SHA256.hex` works it out for those who do.
  public var digest = ""

  public init(
    page: String, bytes: [UInt8], url: String? = nil, captured: Int? = nil, contentType: String? = nil
  ) {
    self.page = page
    self.bytes = bytes
    self.url = url
    self.captured = captured
    self.contentType = contentType
  }
}

/// What reading one page may cost.
public struct ReadingLimits: Sendable {
  /// A larger page is refused.
  public var maxPageBytes: Int
  /// A longer tag loses its attributes.
  public var maxTagBytes: Int
  /// Parsing stops after so many seconds; what was read by then is kept.
  public var seconds: Double

  public init(maxPageBytes: Int = 16 << 20, maxTagBytes: Int = 64 << 10, seconds: Double = 10) {
    self.maxPageBytes = maxPageBytes
    self.maxTagBytes = maxTagBytes
    self.seconds = seconds
  }
}

/// A page that was read, or as much of it as could be.
public struct ReadPage: Sendable {
  public let document: Document
  /// What did not work; the document may hold words all the same.
  public let failures: [Failure]
  /// Remarks on how the page was read: replaced bytes, the character set, what was cut.
  public let notes: [String]
  /// Every date that could have been the page's, most trusted first.
  public let dates: [FoundDate]
  /// What stands on the page and not in the document, in the page's order; empty unless it was asked for.
  public let leftOut: [LeftOut]

  init(
    document: Document, failures: [Failure], notes: [String], dates: [FoundDate] = [], leftOut: [LeftOut] = []
  ) {
    self.document = document
    self.failures = failures
    self.notes = notes
    self.dates = dates
    self.leftOut = leftOut
  }

  /// A date found on the page, and how much it is trusted to be the page's own.
  public struct FoundDate: Sendable {
    public let day: CivilDate
    /// The page's words for it.
    public let words: String
    public let rule: String
    /// A rank among the page's dates, no probability.
    public let trust: Int
    public let isModification: Bool
  }

  /// Lines that follow each other and were left out for one reason.
  public struct LeftOut: Sendable {
    /// `menu`, `share buttons`, `beside the article` …
    public let reason: String
    /// The first of their words.
    public let words: String
    public let lines: Int
    /// The element of the first of them.
    public let xpath: String
    /// Where in the document's text what follows them begins.
    public let offset: Int
  }
}

/// Reads pages of any kind into documents. Never throws: an unreadable page is an empty document with
/// a failure.
public struct PageReader: Sendable {
  private let limits: ReadingLimits
  private let listsLeftOut: Bool

  /// - Parameter listsLeftOut: whether to list what is not of the article, for people who wonder where it went.
  public init(limits: ReadingLimits = ReadingLimits(), listsLeftOut: Bool = false) {
    self.limits = limits
    self.listsLeftOut = listsLeftOut
  }

  public func read(_ input: PageInput) -> ReadPage {
    var job = ReadingJob(input: input, limits: limits, listsLeftOut: listsLeftOut)
    return job.run()
  }
}
