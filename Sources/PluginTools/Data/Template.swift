/// The value that a pattern gives: text with `$1`, `${name}` or `$0` (all that was found) in it.
struct Template: Sendable {
  private enum Part: Sendable {
    case text(String)
    case capture(Int)
  }

  /// A capture that the pattern does not have.
  struct Unknown: Error { let name: String }

  private var parts: [Part] = []

  init(_ text: String, for pattern: Pattern) throws(Unknown) {
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      parts.append(.text(String(rest[..<dollar])))
      rest = rest[dollar...].dropFirst()
      if rest.first == "$" {
        parts.append(.text("$"))
        rest = rest.dropFirst()
        continue
      }
      let name = Template.takeName(&rest)
      guard let number = Int(name) ?? pattern.names[name], (0...pattern.captureCount).contains(number) else {
        throw Unknown(name: name)
      }
      parts.append(.capture(number))
    }
    parts.append(.text(String(rest)))
  }

  private static func takeName(_ rest: inout Substring) -> String {
    if rest.first == "{", let end = rest.firstIndex(of: "}") {
      defer { rest = rest[end...].dropFirst() }
      return String(rest[..<end].dropFirst())
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return String(digits)
  }

  func value(_ match: Pattern.Match, in text: [UInt8]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): return text
      case .capture(let number):
        let range = number == 0 ? match.range : match.captures[number - 1]
        return range.map { String(decoding: text[$0], as: UTF8.self) } ?? ""
      }
    }.joined().trimmed
  }
}
