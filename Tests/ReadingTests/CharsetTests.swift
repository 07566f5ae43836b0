import Foundation
import PostmortemPlugin
import PostmortemReading
import Testing

@Suite struct CharsetTests {
  /// Text in a character set, by the system's own converter.
  private func encode(_ text: String, _ charset: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["iconv", "-f", "UTF-8", "-t", charset]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "iconv knows no \(charset)")
    return Array(bytes)
  }

  private func page(_ text: String, label: String?) -> String {
    let meta = label.map { "<meta charset=\"\($0)\">" } ?? ""
    return "<!doctype html><html><head>\(meta)<title>t</title></head><body><p>\(text)</p></body></html>"
  }

  static let chinese = "邮件服务今天上午中断，用户无法登录，工程师正在检查服务器的问题。"

  @Test(arguments: [
    ("gb2312", "GBK", "镕喆服务中断了，用户无法登录邮箱，工程师正在检查。"), ("gbk", "GB18030", CharsetTests.chinese),
    ("gb18030", "GB18030", CharsetTests.chinese), ("big5", "BIG5", "郵件服務今天上午中斷，用戶無法登入。"),
    ("shift_jis", "CP932", "メールのサービスが①午前中に停止した。髙橋"), ("euc-jp", "EUC-JP", "メールのサービスが停止した。"),
    ("euc-kr", "CP949", "메일 서비스가 오늘 아침 중단되었다."), ("iso-8859-1", "WINDOWS-1252", "It’s “down” – café"),
    ("windows-1251", "WINDOWS-1251", "Почта сегодня утром не работала."), ("koi8-r", "KOI8-R", "Почта не работала."),
    ("utf-8", "UTF-8", "Zażółć gęślą jaźń – 宕机"),
  ])
  func declaredSetsAreReadAsBrowsersReadThem(label: String, charset: String, text: String) throws {
    let document = read(try encode(page(text, label: label), charset)).document
    #expect(document.ownText.contains(text))
  }

  @Test(arguments: ["gbk", "iso-8859-1", "shift_jis", "nonsense"])
  func validUTF8WinsOverAWrongLabel(label: String) {
    #expect(read(page(CharsetTests.chinese, label: label)).document.ownText.contains(CharsetTests.chinese))
  }

  @Test(arguments: ["UTF-16", "UTF-16LE", "UTF-16BE"])
  func sixteenBitPages(charset: String) throws {
    let bytes = try encode(page("The mail is down. " + CharsetTests.chinese, label: nil), charset)
    #expect(read(bytes).document.ownText.contains(CharsetTests.chinese))
  }

  @Test func aByteOrderMarkIsNoText() {
    let document = read([0xEF, 0xBB, 0xBF] + Array(page("The mail is down.", label: "gbk").utf8)).document
    #expect(document.ownText.contains("The mail is down."))
    #expect(!document.ownText.unicodeScalars.contains("\u{FEFF}"))
  }

  @Test func oneBadByteCostsOneCharacter() {
    var bytes = Array(page("Vorher café XX nachher café", label: "utf-8").utf8)
    let at = bytes.firstIndex(of: UInt8(ascii: "X"))!
    bytes[at] = 0xFF
    let read = read(bytes)
    #expect(read.document.ownText.contains("Vorher café \u{FFFD}X nachher café"))
    #expect(read.notes.contains { $0.contains("1") })
  }
}
