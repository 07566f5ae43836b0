import PostmortemPlugin
import PostmortemReading
import Testing

@Suite("Main content") struct ContentTests {
  /// Three paragraphs of an article, each plainly running text.
  private static let story = [
    "The mail service stopped on Monday morning, and for most of the day nobody in the office could send a letter.",
    "Engineers found the fault shortly before noon, when a forgotten certificate turned out to have run out overnight.",
    "By the evening everything was back, the company said, and it promised to write the next date into its calendar.",
  ]
  private static let head = "<h1>The day the mail stood still</h1>"
  private static let body = story.map { "<p>\($0)</p>" }.joined()

  private func read(_ html: String) -> Document {
    let page =
      "<!DOCTYPE html><html><head><meta charset=utf-8><title>The day the mail stood still</title></head><body>\(html)</body></html>"
    return PageReader().read(PageInput(page: "page.html", bytes: Array(page.utf8))).document
  }

  /// The page's own text: no title, captions, comments or other stories.
  private func own(_ document: Document) -> String {
    document.blocks.indices.filter {
      document.isOwn(block: $0) && ![.title, .caption].contains(document.blocks[$0].kind)
    }.map { document.string(document.blocks[$0].range) }.joined(separator: "\n")
  }

  private func words(of kind: Section.Kind, in document: Document) -> String {
    document.sections.filter { $0.kind == kind }.flatMap { document.blocks[$0.blocks] }
      .map { document.string($0.range) }.joined(separator: "\n")
  }

  private var story: String { Self.story.joined(separator: "\n") }

  @Test(
    "a box around the article adds nothing",
    arguments: [
      "<div class=share-bar><p>Share this story with everybody you know, today.</p></div>",
      "<div class=newsletter><p>Our letter comes every Friday, and it is free of charge.</p></div>",
      "<p>Sign up for our letter, which comes every Friday and costs nothing.</p>",
      "<figure><figcaption>The office at noon, with nothing to do.</figcaption></figure>",
      "<div><span class=newsCaption>The office at noon, with nothing to do.</span></div>",
      "<div role=dialog class=cookie-modal><p>We keep cookies, and we would like to keep yours, too.</p></div>",
      "<div>');$box.find('.x').html(\"<b>\"); var box = {width: '100%', height: '50%'}; if (box.on) { box.off(); }</div>",
    ])
  func furniture(_ box: String) {
    #expect(own(read("<article>\(Self.head)\(Self.body)\(box)</article>")) == story)
  }

  @Test("a caption in a span is a caption") func spanCaption() {
    let document = read(
      "<article>\(Self.head)<div><span class=caption>Nobody in the room.</span></div>\(Self.body)</article>")
    #expect(document.blocks.contains { $0.kind == .caption && document.string($0.range) == "Nobody in the room." })
  }

  @Test("a list of other stories is a related section") func related() {
    let list = "<h2>More on the Morning Post</h2><ul><li><a href=/a>Trains run late again in the north</a></li></ul>"
    let document = read("<article>\(Self.head)\(Self.body)\(list)</article>")
    #expect(own(document) == story)
    #expect(words(of: .related, in: document).contains("Trains run late"))
  }

  @Test("a list of other stories in the middle ends with its box") func relatedInside() {
    let list =
      "<div><h2>Related news</h2><ul><li><a href=/a>Trains run late again in the north of the country today</a></li></ul></div>"
    let pieces = Self.story.map { "<p>\($0)</p>" }
    #expect(own(read("<article>\(Self.head)\(pieces[0])\(list)\(pieces[1])\(pieces[2])</article>")) == story)
  }

  @Test(
    "comments are a section of their own",
    arguments: [
      "<div class=comments><p>Down here, too. I went for a walk instead.</p></div>",
      "<h3>2 comments</h3><div class=cmt>Down here, too. I went for a walk instead.</div>",
      "<h3>评论</h3><div>Down here, too. I went for a walk instead.</div>",
    ])
  func comments(_ box: String) {
    let document = read("<article>\(Self.head)\(Self.body)\(box)</article>")
    #expect(own(document) == story)
    #expect(words(of: .comments, in: document).contains("Down here, too."))
  }

  @Test("comments longer than the article are comments") func manyComments() {
    let box = String(
      repeating: "<p>Down here, too, since seven. I went for a long walk instead, and it was lovely.</p>", count: 12)
    #expect(own(read("<article>\(Self.head)\(Self.body)</article><div class=comments>\(box)</div>")) == story)
  }

  @Test("comments that follow other stories") func commentsAfterRelated() {
    let box =
      "<h3>More on this</h3><ul><li><a href=/a>Trains run late again</a></li></ul><h3>4 comments</h3><div>Down here, too.</div>"
    let document = read("<div>\(Self.head)\(Self.body)\(box)</div>")
    #expect(words(of: .comments, in: document).contains("Down here, too."))
    #expect(!words(of: .related, in: document).contains("Down here, too."))
  }

  @Test("lines cut by line breaks alone") func lineBreaks() {
    #expect(own(read("<div>\(Self.head)\(Self.story.joined(separator: "<br><br>"))</div>")) == story)
  }

  @Test("text in divisions alone") func divisions() {
    let pieces = Self.story.map { "<div>\($0)</div>" }.joined()
    #expect(own(read("<div>\(Self.head)\(pieces)</div>")) == story)
  }

  @Test("an article in several boxes of one class") func pieces() {
    let long = String(repeating: Self.story[0] + " ", count: 8)
    let html = "<article>\(Self.head)<div class=piece><p>\(long)</p></div><div class=ad>Buy now!</div>"
    #expect(own(read(html + "<div class=piece><p>\(Self.story[2])</p></div></article>")).hasSuffix(Self.story[2]))
  }

  @Test("a table of services is kept whole") func table() {
    let rows = ["Mail", "Calendar", "Sites"].map { "<tr><td>\($0)</td><td>Service disruption</td></tr>" }.joined()
    let text = own(read("<h1>Status</h1><table>\(rows)</table>"))
    for name in ["Mail", "Calendar", "Sites"] { #expect(text.contains(name)) }
  }

  @Test("a Chinese article") func chinese() {
    let text = "周一上午，邮件服务中断，大多数用户在一天的大部分时间里都无法发送邮件。工程师在中午之前找到了故障，原来是一张证书过期了。公司表示，晚上一切恢复正常。"
    let text2 = String(repeating: text, count: 2)
    let box = "<h3>相关新闻</h3><ul><li><a href=/a>列车再次晚点，旅客等待数小时</a></li></ul>"
    #expect(own(read("<div><h1>邮件停摆的一天</h1><p>\(text2)</p>\(box)</div>")) == text2)
  }

  @Test("an AMP page") func amp() {
    let box = "<amp-sidebar><p>Menu, home, and the rest of it.</p></amp-sidebar><amp-ad>Buy now, please.</amp-ad>"
    #expect(own(read("\(box)<article>\(Self.head)<amp-img src=a.png></amp-img>\(Self.body)</article>")) == story)
  }

  @Test("stories in full below the article") func teasers() {
    let other =
      "<article><h2><a href=/b>Trains run late again in the north</a></h2><p>Nobody was surprised, least of all the people in the north.</p></article>"
    let long = String(repeating: Self.body, count: 3)
    let text = own(read("<div><article>\(Self.head)\(long)</article>\(String(repeating: other, count: 3))</div>"))
    #expect(!text.contains("least of all"))
    #expect(text.hasSuffix(Self.story[2]))
  }

  @Test("a teaser in the middle of the text") func teaserInside() {
    let pieces = Self.story.map { "<p>\($0)</p>" }
    let teaser = "<p><a href=/b>Read the story of the trains that ran late in the north</a></p>"
    #expect(own(read("<article>\(Self.head)\(pieces[0])\(teaser)\(pieces[1])\(pieces[2])</article>")) == story)
  }

  @Test("code that the article quotes stays") func code() {
    let code = "if (day == last) { renew(certificate); retry(); }"
    #expect(
      own(read("<article>\(Self.head)\(Self.body)<pre>\(code)</pre><p>\(Self.story[0])</p></article>")).contains(code))
  }

  @Test("two hundred thousand divisions in each other") func deep() {
    let open = String(repeating: "<div>", count: 200_000)
    #expect(own(read(open + Self.body)).contains(Self.story[2]))
  }

  @Test(
    "a sentence that begins like a call stays",
    arguments: [
      "Subscribers to the service could not sign in for most of the morning.", "Advertisers lost a day of business.",
      "Email is back for everybody since four o'clock.",
    ])
  func sentences(_ line: String) {
    let lines = String(repeating: Self.body, count: 3)
    #expect(own(read("<article>\(Self.head)\(lines)<p>\(line)</p></article>")).hasSuffix(line))
  }

  @Test(
    "the lines an article closes with",
    arguments: ["Reporting by Ann Other; editing by Sam Body", "Email our reporter at ann@post.example or call."])
  func closing(_ line: String) {
    let lines = String(repeating: Self.body, count: 3)
    #expect(own(read("<article>\(Self.head)\(lines)<p>\(line)</p></article>")).hasSuffix(Self.story[2]))
  }
}
