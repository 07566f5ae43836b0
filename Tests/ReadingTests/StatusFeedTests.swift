import PostmortemPlugin
import PostmortemReading
import Testing

/// Feeds of status pages, and feeds of anything else.
@Suite struct StatusFeedTests {
  private static let post =
    "&lt;p&gt;&lt;small&gt;Jan &lt;var data-var='date'&gt;1&lt;/var&gt;, 00:40 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Ink flows.&lt;/p&gt;"
    + "&lt;p&gt;&lt;small&gt;Dec 31, 23:50 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Stirring&lt;/strong&gt; - Ink is &amp;amp; stays thick.&lt;/p&gt;"

  private func atom(_ content: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quillbox Status - Incident History</title>
    <entry><id>tag:status.quillbox.example,2005:Incident/77</id><published>2024-01-01T00:40:05Z</published>
    <link rel="alternate" href="https://status.quillbox.example/incidents/aa77"/><title>Ink is thick</title>
    <content type="html">\(content)</content></entry></feed>
    """
  }

  @Test func statuspageAtom() throws {
    let page = read(atom(StatusFeedTests.post), page: "history.atom")
    #expect(
      outline(page.document) == [
        "aa77 | Ink is thick | ", "  Resolved | 2024-01-01T00:40:00Z | Ink flows.",
        "  Stirring | 2023-12-31T23:50:00Z | Ink is & stays thick.",
      ])
    #expect(page.document.title == "Quillbox Status - Incident History" && page.document.holdsAll)
    #expect(page.notes == ["unknown state “Stirring”, shown as it is"])
    let block = try #require(page.document.blocks.first { page.document.string($0.range) == "Ink flows." })
    #expect(page.document.paths.xpath(block.path) == "/feed/entry[1]/content")
  }

  @Test func statuspageRSS() {
    let page = read(
      """
      <?xml version="1.0"?><rss version="2.0"><channel><title>Quillbox Status - Incident History</title><item><title>Ink is thick</title>
      <description>\(StatusFeedTests.post)</description><pubDate>Mon, 01 Jan 2024 00:40:05 +0000</pubDate>
      <link>https://status.quillbox.example/incidents/aa77</link></item></channel></rss>
      """, page: "history.rss")
    #expect(
      outline(page.document).prefix(2) == ["aa77 | Ink is thick | ", "  Resolved | 2024-01-01T00:40:00Z | Ink flows."])
  }

  @Test func incidentIOAtom() {
    let page = read(
      atom("&lt;b&gt;Status: Resolved&lt;/b&gt;&lt;br/&gt;&lt;br/&gt;Ink flows again."), page: "feed.atom")
    #expect(
      outline(page.document) == ["aa77 | Ink is thick | ", "  Resolved | 2024-01-01T00:40:05Z | Ink flows again."])
  }

  @Test func entriesWithoutPostsAreCounted() {
    let page = read(atom("Something else."), page: "history.atom")
    #expect(page.notes == ["format not recognised in part: the posts of 1 of 1 entries could not be read"])
    #expect(outline(page.document) == ["aa77 | Ink is thick | "])
  }

  @Test(arguments: [
    ("<rss><channel><title>News</title><item><title>Goat found</title></item></channel></rss>", "not-html"),
    ("<feed><title>A blog</title></feed>", "not-html"), ("<rss", "broken"),
    ("<!DOCTYPE x [<!ENTITY a \"b\">]><rss><channel><title>&a;</title></channel></rss>", "broken"),
  ])
  func otherFeedsAreRefused(text: String, code: String) {
    #expect(read("<?xml version=\"1.0\"?>" + text, page: "x.xml").failures.map(\.code) == [code])
  }

  @Test func aDeepFeed() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(!read("<?xml version=\"1.0\"?><rss><channel>" + deep, page: "x.xml").failures.isEmpty)
  }
}
