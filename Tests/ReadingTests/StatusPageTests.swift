import PostmortemPlugin
import PostmortemReading
import Testing

/// Status pages of markup: each reader on a short page of its kind, with a part that it can't know.
@Suite struct StatusPageTests {
  private func page(_ body: String, head: String = "") -> ReadPage {
    read(
      "<!doctype html><html lang=\"en\"><head><title>Quillbox Status</title>\(head)</head><body>\(body)</body></html>")
  }

  private static let home = """
    <div class="layout-content status status-index"><h1>Quillbox Status</h1>
    <div class="unresolved-incidents"><div class="unresolved-incident impact-major">
    <div class="incident-title"><a class="actual-title" href="/incidents/aa11">Ink dries up</a></div>
    <div class="updates"><div class="update"><strong>Mixing</strong> - <span class="whitespace-pre-wrap">We mix new ink.</span>
    <small>Posted <span class="ago" data-datetime-unix="1577836800000"></span> ago. Jan <var data-var="date">1</var>, <var data-var="time">00:00</var> UTC</small></div></div></div></div>
    <div class="status-day no-incidents"><div class="date">Jan <var data-var="date">1</var>, <var data-var="year">2020</var></div><p>No incidents reported.</p></div>
    <div class="status-day"><div class="date">Jan <var data-var="date">1</var>, <var data-var="year">2020</var></div>
    <div class="incident-container"><div class="incident-title impact-minor"><a href="/incidents/bb22">Quills bend</a></div>
    <div class="updates-container"><div class="update resolved"><strong>Resolved</strong> -
    The quills are straight.<br><small>Jan <var data-var="date">1</var>, <var data-var="time">02:03</var> UTC</small></div>
    <div class="update"><strong>Investigating</strong> - We look at them.<br><small>Dec 31, 23:12 UTC</small></div></div></div></div></div>
    """

  @Test func statuspageHome() {
    let read = page(StatusPageTests.home)
    #expect(
      outline(read.document) == [
        "aa11 | Ink dries up | ", "  Mixing | 2020-01-01T00:00:00Z | We mix new ink.", "bb22 | Quills bend | ",
        "  Resolved | 2020-01-01T02:03:00Z | The quills are straight.",
        "  Investigating | 2019-12-31T23:12:00Z | We look at them.",
      ])
    #expect(read.document.grades == ["major", "minor"] && read.document.holdsAll)
    #expect(read.notes == ["unknown state “Mixing”, shown as it is"])
  }

  @Test func updatesThatCannotBeReadAreCounted() {
    let html = StatusPageTests.home.replacing(
      "<div class=\"update\"><strong>Investigating", with: "<div class=\"news\"><strong>Investigating")
    // The stamp is a marked one of its own; the words around it are not.
    #expect(outline(page(html).document).count == 4)
    let rows =
      "<div class=\"incident-updates-container\"><div class=\"row update-row\"><div class=\"update-title\">Resolved</div><p class=\"update-timestamp\">Jan 2</p></div><div class=\"line\"><p class=\"update-timestamp\">Jan 1</p></div></div>"
    #expect(page(rows).notes == ["format not recognised in part: 1 of 2 updates could be read"])
  }

  @Test func aQuietHomePageIsNoUnknownOne() {
    let read = page(
      "<div class=\"layout-content status status-index\"><div class=\"status-day no-incidents\"><p>No incidents reported today.</p></div></div>"
    )
    #expect(read.notes == ["the page lists no incidents"])
    #expect(read.document.ownText.contains("No incidents reported today."))
  }

  @Test(arguments: [
    ("<div class=\"layout-content status status-index\"><p>Redrawn.</p></div>", "Statuspage"),
    ("<div class=\"incident-updates-container\"><p>Redrawn.</p></div>", "Statuspage"),
    (
      "<div data-react-class=\"HistoryIndex\" data-react-props=\"{&quot;months&quot;: 3}\"><p>Redrawn.</p></div>",
      "Statuspage"
    ),
    ("<div class=\"status-pages-v2\"><p>Redrawn.</p></div>", "Better Stack"),
    ("<div class=\"moment\"><div class=\"panel\"><p class=\"timeago\">Redrawn.</p></div></div>", "Cachet"),
    ("<p>Redrawn.</p><script>self.__next_f.push([1,\"1:[\\\"component_impacts\"])</script>", "incident.io"),
    ("<p>Redrawn.</p><script>self.__next_f.push([1,\"1:[\\\"componentsUptime\"])</script>", "Instatus"),
    ("<div class=\"chart-row\"><a href=\"https://downdetector.example\">Redrawn.</a></div>", "Downdetector"),
    ("<div class=\"RecentReports__Row-x Gauge__Box\">Redrawn.</div>", "Outage.Report"),
  ])
  func anUnknownLayoutIsReadLikeAnyPageAndSaid(body: String, name: String) {
    let read = page(body + "<a href=\"/incidents\">All of them</a>")
    #expect(read.document.ownText.contains("Redrawn."))
    #expect(read.notes.contains { $0.hasPrefix("format not recognised") && $0.contains(name) }, "\(read.notes)")
  }

  @Test func statuspageHistory() throws {
    let props = """
      {"months": [{"name": "January", "year": 2024, "incidents": [
        {"code": "h1", "name": "Ink is pale", "impact": "minor", "message": "It is <b>dark</b> again.",
         "timestamp": "Dec <var data-var='date'>31</var>, <var>23:37</var> - Jan <var>1</var>, <var>01:10</var> UTC"},
        {"code": "h2", "name": "Ink is blue", "impact": "none", "message": "It was.", "timestamp": "Jan 4, 10:00 - 11:30 UTC"},
        {"code": "h3", "name": "Ink is red", "impact": "none", "message": "It is.", "timestamp": "long ago"}, {"code": "h4"}]}]}
      """.replacing("\"", with: "&quot;").replacing("<", with: "&lt;").replacing("\n", with: " ")
    let read = page("<div data-react-class=\"HistoryIndex\" data-react-props=\"\(props)\"></div>")
    #expect(
      outline(read.document) == [
        "h1 | Ink is pale | ", "   | 2024-01-01T01:10:00Z | It is dark again.", "h2 | Ink is blue | ",
        "   | 2024-01-04T11:30:00Z | It was.", "h3 | Ink is red | ", "   | - | It is.",
      ])
    #expect(read.document.recorded.first == "started 2023-12-31T23:37:00Z derived" && read.document.holdsAll)
    #expect(read.notes.contains("format not recognised in part: 3 of 4 incidents could be read"))
    #expect(read.notes.contains("format not recognised in part: 1 incidents have no stamp"))
    let block = try #require(read.document.blocks.first { read.document.string($0.range) == "It is dark again." })
    #expect(read.document.paths.pointer(block.path) == "/months/0/incidents/0/message")
    #expect(read.document.paths.xpath(block.path) == "/html/body/div/@data-react-props")
  }

  @Test func aLongHistoryIsNotCut() {
    let one =
      "{&quot;code&quot;:&quot;x&quot;,&quot;name&quot;:&quot;Ink&quot;,&quot;message&quot;:&quot;\(String(repeating: "dry ", count: 50))&quot;}"
    let list = Array(repeating: one, count: 600).joined(separator: ",")
    let props =
      "{&quot;months&quot;:[{&quot;name&quot;:&quot;May&quot;,&quot;year&quot;:2024,&quot;incidents&quot;:[\(list)]}]}"
    let read = page("<div data-react-class=\"HistoryIndex\" data-react-props=\"\(props)\"></div>")
    #expect(outline(read.document).count == 1200)
  }

  private func pushed(_ row: String) -> String {
    let text = row.replacing("\n", with: "")
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    let halves = [text[..<middle], text[middle...]].map { half in
      "<script>self.__next_f.push([1,\"\(half.replacing("\"", with: "\\\""))\"])</script>"
    }
    return "<script>self.__next_f.push([0])</script>" + halves.joined() + "<p>Quillbox</p>"
  }

  @Test func incidentIO() {
    let read = page(
      pushed(
        """
        1c:["$","$L1",null,{"incidents":[{"id":"01A","name":"Letters fall out","status":"resolved","type":"incident",
        "component_impacts":[{"start_at":"2024-02-01T09:00:00Z","end_at":"2024-02-01T10:00:00Z","status":"partial_outage"},
        {"start_at":"2024-02-01T09:10:00Z","end_at":"2024-02-01T11:00:00Z","status":"crumpled"}],
        "updates":[{"message_string":"We pick them up.","published_at":"2024-02-01T09:20:00Z","to_status":"identified"},
        {"message_string":"$undefined","published_at":"$undefined","to_status":"resolved"}]},
        {"id":"01B","name":"New floor","status":"maintenance_scheduled","type":"maintenance","updates":[]}]}]
        """))
    #expect(
      outline(read.document) == [
        "01A | Letters fall out | ", "  identified | 2024-02-01T09:20:00Z | We pick them up.", "  resolved | - | ",
      ])
    #expect(
      read.document.recorded == ["started 2024-02-01T09:00:00Z recorded", "recovered 2024-02-01T11:00:00Z recorded"])
    #expect(read.notes.contains("unknown severity “crumpled”, shown as it is") && read.document.holdsAll)
    #expect(read.notes.contains("format not recognised in part: 1 of 2 updates have no stamp"))
  }

  @Test func instatus() {
    let read = page(
      pushed(
        """
        5:["$",null,{"componentsUptime":{},"activeIncidents":[{"id":"c9","name":{"en":"Wax melts","default":"Wax melts"},
        "started":"2024-08-01T12:00:00.000Z","resolved":null,"status":"MONITORING","impact":"DEGRADEDPERFORMANCE",
        "components":[{"id":"x","name":{"default":"Seals"}}],
        "updates":[{"status":"DRIPPING","started":"2024-08-01T12:05:00.000Z","message":{"en":"It is hot."}}]}]}]
        """))
    #expect(outline(read.document) == ["c9 | Wax melts | Seals", "  DRIPPING | 2024-08-01T12:05:00Z | It is hot."])
    #expect(read.notes == ["unknown state “DRIPPING”, shown as it is"])
  }

  @Test func olderInstatus() {
    let data = """
      [{"incidents-by-date-1": 1}, {"2024": 2}, [3], {"id": 4, "name": 5, "services": 6, "incidentUpdates": 8}, "n1",
       "Wax drips", [7], "Seals", [9, 9], {"status": 10, "description": 11, "created_at": 12}, "RESOLVED", "It is cold.",
       "2024-08-02T08:00:00Z", {"loop": 13}]
      """
    let read = page("<p>Quillbox</p><script type=\"application/json\" id=\"__NUXT_DATA__\">\(data)</script>")
    #expect(
      outline(read.document) == [
        "n1 | Wax drips | Seals", "  RESOLVED | 2024-08-02T08:00:00Z | It is cold.",
        "  RESOLVED | 2024-08-02T08:00:00Z | It is cold.",
      ])
  }

  @Test func betterStack() {
    let read = page(
      """
      <div class="status-pages-v2"><a href="/incidents">Previous incidents</a><h1>Some services are down</h1>
      <button><div class="truncate">Post</div><div><div class="section-status-badge">Soaked</div></div></button>
      <button><div class="truncate">Ink</div><div><div class="section-status-badge">Operational</div></div></button></div>
      """)
    #expect(
      outline(read.document) == [" | Some services are down | Post", "  Soaked | - | Some services are down"])
    #expect(read.notes.contains("unknown state “Soaked”, shown as it is"))
  }

  @Test func cachet() {
    let read = page(
      """
      <div class="timeline"><div class="moment"><div class="status-icon status-4" title="Fixed"></div>
      <div class="panel incident"><div class="panel-heading"><span class="label">Press</span><strong>Paper jam</strong>
      <a href="/incidents/12"><abbr class="timeago" data-timeago="2024-03-01T08:00:00+0100">1 March</abbr></a></div>
      <div class="panel-body">The press has eaten the paper.</div>
      <div class="list-group"><li class="list-group-item"><strong>Chewing</strong> It is still at it.
      <abbr class="timeago" data-timeago="2024-03-01T08:30:00+01:00">1 March</abbr></li></div></div></div>
      <div class="moment"><p>Nothing here.</p></div></div>
      """)
    #expect(
      outline(read.document) == [
        "12 | Paper jam | Press", "  Chewing | 2024-03-01T07:30:00Z | Chewing It is still at it. 1 March",
        "   | 2024-03-01T07:00:00Z | The press has eaten the paper.",
      ])
    #expect(read.notes.contains("format not recognised in part: 1 entries hold no incident") && read.document.holdsAll)
  }

  @Test func downdetector() {
    let read = page(
      """
      <div id="event" class="col"><h1>Problems at Quillbox</h1><div class="meta"><div class="date">Published: 11/12/2018 4:41 p.m.</div></div>
      <div class="text-justify">User reports indicate Quillbox is having problems since 4:41 PM EST.</div></div>
      <div class="chart-row"></div><div><h2>Comments</h2><p>First!</p></div>
      """,
      head: "<meta property=\"og:url\" content=\"https://downdetector.example/status/quillbox/news/229-problems/\">")
    #expect(
      outline(read.document) == [
        "229 |  | ", "   | - | User reports indicate Quillbox is having problems since 4:41 PM EST.",
      ])
    #expect(!read.document.ownText.contains("First!"))
  }

  @Test func outageReport() {
    let read = page(
      """
      <h1>Is Quillbox down?</h1><svg><text class="Gauge__Count-s1 x">12</text></svg><span class="Gauge__Message-s1 y">Reports in last 20 minutes</span>
      <ul class="RecentReports__Row-q9 a"><li>Oslo</li><li>Can't write</li><li>28m</li></ul>
      """)
    #expect(
      read.document.ownText.contains("12 Reports in last 20 minutes") && read.document.ownText.contains("Can't write"))
  }
}
