import Foundation
import Testing

/// The built command, run as a user runs it: in the project's folder, with its own standard streams.
enum Tool {
  struct Outcome {
    let output: String
    let complaints: String
    let code: Int32
  }

  /// The command stands beside the tests' own bundle.
  static let path =
    Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().appending(path: "postmortem") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "postmortem")

  /// Runs the command with its working directory at the project's root, or where the test says.
  static func run(_ arguments: String..., input: Data? = nil) throws -> Outcome {
    try run(arguments, input: input)
  }

  static func run(
    _ arguments: [String], in home: URL = PluginExampleTests.root, input: Data? = nil
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "postmortem-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, not pipes: however much is written, nobody waits for anybody.
    let files = try ["in", "out", "err"].map { name -> FileHandle in
      let file = folder.appending(path: name)
      try (name == "in" ? input ?? Data() : Data()).write(to: file)
      return try FileHandle(forUpdating: file)
    }
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = home
    process.standardInput = files[0]
    process.standardOutput = files[1]
    process.standardError = files[2]
    try process.run()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: try Data(contentsOf: folder.appending(path: "out")), as: UTF8.self),
      complaints: String(decoding: try Data(contentsOf: folder.appending(path: "err")), as: UTF8.self),
      code: process.terminationStatus)
  }
}
