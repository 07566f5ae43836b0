import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import PostmortemPlugin

/// A plugin written for one test, in a folder that goes with it.
final class Scratch {
  let path = FileManager.default.temporaryDirectory.appending(path: "postmortem-\(UUID().uuidString)").path

  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: path + "/" + name)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A plugin of data: these rules, under a head of one column, `label`.
  convenience init(rules: String, and files: [String: String] = [:]) throws {
    try self.init(files.merging(["plugin.yaml": Scratch.head + rules]) { $1 })
  }

  /// The five lines before the rules.
  static let head = """
    id: label
    version: 1.0.0
    summary: A label.
    columns:
      - heading: Label

    """

  func load(complain: @escaping @Sendable (String) -> Void = { _ in }) throws -> any Extractor {
    try PluginFolder.load(path, complain: complain)[0].extractor
  }

  /// What is wrong with the plugin; empty where nothing is.
  var fault: String {
    do {
      _ = try load()
      return ""
    } catch {
      return "\(error)".replacingOccurrences(of: path + "/", with: "")
    }
  }
}

extension Document {
  /// A page of these paragraphs.
  static func page(_ paragraphs: String..., name: String = "page", language: Language = .english) -> Document {
    var builder = DocumentBuilder(page: name)
    let root = builder.addPath("page", below: nil)
    for paragraph in paragraphs { builder.addBlock(Array(paragraph.utf8), kind: .paragraph, path: root) }
    var document = builder.finish()
    document.language = language
    return document
  }
}

extension Engine.Findings {
  /// The claims of one plugin, on one line each, with their words.
  func told(by plugin: String) -> [String] {
    evidence.filter { $0.plugin == plugin }.map { "\($0.claim.quotes[0].text) => \($0.claim.shorthand)" }
  }
}
