import PostmortemPlugin
import Yams

/// The part of `plugin.yaml` that every kind of plugin has.
enum ManifestFile {
  static let known = ["id", "version", "summary", "columns"]

  static func manifest(_ settings: Settings) throws -> Manifest {
    let id = try settings.required("id", example: "my-plugin")
    guard isName(id) else {
      throw settings.fault(
        settings["id"]!, "“\(id)” can't be an id; write small letters, digits and hyphens, as in “\(name(like: id))”")
    }
    let columns = try settings.list("columns").map { try column($0, settings, id: id) }
    guard !columns.isEmpty else {
      throw settings.fault(
        settings["columns"] ?? settings.node, "“columns” is missing; write “columns:” and below it “  - heading: Words”"
      )
    }
    return Manifest(
      id: id, version: try settings.required("version", example: "1.0.0"),
      summary: try settings.required("summary", example: "What it finds, in one sentence."), columns: columns)
  }

  private static func column(_ node: Node, _ settings: Settings, id: String) throws -> Column {
    let members = try Settings(node, file: settings.file, what: "a column", known: ["field", "heading", "merge"])
    let field = try members.text("field") ?? id
    guard isName(field) else {
      throw members.fault(
        members["field"] ?? node,
        "“\(field)” can't be a field; write small letters, digits and hyphens, as in “\(name(like: field))”")
    }
    guard !Field.reserved.contains(Field(field)) else {
      throw members.fault(
        members["field"] ?? node, "“\(field)” is a column of the tool's own; choose another name for “field”")
    }
    return Column(
      Field(field), heading: try members.required("heading", example: "Words above the column"),
      merge: try members.choice("merge", Column.Merge.self) ?? .all)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first &- 0x61 < 26 else { return false }
    return text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
  }

  /// A name made from text: `Severity Label` gives `severity-label`.
  static func name(like text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-")
    return isName(name) ? name : "plugin" + (name.isEmpty ? "" : "-\(name)")
  }
}

extension Field {
  /// The fields that the built-in plugins and the reader fill.
  static let reserved: Set<Field> = [
    .service, .region, .time, .duration, .status, .cause, .symptom, .severity, .impact, .nature, .title, .url,
    .published, .modified, .captured,
  ]
}
