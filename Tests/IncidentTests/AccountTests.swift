import PostmortemIncidents
import PostmortemPlugin
import Testing

/// Status, causes, symptoms and amounts: from claims to cells.
@Suite struct AccountTests {
  private func page(
    _ text: String = "Wave was down at 11:00 by a bug in an update, not an attack; back at 14:48 for 1% of users"
  )
    -> TestPage
  {
    var page = TestPage(text)
    page.service("Wave", .affected)
    page.event(.started, at(11), words: "11:00")
    return page
  }

  // MARK: Status

  @Test(
    arguments: [
      // The last word counts before all else.
      ([("resolved", Confidence.medium), ("ongoing", .high)], Status.ongoing),
      ([("ongoing", .medium), ("resolved", .high)], .resolved),
      // Over, unless trouble is told after that.
      ([("ongoing", .medium), ("resolved", .medium)], .resolved),
      ([("resolved", .medium), ("ongoing", .medium)], .partiallyRestored),
      ([("ongoing", .medium), ("partially-restored", .medium)], .partiallyRestored),
      ([("resolved", .medium), ("partially-restored", .medium)], .resolved),
      ([("ongoing", .low)], .ongoing),
      ([], .unknown),
    ] as [([(String, Confidence)], Status)])
  func theLastWordSettlesTheStatus(told: [(String, Confidence)], status: Status) throws {
    var page = page()
    for (word, confidence) in told { page.claim(.status, .term(word), words: "down", confidence: confidence) }
    #expect(try #require(page.result.incidents.first).status == status)
  }

  @Test func anEndAtATimeOutranksAnUnsureTrouble() throws {
    var page = page()
    page.event(.recovered, at(14, 48), words: "14:48")
    page.claim(.status, .term("ongoing"), words: "down", confidence: .medium)
    #expect(try #require(page.result.incidents.first).status == .resolved)
  }

  // MARK: Cause

  private func cause(_ page: TestPage) throws -> Incident.CauseCell? { try #require(page.result.incidents.first).cause }

  @Test func theSurestCauseDecides() throws {
    var page = page()
    page.claim(.cause, .cause(Cause(.overload)), words: "down", confidence: .medium)
    page.claim(.cause, .cause(Cause(.softwareBug)), words: "bug", confidence: .high)
    let cell = try #require(try cause(page))
    #expect(cell.category == .softwareBug && cell.certainty == .confirmed && cell.evidence == [3])
  }

  @Test func whatIsOnlyGuessedIsSuspected() throws {
    var page = page()
    page.claim(.cause, .cause(Cause(.softwareBug)), words: "bug", modality: .hedged)
    #expect(try cause(page)?.certainty == .suspected)
  }

  @Test func aSupplierYieldsToWhatWasWrongWithIt() throws {
    var page = page()
    page.claim(.cause, .cause(Cause(.thirdParty)), words: "down")
    page.claim(.cause, .cause(Cause(.softwareBug)), words: "bug")
    #expect(try cause(page)?.category == .softwareBug)
  }

  @Test func theTriggerStandsBesideTheRoot() throws {
    var page = page()
    page.claim(.cause, .cause(Cause(.deploy, part: .trigger)), words: "update")
    #expect(try cause(page)?.category == .deploy)
    page.claim(.cause, .cause(Cause(.softwareBug)), words: "bug")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.cause?.category == .softwareBug && incident.trigger?.category == .deploy)
  }

  @Test func whatIsDeniedIsNoCause() throws {
    var page = page()
    page.claim(.cause, .cause(Cause(.attack)), words: "attack", polarity: .negated)
    let incident = try #require(page.result.incidents.first)
    #expect(incident.cause == nil && incident.denied.map(\.category) == [.attack])
    #expect(incident.denied[0].certainty == .denied && incident.denied[0].evidence == [2])
  }

  // MARK: Symptoms and amounts

  @Test func otherTroubleIsLeftOutBesideAnySymptom() throws {
    var page = page()
    page.claim(.symptom, .term("other"), words: "bug")
    #expect(try #require(page.result.incidents.first).symptoms.map(\.symptom) == [.other])
    page.claim(.symptom, .term("outage"), words: "down")
    #expect(try #require(page.result.incidents.first).symptoms.map(\.symptom) == [.outage])
  }

  @Test func oneFigureIsOneCell() throws {
    var page = page()
    page.claim(.impact, .amount(Amount(1, unit: "percent", of: "users")), words: "1%")
    page.claim(.impact, .amount(Amount(1, unit: "percent", of: "users", qualifier: .about)), words: "1% of users")
    page.claim(.impact, .amount(Amount(1, unit: "percent", of: "users", qualifier: .totalBase)), words: "users")
    let cells = try #require(page.result.incidents.first).impact
    #expect(cells.map(\.evidence) == [[2, 3], [4]] && cells[0].text == "1%")
  }
}
