import Foundation
import PostmortemCLI
import Testing

/// The arrows between the rooms: every `import` line of every room is read and held against the plan
/// in CONTRIBUTING.md.
@Suite struct ArchitectureTests {
  static let root = PluginExampleTests.root

  /// What each room may import, beside `Swift` itself.
  static let allowed: [String: Set<String>] = [
    "PostmortemPlugin": ["PostmortemWords"],
    "PostmortemReading": ["PostmortemPlugin", "CLibXML2", "CCMark", "CZlib", "Foundation"],
    "PostmortemCore": ["PostmortemPlugin"],
    "PostmortemIncidents": ["PostmortemPlugin"],
    "PostmortemReport": ["PostmortemIncidents", "PostmortemPlugin", "ReportAssets"],
    "PluginTools": [
      "PostmortemCore", "PostmortemPlugin", "PluginAssets", "CPCRE2", "CSpawn", "Yams", "Foundation", "Dispatch",
    ],
    "PostmortemCLI": [
      "PostmortemPlugin", "PostmortemReading", "PostmortemCore", "PostmortemIncidents", "PostmortemReport",
      "PluginTools", "ArgumentParser", "Yams", "Foundation", "TimestampsPlugin", "ProductsPlugin", "RegionsPlugin",
      "CausesPlugin", "StatusPlugin", "SymptomsPlugin", "ImpactPlugin", "NaturePlugin",
    ],
    "postmortem": ["PostmortemCLI"],
  ]

  @Test(arguments: allowed.keys.sorted())
  func roomImportsOnlyWhatItMay(room: String) throws {
    let files = try ArchitectureTests.swiftFiles(in: "Sources/\(room)")
    #expect(!files.isEmpty)
    for file in files {
      let imports = try ArchitectureTests.imports(of: file)
      let forbidden = imports.subtracting(ArchitectureTests.allowed[room]!)
      #expect(forbidden.isEmpty, "\(file.lastPathComponent) of \(room) imports \(forbidden.sorted())")
    }
  }

  @Test(arguments: PluginExampleTests.folders)
  func pluginImportsOnlyTheKit(folder: String) throws {
    // What stands in Words is data, and the scripts that made it.
    let files = try ArchitectureTests.swiftFiles(in: "Plugins/\(folder)").filter { !$0.path.contains("/Words/") }
    #expect(!files.isEmpty)
    for file in files {
      var forbidden = try ArchitectureTests.imports(of: file).subtracting(["PostmortemPlugin", "\(folder)Words"])
      // Foundation serves for the rules of time zones and nothing else.
      forbidden.subtract(["Foundation.TimeZone", "Foundation.Date"])
      #expect(forbidden.isEmpty, "\(file.lastPathComponent) of \(folder) imports \(forbidden.sorted())")
    }
  }

  @Test func everyRoomIsInTheLists() throws {
    let rooms = try FileManager.default.contentsOfDirectory(
      atPath: ArchitectureTests.root.appending(path: "Sources").path)
    let swiftRooms = try rooms.filter { !(try ArchitectureTests.swiftFiles(in: "Sources/\($0)").isEmpty) }
    #expect(Set(swiftRooms) == Set(ArchitectureTests.allowed.keys))
  }

  @Test func everyPluginFolderIsBuiltIn() {
    #expect(Set(builtInExtractors.map(\.manifest.id)) == Set(PluginExampleTests.folders.map { $0.lowercased() }))
  }

  @Test func everyRoomIsInTheMap() throws {
    let map = try String(contentsOf: ArchitectureTests.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    for room in ArchitectureTests.allowed.keys { #expect(map.contains("`\(room)`"), "CONTRIBUTING.md lacks \(room)") }
    for folder in PluginExampleTests.folders { #expect(map.contains("\(folder)"), "CONTRIBUTING.md lacks \(folder)") }
  }

  @Test func noPluginIsNamedInTheCore() throws {
    for file in try ArchitectureTests.swiftFiles(in: "Sources/PostmortemCore") {
      let text = try String(contentsOf: file, encoding: .utf8).lowercased()
      for folder in PluginExampleTests.folders {
        #expect(!text.contains(folder.lowercased()), "\(file.lastPathComponent) names \(folder)")
      }
    }
  }

  static func swiftFiles(in folder: String) throws -> [URL] {
    let start = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { start.appending(path: $0) }
  }

  /// The modules a file imports; a single declaration as `Module.name`.
  static func imports(of file: URL) throws -> Set<String> {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return Set(
      lines.compactMap { line in
        let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "internal" }
        guard words.first == "import", let last = words.last else { return nil }
        return String(last)
      })
  }
}
