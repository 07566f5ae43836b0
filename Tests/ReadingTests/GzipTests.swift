import Foundation
import PostmortemReading
import Testing

@Suite struct GzipTests {
  private func gzip(_ text: String) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", "-c", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(bytes)
  }

  @Test func aPackedPageIsReadAsItIs() throws {
    let read = read(try gzip(article()), page: "page.html.gz")
    #expect(read.failures.isEmpty && read.document.title == "Library mail stands still")
  }

  @Test func packedMarkdownIsMarkdown() throws {
    #expect(
      read(try gzip("# Mail down\n\nMail was *down*."), page: "page.md.gz").document.ownText.contains("Mail was down."))
  }

  @Test func severalMembersAreOnePage() throws {
    let text = article()
    let half = text.index(text.startIndex, offsetBy: text.count / 2)
    let bytes = try gzip(String(text[..<half])) + gzip(String(text[half...]))
    #expect(read(bytes, page: "p.html.gz").document.ownText.contains("stayed to read a book"))
  }

  @Test func aCutFileFailsAndKeepsWhatCame() throws {
    let long = article(body: (0..<400).map { "<p>Sentence number \($0) of a long report about the mail.</p>" }.joined())
    let read = read(Array(try gzip(long).dropLast(200)), page: "p.html.gz")
    #expect(read.failures.contains { $0.code == "broken" })
    #expect(read.document.ownText.contains("Sentence number 7 "))
  }

  @Test func aBombIsTooLarge() throws {
    let reader = PageReader(limits: ReadingLimits(maxPageBytes: 100_000))
    let bytes = try gzip(String(repeating: "a", count: 3_000_000))
    #expect(bytes.count < 100_000)
    #expect(reader.read(PageInput(page: "p.html.gz", bytes: bytes)).failures.map(\.code) == ["too-large"])
  }

  @Test func anArchiveInsideIsNoPage() throws {
    let bytes = try gzip("WARC/1.0\r\nWARC-Type: response\r\n\r\n")
    #expect(read(bytes, page: "x.warc.gz").failures.map(\.code) == ["not-html"])
  }
}
