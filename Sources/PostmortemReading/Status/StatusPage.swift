import PostmortemPlugin

/// What a provider's status page tells, whichever software wrote it: what every status reader gives.
struct StatusPage {
  /// Where the values of JSON or of a feed stand.
  enum Root {
    /// The page is markup; or it is JSON as a whole.
    case page
    /// JSON in an attribute of an element.
    case attribute(node: Int, name: String)
    /// JSON in a script, by its XPath.
    case script(String)
    /// The page is a feed: places are XPaths.
    case feed
  }

  var root = Root.page
  /// The page's name, where it is not its headline.
  var title: StatusWords?
  var incidents: [StatusIncident] = []
  /// Whether it counts what users report, and no provider speaks.
  var isCrowd = false
  /// How many updates the page's own marks promise; nil where only the reader itself could count them.
  var expected: Int?
  /// What was seen and not understood.
  var notes: [String] = []
}

/// One incident of a status page.
struct StatusIncident {
  /// The provider's id, or empty.
  var key = ""
  var title: StatusWords?
  /// The provider's label, as it stands.
  var severity: StatusMark?
  var components: [StatusWords] = []
  /// The line that gives the day or year of all the updates' stamps.
  var day: StatusWords?
  /// What the page says of the incident as a whole, beside its posts: a summary, a report in parts.
  var lines: [StatusLine] = []
  var updates: [StatusUpdate] = []
  /// Times that stand apart from the updates: a beginning and an end that the software recorded.
  var times: [(phase: Phase, moment: Moment, mark: StatusMark)] = []
}

/// One post of the provider.
struct StatusUpdate {
  var state: StatusWords?
  var body: StatusWords?
  /// The stamp in words.
  var stamp: StatusWords?
  /// What the stamp means, where the reader knows: by a machine's value, or else by the words of the
  /// stamp and the incident's day.
  var moment: Moment?
  var mark: StatusMark?
}

/// A line of what a page says of an incident.
struct StatusLine {
  let words: StatusWords
  /// Whether it heads the lines after it.
  var isHeading = false
}

/// Words of a page, and where they stand.
enum StatusWords {
  /// One line of the page.
  case segment(Int)
  /// All that an element holds, line by line.
  case element(Int)
  /// Some words of an element.
  case part(String, of: Int)
  /// Some lines of an element.
  case lines([String], of: Int)
  /// A value in JSON or in a feed, by its pointer or XPath; it may hold markup.
  case value(String, at: String)
}

/// A value that a machine wrote, which is no text of the page.
enum StatusMark {
  case attribute(node: Int, name: AttributeName, words: String)
  case data(node: Int, name: String, words: String)
  case value(String, at: String)

  var words: String {
    switch self {
    case .attribute(_, _, let words), .data(_, _, let words), .value(let words, _): return words
    }
  }
}

extension StatusPage {
  var updateCount: Int { incidents.reduce(0) { $0 + $1.updates.count } }
}
