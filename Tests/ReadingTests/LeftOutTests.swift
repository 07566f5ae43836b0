import PostmortemPlugin
import PostmortemReading
import Testing

/// What stands on a page and is not of its article: listed for those who ask, kept from everyone else.
@Suite struct LeftOutTests {
  private func list(_ html: String) -> [ReadPage.LeftOut] {
    PageReader(listsLeftOut: true).read(PageInput(page: "page.html", bytes: Array(html.utf8))).leftOut
  }

  @Test(arguments: [
    ("<nav><ul><li>Home</li><li>Sport</li></ul></nav>", "menu", "Home · Sport", 2),
    ("<div class=\"share-bar\"><span>Tell your friends</span></div>", "share buttons", "Tell your friends", 1),
    ("<div id=\"newsletter\"><p>A letter every day.</p></div>", "newsletter box", "A letter every day.", 1),
    ("<div class=\"cookie-consent\"><p>We keep small files.</p></div>", "notice", "We keep small files.", 1),
    ("<div class=\"ad\"><p>Buy a boat.</p></div>", "advertisement", "Buy a boat.", 1),
    ("<aside><p>Did you know?</p></aside>", "sidebar", "Did you know?", 1),
    ("<div class=\"tags\"><p>mail, library</p></div>", "tags", "mail, library", 1),
    ("<footer><p>© The Example</p></footer>", "footer", "© The Example", 1),
    ("<div style=\"display: none\"><p>For machines.</p></div>", "hidden", "For machines.", 1),
    ("<p>Weather: rain</p>", "beside the article", "Weather: rain", 1),
  ])
  func eachKindHasItsName(html: String, reason: String, words: String, lines: Int) throws {
    let run = try #require(list(article(before: html)).first)
    #expect(run.reason == reason && run.words == words && run.lines == lines)
    #expect(run.xpath.hasPrefix("/html/body/") && run.offset == 0)
  }

  @Test func linesStandWhereTheyStood() throws {
    let html = article(after: "<nav><p>Back to the top</p></nav>").replacing(
      "<p>By noon", with: "<div class=\"social\"><p>Share me</p></div><p>By noon")
    let read = PageReader(listsLeftOut: true).read(PageInput(page: "page.html", bytes: Array(html.utf8)))
    let document = read.document
    let noon = try #require(document.blocks.first { document.string($0.range).hasPrefix("By noon") })
    #expect(read.leftOut.map(\.words) == ["Share me", "Back to the top"])
    #expect(read.leftOut.map(\.offset) == [noon.range.lowerBound, document.text.count])
  }

  @Test func callsToTheReaderAreNamed() {
    let html = article().replacing("</article>", with: "<p>Subscribe to our evening paper!</p></article>")
    #expect(list(html).map(\.reason) == ["a call to the reader"])
  }

  @Test func noneOfItIsInTheDocument() {
    let html = article(before: "<nav><p>Home</p></nav>", after: "<footer><p>The end</p></footer>")
    let asked = PageReader(listsLeftOut: true).read(PageInput(page: "page.html", bytes: Array(html.utf8)))
    let plain = read(html)
    #expect(plain.leftOut.isEmpty && asked.leftOut.count == 2)
    #expect(plain.document.text == asked.document.text && plain.document.blocks == asked.document.blocks)
  }

  @Test func aPageOfNothingButFurnitureIsListedInLinearTime() {
    let many = (0..<20_000).map { "<nav><p>Link \($0)</p></nav><div class=\"ad\"><p>Ad \($0)</p></div>" }.joined()
    #expect(list(article(before: many)).count == 40_000)
  }
}
