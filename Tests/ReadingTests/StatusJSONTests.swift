import PostmortemPlugin
import PostmortemReading
import Testing

/// The JSON of status pages: each reader on a short page of its kind, with a part that it can't know.
@Suite struct StatusJSONTests {
  private static let statuspage = """
    {"page": {"id": "k1", "name": "Quillbox", "url": "https://status.quillbox.example", "time_zone": "Etc/UTC"},
     "scheduled_maintenances": [{"id": "m1"}],
     "incidents": [
      {"id": "zz91", "name": "Letters are late", "status": "resolved", "impact": "minor",
       "components": [{"name": "Post"}, {"name": "Parcels"}],
       "incident_updates": [
        {"status": "resolved", "body": "All letters have arrived.", "created_at": "2024-03-05T10:52:00.000Z"},
        {"status": "investigating", "body": "Letters are <b>late</b>.<br><br>We are looking into it.",
         "created_at": "2024-03-05T09:20:00Z", "display_at": "2024-03-05T10:14:00.000+01:00"}]},
      {"id": "zz90", "name": "Stamps do not stick", "impact": "purple",
       "incident_updates": [{"status": "tidying", "body": "We are gluing."}]}]}
    """

  @Test func statuspage() throws {
    let page = read(StatusJSONTests.statuspage, page: "incidents.json")
    #expect(
      outline(page.document) == [
        "zz91 | Letters are late | Post; Parcels", "  resolved | 2024-03-05T10:52:00Z | All letters have arrived.",
        "  investigating | 2024-03-05T09:14:00Z | Letters are late.; We are looking into it.",
        "zz90 | Stamps do not stick | ", "  tidying | - | We are gluing.",
      ])
    #expect(page.document.grades == ["minor", "purple"])
    #expect(page.document.title == "Quillbox" && page.document.language == .english && page.document.holdsAll)
    #expect(page.failures.isEmpty)
  }

  @Test func whatIsNotKnownIsSaid() {
    let notes = read(StatusJSONTests.statuspage, page: "incidents.json").notes
    #expect(
      notes == [
        "format not recognised in part: 1 of 3 updates have no stamp", "1 scheduled maintenance left out",
        "unknown state “tidying”, shown as it is", "unknown severity “purple”, shown as it is",
      ])
  }

  @Test func wordsOfJSONHavePointers() throws {
    let document = read(StatusJSONTests.statuspage, page: "incidents.json").document
    let block = try #require(document.blocks.first { document.string($0.range) == "Letters are late." })
    #expect(document.paths.pointer(block.path) == "/incidents/0/incident_updates/1/body")
    #expect(document.paths.xpath(block.path) == nil)
  }

  @Test func troubleWithoutAnIncidentIsNoNews() {
    let page = read(
      """
      {"page": {"id": "k1", "name": "Quillbox", "url": "u", "updated_at": "2024-03-05T09:00:00Z"}, "incidents": [],
       "status": {"indicator": "major", "description": "Partial System Outage"},
       "components": [{"name": "Post", "status": "major_outage"}, {"name": "Ink", "status": "operational"}]}
      """, page: "summary.json")
    #expect(outline(page.document).first == " | Partial System Outage | Post")
    #expect(page.document.recorded == ["started 2024-03-05T09:00:00Z derived"])
  }

  @Test func aPageWithoutIncidentsSaysSo() {
    let page = read(
      #"{"page": {"id": "k", "name": "Quillbox", "url": "u"}, "incidents": []}"#, page: "incidents.json")
    #expect(page.notes == ["the page lists no incidents"] && page.failures.isEmpty)
  }

  @Test func slack() {
    let page = read(
      """
      {"status": "active", "active_incidents": [
       {"id": 7, "title": "Threads are knotted", "type": "outage", "status": "active", "services": ["Threads", "Needles"],
        "date_created": "2024-05-01T09:00:00-07:00",
        "notes": [{"date_created": "2024-05-01T09:31:00-07:00", "body": "<p>We have found the <i>knot</i>.</p>"},
                  {"date_created": "2024-05-01T09:00:00-07:00", "body": 12}]},
       {"id": 8, "title": "New needles", "type": "maintenance", "status": "scheduled", "notes": []}]}
      """, page: "current.json")
    #expect(
      outline(page.document) == [
        "7 | Threads are knotted | Threads; Needles", "   | 2024-05-01T16:31:00Z | We have found the knot.",
        "   | 2024-05-01T16:00:00Z | 12",
      ])
    #expect(page.notes == ["1 scheduled maintenance left out"] && page.document.grades == ["outage"])
    #expect(page.document.holdsAll)
  }

  @Test func heroku() {
    let page = read(
      """
      [{"id": 2963, "title": "Dynos do not wake", "state": "resolved", "resolved": false, "systems": ["Apps"],
        "tags": [{"name": "EMEA"}], "updates": [
         {"created_at": "2024-06-02T08:05:00.000Z", "contents": "Dynos wake again.", "update_type": "resolved"},
         {"created_at": "some day", "contents": "Dynos sleep.", "update_type": "issue"}]},
       {"state": "open", "updates": "none"}]
      """, page: "incidents.json")
    #expect(
      outline(page.document) == [
        "2963 | Dynos do not wake | Apps; EMEA", "  resolved | 2024-06-02T08:05:00Z | Dynos wake again.",
        "  issue | - | Dynos sleep.",
      ])
    #expect(page.notes.contains("format not recognised in part: 1 of 2 incidents could be read"))
    #expect(page.notes.contains("format not recognised in part: 1 of 2 updates have no stamp"))
  }

  @Test func betterStack() {
    let page = read(
      """
      {"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "Tinderbox"}}, "included": [
       {"id": "5", "type": "status_page_resource", "attributes": {"public_name": "Matches"}},
       {"id": "9", "type": "status_report", "attributes": {"title": "Matches are wet", "report_type": "manual",
         "starts_at": "2024-04-01T06:00:00.000Z", "ends_at": null, "aggregate_state": "downtime",
         "affected_resources": [{"status_page_resource_id": "5", "status": "downtime"}]},
        "relationships": {"status_updates": {"data": [{"id": "3", "type": "status_update"}, {"id": "4", "type": "status_update"}]}}},
       {"id": "3", "type": "status_update", "attributes": {"message": "We are drying them.", "published_at": "2024-04-01T06:20:00.000Z"}}]}
      """, page: "index.json")
    #expect(
      outline(page.document) == [
        "9 | Matches are wet | Matches", "   | 2024-04-01T06:20:00Z | We are drying them.",
      ])
    #expect(page.notes == ["format not recognised in part: 1 of 2 updates could be read"])
    #expect(page.document.recorded == ["started 2024-04-01T06:00:00Z recorded"] && page.document.holdsAll)
  }

  @Test func uptimeKuma() {
    let page = read(
      """
      {"config": {"slug": "s", "title": "Lamps of the harbour"}, "publicGroupList": [], "maintenanceList": [],
       "incident": {"id": 4, "title": "The green lamp is out", "style": "striped", "pin": true,
         "content": "Ships please wait.", "createdDate": "2024-02-03 04:05:06"}}
      """, page: "status.json")
    #expect(
      outline(page.document) == ["4 | The green lamp is out | ", "   | 2024-02-03T04:05:06 | Ships please wait."])
    #expect(page.notes == ["unknown severity “striped”, shown as it is"])
  }

  @Test func upptime() {
    let page = read(
      """
      [{"number": 31, "title": "🛑 Bakery is down", "state": "closed", "labels": [{"name": "status"}, {"name": "bakery"}],
        "created_at": "2024-01-02T03:04:05Z", "closed_at": "2024-01-02T03:34:05Z",
        "body": "In [`abc`](https://x.example/c), Bakery (https://bakery.example) was **down**:\\n- HTTP code: 503"},
       {"number": 30, "title": "Oven is cleaned", "labels": [{"name": "maintenance"}], "closed_at": null}]
      """, page: "issues.json")
    #expect(outline(page.document).first == "31 | 🛑 Bakery is down | ")
    #expect(
      page.document.recorded == ["started 2024-01-02T03:04:05Z recorded", "recovered 2024-01-02T03:34:05Z recorded"])
    #expect(page.notes == ["1 scheduled maintenance left out"] && page.document.holdsAll)
  }

  @Test func instatus() {
    let page = read(
      """
      {"page": {"name": "Pencil", "url": "https://pencil.example", "status": "HASISSUES"}, "activeIncidents": [
       {"id": "c1", "name": "Points break off", "started": "2024-07-01T10:00:00.000Z", "status": "SHARPENING",
        "impact": "MAJOROUTAGE", "updatedAt": "2024-07-01T10:30:00.000Z"}]}
      """, page: "summary.json")
    #expect(outline(page.document) == ["c1 | Points break off | ", "  SHARPENING | 2024-07-01T10:30:00Z | "])
    #expect(page.document.recorded == ["started 2024-07-01T10:00:00Z recorded"])
    #expect(page.notes == ["unknown state “SHARPENING”, shown as it is"])
  }

  @Test(arguments: [
    (#"{"page": {"id": "k", "url": "u"}, "incidents": {"a": 1}}"#, "format"),
    (#"{"active_incidents": "many"}"#, "format"),
    (#"{"data": {"type": "status_page"}, "included": 4}"#, "format"),
    (#"{"activeIncidents": {}, "page": {"status": "UP"}}"#, "format"),
    (#"{"weather": "fine"}"#, "not-html"), (#"[{"a": 1}]"#, "not-html"), (#"{"page": {"id": "k", "url""#, "broken"),
  ])
  func whatIsNoSuchPageIsRefused(text: String, code: String) {
    let page = read(text, page: "x.json")
    #expect(page.failures.map(\.code) == [code] && page.document.text.isEmpty)
  }

  @Test func deepAndHugeJSON() {
    let deep = "{\"page\":" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
    #expect(read(deep, page: "x.json").failures.map(\.code) == ["broken"])
    let one = #"{"id":"a","name":"n","incident_updates":[{"status":"resolved","body":"b <"}]}"#
    let many = Array(repeating: one, count: 3_000).joined(separator: ",")
    let page = read(#"{"page":{"id":"k","url":"u"},"incidents":["# + many + "]}", page: "x.json")
    #expect(page.failures.isEmpty && outline(page.document).count == 6_000)
  }
}
