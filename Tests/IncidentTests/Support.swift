import PostmortemIncidents
import PostmortemPlugin

/// A page of one paragraph whose evidence a test makes up; every claim quotes the words it names.
struct TestPage {
  private(set) var document: Document
  private var claims: [Claim] = []
  /// Whether a last claim says that the page is a provider's log, and so about an incident.
  var isLog = true

  init(
    _ text: String, title: String = "Outage", page: String = "page.html", digest: String = "3f9a0c00",
    published: String? = "2014-02-22"
  ) {
    var builder = DocumentBuilder(page: page)
    let path = builder.addPath("html", below: nil)
    let block = builder.addPath("p[1]", below: path)
    builder.addBlock(title.utf8, kind: .title, path: path)
    builder.addBlock(text.utf8, kind: .paragraph, path: block)
    document = builder.finish()
    document.title = title
    document.digest = digest
    document.language = .english
    let parts = (published ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let day = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else { return }
    document.claims = [
      Claim(
        .published, .moment(Moment(date: day, precision: .day, kind: .published)),
        quotes: [document.quote(document.blocks[0].range)], rule: "test", confidence: .high)
    ]
  }

  /// Gives the page an address.
  mutating func stands(at url: String) { document.url = url }

  /// Adds a claim that quotes the first occurrence of `words`.
  mutating func claim(
    _ field: Field, _ value: Value, words: String, role: Role? = nil, confidence: Confidence = .high,
    polarity: Polarity = .affirmed, modality: Modality = .stated, cue: String? = nil
  ) {
    let quotes = [words, cue].compactMap { $0 }.map { words in
      let needle = Array(words.utf8)
      let start = document.text.indices.first { document.text[$0...].starts(with: needle) }!
      return document.quote(start..<start + needle.count)
    }
    claims.append(
      Claim(
        field, value, quotes: quotes, role: role, polarity: polarity,
        modality: modality, rule: "test", confidence: confidence))
  }

  mutating func service(_ name: String, _ role: Role, confidence: Confidence = .high) {
    claim(
      .service, .service(Service(name: name, category: .messaging)), words: name, role: role, confidence: confidence)
  }

  mutating func event(_ phase: Phase, _ moment: Moment, words: String, confidence: Confidence = .high) {
    claim(.time, .event(phase, moment), words: words, confidence: confidence)
  }

  mutating func sign(_ sign: PageSign, words: String, confidence: Confidence = .high) {
    claim(.nature, .term(sign.rawValue), words: words, confidence: confidence)
  }

  var result: PageResult {
    var page = self
    if isLog { page.sign(.log, words: document.string(document.blocks[0].range)) }
    let evidence = page.claims.enumerated().map { Evidence(id: $0, claim: $1, plugin: "test") }
    return PageResult(document: document, evidence: evidence, columns: [], failures: [])
  }
}

/// A moment of 22 February 2014, UTC.
func at(_ hour: Int, _ minute: Int = 0, kind: Moment.Kind = .declared) -> Moment {
  let date = CivilDate(year: 2014, month: 2, day: 22)!
  let clock = Clock(hour: hour, minute: minute)!
  return Moment(
    date: date, clock: clock, instant: date.seconds(at: clock), zone: "UTC", zoneSource: .written,
    precision: .minute, kind: kind)
}

/// The result of a page that could not be read.
func unreadable(_ page: String, _ failure: Failure) -> PageResult {
  PageResult(document: DocumentBuilder(page: page).finish(), evidence: [], columns: [], failures: [failure])
}
