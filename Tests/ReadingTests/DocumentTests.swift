import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

@Suite struct DocumentTests {
  @Test func theArticleAndNothingElse() {
    let document = read(
      article(
        head: "<style>p { color: red }</style><script>var outage = 'down';</script>",
        before: "<nav><ul><li><a href='/a'>Home</a><li><a href='/b'>World</a></ul></nav>",
        after: """
          <section id="comments"><h2>2 comments</h2><div class="comment"><b>anna</b> My letters came twice.</div></section>
          <footer>Copyright 1999 The Example</footer>
          """)
    ).document
    #expect(document.title == "Library mail stands still")
    #expect(document.ownText.components(separatedBy: "Library mail stands still").count == 2)
    #expect(document.ownText.contains("stayed to read a book"))
    for stray in ["World", "outage", "color", "anna", "1999"] { #expect(!document.ownText.contains(stray), "\(stray)") }
    #expect(document.text(in: .comments).contains("My letters came twice"))
  }

  @Test func otherStoriesInsideTheArticleAreRelated() {
    let list =
      "<div class=\"related\"><h2>More stories</h2><ul><li><a href=\"/x\">The old bridge is painted blue</a><li><a href=\"/y\">A goat is found in the archive</a></ul></div>"
    let document = read(article().replacing("</article>", with: list + "</article>")).document
    #expect(!document.ownText.contains("goat"))
    #expect(document.text(in: .related).contains("A goat is found in the archive"))
  }

  @Test func everyBlockStandsWhereItsPathSays() {
    let document = read(article()).document
    #expect(document.blocks.map { document.paths.xpath($0.path) } == [
      "/html/body/article/h1", "/html/body/article/p[1]", "/html/body/article/p[2]", "/html/body/article/p[3]",
    ])
    for block in document.blocks { #expect(document.holds(document.quote(block.range))) }
  }

  @Test func linksKeepTheirTargetsAsWritten() throws {
    let html = article(body: "<p>The <a href=\"https://status.example/?ts=1390590512049&amp;v=1\">status page</a> was green all day long, said the staff of the library, and nobody believed it.</p>")
    let document = read(html).document
    let link = try #require(document.links.first)
    #expect(document.string(link.range) == "status page")
    #expect(document.value(of: link.target) == "https://status.example/?ts=1390590512049&v=1")
    let quote = try #require(document.quote("1390590512049", inAttribute: link.target))
    #expect(document.holds(quote))
  }

  @Test func markdownIsReadAsItsHTML() {
    let text = """
      # Library mail stands still

      > 原文：<https://web.archive.org/web/https://news.example/2014/01/24/library-mail/>

      The mail service of the *library* stopped on [Tuesday](https://web.archive.org/web/20140125101112/https://news.example/tuesday).

      <amp-img src="x.png"></amp-img>

      In the evening it came back.
      """
    let document = read(text, page: "page.md").document
    #expect(document.title == "Library mail stands still")
    #expect(document.url == "https://news.example/2014/01/24/library-mail/")
    #expect(document.published?.text == "2014-01-24")
    #expect(document.captured?.text == "2014-01-25T10:11:12Z")
    #expect(document.ownText.contains("The mail service of the library stopped on Tuesday."))
    #expect(!document.ownText.contains("原文"))
  }

  @Test(arguments: [
    ("The mail was down for all of the day and nobody knew what it was about.", Language.english),
    ("邮件服务今天上午中断，用户无法登录。", .chinese), ("Die Post war den ganzen Tag lang gestört, und niemand wusste warum.", .undetermined),
    ("メールのサービスが午前中に停止した。", .undetermined),
  ])
  func theTextTellsItsLanguage(text: String, language: Language) {
    #expect(read("<html><body><p>\(text)</p></body></html>").document.language == language)
  }

  @Test func updatesOfAStatusPageAreSections() throws {
    let html = """
      <html><head><title>Example Status - Mail is slow</title></head><body><h1 class="incident-name">Mail is slow</h1>
      <div class="incident-updates-container">
      <div class="row update-row"><div class="update-title">Resolved</div><div class="update-body">Mail is quick again.</div>
      <div class="update-timestamp">Posted <var data-var="date">Jan 04</var>, 2021 - <var data-var="time">15:10</var> UTC
      <span class="ago" data-datetime-unix="1609773000000"></span></div></div>
      <div class="row update-row"><div class="update-title">Investigating</div><div class="update-body">Mail is slow and we look into it.</div>
      <div class="update-timestamp">Posted <var data-var="date">Jan 04</var>, 2021 - <var data-var="time">14:35</var> UTC
      <span class="ago" data-datetime-unix="1609770900000"></span></div></div>
      </div><div class="components-affected">This incident affected: Mail.</div></body></html>
      """
    let document = read(html).document
    let states = document.sections.compactMap { section -> String? in
      guard case .update(let state, let stamp) = section.kind else { return nil }
      return "\(state) \(stamp?.moment.text ?? "-")"
    }
    #expect(states == ["Resolved 2021-01-04T15:10:00Z", "Investigating 2021-01-04T14:35:00Z"])
    #expect(document.blocks.contains { $0.kind == .component })
  }
}
