import PostmortemIncidents
import PostmortemPlugin
import Testing

/// Which signs make a page one about an incident.
@Suite struct VerdictTests {
  /// A page whose title and text name Wave, with signs. A sign stands at the first `words` of the
  /// text, so each of one kind needs other words.
  private func why(
    _ signs: [(PageSign, Confidence)], titled: Confidence? = nil, inText: Confidence? = nil, timed: Bool = false,
    modality: Modality = .stated
  ) -> Verdict {
    var page = TestPage("Wavelet was down from 11:00", title: "Wave and more")
    page.isLog = false
    let service = Value.service(Service(name: "Wave", category: .messaging))
    if let titled {
      page.claim(.service, service, words: "Wave and", role: .affected, confidence: titled, modality: modality)
    }
    if let inText {
      page.claim(.service, service, words: "Wavelet", role: .affected, confidence: inText, modality: modality)
    }
    for (sign, confidence) in signs { page.sign(sign, words: "down", confidence: confidence) }
    if timed { page.event(.started, at(11), words: "11:00") }
    return page.result.verdict
  }

  @Test func aHeadlineAndItsServiceAreEnough() {
    #expect(why([(.headline, .high)], titled: .high).incident)
    #expect(why([(.headline, .high), (.told, .medium)], titled: .low).incident)
    #expect(why([(.headline, .high)], titled: .low).why == .passingMention)
  }

  @Test func withoutAServiceNothingIsDown() {
    #expect(why([(.headline, .high), (.lead, .medium), (.told, .medium)]).why == .other)
    #expect(why([(.headline, .high), (.lead, .medium)], titled: .high, modality: .promised).why == .other)
  }

  @Test func aHeadlineWithoutAServiceNeedsTheText() {
    #expect(why([(.headline, .high), (.lead, .medium)], inText: .high).incident)
    #expect(!why([(.headline, .high), (.lead, .medium)], inText: .medium).incident)
    #expect(!why([(.headline, .high)], inText: .high).incident)
  }

  @Test func aHintNeedsTheTextToBearItOut() {
    #expect(!why([(.hint, .low)], titled: .high).incident)
    #expect(why([(.hint, .low), (.lead, .medium)], titled: .medium).incident)
    #expect(!why([(.hint, .low), (.lead, .medium)], inText: .medium).incident)
    #expect(why([(.hint, .low), (.lead, .medium), (.unease, .low), (.restored, .medium)], inText: .medium).incident)
    #expect(why([(.hint, .low), (.unease, .low), (.unease, .low), (.report, .medium)], inText: .low).incident)
    #expect(
      why([(.hint, .low), (.lead, .medium), (.statement, .medium), (.restored, .medium)], inText: .high).incident)
    #expect(
      why([(.hint, .low), (.unease, .low), (.statement, .medium), (.restored, .medium)], inText: .medium).incident)
    #expect(!why([(.hint, .low), (.statement, .medium), (.restored, .medium)], inText: .medium).incident)
  }

  @Test func withoutAHeadlineTheTextMustGoOnAboutIt() {
    #expect(!why([(.lead, .medium)], inText: .high, timed: true).incident)
    #expect(!why([(.lead, .medium)], titled: .low, inText: .high).incident)
    #expect(why([(.lead, .medium)], titled: .low, inText: .high, timed: true).incident)
    #expect(why([(.lead, .medium), (.statement, .medium), (.restored, .medium)], inText: .high, timed: true).incident)
    #expect(
      why([(.lead, .medium), (.told, .medium), (.told, .medium), (.report, .medium)], inText: .high, timed: true)
        .incident)
    #expect(!why([(.told, .medium), (.statement, .medium), (.restored, .medium)], inText: .high, timed: true).incident)
  }

  @Test func anAdditionThatSaysItIsOverTellsOfAnOutage() {
    #expect(why([(.unease, .low), (.update, .high)], inText: .low).incident)
    #expect(!why([(.unease, .low), (.update, .medium)], inText: .low).incident)
    #expect(!why([(.update, .high)], inText: .low).incident)
  }

  @Test(arguments: [
    PageSign.closure, .plannedRemoval, .featureOrProduct, .statistic, .passingMention, .averted, .other,
  ])
  func whatThePageIsAboutInsteadDecides(sign: PageSign) {
    #expect(why([(.headline, .high), (.lead, .medium), (sign, .high)], titled: .high).why.rawValue == sign.rawValue)
    #expect(why([(.headline, .high), (.lead, .medium), (sign, .low)], titled: .high).incident)
    #expect(why([(.hint, .low), (.lead, .medium), (sign, .low)], titled: .high).why.rawValue == sign.rawValue)
    #expect(why([(sign, .low)]).why.rawValue == sign.rawValue)
  }

  @Test func aLogIsAboutAnIncidentUnlessItIsPlanned() {
    #expect(why([(.log, .high)], inText: .low).incident)
    #expect(why([(.log, .high), (.featureOrProduct, .high)], inText: .low).incident)
    #expect(why([(.log, .high), (.plannedRemoval, .high)], inText: .low).why == .plannedRemoval)
  }

  @Test func theVerdictNamesItsEvidence() {
    #expect(why([(.headline, .high)], titled: .high).evidence == [0, 1])
    #expect(why([(.closure, .high)], titled: .high).evidence == [1])
    #expect(why([], titled: .high).evidence == [0])
  }
}
