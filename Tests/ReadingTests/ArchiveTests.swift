import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

/// Pages as archives on the web show them. The copy's marks tell where it is from; nothing of what the
/// archive set into it is the page's.
@Suite struct ArchiveTests {
  private let address = "http://news.example:80/library-mail?a=1&b=2"

  private func expect(
    _ document: Document, _ kind: String, url: String?, captured: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(document.captures.map(\.kind) == [kind], sourceLocation: sourceLocation)
    #expect(document.url == url, sourceLocation: sourceLocation)
    #expect(document.captured?.text == captured, sourceLocation: sourceLocation)
    #expect(
      document.quoted(.captured) != nil && (url == nil || document.quoted(.url) != nil), sourceLocation: sourceLocation)
    let plain = read(article()).document
    #expect(document.ownText == plain.ownText, sourceLocation: sourceLocation)
    #expect(document.published == nil, sourceLocation: sourceLocation)
  }

  // MARK: - Wayback Machine

  private let tail = """
    <!--
         FILE ARCHIVED ON 20:53:27 Jul 2, 2007 AND RETRIEVED FROM THE
         INTERNET ARCHIVE ON 9:13:10 Okt 20, 2014.
         JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.

         ALL OTHER CONTENT MAY ALSO BE PROTECTED BY COPYRIGHT (17 U.S.C. SECTION 108(a)(3)).
    -->
    <!--
    playback timings (ms):
      captures_list: 100.1
    -->
    """

  /// The bar at the top; its calendar holds years, months and counts.
  private func toolbar(_ script: String) -> String {
    """
    <!-- BEGIN WAYBACK TOOLBAR INSERT --><style>#wm-ipp-base{}</style><div id="wm-ipp-base" lang="en"><div id="wm-ipp">
    <p>The Wayback Machine has 12 captures of this page, between 3 May 2006 and 9 September 2009, and shows one of them.</p>
    <table><tr><td>JUN</td><td>JUL 2, 2007</td><td>AUG</td></tr></table></div></div><div id="wm-ipp-print">The Wayback
    Machine - https://web.archive.org/web/20070702205327/http://news.example/</div><script>\(script)</script>
    <!-- END WAYBACK TOOLBAR INSERT -->
    """
  }

  @Test(arguments: ["/_static/", "https://web-static.archive.org/_static/"])
  func copiesFetchedSince2020(files: String) {
    let head = """
      <script src="//archive.org/includes/athena.js"></script><script>window.RufflePlayer=window.RufflePlayer||{};
      window.RufflePlayer.config={"autoplay":"on"};</script><script>__wm.init("https://web.archive.org/web");
      __wm.wombat("\(address.replacing("&", with: "&amp;"))","20070702205327","http://web.archive.org/","web","\(files)",
      "1183409607");</script><!-- End Wayback Rewrite JS Include -->
      """
    let bar = toolbar(
      "__wm.bt(700,27,25,2,\"web\",\"\(address)\",\"20070702205327\",1996,\"\(files)\",[\"a.css\"],false);")
    let document = read(article(head: head, before: bar) + tail).document
    expect(document, "wayback", url: address, captured: "2007-07-02T20:53:27Z")
    #expect(document.captures[0].uri == "https://web.archive.org/web/20070702205327/\(address)")
    expect(read(article(head: head)).document, "wayback", url: address, captured: "2007-07-02T20:53:27Z")
  }

  @Test func copiesFetchedInSpring2020() {
    let head = """
      <script>WB_wombat_Init("https://web.archive.org/web/", "20070702205327", "news.example");</script>
      <script>__wbhack.init('https://web.archive.org/web');</script>
      """
    let bar = toolbar("__wm.bt(700,27,25,2,\"web\",\"\(address)\",\"2007-07-02\",1996,\"/_static/\");")
    expect(
      read(article(head: head, before: bar) + tail).document, "wayback", url: address, captured: "2007-07-02T20:53:27Z")
    // Without the bar, the rewritten address of the page itself.
    let link = "<link rel=\"canonical\" href=\"/web/20070702205327/http://news.example/library-mail\">"
    expect(
      read(article(head: head + link) + tail).document, "wayback", url: "http://news.example/library-mail",
      captured: "2007-07-02T20:53:27Z")
  }

  @Test func copiesFetchedBetween2011And2015() {
    let bar = toolbar(
      "//<![CDATA[\n var firstDate = 820454400000;\n var wbPrefix = \"/web/\";\n var wbCurrentUrl = \"\(address.replacing("/", with: "\\/"))\";\n//]]>"
    )
    let head = "<script src=\"/static/js/disclaim-element.js\"></script>"
    expect(
      read(article(head: head, before: bar) + tail).document, "wayback", url: address, captured: "2007-07-02T20:53:27Z")
  }

  @Test func theCommentAtTheEndAlone() {
    expect(read(article() + tail).document, "wayback", url: nil, captured: "2007-07-02T20:53:27Z")
  }

  @Test(arguments: [
    "https://web.archive.org/web/20070702205327/http://news.example/a",
    "http://web.archive.org/web/20070702205327im_/http://news.example/a",
    "/web/20070702205327id_/http://news.example/a",
    "//web.archive.org/web/20070702205327if_/http://news.example/a", "/web/20070702205327cs_/http:/news.example/a",
    "https://web.archive.org/web/20200101000000/https://web.archive.org/web/20070702205327js_/http://news.example/a",
  ])
  func rewrittenAddresses(link: String) {
    let document = read(article(head: "<link rel='canonical' href='\(link)'>") + tail).document
    #expect(document.url == "http://news.example/a" && document.quoted(.url) == "http://news.example/a")
  }

  @Test func sharedAddressesAreRewrittenToo() {
    let head = "<meta property=\"og:url\" content=\"https://web.archive.org/web/20070702205327/http://news.example/a\">"
    #expect(read(article(head: head) + tail).document.url == "http://news.example/a")
  }

  @Test func rawCopiesKeepTheirStampInTheFilesName() {
    let document = read(article(), page: "web.archive.org/web/20070702205327id_/http:/news.example/a.html").document
    #expect(document.url == "http://news.example/a.html" && document.captured?.text == "2007-07-02T20:53:27Z")
  }

  // MARK: - archive.today

  @Test func archiveToday() {
    let head = """
      <link rel="canonical" href="https://archive.is/XvEff"/><link rel="bookmark" href="http://archive.today/20180505222855/\(address)"/>
      <meta property="og:type" content="article"/><meta property="og:site_name" content="archive.is"/>
      <meta property="og:url" content="http://archive.today/2018.05.05-222855/\(address)"/>
      <meta property="article:published_time" content="2018-05-05T22:28:55Z" itemprop="dateCreated"/>
      <meta property="article:modified_time" content="2018-05-05T22:28:55Z" itemprop="dateModified"/>
      """
    let header = """
      <div id="HEADER" style="font-family:sans-serif;background-color:#FFFAE1"><table><tr><td>archive.today</td><td>webpage
      capture</td><td>Saved from <a href="https://archive.is/o/XvEff/\(address)">\(address)</a> history</td><td><time
      itemprop="pubdate" datetime="2018-05-05T22:28:55Z">5 May 2018 22:28:55 UTC</time></td></tr></table></div>
      """
    let document = read(article(head: head, before: header)).document
    expect(document, "archive.today", url: address, captured: "2018-05-05T22:28:55Z")
    #expect(document.captures[0].uri == "https://archive.is/XvEff")
    #expect(!document.claims.contains { $0.field == .modified })
  }

  // MARK: - Google's cache

  private let sentences = (
    new: "It is a snapshot of the page as it appeared on", old: "as retrieved on"
  )

  @Test(arguments: ["Sep 16, 2018 13:43:18 GMT", "16 Sep 2018 13:43:18 GMT"])
  func googlesCache(date: String) {
    let url = "https://news.example/library-mail"
    let boxes = [
      "<div id=\"bN015htcoyT__google-cache-hdr\"><div><span>This is Google's cache of <a href=\"\(url)\">\(url)</a>.</span>&nbsp;<span>\(sentences.new) \(date).</span> <span>The <a href=\"\(url)\">current page</a> could have changed in the meantime.</span></div></div>",
      "<div style=\"border:1px solid\"><div>This is Google&#39;s <a href=\"http://www.google.com/help/cached.html\">cache</a> of <a href=\"\(url)\">\(url)</a>. \(sentences.new) \(date). The <a href=\"\(url)\">current page</a> could have changed.<br><a href=\"http://www.google.com/x\">Learn more</a></div></div>",
      "<table><tr><td>This is <b>Google</b>'s cache of <a href=\"\(url)\">\(url)</a> \(sentences.old) \(date).<br>Google's cache is the snapshot that we took of the page.</td></tr></table>",
    ]
    for box in boxes {
      expect(read(article(before: box)).document, "google-cache", url: url, captured: "2018-09-16T13:43:18Z")
      // The box came before the page's own beginning.
      expect(
        read("<meta charset=utf-8>" + box + article()).document, "google-cache", url: url,
        captured: "2018-09-16T13:43:18Z")
    }
  }

  @Test func aReportAboutGooglesCacheIsNoCopy() {
    let body =
      "<p>Google's cache of the library's page was used by many: a snapshot of the page as it appeared on Monday stood there until noon, said the staff, and nobody who had found it minded.</p>"
    let long =
      body
      + String(
        repeating:
          "<p>The mail service of the city library stopped delivering letters, and nobody in the reading room could say why it had done so, or when it would begin again.</p>",
        count: 12)
    let document = read(article(body: long)).document
    #expect(document.ownText.contains("used by many"))
    #expect(document.captures.isEmpty)
  }

  // MARK: - pywb and its users

  @Test func pywb() {
    let head = """
      <!-- WB Insert --><script>wbinfo = {}; wbinfo.top_url = "https://archive.example/wayback/20180505222855/\(address)";
      wbinfo.url = "\(address)"; wbinfo.timestamp = "20180505222855"; wbinfo.prefix = "https://archive.example/wayback/";
      </script><script src="https://archive.example/static/wombat.js"></script><!-- End WB Insert -->
      """
    let banner =
      "<div id=\"_wb_frame_top_banner\">This is an archived page from 5 May 2018, kept by the library of records.</div>"
    expect(read(article(head: head, before: banner)).document, "pywb", url: address, captured: "2018-05-05T22:28:55Z")
  }

  @Test func linksOfOtherArchives() {
    let link = "<link rel=\"canonical\" href=\"https://archive.example/all/20180505222855mp_/https://news.example/a\">"
    let document = read(article(head: link)).document
    #expect(document.url == "https://news.example/a")
  }
}
