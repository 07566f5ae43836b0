import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

/// Pages that programs saved: who saved them, from where, when.
@Suite struct SaverTests {
  private let address = "https://news.example/2014/01/24/library-mail/"

  /// An article with something right behind the document type, as programs put it there.
  private func saved(_ comment: String, head: String = "") -> Document {
    read(article(head: head).replacing("<!doctype html>", with: "<!doctype html>\n" + comment)).document
  }

  @Test(arguments: [
    ("Page saved with SingleFile", "\n saved date: Fri Jan 24 2014 20:30:00 GMT+0100 (MEZ)", "2014-01-24T19:30:00Z"),
    (
      "Page saved with SingleFile", "\n saved date: Fri Jan 24 2014 22:30:00 GMT+0300 (Москва, стандартное время)",
      "2014-01-24T19:30:00Z"
    ),
    (
      "Archive processed by SingleFile",
      "\n saved date: Sat Jan 25 2014 01:00:00 GMT+0530 (India Standard Time)\n info: a note", "2014-01-24T19:30:00Z"
    ),
    ("Page saved with SingleFile", "", nil),
  ])
  func singleFile(words: String, date: String, captured: String?) {
    let comment = "<!--\n \(words) \n url: \(address) \(date)\n-->"
    let html = article().replacing("<html lang=\"en\">", with: "<html lang=\"en\">" + comment)
    let document = read(html).document
    #expect(document.captures.map(\.kind) == ["singlefile"] && document.captured?.text == captured)
    #expect(document.url == address && document.quoted(.url) == address)
    #expect(!document.ownText.contains("SingleFile"))
  }

  @Test func savePageWE() {
    let head = """
      <meta name="savepage-url" content="\(address)"><meta name="savepage-title" content="Library mail stands still">
      <meta name="savepage-pubdate" content="Unknown"><meta name="savepage-from" content="\(address)">
      <meta name="savepage-date" content="Fri Jan 24 2014 20:30:00 GMT+0100 (Central European Standard Time)">
      """
    let document = read(article(head: head)).document
    #expect(document.captures.map(\.kind) == ["savepage"] && document.captured?.text == "2014-01-24T19:30:00Z")
    #expect(document.url == address && document.quoted(.url) == address)
  }

  @Test(arguments: [("20140124193000165", "2014-01-24T19:30:00Z"), ("", nil)])
  func webScrapBook(stamp: String, captured: String?) {
    let create = stamp.isEmpty ? "" : " data-scrapbook-create=\"\(stamp)\""
    let html = article().replacing(
      "<html lang=\"en\">", with: "<html lang=\"en\" data-scrapbook-source=\"\(address)\"\(create)>")
    let document = read(html).document
    #expect(document.captures.map(\.kind) == ["webscrapbook"] && document.captured?.text == captured)
    #expect(document.url == address && document.quoted(.url) == address)
  }

  @Test(arguments: [
    ("(0045)https://news.example/2014/01/24/library-mail/", "https://news.example/2014/01/24/library-mail/"),
    ("(0014)about:internet", nil), ("(0029)file:///D:/pages/library.html", nil),
  ])
  func chromeComplete(words: String, url: String?) {
    let document = saved("<!-- saved from url=\(words) -->")
    #expect(document.url == url && document.captures == [Capture(kind: "saved")] && document.captured == nil)
  }

  @Test func aCommentThatNamesNoPageLeavesTheCanonicalAddress() {
    let document = saved(
      "<!-- saved from url=(0014)about:internet -->", head: "<link rel=\"canonical\" href=\"\(address)\">")
    #expect(document.url == address && document.quoted(.url) == address)
  }

  @Test func firefoxComplete() {
    let head = """
      <meta http-equiv="content-type" content="text/html; charset=UTF-8"><script src="Library%20mail_files/a.js"></script>
      <link rel="canonical" href="\(address)"><meta property="og:url" content="https://news.example/?p=1">
      """
    let document = read(article(head: head)).document
    #expect(document.url == address && document.captures.isEmpty)
  }

  @Test(arguments: ["\r\n", "\n"])
  func httrack(line: String) {
    let comment =
      "<!-- Mirrored from news.example/2014/01/24/library-mail/ by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 24 Jan 2014 19:30:00 GMT -->"
      + line
      + "<!-- Added by HTTrack --><meta http-equiv=\"content-type\" content=\"text/html;charset=utf-8\" /><!-- /Added by HTTrack -->"
    let document = saved(comment)
    #expect(document.captures.map(\.kind) == ["httrack"] && document.captured?.text == "2014-01-24T19:30:00Z")
    #expect(document.url == "http://news.example/2014/01/24/library-mail/")
    #expect(document.quoted(.url) == "news.example/2014/01/24/library-mail/")
  }

  // MARK: - Formats nest

  @Test func singleFileOfAnArchivesPage() {
    let comment =
      "<!--\n Page saved with SingleFile \n url: https://archive.ph/XvEff \n saved date: Tue Mar 12 2019 21:04:37 GMT+0100 (x)\n-->"
    let head =
      "<link rel=\"canonical\" href=\"https://archive.is/XvEff\"><link rel=\"bookmark\" href=\"http://archive.today/20180505222855/\(address)\">"
    let html = article(head: head).replacing("<html lang=\"en\">", with: "<html lang=\"en\">" + comment)
    let document = read(html).document
    #expect(document.captures.map(\.kind) == ["singlefile", "archive.today"] && document.url == address)
    #expect(document.captured?.text == "2018-05-05T22:28:55Z")
  }

  @Test func aBrowsersCopyOfAWaybackPage() {
    let script = "<script>__wm.wombat(\"\(address)\",\"20140124193000\",\"https://web.archive.org/\",\"web\");</script>"
    let comment = "<!-- saved from url=(0076)https://web.archive.org/web/20140124193000/\(address) -->"
    let both = saved(comment, head: script)
    #expect(both.captures.map(\.kind) == ["saved", "wayback"] && both.url == address)
    let alone = saved(comment)
    #expect(alone.captures.map(\.kind) == ["saved", "wayback"] && alone.url == address)
    #expect(alone.captured?.text == "2014-01-24T19:30:00Z" && alone.quoted(.captured) == "20140124193000")
  }

  @Test func whatLiesInsideWasThereBefore() {
    // The Wayback Machine kept Google's copy; Google's is the inner one whatever the usual order.
    let header =
      "<div id=\"x__google-cache-hdr\"><span>This is Google's cache of <a href=\"\(address)\">\(address)</a>.</span> <span>It is a snapshot of the page as it appeared on Jan 20, 2014 13:43:18 GMT.</span></div>"
    let script =
      "<script>__wm.wombat(\"http://cache.example/x\",\"20140124193000\",\"https://web.archive.org/\",\"web\");</script>"
    let document = read(article(head: script, before: header)).document
    #expect(document.captures.map(\.kind) == ["wayback", "google-cache"] && document.url == address)
    #expect(document.captured?.text == "2014-01-20T13:43:18Z")
  }
}
