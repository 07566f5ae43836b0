import Foundation
import PostmortemReading
import PostmortemReport
import Testing

/// The HTML report in a real browser. Where Chromium, its driver or Python is missing the test says so and
/// passes; `.ci/run` installs them and asks for no skipping by `POSTMORTEM_NO_SKIP`.
@Suite struct BrowserTests {
  private static func holds(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  @Test func theReportWorksInABrowser() throws {
    let missing = ["chromium", "chromedriver", "python3"].filter { !BrowserTests.holds($0) }
    guard missing.isEmpty else {
      print("skipped: \(missing.joined(separator: ", ")) not installed")
      #expect(ProcessInfo.processInfo.environment["POSTMORTEM_NO_SKIP"] == nil)
      return
    }
    let report = FileManager.default.temporaryDirectory.appending(path: "postmortem-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: report) }
    let outcome = try Tool.run("analyze", "Samples/Pages", "--format", "html", "--output", report.path)
    #expect(outcome.code == 0, "\(outcome.complaints)")
    let driver = Process()
    driver.executableURL = URL(filePath: "/usr/bin/env")
    driver.arguments = ["python3", PluginExampleTests.root.appending(path: "Tests/Browser/drive.py").path, report.path]
    let pipe = Pipe()
    driver.standardOutput = pipe
    try driver.run()
    let complaints = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    driver.waitUntilExit()
    #expect(driver.terminationStatus == 0, "\(complaints)")
  }

  /// The policy in the report's head names its style and script by their digests: others do not run.
  @Test func thePolicyNamesTheScriptAndTheStyle() {
    func digest(_ text: String) -> String {
      let hex = Array(SHA256.hex(Array(text.utf8)))
      let bytes = stride(from: 0, to: hex.count, by: 2).map { UInt8(String(hex[$0...$0 + 1]), radix: 16)! }
      return Data(bytes).base64EncodedString()
    }
    #expect(HTMLReport.styleDigest == digest(HTMLReport.style), "run Scripts/asset-digests")
    #expect(HTMLReport.scriptDigest == digest(HTMLReport.script), "run Scripts/asset-digests")
  }
}
