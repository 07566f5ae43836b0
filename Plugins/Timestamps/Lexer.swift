import PostmortemPlugin

/// A word of time or a number, with its place.
struct Token: Sendable {
  enum Kind: Sendable, Hashable {
    case number(Int, digits: Int)
    case word(TimeWord)
  }

  let kind: Kind
  let range: Range<Int>
  /// Whether a number is written in Chinese characters.
  var spelled = false

  var number: Int? {
    if case .number(let value, _) = kind { return value }
    return nil
  }

  var word: TimeWord? {
    if case .word(let word) = kind { return word }
    return nil
  }
}

/// One block as tokens: runs of digits and words of the lists, in text order. What stands between two
/// tokens is looked at by the grammar as bytes.
struct TokenLine: Sendable {
  let text: [UInt8]
  let block: Range<Int>
  let tokens: [Token]

  init(_ document: Document, block index: Int, words: ArraySlice<Hit>, digits: ArraySlice<Range<Int>>) {
    text = document.text
    block = document.blocks[index].range
    var tokens: [Token] = []
    var nextWord = words.startIndex
    let vocabulary = Vocabulary.shared
    func takeWords(before offset: Int) {
      while nextWord < words.endIndex, words[nextWord].range.lowerBound < offset {
        let hit = words[nextWord]
        nextWord += 1
        if let last = tokens.last, last.range.upperBound > hit.range.lowerBound { continue }
        tokens.append(Token(kind: .word(vocabulary.words[hit.tag]), range: hit.range))
      }
    }
    for run in digits {
      takeWords(before: run.lowerBound)
      if let last = tokens.last, last.range.upperBound > run.lowerBound { continue }
      tokens.append(Token(kind: TokenLine.number(text[run]), range: run))
      if let attached = TokenLine.attached(after: run.upperBound, in: text, block: block, vocabulary) {
        tokens.append(attached)
      } else if let minutes = TokenLine.minutes(after: run.upperBound, in: text, block: block, tokens) {
        tokens.append(minutes)
      }
    }
    takeWords(before: block.upperBound)
    self.tokens = TokenLine.joined(tokens, in: text)
  }

  /// Chinese numerals that follow each other as one number: 十二, 三百. What is no whole number (半)
  /// stays as it is.
  private static func joined(_ tokens: [Token], in text: [UInt8]) -> [Token] {
    guard tokens.contains(where: { $0.word == .numeral }) else { return tokens }
    var joined: [Token] = []
    var at = 0
    while at < tokens.count {
      var end = at
      while end < tokens.count, tokens[end].word == .numeral,
        end == at || tokens[end - 1].range.upperBound == tokens[end].range.lowerBound
      { end += 1 }
      let range = end > at ? tokens[at].range.lowerBound..<tokens[end - 1].range.upperBound : 0..<0
      if end > at, let value = Numbers.chinese(String(decoding: text[range], as: UTF8.self)),
        let whole = Int(exactly: value)
      {
        joined.append(Token(kind: .number(whole, digits: String(whole).count), range: range, spelled: true))
      } else {
        joined += tokens[at..<max(end, at + 1)]
      }
      at = max(end, at + 1)
    }
    return joined
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Token.Kind {
    var value = 0
    for digit in digits.prefix(15) { value = value * 10 + Int(digit - 0x30) }
    return .number(digits.count > 15 ? Int.max : value, digits: digits.count)
  }

  /// Letters that touch a number: "am", "p.m.", "nd", "h", "UTC".
  private static func attached(
    after offset: Int, in text: [UInt8], block: Range<Int>, _ vocabulary: Vocabulary
  ) -> Token? {
    var end = offset
    while end < block.upperBound, end - offset < 8, (text[end] | 0x20) &- 0x61 < 26 || text[end] == 0x2E { end += 1 }
    while end > offset {
      let letters = String(decoding: text[offset..<end], as: UTF8.self).lowercased()
      if let word = vocabulary.attached[letters] { return Token(kind: .word(word), range: offset..<end) }
      guard text[end - 1] == 0x2E else { return nil }
      end -= 1
    }
    return nil
  }

  /// The "m" of "2h 15m": only behind hours, since it can be metres and millions.
  private static func minutes(after offset: Int, in text: [UInt8], block: Range<Int>, _ tokens: [Token]) -> Token? {
    guard offset < block.upperBound, text[offset] | 0x20 == 0x6D, tokens.count >= 3,
      case .unit(60, _, _) = tokens[tokens.count - 2].word,
      offset + 1 == block.upperBound || (text[offset + 1] | 0x20) &- 0x61 >= 26
    else { return nil }
    return Token(kind: .word(.unit(1, open: false, half: false)), range: offset..<offset + 1)
  }

  /// The bytes between a token and the one before it.
  func gap(before index: Int) -> ArraySlice<UInt8> {
    let start = index > 0 ? tokens[index - 1].range.upperBound : block.lowerBound
    return text[start..<max(start, tokens[index].range.lowerBound)]
  }

  /// Whether only white space stands between a token and the one before it.
  func touches(_ index: Int) -> Bool { gap(before: index).allSatisfy { $0 == 0x20 || $0 == 0xC2 || $0 == 0xA0 } }

  /// Whether exactly these bytes stand between a token and the one before it, blanks aside.
  func gap(before index: Int, is mark: String) -> Bool {
    gap(before: index).filter { $0 != 0x20 }.elementsEqual(mark.utf8)
  }

  /// Whether nothing but blanks, commas, brackets, dashes and the like stand before a token.
  func isLoose(_ index: Int) -> Bool {
    var rest = gap(before: index)
    guard rest.count <= 8 else { return false }
    while let byte = rest.first {
      if byte == 0x20 || byte == 0x2C || byte == 0x28 || byte == 0x29 || byte == 0x2D || byte == 0x40 || byte == 0x7C {
        rest = rest.dropFirst()
      } else if let mark = TokenLine.looseMarks.first(where: { rest.starts(with: $0.utf8) }) {
        rest = rest.dropFirst(mark.utf8.count)
      } else {
        return false
      }
    }
    return true
  }

  private static let looseMarks = ["，", "（", "）", "–", "—", "·", "\u{A0}", "、"]
}
