import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

@Suite struct MHTMLTests {
  static let address = "https://news.example/2014/01/24/library-mail/"
  private static let html = article().replacing("<article>", with: "<article id=\"a\" class='b'>")

  /// A page as mail carries it: every byte beyond the plain ones written in hexadecimal, lines cut.
  static func quotedPrintable(_ text: String, lines: String = "\r\n") -> String {
    var out = ""
    var column = 0
    for byte in text.utf8 {
      let isPlain = (0x20...0x7E).contains(byte) && byte != 0x3D
      let sign = isPlain ? String(UnicodeScalar(byte)) : "=" + String(format: "%02X", byte)
      if column + sign.count > 75 {
        out += "=" + lines
        column = 0
      }
      out += sign
      column += sign.count
    }
    return out
  }

  /// A file as Chromium's browsers write it.
  static func blink(
    _ html: String = html, head: [String] = [], location: String = "Snapshot-Content-Location: \(address)",
    type: String = "text/html", lines: String = "\r\n", closed: Bool = true
  ) -> String {
    let boundary = "----MultipartBoundary--k3J9xQ0vB2----"
    let parts =
      ["From: <Saved by Blink>", location, "Subject: =?utf-8?Q?Library=20mail=20stands=20still=20=E2=80=93?="]
      + [" =?utf-8?Q?=20The=20Example?=", "Date: Mon, 27 Jan 2014 09:05:06 +0100", "MIME-Version: 1.0"] + head
      + ["Content-Type: multipart/related;", "\ttype=\"text/html\";", "\tboundary=\"\(boundary)\"", "", ""]
      + ["--" + boundary, "Content-Type: \(type)", "Content-ID: <frame-1@mhtml.blink>"]
      + ["Content-Transfer-Encoding: quoted-printable", "Content-Location: https://part.example/", ""]
      + [quotedPrintable(html, lines: lines), "--" + boundary, "Content-Type: image/png"]
      + ["Content-Transfer-Encoding: base64", "Content-Location: https://news.example/a.png", "", "iVBORw0KGgo="]
      + (closed ? ["--" + boundary + "--", ""] : [])
    return parts.joined(separator: lines)
  }

  @Test(arguments: ["\r\n", "\n"])
  func chromiumsFilesAreReadAsThePageInside(lines: String) throws {
    let whole = read(MHTMLTests.blink(lines: lines), page: "page.mhtml")
    let document = whole.document
    #expect(whole.failures.isEmpty && document.title == "Library mail stands still")
    #expect(document.ownText == read(MHTMLTests.html).document.ownText)
    #expect(document.url == MHTMLTests.address && document.quoted(.url) == MHTMLTests.address)
    #expect(document.captures == [Capture(kind: "mhtml", time: 1_390_809_906)])
    #expect(document.captured?.text == "2014-01-27T08:05:06Z")
    #expect(document.quoted(.captured) == "Mon, 27 Jan 2014 09:05:06 +0100")
  }

  @Test func theContentTellsNotTheName() {
    #expect(read(MHTMLTests.blink(), page: "page.html").document.captures.map(\.kind) == ["mhtml"])
    let nameless = MHTMLTests.blink().replacing("MIME-Version: 1.0\r\n", with: "")
    #expect(read(nameless, page: "page.MHT").document.captures.map(\.kind) == ["mhtml"])
    #expect(read(article(), page: "page.mht").document.captures.isEmpty)
  }

  @Test(arguments: [
    ("X-Snapshot-Content-Location: https://a.example/x", "https://a.example/x"),
    ("Content-Location:\r\n https://a.example/a/long/\r\n address", "https://a.example/a/long/address"),
    ("X-Other: 1", "https://part.example/"), ("Snapshot-Content-Location: file:///C:/a.html", "https://part.example/"),
  ])
  func theAddressOfTheFile(location: String, url: String) {
    #expect(read(MHTMLTests.blink(location: location)).document.url == url)
  }

  /// A file as Internet Explorer writes it: one part, or parts with a page of another character set.
  @Test func internetExplorer() throws {
    let head = """
      From: "Saved by Windows Internet Explorer 8"
      Subject: Library mail
      Date: Fri, 24 Jan 2014 20:30:00 +0100
      MIME-Version: 1.0
      Content-Type: text/html;
      \tcharset="windows-1252"
      Content-Transfer-Encoding: quoted-printable
      Content-Location: \(MHTMLTests.address)
      X-MimeOLE: Produced By Microsoft MimeOLE V6.1.7601


      """
    let page = article().replacing("reading", with: "caf=E9")
    let document = read(head.replacing("\n", with: "\r\n") + page, page: "page.mht").document
    #expect(document.ownText.contains("nobody in the café") && document.url == MHTMLTests.address)
    #expect(document.captured?.text == "2014-01-24T19:30:00Z")
  }

  @Test(arguments: ["base64", "8bit", "binary", "7bit", ""])
  func bodiesOfEveryEncoding(encoding: String) {
    let html = article().replacing("library", with: "bibliothèque")
    let body =
      encoding == "base64"
      ? Data(html.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn]) : html
    let file = """
      MIME-Version: 1.0
      Content-Type: multipart/related; boundary=plain; type="text/html"

      --plain
      Content-Type: multipart/alternative; boundary="inner part"

      --inner part
      Content-Type: text/plain

      Not this one, <b>though it comes first</b>.
      --inner part
      Content-Transfer-Encoding: \(encoding)
      Content-Type: text/html; charset=utf-8

      \(body)
      --inner part--
      --plain
      Content-Type: text/html

      <html><body><p>A frame that is no part of the page at all.</p></body></html>
      --plain--

      """
    let read = read(file, page: "p.mht")
    #expect(read.failures.isEmpty && read.document.ownText.contains("mail service of the city bibliothèque"))
    #expect(!read.document.ownText.contains("Not this one") && !read.document.ownText.contains("A frame"))
  }

  @Test func thePartsCharacterSetCounts() {
    let bytes = Array("MIME-Version: 1.0\nContent-Type: text/html; charset=gbk\n\n<html><body><p>".utf8)
    // 邮件服务 in GBK.
    let text: [UInt8] = [0xD3, 0xCA, 0xBC, 0xFE, 0xB7, 0xFE, 0xCE, 0xF1]
    #expect(read(bytes + text + Array("</p></body></html>".utf8)).document.ownText.contains("邮件服务"))
  }

  @Test func theTitleMayStandInTheFileAlone() {
    let plain = MHTMLTests.html.replacing(/<title>.*<\/title>/, with: "").replacing(/<h1>.*<\/h1>/, with: "")
    #expect(read(MHTMLTests.blink(plain)).document.title == "Library mail stands still – The Example")
  }

  @Test(arguments: [
    ("=?utf-8?B?5a6V5py6?=", "宕机"), ("=?UTF-8?Q?Mail_is?= =?UTF-8?Q?_down?=", "Mail is down"),
    ("=?utf-8?Q?=E5=AE?= =?utf-8?Q?=95?=", "宕"), ("=?iso-8859-1?q?caf=E9?= closed", "café closed"),
    ("=?gb2312?B?1NfXoQ==?=", "宰住"), ("plain =?what? is this", "plain =?what? is this"),
  ])
  func subjects(words: String, title: String) {
    let file = "MIME-Version: 1.0\nSubject: \(words)\nContent-Type: text/html\n\n<p>Some words.</p>"
    #expect(read(file).document.title == title)
  }

  // MARK: - Damaged files

  @Test func aCutFileFailsOnceAndKeepsWhatCame() {
    let file = MHTMLTests.blink()
    let cut = file[..<file.range(of: "In the evening")!.lowerBound]
    let read = read(String(cut), page: "p.mhtml")
    #expect(read.failures.map(\.code) == ["broken"] && read.failures[0].reason.contains("MHTML"))
    #expect(read.document.ownText.contains("stopped delivering letters") && read.document.url == MHTMLTests.address)
  }

  @Test func aMissingBoundaryCostsNoWords() {
    let unclosed = read(MHTMLTests.blink(closed: false))
    #expect(unclosed.failures.map(\.code) == ["broken"] && unclosed.document.ownText.contains("came back"))
    let other = read(MHTMLTests.blink().replacing("\tboundary=", with: "\tx="))
    #expect(other.failures.map(\.code) == ["broken"] && other.document.ownText.contains("came back"))
    let none = read(MHTMLTests.blink().replacing("--k3J9xQ0vB2----\r\n", with: "\r\n"))
    #expect(none.failures.map(\.code) == ["broken"])
  }

  @Test func aFileWithoutAPageFails() {
    let file =
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    #expect(read(file).failures.map(\.code) == ["broken"])
    #expect(read("MIME-Version: 1.0\nContent-Type: multipart/mixed").failures.map(\.code) == ["broken"])
  }

  @Test func everyBeginningOfAFileIsRead() {
    let bytes = Array(MHTMLTests.blink().utf8)
    for count in stride(from: 7, to: bytes.count - 4, by: 7) {
      let read = read(Array(bytes[..<count]), page: "p.mhtml")
      #expect(read.failures.count == 1, "the first \(count) bytes: \(read.failures)")
    }
  }

  @Test func partsInsidePartsEnd() {
    let deep = (0..<300).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
    #expect(read("MIME-Version: 1.0\n" + deep + "<p>Words</p>").failures.map(\.code) == ["broken"])
    let many = String(repeating: "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n", count: 20_000)
    let file = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + many
    #expect(read(file).failures.map(\.code) == ["broken"])
  }

  // MARK: - Formats nest

  @Test func aPageOfAnArchiveInside() {
    let script =
      "<script>__wm.wombat(\"http://old.example/a\",\"20130102030405\",\"https://web.archive.org/\",\"web\");</script>"
    let file = MHTMLTests.blink(
      article(head: script),
      location: "Snapshot-Content-Location: https://web.archive.org/web/20130102030405/http://old.example/a")
    let document = read(file).document
    #expect(document.url == "http://old.example/a" && document.captures.map(\.kind) == ["mhtml", "wayback"])
    #expect(document.captured?.text == "2013-01-02T03:04:05Z")
  }

  @Test func anArchivesAddressAloneTellsTheCaptureInside() {
    let file = MHTMLTests.blink(
      location: "Snapshot-Content-Location: https://web.archive.org/web/20130102030405/http://old.example/a")
    let document = read(file).document
    #expect(document.url == "http://old.example/a" && document.quoted(.captured) == "20130102030405")
    #expect(document.captures.map(\.uri).last == "https://web.archive.org/web/20130102030405/http://old.example/a")
  }
}

@Suite struct ResponseTests {
  @Test func theHeadOfAResponseIsNoText() {
    let head = """
      HTTP/1.1 301 Moved Permanently
      Location: https://news.example/

      HTTP/1.1 200 OK
      Date: Fri, 24 Jan 2014 19:30:00 GMT
      Content-Type: text/html; charset=windows-1252


      """
    let page = Array(head.replacing("\n", with: "\r\n").utf8) + Array(article().utf8)
    let read = read(page)
    #expect(read.failures.isEmpty && !read.document.ownText.contains("HTTP"))
    #expect(read.document.captures.map(\.kind) == ["http", "http"])
    #expect(read.document.captured?.text == "2014-01-24T19:30:00Z")
  }

  @Test func itsCharacterSetCounts() {
    let bytes =
      Array("HTTP/1.1 200 OK\nContent-Type: text/html; charset=koi8-r\n\n<p>".utf8) + [0xD0, 0xCF, 0xDE, 0xD4, 0xC1]
    #expect(read(bytes + Array("</p>".utf8)).document.ownText == "почта")
  }
}
