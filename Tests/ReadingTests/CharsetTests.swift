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
    return "<!doctype html><html><head>\(meta)</head><body><p>\(text)</p></body></html>"
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

  // MARK: - Who says which set it is

  /// Some lines of everyday language in sets that were in use for it.
  static let everyday: [(charset: String, text: String)] = [
    (
      "WINDOWS-1250",
      "Poštovní služba dnes ráno přestala fungovat. Žádné dopisy se neztratily, řekl správce a šel spát."
    ),
    (
      "WINDOWS-1250",
      "Poczta przestała działać dziś rano. Żaden list nie zginął, powiedział dyżurny i wyłączył światło."
    ),
    ("ISO-8859-2", "Poczta przestała działać dziś rano. Żaden list nie zginął, powiedział dyżurny i wyłączył światło."),
    ("WINDOWS-1251", "Сегодня утром почта не работала, и никто не знал почему. К вечеру всё исправили."),
    ("KOI8-R", "Сегодня утром почта не работала, и никто не знал почему. К вечеру всё исправили."),
    (
      "WINDOWS-1252",
      "Der Postdienst fiel am Morgen aus; „niemand“ wußte, warum. Übers Jahr geschah das öfter – wie im März."
    ),
    (
      "WINDOWS-1252",
      "Le service est tombé en panne à midi ; l’équipe a rétabli l’accès dès le début de la soirée, déjà."
    ),
    ("WINDOWS-1253", "Η υπηρεσία ταχυδρομείου σταμάτησε σήμερα το πρωί και κανείς δεν ήξερε γιατί."),
    ("GBK", "邮件服务今天上午中断，用户无法登录，工程师正在检查服务器的问题。到了下午，他们说服务已经恢复了。"),
    ("GB18030", "邮件服务今天上午中断，用户无法登录，工程师正在检查服务器的问题。到了下午，他们说服务已经恢复了。"),
    ("BIG5", "郵件服務今天上午中斷，用戶無法登入，工程師正在檢查伺服器的問題。到了下午，他們說服務已經恢復了。"),
    ("CP932", "メールのサービスが今朝から停止しました。利用者はログインできませんでしたが、午後には復旧しました。"),
    ("EUC-JP", "メールのサービスが今朝から停止しました。利用者はログインできませんでしたが、午後には復旧しました。"),
    ("CP949", "메일 서비스가 오늘 아침 중단되었다. 이용자는 로그인할 수 없었고 오후에 서비스가 복구되었다."),
  ]

  @Test(arguments: CharsetTests.everyday)
  func pagesThatSayNothingAreRead(charset: String, text: String) throws {
    let document = read(try encode(page(text, label: nil), charset)).document
    #expect(document.ownText.contains(text), "\(charset): \(document.ownText)")
  }

  /// Servers and templates say ISO 8859-1 of whatever they hold.
  @Test(arguments: CharsetTests.everyday)
  func pagesThatCallThemselvesLatinAreReadAsWhatTheyAre(charset: String, text: String) throws {
    let bytes = try encode(page(text, label: "iso-8859-1"), charset)
    #expect(read(bytes).document.ownText.contains(text), "\(charset)")
  }

  @Test(arguments: [
    ("big5", "GBK", "邮件服务今天上午中断，用户无法登录，工程师正在检查服务器的问题。"),
    ("gb2312", "BIG5", "郵件服務今天上午中斷，用戶無法登入，工程師正在檢查伺服器的問題。"),
    ("shift_jis", "EUC-JP", "メールのサービスが今朝から停止しました。利用者はログインできませんでした。"),
    ("euc-jp", "CP932", "メールのサービスが今朝から停止しました。利用者はログインできませんでした。"),
    ("utf-8", "GBK", "邮件服务今天上午中断，用户无法登录，工程师正在检查服务器的问题。"),
    ("utf-16", "WINDOWS-1251", "Сегодня утром почта не работала, и никто не знал почему."),
    ("nonsense", "CP949", "메일 서비스가 오늘 아침 중단되었다. 이용자는 로그인할 수 없었다."),
  ])
  func wrongLabelsSurvive(label: String, charset: String, text: String) throws {
    #expect(read(try encode(page(text, label: label), charset)).document.ownText.contains(text))
  }

  /// What a label says where statistics would say otherwise: few letters, of rare kinds.
  @Test(arguments: [
    ("iso-8859-1", "WINDOWS-1252", "Ríða, þýða, Ævar, Ólöf: þau búa í Reykjavík."),
    ("windows-1254", "WINDOWS-1254", "Işık ve güneş: posta çalışmıyor."),
    ("windows-1257", "WINDOWS-1257", "Pašto tarnyba šįryt neveikė."),
    ("iso-8859-1", "WINDOWS-1252", "See § 4, ¿qué?, 20 °C, ½ l, ÅÄÖ."),
    ("windows-1252", "WINDOWS-1252", "It’s down…"), ("windows-874", "CP874", "บริการเมลหยุดทำงาน"),
  ])
  func rightLabelsAreBelieved(label: String, charset: String, text: String) throws {
    #expect(read(try encode(page(text, label: label), charset)).document.ownText.contains(text))
  }

  @Test func theResponsesLabelComesFirst() throws {
    let bytes = try encode(page("Почта не работала.", label: "windows-1252"), "WINDOWS-1251")
    let reader = PageReader()
    let input = PageInput(page: "p", bytes: bytes, contentType: "text/html; charset=windows-1251")
    #expect(reader.read(input).document.ownText == "Почта не работала.")
  }

  @Test(arguments: [
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">", "<META CHARSET=koi8-r>",
  ])
  func metaElementsOfBothKinds(meta: String) throws {
    let html = "<html><head>\(meta)</head><body><p>Почта.</p></body></html>"
    #expect(read(try encode(html, "KOI8-R")).document.ownText == "Почта.")
  }

  @Test(arguments: [("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]), ("UTF-16LE", []), ("UTF-16BE", [])])
  func sixteenBitsWithAndWithoutAMark(charset: String, mark: [UInt8]) throws {
    let bytes = mark + (try encode(page(CharsetTests.chinese, label: "utf-16"), charset))
    let read = read(bytes)
    #expect(read.document.ownText == CharsetTests.chinese && read.failures.isEmpty)
    #expect(read.notes == ["decoded from \(charset)"])
  }

  // MARK: - Nothing is dropped in silence

  @Test(arguments: [
    ("gbk", "GBK", CharsetTests.chinese, 3), ("windows-1253", "WINDOWS-1253", "Η υπηρεσία σταμάτησε.", 2),
    ("utf-8", "UTF-8", CharsetTests.chinese, 4), ("euc-kr", "CP949", "메일 서비스가 중단되었다.", 1),
  ])
  func replacedBytesAreCounted(label: String, charset: String, text: String, count: Int) throws {
    let padding = String(repeating: "A long line of plain words. ", count: 40)
    let marks = (0..<count).map { "x\($0)@ " }.joined()
    var bytes = try encode(page(padding + text + marks + padding, label: label), charset)
    // 0xD2 may begin a character in any of them, but a blank can't end it; in Greek it is no character.
    for index in bytes.indices where bytes[index] == UInt8(ascii: "@") { bytes[index] = 0xD2 }
    let read = read(bytes)
    #expect(read.document.ownText.count(where: { $0 == "\u{FFFD}" }) == count && read.document.ownText.contains(text))
    #expect(read.notes.contains { $0.hasPrefix("\(count) bytes") }, "\(read.notes)")
  }
}
