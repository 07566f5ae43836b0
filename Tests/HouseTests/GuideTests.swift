import Foundation
import Testing

/// `Plugins/README.md`, followed as a newcomer would: every block of commands is run, and every block of text
/// behind it must be among what was printed.
@Suite struct GuideTests {
  private static let root = PluginExampleTests.root

  private struct Step {
    let commands: String
    let isSwift: Bool
    var expected: [Substring] = []
  }

  /// The blocks of the guide but for the first, which builds the command.
  private static let steps: [Step] = {
    let guide = try! String(contentsOf: root.appending(path: "Plugins/README.md"), encoding: .utf8)
    var steps: [Step] = []
    var fence: Substring?
    var body: [Substring] = []
    for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open.prefix(while: { $0 == "`" }) {
          add(body, open.drop { $0 == "`" }, to: &steps)
          fence = nil
        } else {
          body.append(line)
        }
      } else if line.hasPrefix("```") {
        (fence, body) = (line, [])
      }
    }
    return Array(steps.dropFirst())
  }()

  private static func add(_ body: [Substring], _ kind: Substring, to steps: inout [Step]) {
    switch kind {
    case "sh", "sh swift": steps.append(Step(commands: body.joined(separator: "\n"), isSwift: kind != "sh"))
    case "text": steps[steps.count - 1].expected += body
    default: Issue.record("the guide has a block of an unknown kind: \(kind)")
    }
  }

  @Test func theGuideCanBeFollowed() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(GuideTests.steps.count { !$0.isSwift } >= 9)
    for step in GuideTests.steps where !step.isSwift { try run(step, in: folder) }
    // The column is in every format without more ado.
    for format in ["csv", "json", "html", "markdown", "jsonl"] {
      let all = Step(
        commands: "postmortem analyze \"$POSTMORTEM/Samples/Pages\" --plugins said-sorry --format \(format)",
        isSwift: false)
      #expect(try run(all, in: folder).contains("said-sorry") == (format != "markdown"))
    }
  }

  /// The package builds the whole product anew, so this is done only where it is asked for.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["POSTMORTEM_NO_SKIP"] != nil))
  func theSwiftPartOfTheGuide() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    for step in GuideTests.steps where step.isSwift { try run(step, in: folder) }
  }

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Runs the commands of a step and gives what they printed.
  @discardableResult
  private func run(_ step: Step, in folder: URL) throws -> String {
    let log = folder.appending(path: ".log")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-euc", step.commands]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["POSTMORTEM"] = GuideTests.root.path
    environment["PATH"] = Tool.path.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    let output = try FileHandle(forWritingTo: log)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    let printed = try String(contentsOf: log, encoding: .utf8)
    #expect(process.terminationStatus == 0, "\(step.commands)\n\(printed)")
    // How wide the columns of a list are depends on all that is in it.
    func words(_ line: Substring) -> [Substring] { line.split(separator: " ") }
    let lines = Set(printed.split(separator: "\n").map(words))
    for line in step.expected { #expect(lines.contains(words(line)), "\(line)\nis not among\n\(printed)") }
    return printed
  }
}
