import PostmortemIncidents
import PostmortemPlugin
import Testing

@Suite struct SettlingTests {
  private func page(_ text: String = "Wave was down from 11:00 to 14:30, back at 14:48, for 210 minutes; Ripple gained")
    -> TestPage
  {
    var page = TestPage(text)
    page.service("Wave", .affected)
    return page
  }

  @Test func affectedOutranksMentioned() throws {
    var page = page()
    page.service("Wave", .mentioned)
    page.service("Ripple", .beneficiary)
    page.event(.started, at(11), words: "11:00")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.services(.affected).map(\.value.name) == ["Wave"])
    #expect(incident.services(.beneficiary).map(\.value.name) == ["Ripple"])
    #expect(incident.services(.affected)[0].evidence == [0])
  }

  @Test func aServiceStandsOnceForEachOfItsTrades() throws {
    var page = page("Wave was down at 11:00 for calls and texts")
    page.claim(
      .service, .service(Service(name: "Wave", category: .voice)), words: "Wave", role: .affected, cue: "calls")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.services.map(\.value.category) == [.messaging, .voice])
    #expect(incident.services.map(\.evidence) == [[0], [1]])
  }

  /// A supplier's failure that is told, and what its service is then: at fault or not.
  @Test(arguments: [
    (words: "Tide's failure", polarity: Polarity.affirmed, category: Cause.Category.thirdParty, isAtFault: true),
    ("Tide", .affirmed, .thirdParty, true),
    ("our supplier", .affirmed, .thirdParty, false),
    ("Tide's failure", .negated, .thirdParty, false),
    ("Tide's failure", .affirmed, .network, false),
  ])
  func aSupplierWhoseFailureIsTheCauseIsAtFault(
    words: String, polarity: Polarity, category: Cause.Category, isAtFault: Bool
  ) throws {
    var page = page("Wave was down because of Tide's failure; Tide is our supplier")
    page.service("Tide", .affected)
    page.claim(.cause, .cause(Cause(category)), words: words, polarity: polarity)
    let incident = try #require(page.result.incidents.first)
    #expect(incident.services(.affected).map(\.isAtFault) == [false, isAtFault])
    #expect(incident.services(.affected)[1].evidence == (isAtFault ? [1, 2] : [1]))
  }

  @Test func anUnsureAffectedYieldsToAClearBystander() throws {
    var page = page()
    page.service("Ripple", .affected, confidence: .low)
    page.service("Ripple", .beneficiary)
    page.event(.started, at(11), words: "11:00")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.services(.affected).map(\.value.name) == ["Wave"])
  }

  @Test func whatIsPartialIsNotTheEnd() throws {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    page.event(.recovered, at(14, 30), words: "14:30")
    page.event(.partiallyRecovered, at(14, 30), words: "14:30")
    page.event(.recovered, at(14, 48), words: "14:48")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.milestone(.partiallyRecovered)?.moment == at(14, 30))
    #expect(incident.milestone(.recovered)?.moment == at(14, 48))
    #expect(incident.status == .resolved)
  }

  @Test func theBeginningFollowsFromEndAndDuration() throws {
    var page = page()
    page.event(.recovered, at(14, 30), words: "14:30")
    page.claim(.duration, .duration(Span(minutes: 210, qualifier: .about)), words: "210 minutes")
    let incident = try #require(page.result.incidents.first)
    let start = try #require(incident.milestone(.started))
    #expect(start.moment.text == "2014-02-22T11:00:00Z")
    #expect(start.moment.kind == .derived && start.moment.approximate)
    #expect(start.evidence == [1, 2])
  }

  @Test func aSaidBeginningIsNotDerivedAnew() throws {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    page.event(.recovered, at(14, 48), words: "14:48")
    page.claim(.duration, .duration(Span(minutes: 210)), words: "210 minutes")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.milestone(.started)?.moment.kind == .declared)
    #expect(incident.duration?.span.kind == .stated)
  }

  @Test func theDurationFollowsFromBothEnds() throws {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    page.event(.recovered, at(14, 30), words: "14:30")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.duration?.span == Span(minutes: 210, kind: .derived))
    #expect(incident.duration?.evidence == [1, 2])
  }

  /// What lies far apart on the page need not be of one thing.
  @Test func noDurationFollowsFromEndsThatAreToldApart() throws {
    var page = page("Wave was down from 11:00, a user wrote. \(String(repeating: "Much was said. ", count: 40)) 14:30")
    page.event(.started, at(11), words: "11:00")
    page.event(.recovered, at(14, 30), words: "14:30")
    #expect(try #require(page.result.incidents.first).duration == nil)
  }

  /// A page of the day after the beginning cannot tell of a week; one of the week after can.
  @Test(
    arguments: [("2014-02-23", nil), ("2014-03-01", 10_080), (nil, 10_080)] as [(published: String?, minutes: Double?)])
  func noneLastedLongerThanThePageCanKnow(published: String?, minutes: Double?) throws {
    var page = TestPage("Wave was down for a week from 11:00", published: published)
    page.service("Wave", .affected)
    page.event(.started, at(11), words: "11:00")
    page.claim(.duration, .duration(Span(minutes: 10_080)), words: "a week")
    #expect(try #require(page.result.incidents.first).duration?.span.minutes == minutes)
  }

  /// What was found at half past ten had begun by then.
  @Test(arguments: [(phase: Phase.detected, isBound: true), (.identified, true), (.acknowledged, false)])
  func nobodyFindsWhatHasNotBegun(phase: Phase, isBound: Bool) throws {
    var page = page("Found at 10:30, Wave was down from 11:00")
    page.event(.started, at(11), words: "11:00")
    page.event(phase, at(10, 30), words: "10:30")
    let start = try #require(page.result.incidents.first?.milestone(.started))
    #expect(start.moment.kind == (isBound ? .derived : .declared))
    #expect(start.moment.latest == (isBound ? at(10, 30).instant : nil))
    #expect(start.evidence == (isBound ? [2, 1] : [1]))
  }

  @Test func noEndIsInventedWhereNothingIsOver() throws {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    page.claim(.duration, .duration(Span(minutes: 210)), words: "210 minutes")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.milestone(.recovered) == nil)
    // How long it lasted is told of what is over, but not when.
    #expect(incident.status == .resolved && incident.statusEvidence == [2])
  }

  @Test func promisesAreNoEvents() throws {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    page.claim(.time, .event(.recovered, at(14, 48)), words: "14:48", modality: .promised)
    #expect(page.result.incidents.first?.milestone(.recovered) == nil)
  }

  @Test func whatIsAnnouncedHasNotHappened() {
    var page = TestPage("Wave will go dark on 1 July", title: "Wave will go dark")
    page.claim(
      .service, .service(Service(name: "Wave", category: .messaging)), words: "Wave", role: .affected,
      modality: .promised)
    #expect(page.result.incidents.isEmpty)
  }

  @Test func saidBeforeWorkedOut() throws {
    var page = page()
    page.event(.started, at(11, 2, kind: .derived), words: "11:00")
    page.event(.started, at(11), words: "11:00")
    #expect(page.result.incidents.first?.milestone(.started)?.moment.kind == .declared)
  }

  @Test func withoutAnAffectedServiceThereIsNoIncident() {
    var page = TestPage("Wave was down at 11:00")
    page.service("Wave", .mentioned)
    page.event(.started, at(11), words: "11:00")
    #expect(page.result.incidents.isEmpty && page.result.verdict.why == .other)
  }

  @Test func theIdIsServiceDayAndDigest() {
    var page = page()
    page.event(.started, at(11), words: "11:00")
    #expect(page.result.incidents.first?.id == "wave-2014-02-22-3f9a0c")
  }

  /// Providers round; two clocks that are multiples of five say so, one does not.
  @Test(arguments: [(35, 40, true), (35, 41, false), (31, 40, false)])
  func clocksRoundedToFiveMinutesAreFlagged(first: Int, second: Int, isRounded: Bool) throws {
    var page = TestPage("Wave was down from BEGIN until END")
    page.service("Wave", .affected)
    page.event(.started, at(11, first), words: "BEGIN")
    let alone = try #require(page.result.incidents.first)
    #expect(!alone.isRounded)
    page.event(.recovered, at(12, second), words: "END")
    let result = page.result
    #expect(try #require(result.incidents.first).isRounded == isRounded)
    let line = String(decoding: result.json(tool: "test").line, as: UTF8.self)
    #expect(line.contains("\"rounded\":true") == isRounded)
  }
}
