import PostmortemPlugin
import PostmortemReading
import Testing

/// Amazon's dashboards: tables of services with their posts, the data behind them, and the events since 2022.
@Suite struct AWSStatusTests {
  private func page(_ rows: String) -> ReadPage {
    read(
      "<!doctype html><html lang=\"en\"><head><title>Service Health</title></head><body><h1>Service Health</h1><table class=\"statusHistory\"><tbody>\(rows)</tbody></table></body></html>"
    )
  }

  private func post(_ stamp: String, _ words: String) -> String {
    "<div><span class=\"yellowfg\">\(stamp)</span>&nbsp;\(words)</div>"
  }

  private func row(_ service: String, _ summary: String, _ posts: String) -> String {
    "<tr><td class=\"service\">\(service)</td><td class=\"summary\">\(summary)</td></tr><tr><td colspan=\"2\" class=\"description\">\(posts)</td></tr>"
  }

  private func day(_ words: String) -> String { "<tr class=\"historyDay\"><th>\(words)</th></tr>" }

  /// The days and clocks of the updates, which the words give the zone to.
  private func stamps(_ document: Document) -> [String] {
    document.sections.compactMap { section in
      if case .update(_, let stamp) = section.kind { return stamp?.moment.text ?? "-" }
      return nil
    }
  }

  @Test func historyOfSeveralDays() {
    let read = page(
      day("May 4, 2018")
        + row(
          "Amazon Quills (Ohio)", "[RESOLVED] Quills bend",
          post("11:40 PM PDT", "We are looking at bent quills.") + post("May 5, 12:20 AM PDT", "They are straight."))
        + day("May 3, 2018")
        + row("Amazon Ink", "Pale ink", post(" 9:05 AM PDT", "The ink is pale.<br>We mix new ink.")))
    #expect(
      outline(read.document) == [
        " | Quills bend | Amazon Quills (Ohio)", "   | 2018-05-04T23:40:00 | We are looking at bent quills.",
        "  RESOLVED | 2018-05-05T00:20:00 | They are straight.", " | Pale ink | Amazon Ink",
        "   | 2018-05-03T09:05:00 | The ink is pale.; We mix new ink.",
      ])
    #expect(read.document.holdsAll && read.notes.isEmpty)
  }

  @Test func aClockThatFallsHasPassedMidnight() {
    let posts = post("10:12 PM PDT", "One.") + post("12:22 AM PDT", "Two.") + post("1:40 AM PDT", "Three.")
    #expect(
      stamps(page(day("May 4, 2018") + row("Ink", "Pale", posts)).document) == [
        "2018-05-04T22:12:00", "2018-05-05T00:22:00", "2018-05-05T01:40:00",
      ])
  }

  @Test func aNamedDayCountsBackToTheFirstPost() {
    let posts = post("10:12 PM PDT", "One.") + post("May 5, 12:22 AM PDT", "Two.")
    #expect(
      stamps(page(day("2018") + row("Ink", "Pale", posts)).document) == ["2018-05-04T22:12:00", "2018-05-05T00:22:00"])
  }

  @Test func postsInTheRowOfTheirService() {
    let read = page(
      "<tr><td><img src=\"status2.gif\"></td><td>Amazon Ink (Ohio)</td><td>Pale ink <a href=\"#\">more</a><div>\(post("9:05 AM PDT", "It is pale."))</div></td></tr>"
    )
    #expect(outline(read.document) == [" | Pale ink | Amazon Ink (Ohio)", "   | - | It is pale."])
    #expect(read.notes == ["format not recognised in part: 1 of 1 updates have no stamp"])
  }

  @Test func aPostInTwoTonguesHasTwoLines() {
    let posts = post("9:05 AM PDT", "インクが薄い。 | The ink is pale.")
    let read = page(day("May 3, 2018") + row("Ink (Tokyo)", "Pale", posts))
    #expect(outline(read.document).last == "   | 2018-05-03T09:05:00 | インクが薄い。; The ink is pale.")
  }

  @Test func whatCannotBeReadIsSaid() {
    let read = page(
      day("May 3, 2018") + row("Ink", "Pale", post("soon", "It is pale.") + post("9:05 AM PDT", ""))
        + row("Wax", "[MELTED] Soft", "<p>It melts.</p>") + row("Seals", "[STUCK] Hard", post("9:06 AM PDT", "Hard.")))
    #expect(outline(read.document).count == 5)
    #expect(
      read.notes == [
        "format not recognised in part: 1 of 3 descriptions hold no post",
        "format not recognised in part: 1 of 3 updates have no stamp",
        "format not recognised in part: 1 of 3 updates have no words", "unknown state “STUCK”, shown as it is",
      ])
  }

  @Test func aNewLayoutIsReadLikeAnyPage() {
    let read = page("<tr><td class=\"description\">Redrawn.</td></tr>")
    #expect(read.document.ownText.contains("Redrawn."))
    #expect(read.notes.contains { $0.hasPrefix("format not recognised") && $0.contains("Amazon") })
  }

  // MARK: - Data

  private func json(_ text: String) -> ReadPage { read(text, page: "data.json") }

  @Test func theDataBehindThePages() {
    let read = json(
      """
      {"archive": [
        {"service_name": "Amazon Quills (Ohio)", "summary": "[RESOLVED] Quills bend", "date": "1525502400",
         "description": "<div><span class=\\"yellowfg\\">11:40 PM PDT</span>&nbsp;We look.</div><div><span class=\\"yellowfg\\">May 5, 12:20 AM PDT</span>&nbsp;Straight.</div>"},
        {"service_name": "Amazon Ink", "summary": "Pale", "date": "1525502400", "description": "It is pale."}],
       "current": []}
      """)
    #expect(
      outline(read.document) == [
        " | Quills bend | Amazon Quills (Ohio)", "   | 2018-05-04T23:40:00 | We look.",
        "  RESOLVED | 2018-05-05T00:20:00 | Straight.",
      ])
    #expect(read.document.holdsAll)
    #expect(read.notes == ["format not recognised in part: 1 of 2 incidents could be read"])
  }

  private static let events = """
    [{"arn": "arn:aws:health:us-east-2::event/INK/1", "region_name": "Ohio", "service_name": "Amazon Ink", "status": "0",
      "summary": "[RESOLVED] Pale ink", "impacted_services": {"wax-us-east-2": {"service_name": "Amazon Wax"}},
      "event_log": [{"summary": "Pale ink", "message": "It is dark again.", "timestamp": 1525506000},
        {"summary": "Pale ink", "message": "It is pale.", "timestamp": 1525502400}]},
     {"arn": "arn:aws:health:us-east-2::event/INK/2", "summary": "Blue ink"}]
    """
  private static let outlined = [
    "arn:aws:health:us-east-2::event/INK/1 | Pale ink | Amazon Ink; Ohio; Amazon Wax",
    "   | 2018-05-05T06:40:00Z | It is pale.", "  RESOLVED | 2018-05-05T07:40:00Z | It is dark again.",
  ]

  @Test func eventsOldestFirst() {
    let read = json(AWSStatusTests.events)
    #expect(outline(read.document) == AWSStatusTests.outlined && read.document.holdsAll)
    #expect(read.notes == ["format not recognised in part: 1 of 2 events have no log"])
  }

  @Test func eventsInUTF16() {
    var bytes: [UInt8] = [0xFE, 0xFF]
    for unit in AWSStatusTests.events.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    let page = read(bytes, page: "currentevents")
    #expect(outline(page.document) == AWSStatusTests.outlined && page.failures.isEmpty)
  }
}
