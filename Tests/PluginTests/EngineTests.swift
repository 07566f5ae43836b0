import PostmortemCore
import PostmortemPlugin
import Testing

/// A plugin made of closures.
private struct Probe: Extractor {
  var manifest: Manifest
  var lexicon: Lexicon
  var look: @Sendable (Reading) throws -> [Claim]

  init(
    _ id: String, fills: Field = Field("probe"), reads: [Field] = [], words: [Lexicon.Entry] = [],
    look: @escaping @Sendable (Reading) throws -> [Claim] = { _ in [] }
  ) {
    manifest = Manifest(
      id: id, version: "1", summary: "", columns: [Column(fills, heading: id, merge: .all)], reads: reads)
    lexicon = Lexicon(words)
    self.look = look
  }

  func claims(in reading: Reading) async throws -> [Claim] { try look(reading) }
}

private func page(_ paragraphs: String...) -> Document {
  var builder = DocumentBuilder(page: "t")
  let path = builder.addPath("p", below: nil)
  for paragraph in paragraphs { builder.addBlock(paragraph.utf8, kind: .paragraph, path: path) }
  builder.addMetadata(Metadata(key: "url", value: "https://example.org/2014/01/24/"))
  var document = builder.finish()
  document.language = .english
  return document
}

@Suite struct EngineTests {
  /// What a probe with these words sees in a text.
  private func found(_ words: [Lexicon.Entry], in text: String) async throws -> [String] {
    let sees = Probe("sees", words: words) { reading in
      reading.hits.words.map {
        Claim(Field("probe"), .text("\($0.tag)"), quotes: [reading.document.quote($0.range)], rule: "r")
      }
    }
    return try await Engine([sees]).findings(in: page(text)).evidence.map { $0.claim.quotes[0].text }
  }

  @Test func longestOfTheFirstCounts() async throws {
    let words = [Lexicon.Entry("Google", tag: 0), .init("Google Docs", tag: 1), .init("Docs", tag: 2)]
    #expect(try await found(words, in: "Google Docs and Google, and docs") == ["Google Docs", "Google", "docs"])
  }

  @Test func latinWordsNeedBoundariesChineseOnesDoNot() async throws {
    #expect(try await found([.init("line", tag: 0)], in: "online line; offline-line Linear lineé") == ["line", "line"])
    #expect(
      try await found([.init("宕机", tag: 0), .init("US", tag: 1, exactCase: true)], in: "又宕机了US用户us") == ["宕机", "US"])
  }

  @Test func shortWordsAreFound() async throws {
    #expect(
      try await found([.init("X", tag: 0, exactCase: true), .init("月", tag: 1)], in: "X in 3月, x") == ["X", "月"])
  }

  /// The matcher against the plainest possible one, on text made of the words' own pieces.
  @Test func agreesWithANaiveMatcher() async throws {
    let words = ["ab", "abc", "abcd", "bcda", "宕机", "机了", "宕机了吗", "d", "cdabcd"]
    var state: UInt64 = 7
    for _ in 0..<200 {
      var text = ""
      for _ in 0..<30 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += ["ab", "c", "d", " ", "宕", "机", "了", "吗", "bcda"][Int(state >> 33) % 9]
      }
      let hits = try await found(words.enumerated().map { .init($1, tag: $0) }, in: text)
      #expect(hits == naive(words, in: text), "\(text)")
    }
  }

  private func naive(_ words: [String], in text: String) -> [String] {
    let bytes = Array(text.utf8)
    func isLetter(_ at: Int) -> Bool { bytes.indices.contains(at) && (bytes[at] | 0x20) &- 0x61 < 26 }
    var found: [String] = []
    var at = 0
    while at < bytes.count {
      let here = words.filter { word in
        let latin = isLetter(at)
        return bytes[at...].starts(with: word.utf8)
          && !(latin && (isLetter(at - 1) || isLetter(at + word.utf8.count)))
      }
      if let longest = here.max(by: { $0.utf8.count < $1.utf8.count }) {
        found.append(longest)
        at += longest.utf8.count
      } else {
        at += 1
      }
    }
    return found
  }

  @Test func aQuoteThatIsNotThereIsRefused() async throws {
    let liar = Probe("liar") { _ in
      [Claim(Field("probe"), .text("x"), quotes: [Quote(place: .text, range: 0..<4, text: "lies")], rule: "r")]
    }
    let honest = Probe("honest", fills: Field("other")) { reading in
      [Claim(Field("other"), .text("x"), quotes: [reading.document.quote(0..<3)], rule: "r")]
    }
    let findings = try await Engine([liar, honest]).findings(in: page("All is well"))
    #expect(findings.failures.map(\.code) == ["bad-quote"])
    #expect(findings.evidence.map(\.plugin) == ["honest"])
  }

  @Test(arguments: [-1..<3, 5..<5, 0..<9999]) func quotesOutsideTheTextAreRefused(range: Range<Int>) async throws {
    let liar = Probe("liar") { _ in
      [Claim(Field("probe"), .text("x"), quotes: [Quote(place: .text, range: range, text: "All")], rule: "r")]
    }
    let findings = try await Engine([liar]).findings(in: page("All is well"))
    #expect(findings.evidence.isEmpty && findings.failures.map(\.code) == ["bad-quote"])
  }

  @Test func aClaimWithoutQuotesIsRefused() async throws {
    let mute = Probe("mute") { _ in [Claim(Field("probe"), .text("x"), quotes: [], rule: "r")] }
    #expect(try await Engine([mute]).findings(in: page("x")).failures.map(\.code) == ["no-quote"])
  }

  @Test func metadataMayBeQuoted() async throws {
    let dates = Probe("dates") { reading in
      [Claim(Field("probe"), .text("x"), quotes: [reading.document.quote("2014/01/24", inMetadata: "url")!], rule: "r")]
    }
    #expect(try await Engine([dates]).findings(in: page("x")).evidence.count == 1)
  }

  @Test func aPluginThatThrowsCostsOnlyItself() async throws {
    let broken = Probe("broken") { _ in throw Failure(.plugin, code: "oops", reason: "no", plugin: "broken") }
    let other = Probe("other", fills: Field("other")) { reading in
      [Claim(Field("other"), .text("x"), quotes: [reading.document.quote(0..<1)], rule: "r")]
    }
    let findings = try await Engine([broken, other]).findings(in: page("x"))
    #expect(findings.failures.map(\.code) == ["oops"] && findings.evidence.count == 1)
  }

  @Test func pluginsComeAfterWhatTheyRead() async throws {
    let first = Probe("late", fills: Field("b"), reads: [Field("a")]) { reading in
      reading.earlier.map { Claim(Field("b"), $0.claim.value, quotes: $0.claim.quotes, rule: "r") }
    }
    let second = Probe("early", fills: Field("a")) { reading in
      [Claim(Field("a"), .text("seen"), quotes: [reading.document.quote(0..<1)], rule: "r")]
    }
    let findings = try await Engine([first, second]).findings(in: page("x"))
    #expect(findings.evidence.map(\.plugin) == ["early", "late"])
  }

  @Test func aCycleIsAnError() {
    let a = Probe("a", fills: Field("a"), reads: [Field("b")])
    let b = Probe("b", fills: Field("b"), reads: [Field("a")])
    #expect(throws: Failure.self) { try Engine([a, b]) }
    #expect(throws: Failure.self) { try Engine([Probe("same"), Probe("same")]) }
  }

  @Test func onAPageInNeitherLanguageNoGrammarRuns() async throws {
    let loud = Probe("loud") { reading in
      [Claim(Field("probe"), .text("x"), quotes: [reading.document.quote(0..<1)], rule: "r")]
    }
    var document = page("Guten Tag")
    document.language = .undetermined
    #expect(try await Engine([loud]).findings(in: document).evidence.isEmpty)
  }

  @Test func trapsAreNoCues() async throws {
    let cues = CueList(rows: [["down", "outage", "slow down|down payment"]])
    let probe = Probe("p") { reading in
      reading.hits.cues.map {
        Claim(Field("probe"), .text($0.cue.rawValue), quotes: [reading.document.quote($0.range)], rule: "r")
      }
    }
    let findings = try await Engine([probe], cues: cues).findings(
      in: page("Slow down: a down payment, and it is down."))
    #expect(findings.evidence.count == 1)
  }
}

@Suite struct BatchTests {
  @Test(arguments: [1, 2, 7]) func deliversInOrder(jobs: Int) async {
    var seen: [Int] = []
    await Batch.run(0..<300, jobs: jobs) { item in
      if item % 7 == 0 { try? await Task.sleep(for: .milliseconds(1)) }
      return item
    } deliver: {
      seen.append($0)
    }
    #expect(seen == Array(0..<300))
  }

  @Test func anErrorWhileDeliveringEndsTheBatch() async {
    struct Full: Error {}
    await #expect(throws: Full.self) {
      try await Batch.run(0..<1000, jobs: 2) {
        $0
      } deliver: { item throws(Full) in
        if item == 5 { throw Full() }
      }
    }
  }
}
