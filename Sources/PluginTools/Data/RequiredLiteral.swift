/// The longest text that stands in everything an expression can find, so that the expression need be
/// tried only where that text stands.
enum RequiredLiteral {
  /// - Returns: nil where the expression's own text does not tell at once: choices, options inside it.
  static func find(in pattern: String) -> String? {
    var reader = Reader(rest: Array(pattern)[...])
    return reader.longest()
  }

  private struct Reader {
    var rest: ArraySlice<Character>
    var run = ""
    var best = ""

    mutating func longest() -> String? {
      while let next = rest.popFirst() {
        switch next {
        case "|": return nil
        case "(":
          guard skipGroup() else { return nil }
          endRun()
          skipRepeat()
        case "[":
          skipClass()
          endRun()
          skipRepeat()
        case "\\": guard escape() else { return nil }
        case ".", "^", "$":
          endRun()
          skipRepeat()
        default: literal(next)
        }
      }
      endRun()
      return best.utf8.count >= 2 ? best : nil
    }

    private mutating func literal(_ character: Character) {
      // Only the capitals of ASCII are found whatever their case.
      guard character.isASCII || !character.isCased else {
        endRun()
        return skipRepeat()
      }
      switch rest.first {
      case "?", "*", "{":
        endRun()
        skipRepeat()
      case "+":
        run.append(character)
        endRun()
        skipRepeat()
      default: run.append(character)
      }
    }

    /// False for an escape that stands for text in a way of its own: `\x41`, `\Q`, `\K`.
    private mutating func escape() -> Bool {
      guard let next = rest.popFirst() else { return false }
      guard next.isASCII, next.isLetter || next.isNumber else {
        literal(next)
        return true
      }
      endRun()
      if next.isNumber {
        rest = rest.drop { $0.isNumber }
      } else if next == "p" || next == "P" {
        if rest.popFirst() == "{" { while let next = rest.popFirst(), next != "}" {} }
      } else if !"dDwWsSbBAzZhHvVRXntrf".contains(next) {
        return false
      }
      skipRepeat()
      return true
    }

    private mutating func skipRepeat() {
      guard let first = rest.first, "?*+{".contains(first) else { return }
      rest.removeFirst()
      if first == "{" { while let next = rest.popFirst(), next != "}" {} }
      if let lazy = rest.first, "?+".contains(lazy) { rest.removeFirst() }
    }

    /// A group may be left out or be a choice: it counts for nothing. False for what changes the rules
    /// of what follows, but for `(?i)`.
    private mutating func skipGroup() -> Bool {
      if rest.starts(with: "?i)") {
        rest.removeFirst(3)
        return true
      }
      if rest.first == "*" || rest.starts(with: "?x") { return false }
      var depth = 1
      while depth > 0, let next = rest.popFirst() {
        switch next {
        case "\\": _ = rest.popFirst()
        case "[": skipClass()
        case "(": depth += 1
        case ")": depth -= 1
        default: break
        }
      }
      return depth == 0
    }

    private mutating func skipClass() {
      if rest.first == "^" { rest.removeFirst() }
      if rest.first == "]" { rest.removeFirst() }
      while let next = rest.popFirst(), next != "]" {
        if next == "\\" { _ = rest.popFirst() }
      }
    }

    private mutating func endRun() {
      let text = run.trimmed
      if text.utf8.count > best.utf8.count { best = text }
      run = ""
    }
  }
}

extension String {
  /// Without the spaces at its ends.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
