import ArgumentParser
import Foundation
import PluginTools

/// `postmortem plugin new`: a plugin that works, to be changed into one's own.
struct PluginNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a new plugin, with examples that pass, into a folder of its own.",
    discussion: """
      The folder is called after NAME in small letters, and NAME heads the new column. A plugin of data needs no
      program, one with a program may be in any language (the new one is in Python), and one in Swift is a package
      of its own that builds the whole command with the plugin in it.
      """)

  @Argument(help: ArgumentHelp("What the new column is to be called.", valueName: "name"))
  var name: String

  @Flag(help: "Which kind of plugin.")
  var kind: Scaffold.Kind = .data

  @Option(
    help: ArgumentHelp("For --swift: where the sources of postmortem are.", valueName: "dir"))
  var sources = "."

  func run() throws {
    let scaffold = Scaffold(name: name, kind: kind, sources: sources)
    do { try scaffold.write() } catch {
      Terminal.complain(error.description)
      throw ExitCode(error.line == 0 ? 66 : 65)
    }
    Terminal.answer("\(scaffold.folder)/ is a new plugin. Its README.md says how to go on; now:")
    for step in scaffold.steps { Terminal.answer("  \(step)") }
  }
}

extension Scaffold.Kind: EnumerableFlag {}
