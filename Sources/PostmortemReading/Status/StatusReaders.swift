import PostmortemPlugin

/// One kind of status page: its marks, and how it is read.
struct StatusReader<Source>: Sendable {
  /// The software or the provider, as notes name it.
  let name: String
  /// Whether the page bears the marks of this kind.
  let recognises: @Sendable (Source) -> Bool
  /// What the page tells; nil where it bears the marks and not the layout.
  let read: @Sendable (Source) -> StatusPage?
}

/// Which reader a page is for.
enum StatusReaders {
  /// For pages of markup, the surest marks first.
  static let markup: [StatusReader<StatusMarkup>] = [
    StatuspageHistory.reader, StatuspageIncident.reader, StatuspageHome.reader, IncidentIO.reader,
    InstatusPage.reader, BetterStackPage.reader, Cachet.reader, DowndetectorStory.reader, OutageReport.reader,
    GoogleStatus.reader, AzureHistory.reader,
    AWSDashboard.reader,
  ]
  /// For pages that are JSON.
  static let json: [StatusReader<JSONValue>] = [
    StatuspageJSON.reader, InstatusJSON.reader, SlackStatus.reader, BetterStack.reader, UptimeKuma.reader,
    HerokuStatus.reader, Upptime.reader, GoogleStatusJSON.reader, AWSEvents.reader, AWSHistory.reader,
  ]

  /// For feeds.
  static let feeds: [StatusReader<Feed>] = [StatusFeed.reader]

  enum Finding {
    case page(StatusPage)
    /// A page of a known kind whose layout is new.
    case unknown(String)
    /// No status page.
    case none
  }

  /// The first reader that recognises a page reads it, or the page is of an unknown layout.
  static func read<Source>(_ source: Source, with readers: [StatusReader<Source>]) -> Finding {
    guard let reader = readers.first(where: { $0.recognises(source) }) else { return .none }
    return reader.read(source).map(Finding.page) ?? .unknown(reader.name)
  }

  /// What a note or a failure says of an unknown layout.
  static func complaint(_ name: String) -> String { "format not recognised: it bears the marks of \(name)" }
}
