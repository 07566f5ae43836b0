import Foundation

/// A check by the keywords that our schema uses (JSON Schema 2020-12).
struct SchemaCheck {
  private let root: [String: Any]

  init(_ root: [String: Any]) { self.root = root }

  /// The check of one definition of a schema's file.
  init(_ file: URL, definition: String) throws {
    let all = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as! [String: Any]
    root = ["$ref": "#/$defs/\(definition)", "$defs": all["$defs"]!]
  }

  /// What is wrong with a value.
  func problems(_ value: Any) -> [String] { problems(value, root, at: "") }

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.split(separator: "/").last!)
      return problems(value, (root["$defs"] as! [String: [String: Any]])[name]!, at: path)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let all = choices.map { problems(value, $0, at: path) }
      return all.contains { $0.isEmpty } ? [] : ["\(path): none of the choices: \(all.flatMap { $0 })"]
    }
    var found: [String] = []
    if let constant = schema["const"] as? Int, constant != value as? Int { found.append("\(path): not \(constant)") }
    if let types = schema["type"] as? [String] ?? (schema["type"] as? String).map({ [$0] }),
      !types.contains(where: { isA(value, $0) })
    {
      return found + ["\(path): is no \(types)"]
    }
    if let words = schema["enum"] as? [Any], !words.contains(where: { "\($0)" == "\(value)" }) {
      found.append("\(path): \(value) is not in the list")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      found.append("\(path): less than \(least)")
    }
    if let array = value as? [Any] {
      if array.count < schema["minItems"] as? Int ?? 0 { found.append("\(path): too few") }
      if let items = schema["items"] as? [String: Any] {
        for (index, item) in array.enumerated() { found += problems(item, items, at: "\(path)/\(index)") }
      }
    }
    if let object = value as? [String: Any] { found += problems(inObject: object, schema, at: path) }
    return found
  }

  private func problems(inObject object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path)/\($0): missing" }
    for (key, item) in object.sorted(by: { $0.key < $1.key }) {
      if let property = properties[key] {
        found += problems(item, property, at: "\(path)/\(key)")
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        found += problems(item, other, at: "\(path)/\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path)/\(key): not in the schema")
      }
    }
    return found
  }

  private func isA(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return value is Bool
    case "integer": return value is Int
    case "number": return value is NSNumber
    default: return false
    }
  }
}
