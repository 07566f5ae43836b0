import Foundation
import PostmortemPlugin

/// A plugin that nobody compiled in: a folder with `plugin.yaml`.
public struct PluginFolder: Sendable {
  public enum Kind: String, Sendable { case data, process }

  public let kind: Kind
  /// The folder as the user named it.
  public let path: String
  public let extractor: any Extractor

  private static let fileName = "plugin.yaml"
  private static let known = ManifestFile.known + ["rules", "command", "seconds", "wake"]

  /// Reads a folder that is a plugin, or every folder in it that is one, in the order of their names.
  /// No program is started.
  /// - Parameter complain: gets what programs say on their standard error, line by line.
  /// - Throws: `PluginFault`.
  public static func load(
    _ path: String, complain: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> [PluginFolder] {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if holdsPlugin(path) { return [try PluginFolder(path, complain)] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let inside = names.sorted().map { path + "/" + $0 }.filter(holdsPlugin)
    guard !inside.isEmpty else {
      throw PluginFault(
        path, "no plugin.yaml is here, nor in a folder inside it; 'postmortem plugin new NAME' writes a plugin")
    }
    return try inside.map { try PluginFolder($0, complain) }
  }

  private static func holdsPlugin(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + fileName)
  }

  private init(_ path: String, _ complain: @escaping @Sendable (String) -> Void) throws {
    self.path = path
    let file = path + "/" + PluginFolder.fileName
    guard let data = FileManager.default.contents(atPath: file),
      let text = String(validating: data, as: UTF8.self)
    else { throw PluginFault(file, "it can't be read as UTF-8 text") }
    let settings = try Settings.read(text, file: file, what: "plugin.yaml", known: PluginFolder.known)
    let manifest = try ManifestFile.manifest(settings)
    guard let command = settings["command"] else {
      for name in ["seconds", "wake"] {
        if let node = settings[name] { throw settings.fault(node, "“\(name)” belongs to a plugin with “command”") }
      }
      kind = .data
      extractor = try DataPluginFile.plugin(settings, manifest: manifest, folder: path)
      return
    }
    if settings["rules"] != nil {
      throw settings.fault(command, "a plugin has “rules” or a “command”, not both; make two plugins")
    }
    kind = .process
    extractor = try ProcessPluginFile.plugin(settings, manifest: manifest, folder: path, complain: complain)
  }

  /// The examples of the plugin's README.
  public func examples() throws -> [Example] {
    let file = path + "/README.md"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw PluginFault(file, "there is no README.md; write one with an ```example block that shows what is found")
    }
    return Example.all(in: text)
  }

  /// A fault of the plugin beside others.
  public func fault(_ member: String, _ what: String) -> PluginFault {
    PluginFault(path + "/" + PluginFolder.fileName, line: 1, column: 1, "\(what); change \(member) of one of them")
  }
}
