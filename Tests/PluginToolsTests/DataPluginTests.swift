import PostmortemCore
import PostmortemPlugin
import Testing

@testable import PluginTools

/// What the rules of a data plugin find.
@Suite struct DataPluginTests {
  private func told(_ rules: String, _ text: String, language: Language = .english) async throws -> [String] {
    let scratch = try Scratch(rules: rules)
    let engine = try Engine([scratch.load()])
    return await engine.findings(in: .page(text, language: language)).told(by: "label")
  }

  @Test func wordsGiveTheirValue() async throws {
    let rules = "rules: [{words: {big: [huge, very large]}}]"
    #expect(
      try await told(rules, "A huge crash, a Very Large one, no hugeness.") == [
        "huge => label big", "Very Large => label big",
      ])
  }

  @Test func wordsOfAListAreTheirOwnValue() async throws {
    #expect(try await told("rules: [{words: [P1, P2]}]", "It was a p1, not XP1.") == ["p1 => label P1"])
  }

  @Test func capitalsMatterWhereTheRuleSaysSo() async throws {
    #expect(try await told("rules: [{words: [IT], case: exact}]", "It was IT.") == ["IT => label IT"])
  }

  @Test func aWordMeansOneThingToEachRule() async throws {
    let rules = """
      rules:
        - {words: {one: [crash]}, case: exact}
        - {words: {two: [Crash]}}
      """
    #expect(try await told(rules, "A crash.") == ["crash => label one", "crash => label two"])
    #expect(try await told(rules, "Crash!") == ["Crash => label two"])
  }

  @Test func aLongerPhraseMeansNothing() async throws {
    #expect(
      try await told("rules: [{words: [crash], except: [crash course]}]", "A crash course. A crash.") == [
        "crash => label crash"
      ])
  }

  @Test func contextDecides() async throws {
    let near = "rules: [{words: [severe], near: outage, not-near: [planned, negation]}]"
    #expect(try await told(near, "A severe outage.") == ["severe => label severe"])
    #expect(try await told(near, "A severe winter. Then an outage.") == [])
    #expect(try await told(near, "No severe outage was seen.") == [])
    let clause = "rules: [{words: [severe], near: outage, within: clause}]"
    #expect(try await told(clause, "It was severe, this outage.") == [])
  }

  @Test func theCueThatDecidedIsQuotedToo() async throws {
    let scratch = try Scratch(rules: "rules: [{words: [severe], near: outage}]")
    let findings = try await Engine([scratch.load()]).findings(in: .page("A severe outage."))
    #expect(findings.evidence.map { $0.claim.quotes.map(\.text) } == [["severe", "outage"]])
  }

  @Test func roleLanguageAndConfidence() async throws {
    let scratch = try Scratch(
      rules: "rules: [{words: [crash], role: background, language: en, confidence: low, name: crashes}]")
    let engine = try Engine([scratch.load()])
    let claim = try #require(await engine.findings(in: .page("A crash.")).evidence.first?.claim)
    #expect(claim.role == .background && claim.confidence == .low && claim.rule == "crashes")
    #expect(await engine.findings(in: .page("A crash.", language: .chinese)).evidence.isEmpty)
  }

  @Test func patternsGiveWhatTheyCaptured() async throws {
    let rules = #"rules: [{pattern: '\bsev(?:erity)?[- ]?([0-4])\b', needs: sev, value: SEV-$1}]"#
    #expect(
      try await told(rules, "A Severity 1, later SEV-2. Several 3.") == [
        "Severity 1 => label SEV-1", "SEV-2 => label SEV-2",
      ])
    let named = #"rules: [{pattern: '(?<n>\d+) dollars', value: '$$${n}'}]"#
    #expect(try await told(named, "It cost 12 dollars.") == ["12 dollars => label $12"])
    #expect(
      try await told("rules: [{pattern: '故障(.)级', value: $1}]", "这是故障一级。", language: .chinese) == [
        "故障一级 => label 一"
      ])
  }

  /// The words of the plugin itself hide the text that a pattern needs: it is tried all the same.
  @Test func aLongerWordDoesNotHideAPattern() async throws {
    let rules = #"""
      rules:
        - words: [severity one]
        - {pattern: 'rity (one) crash', needs: rity one}
      """#
    #expect(
      try await told(rules, "A severity one crash.") == [
        "severity one => label severity one", "rity one crash => label one",
      ])
  }

  @Test func aPatternSeesOneSentence() async throws {
    #expect(
      try await told("rules: [{pattern: 'crash.*again'}]", "A crash. It works again. A crash again.") == [
        "crash again => label crash again"
      ])
  }

  /// No page can hang a pattern; the page is reported, and the others are read.
  @Test func aPatternThatTakesTooLongIsReported() async throws {
    let scratch = try Scratch(rules: "rules: [{pattern: 'aa(a+)+b'}]")
    let engine = try Engine([scratch.load()])
    let bad = await engine.findings(in: .page(String(repeating: "a", count: 5_000) + "c b"))
    #expect(bad.failures.map(\.code) == ["pattern-limit"])
    #expect(await engine.findings(in: .page("aaab")).told(by: "label") == ["aaab => label a"])
  }

  /// Twice the page, twice the time: the stretches that a pattern searches don't grow with the sentence.
  @Test func aSentenceWithoutEndCostsNoMoreThanItsLength() async throws {
    let scratch = try Scratch(rules: "rules: [{pattern: 'sev [^.]*x'}]")
    let engine = try Engine([scratch.load()])
    func time(_ count: Int) async -> Duration {
      let page = Document.page(String(repeating: "sev ", count: count))
      return await ContinuousClock().measure { _ = await engine.findings(in: page) }
    }
    _ = await time(1_000)
    let (one, eight) = (await time(10_000), await time(80_000))
    #expect(eight < one * 30)
  }
}

/// Which text stands in all that an expression can find.
@Suite struct RequiredLiteralTests {
  @Test(arguments: [
    (#"\bsev-(\d)"#, "sev-"), ("credits? of", "credit"), (#"(?i)refund(ed)? \d+ dollars"#, "dollars"),
    ("[ab]cde+f", "cde"), (#"\p{L}+故障"#, "故障"), (#"a\.b\.c\d"#, "a.b.c"), ("(one|two) crash", "crash"),
  ])
  func isFound(pattern: String, literal: String) { #expect(RequiredLiteral.find(in: pattern) == literal) }

  @Test(arguments: ["one|two", #"\d+"#, "(?x) a b", #"\x41\x42CD"#, #"\Qab\E"#, "a?b*", "(*UTF)ab", "über?"])
  func isNotGuessed(pattern: String) {
    let found = RequiredLiteral.find(in: pattern)
    #expect(found == nil || pattern == "über?" && found == "be")
  }
}
