import Foundation
import PluginAssets

/// A new plugin, made of the templates that are compiled in.
public struct Scaffold {
  public enum Kind: String, Sendable, CaseIterable { case data, process, swift }

  /// The folder it is written to: the id.
  public let folder: String
  private let name: String
  private let kind: Kind
  private let sources: String

  /// - Parameters:
  ///   - name: the heading of its column; the id is made from it.
  ///   - sources: for a plugin in Swift, where the sources of the product are.
  public init(name: String, kind: Kind, sources: String) {
    self.name = name
    self.kind = kind
    self.sources = sources
    folder = ManifestFile.name(like: name)
  }

  /// What to do next, as commands.
  public var steps: [String] {
    switch kind {
    case .data, .process: ["postmortem plugin test \(folder)", "postmortem analyze PAGES --plugins \(folder)"]
    case .swift: ["cd \(folder)", "swift test", "swift run \(folder) analyze PAGES"]
    }
  }

  public func write() throws(PluginFault) {
    let manager = FileManager.default
    guard !name.contains(where: { $0.isNewline || "\"\\'|".contains($0) }), !name.trimmed.isEmpty else {
      throw PluginFault(name, "a column can't be called so; choose a name without quotation marks, \\ and |")
    }
    guard !manager.fileExists(atPath: folder) else {
      throw PluginFault(folder, "this is already there; choose another name, or remove it first")
    }
    if kind == .swift, !manager.fileExists(atPath: sources + "/Sources/PostmortemCLI") {
      throw PluginFault(sources, "the sources of postmortem are not here; say where with --sources ../postmortem")
    }
    do {
      for (path, text) in files {
        let file = folder + "/" + path
        try manager.createDirectory(
          atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
      }
    } catch {
      throw PluginFault(folder, "it can't be written: \(error.localizedDescription)")
    }
  }

  /// The templates of the kind, filled in, by path.
  private var files: [(path: String, text: String)] {
    var count = 0
    let all = UnsafeBufferPointer(start: plugin_templates(&count), count: count)
    return all.filter { String(cString: $0.kind) == kind.rawValue }.map { template in
      let bytes = UnsafeBufferPointer(start: template.bytes, count: template.count)
      return (fill(String(cString: template.path)), fill(String(decoding: bytes, as: UTF8.self)))
    }
  }

  private func fill(_ text: String) -> String {
    // A folder inside the sources finds them from there.
    let home = sources.hasPrefix("/") ? sources : sources == "." ? ".." : "../" + sources
    let values = ["name": name, "id": folder, "type": type, "sources": home]
    return values.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
  }

  /// `sla-credits` gives `SlaCredits`.
  private var type: String { folder.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }
}

/// The schema of the lines that a process plugin gets and gives.
public enum ProcessSchema {
  public static var bytes: [UInt8] {
    var count = 0
    return Array(UnsafeBufferPointer(start: plugin_schema(&count), count: count))
  }
}
