import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

@Suite struct OriginTests {
  private let address = "https://news.example/2014/01/24/library-mail/"

  @Test func wombatTellsAddressAndTime() {
    let script =
      "<script>__wm.init(\"https://web.archive.org/web\");__wm.wombat(\"\(address)\",\"20140124193000\",\"https://web.archive.org/\",\"web\",\"/_static/\",\"1390591800\");</script>"
    let document = read(article(head: script)).document
    #expect(document.url == address && document.captured?.text == "2014-01-24T19:30:00Z")
    #expect(document.captures.map(\.kind) == ["wayback"])
    #expect(document.quoted(.captured) == "20140124193000")
  }

  @Test func theCommentAtTheEndTellsTheCaptureNotTheRetrieval() {
    let tail = """
      <!--
           FILE ARCHIVED ON 9:30:00 Jan 24, 2014 AND RETRIEVED FROM THE
           INTERNET ARCHIVE ON 16:13:10 Sep 21, 2021.
      -->
      """
    #expect(read(article() + tail).document.captured?.text == "2014-01-24T09:30:00Z")
  }

  @Test func theToolbarIsNoText() {
    let toolbar =
      "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=\"wm-ipp-base\"><p>12 captures, 24 Jan 2014 - 3 Mar 2019</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
    let document = read(article(before: toolbar)).document
    #expect(!document.ownText.contains("captures"))
    #expect(document.published == nil)
  }

  @Test func rewrittenLinksTellTheCapture() {
    let links = (0..<4).map { "<a href=\"/web/20140124193000/https://news.example/\($0)\">Page \($0)</a>" }.joined()
    let document = read(
      article(
        head: "<link rel=\"canonical\" href=\"https://web.archive.org/web/20140124193000/\(address)\">", after: links)
    ).document
    #expect(document.url == address && document.captured?.text == "2014-01-24T19:30:00Z")
  }

  @Test func aSingleReferenceToTheArchiveIsNoCapture() {
    let body =
      "<p>The old page is <a href=\"https://web.archive.org/web/20140124193000/https://old.example/\">in the archive</a>, said the staff, who had kept a copy on paper as well, as they do with everything.</p>"
    #expect(read(article(body: body)).document.captures.isEmpty)
  }

  @Test func anAddressStaysAsTheCaptureHasIt() {
    #expect(read(article(), url: "http://news.example:80/a").document.url == "http://news.example:80/a")
  }

  @Test(arguments: [
    ("<meta property=\"article:published_time\" content=\"2014-01-24T10:00:00-08:00\">", "2014-01-24T18:00:00Z"),
    ("<meta name=\"date\" content=\"Fri, 24 Jan 2014 10:00:00 -0800\">", "2014-01-24T18:00:00Z"),
    ("<meta name=\"DC.date.issued\" content=\"2014-01-24\">", "2014-01-24"),
    (
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2014-01-24\"}</script>",
      "2014-01-24"
    ),
  ])
  func metadataTellsThePublication(head: String, published: String) {
    #expect(read(article(head: head)).document.published?.text == published)
  }

  @Test func theAddressTellsADayAndNoMidnight() throws {
    let document = read(article(), url: address).document
    let published = try #require(document.published)
    #expect(published.text == "2014-01-24" && published.clock == nil && published.precision == .day)
    #expect(document.quoted(.published) == "2014/01/24")
  }

  /// What stands under the headline, how it is written, and the day it means.
  @Test(arguments: [
    ("<p>By A. Reader, 24 January 2014</p>", "2014-01-24"), ("<p>Von A. Leser am 24. Januar 2014</p>", "2014-01-24"),
    ("<p>Publié le 24 janvier 2014</p>", "2014-01-24"), ("<p>2014年1月24日</p>", "2014-01-24"),
    ("<div class=\"teaser-metadata\"><p>24 January 2014</p></div>", "2014-01-24"),
    ("<time datetime=\"2014-02-03T10:00:00Z\">Published 24 January 2014</time>", "2014-01-24"),
    ("<p>Last update: 25 January 2014. Published: 24 January 2014</p>", "2014-01-24"),
    ("<p>Member since: 3 May 2009</p>", nil),
  ])
  func theDateLineTellsThePublication(line: String, published: String?) {
    let html = article().replacing("</h1>", with: "</h1>" + line)
    #expect(read(html).document.published?.text == published)
  }

  @Test func aStampInUTCYieldsToThePagesOwnDay() {
    let stamp = "<meta property=\"article:published_time\" content=\"2014-01-25T02:10:00Z\">"
    #expect(read(article(head: stamp), url: address).document.published?.text == "2014-01-24")
    let local = "<meta name=\"sailthru.date\" content=\"2014-01-24 18:10:00 -0800\">"
    #expect(read(article(head: stamp + local)).document.quoted(.published) == "2014-01-24 18:10:00 -0800")
  }

  @Test func aFieldThatTheWholePageContradictsLoses() {
    let head = """
      <meta name="date" content="2014-02-11"><meta property="article:published_time" content="2014-01-24">
      """
    let html = article(head: head).replacing("</h1>", with: "</h1><p>24 January 2014</p>")
    #expect(read(html, url: address).document.published?.text == "2014-01-24")
  }

  @Test func theFootersYearIsNoPublication() {
    #expect(read(article(after: "<footer>Copyright 2009 The Example</footer>")).document.published == nil)
  }
}

@Suite struct DigestTests {
  /// The test vectors of FIPS 180-4 (and the empty message).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func vectors(text: String, digest: String) { #expect(SHA256.hex(Array(text.utf8)) == digest) }

  @Test func aMillionLetters() {
    #expect(
      SHA256.hex([UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
