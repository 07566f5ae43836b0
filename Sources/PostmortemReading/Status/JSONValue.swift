import Foundation
import PostmortemPlugin

/// A value inside JSON that knows its place, as an RFC 6901 pointer.
struct JSONValue {
  private let any: Any
  let pointer: String

  /// Parses JSON; nil where it is none, or is nested deeper than a page would.
  init?(_ bytes: [UInt8]) {
    guard let any = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return nil }
    self.any = any
    pointer = ""
  }

  /// - Parameter pointer: where the value stands in what holds it.
  init(_ any: Any, at pointer: String) {
    self.any = any
    self.pointer = pointer
  }

  subscript(key: String) -> JSONValue? {
    guard let value = (any as? [String: Any])?[key] else { return nil }
    let step = key.replacing("~", with: "~0").replacing("/", with: "~1")
    return JSONValue(value, at: "\(pointer)/\(step)")
  }

  /// The elements of an array; none where it is something else.
  var items: [JSONValue] {
    ((any as? [Any]) ?? []).enumerated().map { JSONValue($0.element, at: "\(pointer)/\($0.offset)") }
  }

  /// The same value, of something that stands elsewhere.
  func moved(to pointer: String) -> JSONValue { JSONValue(any, at: pointer) }

  var isNull: Bool { any is NSNull }
  var isArray: Bool { any is [Any] }
  var isObject: Bool { any is [String: Any] }
  var count: Int { (any as? [Any])?.count ?? 0 }
  /// The keys of an object, sorted: a dictionary's own order differs from run to run.
  var keys: [String] { (any as? [String: Any])?.keys.sorted() ?? [] }

  /// A text that says something: frameworks write "$undefined" for nothing.
  var string: String? {
    guard let text = any as? String, !text.isEmpty, text != "$undefined" else { return nil }
    return text
  }

  /// A whole number, or one written as text.
  var int: Int? {
    if let text = any as? String { return Int(text) }
    return (any as? NSNumber).flatMap { Int(exactly: $0.doubleValue) }
  }

  /// The text or number as text.
  var text: String? { string ?? (any is String ? nil : int.map(String.init)) }

  func has(_ keys: String...) -> Bool { keys.allSatisfy { self[$0] != nil } }

  /// The first of several keys that holds a text.
  func first(_ keys: [String]) -> JSONValue? {
    for key in keys {
      if let value = self[key], value.text != nil { return value }
    }
    return nil
  }

  var words: StatusWords? { text.map { .value($0, at: pointer) } }
  var mark: StatusMark? { text.map { .value($0, at: pointer) } }

  /// The time that the text or number is.
  var moment: Moment? { text.flatMap(StatusTime.moment) }
}

/// Reads the times that machines write.
enum StatusTime {
  /// ISO 8601 and its kin, or seconds and milliseconds since 1970.
  static func moment(_ text: String) -> Moment? {
    guard text.utf8.count <= 64 else { return nil }
    if let epoch = EpochTime.parse(text) { return recorded(epoch) }
    return DateText.first(in: text).map(recorded)
  }

  private static func recorded(_ found: FoundDate) -> Moment {
    var moment = found.moment(words: "")
    moment.kind = .recorded
    return moment
  }
}
