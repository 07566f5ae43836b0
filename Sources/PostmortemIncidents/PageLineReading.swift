import PostmortemPlugin

/// Why a line is no page line.
public struct PageLineError: Error, Sendable, Hashable {
  /// What is wrong, and where in the line.
  public let reason: String
}

extension PageResult {
  /// Reads a line that `extract` printed. Writing the result gives the same line again.
  ///
  /// The claims of the evidence have no quotes of their own, since their document is not at hand: the
  /// quotations stand in `CitedEvidence.quotes`.
  public init(line: [UInt8]) throws(PageLineError) {
    let json: JSON
    do { json = try JSON(parsing: line) } catch {
      throw PageLineError(reason: "no JSON: \(error.reason), at byte \(error.offset)")
    }
    try self.init(json)
  }

  /// Reads a page line that was parsed already.
  public init(_ json: JSON) throws(PageLineError) {
    let line = LineValue(json, at: "")
    guard json["schema"]?.int == PageResult.schema else {
      throw PageLineError(reason: "not a page line of schema \(PageResult.schema)")
    }
    page = try line["page"].text()
    digest = try line["sha256"].text()
    url = json["url"]?.string
    captures = try line.list("provenance") { (item) throws(PageLineError) in try Capture(item) }
    title = try line["title"].text()
    language = try line["language"].term()
    kind = try line["kind"].term()
    textHash = try line["textHash"].text()
    links = try line.list("links") { (item) throws(PageLineError) in try item.text() }
    published = try json["published"]?.string.map { (text) throws(PageLineError) in
      try Moment(ownText: text, kind: .published)
    }
    modified = try json["modified"]?.string.map { (text) throws(PageLineError) in
      try Moment(ownText: text, kind: .published)
    }
    verdict = Verdict(why: try line["verdict"]["why"].term(), evidence: try line["verdict"].ints("evidence"))
    let evidence = try line.list("evidence") { (item) throws(PageLineError) in try CitedEvidence(item) }
    for (index, item) in evidence.enumerated() where item.evidence.id != index {
      throw PageLineError(reason: "/evidence/\(index)/id is not \(index)")
    }
    self.evidence = evidence
    let known = evidence.count
    incidents = try line.list("incidents") { (item) throws(PageLineError) in try Incident(item, evidence: known) }
    grounds = try line["grounds"].members { (key, value) throws(PageLineError) in
      (Field(key), try value.ints(below: known))
    }
    failures = try line.list("failures") { (item) throws(PageLineError) in try Failure(item) }
    notes = try line.list("notes") { (item) throws(PageLineError) in try item.text() }
    guard verdict.evidence.allSatisfy({ $0 >= 0 && $0 < known }) else {
      throw PageLineError(reason: "/verdict/evidence names evidence that the line does not hold")
    }
  }
}

/// A value of a page line that knows its place, so that what is wrong with it can be said.
struct LineValue {
  let json: JSON
  /// An RFC 6901 pointer.
  let place: String

  init(_ json: JSON, at place: String) {
    self.json = json
    self.place = place
  }

  subscript(key: String) -> LineValue { LineValue(json[key] ?? .null, at: "\(place)/\(key)") }

  var isNull: Bool { json == .null }

  func wrong(_ what: String) -> PageLineError { PageLineError(reason: "\(place) is not \(what)") }

  func text() throws(PageLineError) -> String {
    guard let text = json.string else { throw wrong("a string") }
    return text
  }

  func int() throws(PageLineError) -> Int {
    guard let int = json.int else { throw wrong("a whole number") }
    return int
  }

  func double() throws(PageLineError) -> Double {
    guard let double = json.double else { throw wrong("a number") }
    return double
  }

  /// A word of a closed list.
  func term<Term: RawRepresentable>() throws(PageLineError) -> Term where Term.RawValue == String {
    guard let term = Term(rawValue: try text()) else { throw wrong("a word that is known here") }
    return term
  }

  func ints(_ key: String) throws(PageLineError) -> [Int] {
    try list(key) { (item) throws(PageLineError) in try item.int() }
  }

  /// Whole numbers, each the number of a piece of evidence.
  func ints(below count: Int) throws(PageLineError) -> [Int] {
    let numbers = json.items.compactMap(\.int)
    guard numbers.count == json.items.count, numbers.allSatisfy({ $0 >= 0 && $0 < count }) else {
      throw wrong("a list of evidence that the line holds")
    }
    return numbers
  }

  func list<Item>(_ key: String, _ read: (LineValue) throws(PageLineError) -> Item) throws(PageLineError) -> [Item] {
    var items: [Item] = []
    for (index, item) in (json[key]?.items ?? []).enumerated() {
      items.append(try read(LineValue(item, at: "\(place)/\(key)/\(index)")))
    }
    return items
  }

  func members<Item>(
    _ read: (String, LineValue) throws(PageLineError) -> Item
  ) throws(PageLineError) -> [Item] {
    var items: [Item] = []
    for member in json.members {
      items.append(try read(member.key, LineValue(member.value, at: "\(place)/\(member.key)")))
    }
    return items
  }
}

extension Capture {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(kind: try line["kind"].text(), uri: line.json["uri"]?.string)
    if let text = line.json["captured"]?.string {
      time = try Moment(ownText: text, kind: .recorded).instant
    }
  }
}

extension Failure {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(
      try line["stage"].term(), code: try line["code"].text(), reason: try line["reason"].text(),
      plugin: line.json["plugin"]?.string)
  }
}

extension CitedEvidence {
  init(_ line: LineValue) throws(PageLineError) {
    let claim = Claim(
      Field(try line["field"].text()), try Value(line["value"]), quotes: [],
      role: line["role"].isNull ? nil : try line["role"].term(), polarity: try line["polarity"].term(),
      modality: try line["modality"].term(), rule: try line["rule"].text(), confidence: try line["confidence"].term())
    evidence = Evidence(id: try line["id"].int(), claim: claim, plugin: try line["plugin"].text())
    quotes = try line.list("quotes") { (item) throws(PageLineError) in try Cited(item) }
  }
}

extension Cited {
  init(_ line: LineValue) throws(PageLineError) {
    quote = try line["quote"].text()
    prefix = try line["prefix"].text()
    suffix = try line["suffix"].text()
    start = try line["start"].int()
    end = try line["end"].int()
    guard start >= 0, end >= start else { throw line.wrong("a place in a page") }
    xpath = line.json["xpath"]?.string
    attribute = line.json["attribute"]?.string
    metadata = line.json["metadata"]?.string
    pointer = line.json["pointer"]?.string
  }
}

extension Value {
  /// The members tell which case it is.
  init(_ line: LineValue) throws(PageLineError) {
    let json = line.json
    if json["phase"] != nil {
      self = .event(try line["phase"].term(), try Moment(line))
    } else if json["precision"] != nil {
      self = .moment(try Moment(line))
    } else if json["minutes"] != nil {
      self = .duration(try Span(line))
    } else if json["unit"] != nil {
      self = .amount(try Amount(line))
    } else if json["part"] != nil {
      self = .cause(Cause(try line["category"].term(), part: try line["part"].term()))
    } else if json["code"] != nil {
      self = .region(try Region(line))
    } else if json["name"] != nil {
      self = .service(try Service(line))
    } else if json["term"] != nil {
      self = .term(try line["term"].text())
    } else if json["number"] != nil {
      self = .number(try line["number"].double())
    } else {
      self = .text(try line["text"].text())
    }
  }
}
