import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

@Suite struct HostileTests {
  @Test func twoHundredThousandNestedElementsAreReadWhole() {
    let deep =
      String(repeating: "<div>", count: 200_000) + "<p>The bottom of it.</p>"
      + String(repeating: "</div>", count: 200_000) + "<p>After it all.</p>"
    let text = read("<html><body>\(deep)</body></html>").document.ownText
    #expect(text.contains("The bottom of it.") && text.contains("After it all."))
  }

  @Test func aTagFullOfAttributesIsCut() {
    let attributes = (0..<40_000).map { "a\($0)=\"x\"" }.joined(separator: " ")
    let document = read("<html><body><p \(attributes)>Words.</p><p>More words.</p></body></html>").document
    #expect(document.ownText.contains("More words."))
  }

  @Test func endTagsThatCloseNothing() {
    let document = read("<html><body>\(String(repeating: "</i>", count: 60_000))<p>Words.</p></body></html>").document
    #expect(document.ownText.contains("Words."))
  }

  @Test func manyOpenAndManyWrongEndTags() {
    let html = String(repeating: "<b>", count: 30_000) + String(repeating: "</i>", count: 30_000) + "<p>Words.</p>"
    #expect(read("<html><body>\(html)</body></html>").document.ownText.contains("Words."))
  }

  @Test func nulBytesCostNothing() {
    let html = article().replacing("library", with: "li\u{0}brary")
    #expect(read(html).document.ownText.contains("came back"))
  }

  @Test(arguments: [
    ("", "empty"), ("   \n\t ", "empty"), ("\u{89}PNG\r\n\u{1A}\n", "binary"), ("%PDF-1.7\n", "binary"),
    ("{\"incidents\": []}", "not-html"), ("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "not-html"),
    ("<html><body><p>Half a sentence <a hre", "broken"), ("<html><body><p>Words <!-- never closed", "broken"),
    ("<html><body><div><p>Half", "broken"), ("<html><head><script>var a = 1;", "broken"),
    ("<html><body></body></html>", "broken"),
  ])
  func badPagesFailWithACode(text: String, code: String) {
    let bytes =
      code == "binary" && text.hasPrefix("\u{89}") ? [0x89] + Array("PNG\r\n\u{1A}\n\u{0}\u{0}".utf8) : Array(text.utf8)
    let failures = read(bytes).failures
    #expect(failures.map(\.code) == [code], "\(failures)")
  }

  @Test func whatStandsBeforeTheCutIsRead() {
    let read = read("<html><body><h1>Mail down</h1><p>Mail went down at noon.</p><p>It came <a hre")
    #expect(read.document.ownText.contains("Mail went down at noon.") && read.failures.count == 1)
  }

  @Test func aFileOfFFs() { #expect(read([UInt8](repeating: 0xFF, count: 5000)).failures.map(\.code) == ["binary"]) }

  @Test func tooLarge() {
    let reader = PageReader(limits: ReadingLimits(maxPageBytes: 100))
    let read = reader.read(PageInput(page: "p", bytes: Array(article().utf8)))
    #expect(read.failures.map(\.code) == ["too-large"] && read.failures[0].reason.contains("--max-page-bytes"))
  }

  @Test func wholePagesDoNotFail() { #expect(read(article()).failures.isEmpty) }
}
