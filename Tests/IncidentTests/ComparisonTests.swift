import PostmortemIncidents
import PostmortemPlugin
import PostmortemReport
import Testing

/// A page of the tests below: which service was down, from when to when on 22 February 2014.
struct Told {
  var service = "Wave"
  var from: Moment? = nil
  var to: Moment? = nil
  var text = ""
  var url: String? = nil
  var official: String? = nil
  var cause: Cause.Category? = nil
  var extra: [(words: String, service: String, role: Role)] = []

  /// - Parameter name: names the page; its digest follows from it.
  func page(_ name: String) -> PageResult {
    let words = text.isEmpty ? "\(service) was down from BEGIN until END, for it broke. \(name)" : text
    var page = TestPage(
      words + extra.map { " \($0.words)" }.joined(), title: "\(service) is down", page: name,
      digest: String(
        repeating: name.hasPrefix("copy") ? "c" : String(name.utf8.reduce(7) { $0 &* 31 &+ UInt32($1) }, radix: 16),
        count: 3))
    if let url { page.stands(at: url) }
    // News, and no provider's log.
    page.isLog = false
    page.sign(.headline, words: "is down")
    page.claim(.service, .service(Service(name: service, category: .messaging)), words: service, role: .affected)
    if let from { page.event(.started, from, words: "BEGIN") }
    if let to { page.event(.recovered, to, words: "END") }
    if let cause { page.claim(.cause, .cause(Cause(cause)), words: "broke") }
    for item in extra {
      page.claim(.service, .service(Service(name: item.service, category: .cloud)), words: item.words, role: item.role)
    }
    var result = page.result
    if let official { result = result.with(official: official) }
    return result
  }
}

extension PageResult {
  /// The same page with the provider's id on its first incident, by way of its line.
  func with(official: String) -> PageResult {
    let line = String(decoding: json(tool: "test").line, as: UTF8.self)
      .replacing("\"incidents\":[{\"id\":", with: "\"incidents\":[{\"official\":\"\(official)\",\"id\":")
    return try! PageResult(line: Array(line.utf8))
  }
}

@Suite struct ComparisonTests {
  private func rows(_ told: [String: Told], _ overrides: Overrides = Overrides()) -> [Set<String>] {
    let comparison = Comparison(told.map { $0.value.page($0.key) }, overrides: overrides)
    return comparison.rows.map { Set(comparison.pages(of: $0).map(\.page)) }
  }

  @Test func oneOutageInTwoPagesIsOneRow() {
    let rows = rows(["a": Told(from: at(11), to: at(13)), "b": Told(from: at(11, 20), to: at(13, 5))])
    #expect(rows == [["a", "b"]])
  }

  @Test func twoOutagesOfOneServiceOnOneDayStayApart() {
    let rows = rows(["a": Told(from: at(9), to: at(10)), "b": Told(from: at(15), to: at(16))])
    #expect(rows == [["a"], ["b"]])
  }

  @Test func twoServicesAtOneTimeStayApart() {
    let rows = rows(["a": Told(from: at(9), to: at(10)), "b": Told(service: "Tide", from: at(9), to: at(10))])
    #expect(rows.count == 2)
  }

  @Test func aPageThatKnowsOnlyTheDayGoesWhereItFitsBest() {
    let day = Moment(date: CivilDate(year: 2014, month: 2, day: 22), precision: .day)
    let rows = rows([
      "a": Told(from: at(9), to: at(10)), "b": Told(from: at(13), to: at(18)), "c": Told(from: day),
    ])
    #expect(rows == [["a"], ["b", "c"]])
  }

  @Test func twoOfficialIncidentsAreNeverOne() {
    let rows = rows([
      "a": Told(from: at(9), to: at(10), official: "abcdefgh1"),
      "b": Told(from: at(9), to: at(10), official: "abcdefgh2"),
      "c": Told(from: at(9), to: at(10)),
    ])
    #expect(rows.count == 2)
  }

  @Test func oneOfficialIncidentIsOneWhateverItsPagesSay() {
    let rows = rows([
      "a": Told(from: at(9), official: "abcdefgh1"), "b": Told(from: at(21), official: "abcdefgh1"),
    ])
    #expect(rows == [["a", "b"]])
  }

  @Test func wordsOfTheUserOverrule() {
    let apart = ["a": Told(from: at(9), to: at(10)), "b": Told(from: at(15), to: at(16))]
    #expect(rows(apart, Overrides(same: [.init("a", "b")])) == [["a", "b"]])
    let together = ["a": Told(from: at(9), to: at(10)), "b": Told(from: at(9), to: at(10))]
    #expect(rows(together, Overrides(different: [.init("b", "a")])).count == 2)
  }

  @Test func copiesCountOnceAsSupport() throws {
    let text = "Wave was down from BEGIN until END, for it broke."
    let comparison = Comparison([
      Told(from: at(11), text: text).page("copy-1"), Told(from: at(11), text: text).page("copy-2"),
      Told(from: at(11, 30)).page("own"),
    ])
    let row = try #require(comparison.rows.first)
    #expect(comparison.rows.count == 1)
    let settlement = try #require(row.settlement("started"))
    #expect(settlement.chosen.support == 1 && settlement.rivals.map(\.support) == [1])
  }

  @Test func theProviderIsBelievedBeforeThePress() throws {
    let comparison = Comparison([
      Told(from: at(11), to: at(13), url: "https://news.example/wave").page("press-1"),
      Told(from: at(11), to: at(13), url: "https://paper.example/wave").page("press-2"),
      Told(from: at(11, 20), to: at(13), url: "https://status.wave.example/1").page("provider"),
    ])
    let row = try #require(comparison.rows.first)
    #expect(row.incident.milestone(.started)?.moment.instant == at(11, 20).instant)
    let settlement = try #require(row.settlement("started"))
    #expect(settlement.rule.hasPrefix("the provider's word") && settlement.rivals.count == 1)
    #expect(row.incident.conflicts.contains { $0.field == "started" })
  }

  @Test func whatAgreesIsNoConflict() throws {
    let comparison = Comparison([
      Told(from: at(11), to: at(13)).page("a"), Told(from: at(11, 5), to: at(13)).page("b"),
    ])
    #expect(comparison.rows.map(\.incident.conflicts.count) == [0])
    #expect(comparison.rows[0].settlement("started")?.rule == "the sources agree")
  }

  /// A supplier's own outage beside the one it made is related to it, and no part of it.
  @Test func aSuppliersOutageIsRelated() throws {
    let comparison = Comparison([
      Told(from: at(9), to: at(10), cause: .thirdParty, extra: [("Cloudy failed", "Cloudy", .supplier)]).page("a"),
      Told(service: "Cloudy", from: at(9), to: at(10)).page("b"),
    ])
    #expect(comparison.rows.count == 2)
    #expect(comparison.rows.allSatisfy { $0.related.count == 1 })
  }

  // MARK: - Laws

  /// Pages that agree, disagree, are copies of each other, know only days or bear ids.
  private static let folder: [PageResult] = (0..<14).map { index in
    let service = ["Wave", "Tide"][index % 2]
    let day = Moment(date: CivilDate(year: 2014, month: 2, day: 22), precision: .day)
    var told = Told(service: service, from: index % 5 == 0 ? day : at(index, index * 3), to: at(min(index + 3, 23)))
    if index % 4 == 0 { told.official = "official\(index % 3)" }
    if index % 3 == 0 { told.url = "https://paper\(index % 2).example/\(index / 2)" }
    if index % 7 == 6 { told.text = "\(service) was down from BEGIN until END, for it broke." }
    if index % 6 == 1 { told.cause = index % 4 == 1 ? .network : .power }
    return told.page("p\(index)")
  }

  private func report(_ pages: [PageResult]) -> String {
    let columns = [Column(.service, heading: "", merge: .all), Column(.time, heading: "", merge: .all)]
    let table = Table(Comparison(pages), columns: columns)
    return MarkdownReport(table).text() + LongCSVReport(table).text()
      + String(decoding: JSONReport(table, tool: "test").bytes(), as: UTF8.self)
  }

  /// Pages read in any order, divided in any way, some of them twice, by way of their lines, give the same
  /// bytes.
  @Test func orderAndShardsChangeNothing() throws {
    let expected = report(ComparisonTests.folder)
    var random = SplitMix(seed: 20_140_222)
    for _ in 0..<200 {
      var shards: [[PageResult]] = Array(repeating: [], count: Int.random(in: 1...5, using: &random))
      for page in ComparisonTests.folder.shuffled(using: &random) {
        for _ in 0..<Int.random(in: 1...2, using: &random) {
          shards[Int.random(in: shards.indices, using: &random)].append(page)
        }
      }
      let lines = shards.shuffled(using: &random).flatMap { $0 }.map { $0.json(tool: "test").line }
      #expect(report(try lines.map { try PageResult(line: $0) }) == expected)
    }
    #expect(Comparison(ComparisonTests.folder).rows.contains { $0.sources.count > 2 })
  }

  @Test func aLineReadIsTheLineWritten() throws {
    for page in ComparisonTests.folder {
      let line = page.json(tool: "test").line
      #expect(try PageResult(line: line).json(tool: "test").line == line)
    }
  }

  @Test func whoIsAtFaultIsReadBackAndKeptInTheRow() throws {
    var page = TestPage("Wave was down because of an outage at Tide")
    page.service("Wave", .affected)
    page.service("Tide", .affected)
    page.claim(.cause, .cause(Cause(.thirdParty)), words: "Tide")
    let read = try PageResult(line: page.result.json(tool: "test").line)
    #expect(try #require(read.incidents.first).services.map(\.isAtFault) == [false, true])
    #expect(Comparison([read]).rows.first?.incident.services.map(\.isAtFault) == [false, true])
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "{\"schema\":2}", "nonsense", "{\"schema\":1,\"page\":3}",
    "{\"schema\":1}" + String(repeating: "[", count: 100_000),
  ])
  func aWrongLineIsRefused(line: String) {
    #expect(throws: PageLineError.self) { try PageResult(line: Array(line.utf8)) }
  }
}

/// Random numbers that are the same in every run (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
