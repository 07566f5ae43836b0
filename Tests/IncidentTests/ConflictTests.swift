import PostmortemIncidents
import PostmortemPlugin
import Testing

/// What machines recorded beside what people declared, and where a page disagrees with itself.
@Suite struct ConflictTests {
  private func page() -> TestPage {
    var page = TestPage("Wave was down from 11:00, said so at 12:16, was back at 14:48, after 210 minutes (123 456)")
    page.service("Wave", .affected)
    page.event(.started, at(11), words: "11:00")
    return page
  }

  @Test func aCloseRecordCorroborates() throws {
    var page = page()
    page.event(.acknowledged, at(12, 16), words: "12:16")
    page.event(.acknowledged, at(12, 19, kind: .recorded), words: "123", confidence: .low)
    let incident = try #require(page.result.incidents.first)
    let spoken = try #require(incident.milestone(.acknowledged))
    #expect(spoken.moment == at(12, 16))
    #expect(spoken.corroboratedBy == [3] && spoken.contradictedBy.isEmpty)
    #expect(spoken.records.first?.minutesAfter == 3)
    #expect(incident.conflicts.isEmpty)
  }

  @Test func aFarRecordContradicts() throws {
    var page = page()
    page.event(.recovered, at(14, 48), words: "14:48")
    page.event(.recovered, at(12, 16, kind: .recorded), words: "456", confidence: .low)
    let incident = try #require(page.result.incidents.first)
    #expect(incident.milestone(.recovered)?.contradictedBy == [3])
    let conflict = try #require(incident.conflicts.first)
    #expect(conflict.field == "recovered" && conflict.evidence == [2, 3])
    #expect(conflict.values == ["2014-02-22T14:48:00Z (declared)", "2014-02-22T12:16:00Z (recorded)"])
  }

  @Test(arguments: [(14, 30, false), (14, 40, false), (14, 48, true)])
  func aStatedDurationIsHeldAgainstBeginningAndEnd(hour: Int, minute: Int, isConflict: Bool) throws {
    var page = page()
    page.event(.recovered, at(hour, minute), words: "14:48")
    page.claim(.duration, .duration(Span(minutes: 210)), words: "210 minutes")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.conflicts.contains { $0.field == "duration" } == isConflict)
  }

  @Test func aZoneOfTheOtherSeasonIsAConflict() throws {
    var page = page()
    var moment = at(14, 48)
    moment.zoneMismatch = true
    page.event(.recovered, moment, words: "14:48")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.conflicts.map(\.field) == ["zone"])
  }

  @Test func aWeekdayThatIsNotTheDatesIsAConflict() throws {
    var page = page()
    var moment = at(14, 48)
    moment.wrongWeekday = 5
    page.event(.recovered, moment, words: "14:48")
    let result = page.result
    let incident = try #require(result.incidents.first)
    #expect(incident.conflicts.map(\.field) == ["weekday"])
    #expect(incident.conflicts.first?.values == ["Friday", "2014-02-22 was a Saturday"])
    let line = result.json(tool: "test").line
    #expect(try PageResult(line: line).json(tool: "test").line == line)
  }

  @Test func aHeadlineAgainstItsTextIsAConflict() throws {
    var page = TestPage("Wave was down for about three hours", title: "Wave out for four hours")
    page.service("Wave", .affected)
    page.claim(.duration, .duration(Span(minutes: 240)), words: "four hours", confidence: .medium)
    page.claim(.duration, .duration(Span(minutes: 180, qualifier: .about)), words: "three hours")
    let conflict = try #require(page.result.incidents.first?.conflicts.first)
    #expect(conflict.values == ["240 min (headline)", "180 min (text)"] && conflict.evidence == [1, 2])
  }

  @Test func anOngoingDurationGivesNoEnd() throws {
    var page = page()
    page.claim(.duration, .duration(Span(minutes: 210)), words: "210 minutes")
    let incident = try #require(page.result.incidents.first)
    #expect(incident.milestone(.recovered) == nil)
  }
}
