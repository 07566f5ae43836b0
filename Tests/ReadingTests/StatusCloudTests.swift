import PostmortemPlugin
import PostmortemReading
import Testing

/// The status pages of Google and of Azure: each layout on a short page of its kind, with a part that its
/// reader can't know.
@Suite struct StatusCloudTests {
  private func page(_ body: String, head: String = "") -> ReadPage {
    read(
      "<!doctype html><html lang=\"en\"><head><title>Lantern Status</title>\(head)</head><body>\(body)</body></html>")
  }

  private func lines(_ document: Document, of kind: Block.Kind) -> [String] {
    document.blocks.filter { $0.kind == kind && document.sections[$0.section].kind.isIncident }
      .map { document.string($0.range) }
  }

  // MARK: - Google

  private static let google = """
    <main><h2 class="ab12__incident-header">Incident affecting Lantern Storage</h2>
    <p class="ab12__summary">Wicks do not light in the north.</p>
    <p>Incident began at <strong>2022-11-12 00:30</strong> and ended at <strong>2022-11-12 02:14</strong>
    <span>(all times are <strong>US/Pacific</strong>).</span></p>
    <table class="ab12__status-updates ab12__psd-table"><thead><tr><th>Date</th><th>Time</th><th>Description</th></tr></thead>
    <tbody><tr><td class="ab12__date">12 Nov 2022</td><td class="ab12__time">02:20 PST</td>
    <td class="ab12__description"><p>All wicks burn.</p><p>Thank you.</p></td></tr>
    <tr><td class="ab12__date">12 Nov 2022</td><td class="ab12__time">00:41 PST</td>
    <td class="ab12__description"><p>Some wicks do not light.</p></td></tr></tbody></table></main>
    """

  @Test func googleIncident() {
    let read = page(
      StatusCloudTests.google, head: "<link rel=\"canonical\" href=\"https://lamps.example/incidents/q7Lan\">")
    #expect(
      outline(read.document) == [
        "q7Lan | Wicks do not light in the north. | Lantern Storage", "   | - | All wicks burn.; Thank you.",
        "   | - | Some wicks do not light.",
      ])
    #expect(
      lines(read.document, of: .paragraph) == [
        "Incident began at 2022-11-12 00:30 and ended at 2022-11-12 02:14 (all times are US/Pacific)."
      ])
    let stamps = read.document.blocks.filter { $0.kind == .stamp }.map { read.document.string($0.range) }
    #expect(stamps.prefix(2) == ["12 Nov 2022 02:20 PST", "12 Nov 2022 00:41 PST"])
    #expect(read.notes.isEmpty && read.document.holdsAll)
  }

  @Test func aRowThatCannotBeReadIsCountedAndAStampThatIsMissingSaid() {
    let broken = StatusCloudTests.google
      .replacing("<td class=\"ab12__description\"><p>Some", with: "<td class=\"ab12__story\"><p>Some")
      .replacing("<td class=\"ab12__date\">12 Nov 2022</td><td class=\"ab12__time\">02:20 PST</td>", with: "<td></td>")
    let read = page(broken)
    #expect(outline(read.document).count == 2)
    #expect(
      read.notes == [
        "format not recognised in part: 1 of 1 updates have no stamp",
        "format not recognised in part: 1 of 2 updates could be read",
      ])
  }

  private static let googleJSON = """
    [{"id": "q7Lan", "begin": "2022-11-12T08:30:00+00:00", "end": "2022-11-12T10:14:00+00:00",
      "external_desc": "Wicks do not light", "status_impact": "SERVICE_OUTAGE", "severity": "high",
      "service_name": "Multiple Products", "affected_products": [{"title": "Lantern Storage", "id": "a"}],
      "previously_affected_locations": [{"title": "Iowa (us-central1)", "id": "us-central1"}],
      "updates": [{"when": "2022-11-12T10:20:00+00:00", "text": "# SUMMARY\\n**Incident End:** 12 November 2022 02:14"},
       {"when": "soon", "text": "Some `wicks` do not light."}]},
     {"id": "q8Lan", "external_desc": "Glass is dim", "severity": "plaid", "service_name": "Lantern Glass", "updates": []},
     {"id": "q9Lan"}]
    """

  @Test func googleHistory() {
    let read = read(StatusCloudTests.googleJSON, page: "incidents.json")
    #expect(
      outline(read.document) == [
        "q7Lan | Wicks do not light | Lantern Storage",
        "   | 2022-11-12T10:20:00Z | SUMMARY; Incident End: 12 November 2022 02:14",
        "   | - | Some wicks do not light.",
        "q8Lan | Glass is dim | Lantern Glass",
      ])
    #expect(lines(read.document, of: .paragraph) == ["Iowa (us-central1)"])
    #expect(
      read.document.recorded == ["started 2022-11-12T08:30:00Z recorded", "recovered 2022-11-12T10:14:00Z recorded"])
    #expect(read.document.grades == ["high", "plaid"] && read.document.holdsAll)
    #expect(
      read.notes == [
        "format not recognised in part: 2 of 3 incidents could be read",
        "format not recognised in part: 1 of 2 updates have no stamp", "unknown severity “plaid”, shown as it is",
      ])
  }

  // MARK: - Azure

  private static let azure = """
    <div class="incident-history"><div class="incident-history-item"><button class="incident-history-header">
    <span class="hide-text">07/21/2021</span><div class="incident-history-title">RCA - Lantern Storage - North</div>
    <div class="incident-history-tracking-id">Tracking ID: AB1C-D20</div></button>
    <div class="incident-history-collapse"><div class="card-body"><p><strong>What happened?</strong></p>
    <p><strong>Note:</strong> Wicks did not light.</p><ul><li>Short ones</li></ul></div></div></div>
    <div class="incident-history-item"><p>Redrawn.</p></div></div>
    """

  @Test func azureHistory() {
    let read = page(StatusCloudTests.azure)
    #expect(outline(read.document) == ["AB1C-D20 | RCA - Lantern Storage - North; What happened? | "])
    #expect(lines(read.document, of: .paragraph) == ["Note: Wicks did not light."])
    #expect(lines(read.document, of: .item) == ["Short ones"])
    #expect(lines(read.document, of: .stamp) == ["07/21/2021"])
    #expect(read.notes == ["format not recognised in part: 1 of 2 incidents could be read"] && read.document.holdsAll)
  }

  @Test func azureHistorySince2024() {
    let read = page(
      """
      <div class="incident-history"><div class="column"><h3>Wicks do not light (Tracking ID AB1C-D20)</h3>
      <p>They are wet.</p></div><div class="column"><h3>Glass is dim (Tracking ID EF3G-H40)</h3></div></div>
      """)
    #expect(
      outline(read.document) == ["AB1C-D20 | Wicks do not light | ", "EF3G-H40 | Glass is dim | "])
    #expect(lines(read.document, of: .paragraph) == ["They are wet."])
    #expect(read.notes == ["format not recognised in part: 1 incidents have no words"])
  }

  @Test(arguments: [
    (
      "<h2 class=\"a__incident-header\">Redrawn.</h2><div class=\"a__psd-list\">Lamps</div>",
      "Google's status dashboard"
    ),
    ("<div class=\"incident-history\"><p>Redrawn.</p></div>", "Azure's status history"),
  ])
  func anUnknownLayoutIsReadLikeAnyPageAndSaid(body: String, name: String) {
    let read = page(body)
    #expect(read.document.ownText.contains("Redrawn."))
    #expect(read.notes.contains { $0.hasPrefix("format not recognised") && $0.contains(name) }, "\(read.notes)")
  }
}
