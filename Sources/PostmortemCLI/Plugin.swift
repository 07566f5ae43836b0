import ArgumentParser
import Foundation
import PluginTools
import PostmortemCore
import PostmortemPlugin

/// `postmortem plugin`: plugins listed, begun, tested.
struct Plugin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists, begins and tests plugins.",
    discussion: "Plugins/README.md tells how to add one in ten minutes.",
    subcommands: [PluginList.self, PluginNew.self, PluginTest.self, PluginSchema.self])
}

/// `postmortem plugin list`: which plugins a run would use.
struct PluginList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Prints name, version, kind and columns of the plugins, and where they are from.",
    discussion: "No program of a plugin is started.")

  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let set = try PluginSet(plugins)
    func rows(_ extractors: [any Extractor], _ kind: String, from place: String) -> [[String]] {
      extractors.map { row($0.manifest, kind, from: place) }
    }
    var table = [["NAME", "VERSION", "KIND", "COLUMNS", "FROM"]]
    table += rows(builtInExtractors, "swift", from: "built in")
    table += rows(Postmortem.added, "swift", from: "this program")
    table += set.folders.map { row($0.extractor.manifest, $0.kind.rawValue, from: $0.path) }
    let widths = table[0].indices.dropLast().map { column in table.map { $0[column].count }.max() ?? 0 }
    for row in table {
      let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      Terminal.answer((cells + [row[row.count - 1]]).joined(separator: "  "))
    }
  }

  private func row(_ manifest: Manifest, _ kind: String, from place: String) -> [String] {
    let columns = manifest.columns.map(\.heading).joined(separator: ", ")
    return [manifest.id, manifest.version, kind, columns.isEmpty ? "-" : columns, place]
  }
}

/// `postmortem plugin test`: the examples of plugins' READMEs.
struct PluginTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the examples of the plugins' READMEs.",
    discussion: "A failure shows the text with the expected and the found marks under each other.")

  @Argument(help: ArgumentHelp("Plugins, or folders of plugins.", valueName: "dir"))
  var folders: [String]

  func run() async throws {
    var failed = false
    for folder in try PluginSet(folders).folders {
      failed = try await test(folder) || failed
    }
    if failed { throw ExitCode(1) }
  }

  /// Whether some example failed.
  private func test(_ folder: PluginFolder) async throws -> Bool {
    let id = folder.extractor.manifest.id
    let examples: [Example]
    let engine: Engine
    do {
      examples = try folder.examples()
      engine = try Engine(builtInExtractors + Postmortem.added + [folder.extractor])
    } catch {
      Terminal.complain((error as? PluginFault)?.description ?? (error as? Failure)?.reason ?? "\(error)")
      throw ExitCode(65)
    }
    let ink = Ink(isOn: Output.isTerminal)
    var passed = 0
    for example in examples {
      let run = await ExampleRun(example, of: id, with: engine)
      if run.passed {
        passed += 1
      } else {
        print("\(folder.path)/README.md:\(example.line): this example fails")
        print(ExampleView(run) { ink.marked(Terminal.plain($0), $1) }.text)
      }
    }
    print("\(id): \(passed) of \(examples.count) examples pass")
    return passed < examples.count
  }
}

extension Ink {
  fileprivate func marked(_ text: String, _ kind: ExampleView.Ink) -> String {
    switch kind {
    case .right: quoted(text)
    case .missing: right(text)
    case .surplus: wrong(text)
    }
  }
}

/// `postmortem plugin schema`: what a process plugin gets and gives.
struct PluginSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON schema of the lines that a process plugin gets and gives.")

  func run() throws {
    do throws(OutputError) { try Output(nil).write(ProcessSchema.bytes) } catch { throw ending(with: error) }
  }
}
