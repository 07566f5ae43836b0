import PostmortemPlugin
import ProductsWords

/// One row of `services.tsv`.
struct Listing: Sendable {
  /// How a name is to be read.
  struct Flags: OptionSet, Sendable {
    let rawValue: Int
    /// Capitals matter: the small word means something else.
    static let exactCase = Flags(rawValue: 1)
    /// A company of several products rather than something people use.
    static let company = Flags(rawValue: 2)
    /// People gather there to talk about the outages of others.
    static let channel = Flags(rawValue: 4)
    /// A device, a browser or a system: others' services run on it.
    static let device = Flags(rawValue: 16)
    /// A name that only holds a service's name: "Google I/O" is a conference.
    static let trap = Flags(rawValue: 32)
    /// A cloud of many services, each with a name of its own.
    static let umbrella = Flags(rawValue: 64)
    /// It reports on others.
    static let press = Flags(rawValue: 8)
    /// It opens and closes every day.
    static let hours = Flags(rawValue: 128)
  }

  let service: Service
  let flags: Flags
  /// For a name that is a common word: one of these must stand on the page. Empty: none is needed.
  let context: [String]
}

/// The services the plugin knows by name.
struct ServiceList: Sendable {
  let listings: [Listing]
  /// The tag of words that only wake the plugin.
  static let waker = -1
  /// Every name and alias, tagged with its index in `listings`, and the wakers.
  let lexicon: Lexicon
  /// Services by a name of one Latin word that no common word can be taken for, in small letters:
  /// what the slug of an address may be searched for.
  let slugs: [String: Service]
  /// Indices in `listings` by canonical name.
  private let index: [String: Int]

  /// The list that is compiled in.
  static let shared: ServiceList = {
    var count = 0
    return ServiceList(rows: WordList.rows(products_services(&count), count: count))
  }()

  /// - Parameter rows: name, category, owner, aliases, flags, context; the last four may be empty.
  init(rows: [[String]]) {
    var listings: [Listing] = []
    var entries: [Lexicon.Entry] = []
    var index: [String: Int] = [:]
    for row in rows where row.count >= 2 {
      let field = { (at: Int) in row.count > at ? row[at] : "" }
      guard let category = Category(rawValue: field(1)) else { continue }
      let flags = ServiceList.flags(field(4))
      let tag = listings.count
      listings.append(
        Listing(
          service: Service(name: row[0], category: category, owner: field(2).isEmpty ? nil : field(2)), flags: flags,
          context: parts(field(5))))
      index[row[0]] = tag
      for name in [row[0]] + parts(field(3)) {
        // A name of Han characters has no capitals, and an alias may ask for its own by a `=`.
        let exact = name.hasPrefix("=") || flags.contains(.exactCase)
        entries.append(Lexicon.Entry(name.hasPrefix("=") ? String(name.dropFirst()) : name, tag: tag, exactCase: exact))
      }
    }
    self.listings = listings
    self.index = index
    // A page may name only services that no list has: words for an outage wake the plugin too.
    let cues = CueList.shared
    let wakers = cues.lexicon.entries.filter { cues.cues[$0.tag] == .outage || cues.cues[$0.tag] == .relapse }
    lexicon = Lexicon(entries + wakers.map { Lexicon.Entry($0.text, tag: ServiceList.waker) })
    slugs = ServiceList.slugs(entries, listings)
  }

  private static func slugs(_ entries: [Lexicon.Entry], _ listings: [Listing]) -> [String: Service] {
    var names: [String: Service] = [:]
    for entry in entries where !entry.exactCase && entry.text.utf8.count >= 4 {
      guard entry.text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { continue }
      let listing = listings[entry.tag]
      if listing.context.isEmpty { names[entry.text.lowercased()] = listing.service }
    }
    return names
  }

  /// The listing of a canonical name.
  func listing(named name: String) -> Int? { index[name] }

  /// Whether `owner` is the company, or the company's company, of a service.
  func owns(_ owner: String, _ service: Service) -> Bool {
    var next = service.owner
    var steps = 0
    while let name = next, steps < 4 {
      if name == owner { return true }
      next = index[name].flatMap { listings[$0].service.owner }
      steps += 1
    }
    return false
  }

  private static func flags(_ text: String) -> Listing.Flags {
    var flags: Listing.Flags = []
    for word in text.split(separator: " ") {
      switch word {
      case "case": flags.insert(.exactCase)
      case "company": flags.insert(.company)
      case "channel": flags.insert(.channel)
      case "device": flags.insert(.device)
      case "umbrella": flags.insert(.umbrella)
      case "trap": flags.insert(.trap)
      case "press": flags.insert(.press)
      case "hours": flags.insert(.hours)
      default: break
      }
    }
    return flags
  }
}

private func parts(_ text: String) -> [String] { text.split(separator: "|").map(String.init) }
