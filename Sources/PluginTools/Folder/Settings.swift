import Yams

/// One mapping of a YAML file. Its members are asked for by name; a member that nobody knows is a
/// fault, and every fault says where and what to write instead.
struct Settings {
  let file: String
  let node: Node
  private let members: [String: Node]

  /// - Parameters:
  ///   - what: what the mapping describes, as in "a column".
  ///   - known: the names it may have.
  init(_ node: Node, file: String, what: String, known: [String]) throws {
    self.file = file
    self.node = node
    guard case .mapping(let mapping) = node else {
      throw Settings.fault(
        file, node, "\(what) is written as lines of “name: value”, with \(known.joined(separator: ", "))")
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.string ?? "?"
      guard known.contains(name) else {
        let hint = nearest(name, in: known).map { "write “\($0)”" } ?? "there are \(known.joined(separator: ", "))"
        throw Settings.fault(file, key, "“\(name)” is unknown in \(what); \(hint)")
      }
      members[name] = value
    }
    self.members = members
  }

  /// Reads a file whose top is a mapping.
  static func read(_ text: String, file: String, what: String, known: [String]) throws -> Settings {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw PluginFault(
          file, line: 1, column: 1, "the file is empty; write “id:”, “version:”, “summary:”, “columns:”")
      }
      return try Settings(node, file: file, what: what, known: known)
    } catch let error as YamlError {
      throw fault(file, error)
    }
  }

  subscript(_ name: String) -> Node? { members[name] }

  func fault(_ node: Node, _ message: String) -> PluginFault { Settings.fault(file, node, message) }

  static func fault(_ file: String, _ node: Node, _ message: String) -> PluginFault {
    PluginFault(file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message)
  }

  private static func fault(_ file: String, _ error: YamlError) -> PluginFault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return PluginFault(
        file, line: mark.line, column: mark.column,
        "this is no YAML (\(problem)); put text with “: ”, “#”, “[” or “\\” between single quotation marks")
    case .duplicatedKeysInMapping(let keys, let context):
      return PluginFault(
        file, line: context.mark.line, column: context.mark.column,
        "\(keys.map(String.init(describing:)).joined(separator: ", ")) stands here twice; keep one")
    default: return PluginFault(file, line: 1, column: 1, "this is no YAML: \(error)")
    }
  }

  // MARK: Members

  /// A member that is one piece of text; nil where there is none.
  func text(_ name: String) throws -> String? {
    guard let node = members[name] else { return nil }
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw fault(node, "“\(name)” must be one piece of text, as in “\(name): words”")
    }
    return scalar.string
  }

  /// A member that must be there.
  func required(_ name: String, example: String) throws -> String {
    guard let text = try text(name) else { throw fault(node, "“\(name)” is missing; write “\(name): \(example)”") }
    return text
  }

  /// A member that is one piece of text or a list of them.
  func texts(_ name: String) throws -> [(text: String, node: Node)] {
    guard let node = members[name] else { return [] }
    return try Settings.texts(node, file: file, name: name)
  }

  static func texts(_ node: Node, file: String, name: String) throws -> [(text: String, node: Node)] {
    let nodes = node.sequence.map(Array.init) ?? [node]
    return try nodes.map { item in
      guard case .scalar(let scalar) = item, !scalar.string.trimmed.isEmpty else {
        throw fault(file, item, "“\(name)” must be text or a list of texts, as in “\(name): [one, two words]”")
      }
      return (scalar.string, item)
    }
  }

  /// A member that is a list.
  func list(_ name: String) throws -> [Node] {
    guard let node = members[name] else { return [] }
    guard let items = node.sequence else {
      throw fault(node, "“\(name)” must be a list: begin each entry on a line of its own with “- ”")
    }
    return Array(items)
  }

  /// A member that is a word of a closed list.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _ type: Choice.Type) throws -> Choice?
  where Choice.RawValue == String {
    try texts(name).first.map { try choice($0.text, $0.node, of: name, among: Choice.allCases.map(\.rawValue)) }
      .flatMap(Choice.init(rawValue:))
  }

  /// The text, if it is one of a list.
  func choice(_ text: String, _ node: Node, of name: String, among known: [String]) throws -> String {
    if known.contains(text) { return text }
    let hint = nearest(text, in: known).map { "write “\($0)”" } ?? "there are \(known.joined(separator: ", "))"
    throw fault(node, "“\(text)” is unknown as “\(name)”; \(hint)")
  }
}
