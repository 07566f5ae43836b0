import ArgumentParser
import Foundation
import PostmortemIncidents
import PostmortemReport
import Yams

/// Reads the YAML file of values that people put right: a list of
///
///     - row: facebook-2021-10-04-337050
///       field: recovered
///       value: 2021-10-04T22:05:00Z
///       was: 2021-10-04T21:50:00Z      # optional: what the tool read
///       who: R. Lindqvist
///       why: the company's own report
enum CorrectionsFile {
  private static let required = ["row", "field", "value", "who", "why"]

  /// - Throws: `ExitCode` 66 where there is no such file, 65 where it is wrong, after saying where.
  static func read(_ file: String) throws -> [Correction] {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      Terminal.complain("\(file): can't be read as UTF-8 text.")
      throw ExitCode(66)
    }
    do {
      guard let root = try Yams.compose(yaml: text) else { return [] }
      guard case .sequence(let items) = root else {
        throw fault(file, root.mark, "write a list: each correction begins with “- row:”")
      }
      return try items.map { try correction($0, file) }
    } catch let error as YamlError {
      Terminal.complain("\(file): \(error)")
      throw ExitCode(65)
    }
  }

  private static func correction(_ node: Node, _ file: String) throws -> Correction {
    guard case .mapping(let mapping) = node else {
      throw fault(file, node.mark, "write \(required.joined(separator: ", ")) as “name: value”")
    }
    var members: [String: String] = [:]
    for (key, value) in mapping {
      guard let name = key.string, required.contains(name) || name == "was" else {
        throw fault(
          file, key.mark,
          "“\(key.string ?? "?")” is unknown here; there are \(required.joined(separator: ", ")) and was")
      }
      guard case .scalar(let scalar) = value else {
        throw fault(file, value.mark, "the value of \(name) must be one line of text")
      }
      members[name] = scalar.string
    }
    if let missing = required.first(where: { (members[$0] ?? "").isEmpty }) {
      throw fault(file, node.mark, "“\(missing)” is missing")
    }
    guard Correction.fields.contains(members["field"]!) else {
      throw fault(
        file, node.mark,
        "“\(members["field"]!)” can't be corrected; there are \(Correction.fields.joined(separator: ", "))")
    }
    return Correction(
      row: members["row"]!, field: members["field"]!, value: members["value"]!, was: members["was"],
      who: members["who"]!, why: members["why"]!)
  }

  private static func fault(_ file: String, _ mark: Mark?, _ what: String) -> ExitCode {
    Terminal.complain("\(file):\(mark?.line ?? 1):\(mark?.column ?? 1): \(what).")
    return ExitCode(65)
  }
}
