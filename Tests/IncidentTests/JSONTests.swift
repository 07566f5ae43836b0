import Foundation
import PostmortemIncidents
import PostmortemPlugin
import Testing

@Suite struct JSONTests {
  /// Strings that have gone wrong somewhere, each of which must come back as it was.
  static let strings = [
    "", "plain", "quote \" and \\ slash", "line\nfeed\r\ttab", "nul\u{0}bell\u{7}esc\u{1B}[31m", "\u{2028}\u{2029}",
    "\u{202E}sdrawkcab", "宕机 🛑 é", "\u{FEFF}\u{200B}", "</script>", "\u{E0041}", "\u{10FFFF}",
  ]

  @Test(arguments: strings) func stringsRoundTrip(text: String) throws {
    let line = JSON.array([.string(text)]).line
    let back = try JSONSerialization.jsonObject(with: Data(line)) as? [String]
    #expect(back == [text])
  }

  @Test(arguments: strings) func aLineIsALineAndActsNowhere(text: String) {
    let line = String(decoding: JSON.string(text).line, as: UTF8.self)
    #expect(!line.unicodeScalars.contains { $0.acts })
  }

  @Test func numbersAndOrder() {
    let value = JSON.members(["b": .number(1.5), "a": .number(210), "none": nil, "null": .null, "n": .int(-3)])
    #expect(String(decoding: value.line, as: UTF8.self) == #"{"b":1.5,"a":210,"null":null,"n":-3}"#)
    #expect(String(decoding: JSON.number(.nan).line, as: UTF8.self) == "null")
  }

  @Test func aPageLineNamesItsEvidence() throws {
    var page = TestPage("Wave was down from 11:00")
    page.service("Wave", .affected)
    page.event(.started, at(11), words: "11:00")
    let line = page.result.json(tool: "postmortem test").line
    let object = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    let incident = try #require((object["incidents"] as? [[String: Any]])?.first)
    let entry = try #require((incident["timeline"] as? [[String: Any]])?.first)
    #expect(entry["time"] as? String == "2014-02-22T11:00:00Z")
    let evidence = try #require(object["evidence"] as? [[String: Any]])
    let quote = try #require((evidence[1]["quotes"] as? [[String: Any]])?.first)
    #expect(quote["quote"] as? String == "11:00" && quote["prefix"] as? String == "Wave was down from ")
    #expect(quote["xpath"] as? String == "/html/p[1]")
    // The quoted bytes stand at the offsets given, in the document's text.
    let range = (quote["start"] as! Int)..<(quote["end"] as! Int)
    #expect(page.document.string(range) == "11:00")
  }

  @Test func contextIsCutBetweenCharacters() throws {
    var page = TestPage(String(repeating: "宕", count: 5000) + " Wave 11:00 " + String(repeating: "机", count: 5000))
    page.service("Wave", .affected)
    let quote = try #require(page.result.evidence.first?.quotes.first)
    #expect(quote.prefix == String(repeating: "宕", count: 31) + " ")
    #expect(quote.suffix == " 11:00 " + String(repeating: "机", count: 25))
  }

  @Test func anUnreadablePageHasItsLine() throws {
    let result = unreadable("a\u{1B}.html", Failure(.read, code: "empty", reason: "nothing in it"))
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.json(tool: "t").line)) as? [String: Any])
    #expect((object["incidents"] as? [Any])?.isEmpty == true)
    #expect((object["failures"] as? [[String: Any]])?.first?["code"] as? String == "empty")
  }
}
