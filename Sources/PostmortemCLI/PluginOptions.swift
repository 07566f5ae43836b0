import ArgumentParser
import PluginTools
import PostmortemPlugin

/// Which plugins of the user's own are used beside the built-in ones.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugins"),
    help: ArgumentHelp(
      "A plugin, or a folder of plugins, to use beside the built-in ones; may be repeated. A plugin with a program runs it.",
      valueName: "dir"))
  var folders: [String] = []
}

/// The plugins of one run.
struct PluginSet: Sendable {
  let folders: [PluginFolder]

  /// Reads the plugins of the folders; no program is started.
  /// - Throws: `ExitCode` 65 where a plugin is wrong, 66 where there is none, after saying so.
  init(_ options: PluginOptions) throws { try self.init(options.folders) }

  init(_ paths: [String] = []) throws {
    do {
      folders = try paths.flatMap { try PluginFolder.load($0, complain: Terminal.complain) }
      try PluginSet.check(folders)
    } catch let fault as PluginFault {
      Terminal.complain(fault.description)
      throw ExitCode(fault.line == 0 ? 66 : 65)
    }
  }

  var extractors: [any Extractor] { builtInExtractors + Postmortem.added + folders.map(\.extractor) }
  var columns: [Column] { extractors.flatMap(\.manifest.columns) }

  /// A name of a plugin and a column stands for one thing in a run.
  private static func check(_ folders: [PluginFolder]) throws {
    var ids = Set((builtInExtractors + Postmortem.added).map(\.manifest.id))
    var fields = Set(Postmortem.added.flatMap(\.manifest.columns).map(\.field))
    for folder in folders {
      let manifest = folder.extractor.manifest
      if !ids.insert(manifest.id).inserted { throw folder.fault("“id”", "another plugin is called “\(manifest.id)”") }
      for column in manifest.columns where !fields.insert(column.field).inserted {
        throw folder.fault("“field”", "another plugin fills the column “\(column.field.rawValue)”")
      }
    }
  }
}
