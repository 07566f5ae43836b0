import PostmortemPlugin

/// A number as a page writes it before the thing it counts: "10.6 million", "half a million", 4.5 亿, or an
/// amount without a number: "millions of", 数百万.
struct Figure: Sendable {
  /// Nil where the words give no number.
  let value: Double?
  /// Where it begins in the text.
  let start: Int
  /// The currency written before it.
  var currency: String?

  /// The figure that ends at or shortly before an offset, no farther back than `limit`.
  /// - Parameter fillers: how many words may stand between it and the offset.
  init?(endingAt end: Int, from limit: Int, in text: [UInt8], fillers: Int) {
    let line = FigureLine(text, from: max(limit, end - 72), to: end)
    guard let figure = line.chinese() ?? line.latin(fillers: fillers) else { return nil }
    self = figure
  }

  init(value: Double?, start: Int, currency: String? = nil) {
    self.value = value
    self.start = start
    self.currency = currency
  }
}

/// The bytes before a unit, read from their end.
private struct FigureLine {
  private struct Token {
    let word: String
    let range: Range<Int>
  }

  private let tokens: [Token]
  private let tail: [(character: Character, offset: Int)]

  init(_ text: [UInt8], from start: Int, to end: Int) {
    var first = min(start, end)
    while first < end, text[first] & 0xC0 == 0x80 { first += 1 }
    var tail: [(Character, Int)] = []
    var offset = first
    for character in String(decoding: text[first..<end], as: UTF8.self) {
      tail.append((character, offset))
      offset += character.utf8.count
    }
    self.tail = tail
    tokens = FigureLine.tokens(tail, end: end)
  }

  private static func tokens(_ tail: [(character: Character, offset: Int)], end: Int) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var start = 0
    for (character, offset) in tail + [(" ", end)] {
      if character == " " || character == "-" || character == "\u{A0}" {
        if !word.isEmpty { tokens.append(Token(word: word.lowercased(), range: start..<offset)) }
        word = ""
      } else {
        // Figures touch the Chinese words before them.
        if let last = word.last, last.isASCII != character.isASCII, !last.isCurrencySymbol {
          tokens.append(Token(word: word.lowercased(), range: start..<offset))
          word = ""
        }
        if word.isEmpty { start = offset }
        word.append(character)
      }
    }
    return tokens
  }

  // MARK: Chinese

  /// A figure of Chinese numerals, or of digits with a Chinese unit, right before the end.
  func chinese() -> Figure? {
    var index = tail.count
    while index > 0, measures.contains(tail[index - 1].character) { index -= 1 }
    let stop = index
    while index > 0, numerals.contains(tail[index - 1].character) { index -= 1 }
    while index < stop, tail[index].character == " " { index += 1 }
    guard index < stop, tail[index].character != "多" else { return nil }
    let written = String(tail[index..<stop].map(\.character)).replacing(" ", with: "").replacing("，", with: "")
      .replacing(",", with: "").replacing("多", with: "").replacing("余", with: "")
    guard let first = written.first, written.contains(where: { hanNumerals.contains($0) }) else { return nil }
    // 大多数, 无数 and 总数 hold the sign of an amount and are none.
    if index > 0, first == "数", "多少无总参次人".contains(tail[index - 1].character) { return nil }
    if vague.contains(first) || written == "上万" || written == "上千" {
      return Figure(value: nil, start: tail[index].offset)
    }
    return FigureLine.value(ofChinese: written).map { Figure(value: $0, start: tail[index].offset) }
  }

  private static func value(ofChinese written: String) -> Double? {
    let digits = written.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard !digits.isEmpty else {
      return written.contains { "十百千万亿".contains($0) } || written.count == 1 ? Numbers.chinese(written) : nil
    }
    guard var value = Double(digits) else { return nil }
    for character in written.dropFirst(digits.count) {
      guard let factor = factors[character] else { return nil }
      value *= factor
    }
    return value
  }

  // MARK: Latin

  /// A figure in digits and English words, with some words between it and the end.
  func latin(fillers: Int) -> Figure? {
    var index = tokens.count - 1
    var skipped = 0
    while index >= 0 {
      if let figure = figure(endingAt: index) { return figure }
      guard skipped < fillers, isFiller(tokens[index].word) else { return nil }
      skipped += 1
      index -= 1
    }
    return nil
  }

  private func isFiller(_ word: String) -> Bool {
    !["and", "or", "to", "in", "for", "by", "with", "at", "on", "from", "is", "was", "are", "were"].contains(word)
      && word.allSatisfy { $0.isASCII && $0.isLetter || $0 == "'" || $0 == "’" }
  }

  private func figure(endingAt last: Int) -> Figure? {
    let word = tokens[last].word
    if word == "of", last > 0, plurals.contains(tokens[last - 1].word) {
      let isDouble = last > 2 && tokens[last - 2].word == "of" && plurals.contains(tokens[last - 3].word)
      return Figure(value: nil, start: tokens[isDouble ? last - 3 : last - 1].range.lowerBound)
    }
    if let factor = magnitudes[word], last > 0 {
      let before = tokens[last - 1]
      if before.word == "a", last > 1, tokens[last - 2].word == "half" {
        return Figure(value: factor / 2, start: tokens[last - 2].range.lowerBound)
      }
      if before.word == "several" || before.word == "many" { return Figure(value: nil, start: before.range.lowerBound) }
      guard let number = number(before) else { return nil }
      return Figure(value: number.value! * factor, start: number.start, currency: number.currency)
    }
    return number(tokens[last])
  }

  /// One word that is a number: "10.6", "1,300", "$19bn", "fifty".
  private func number(_ token: Token) -> Figure? {
    if let value = spelled[token.word] { return Figure(value: value, start: token.range.lowerBound) }
    var rest = Substring(token.word)
    var currency: String?
    for (sign, name) in signs where rest.hasPrefix(sign) {
      currency = name
      rest = rest.dropFirst(sign.count)
      break
    }
    var factor = 1.0
    for (suffix, value) in suffixes where rest.hasSuffix(suffix) {
      factor = value
      rest = rest.dropLast(suffix.count)
      break
    }
    if rest.hasSuffix("+") { rest = rest.dropLast() }
    let plain = rest.replacing(",", with: "")
    guard let first = plain.first, first.isASCII, first.isNumber, plain.allSatisfy({ $0.isNumber || $0 == "." }),
      let value = Double(plain), value < 1e15
    else { return nil }
    return Figure(value: value * factor, start: token.range.lowerBound, currency: currency)
  }
}

private let measures: Set<Character> = ["名", "个", "位", "家", "条", "封", "笔", "起", "份", "次", "架", "台", "的", " "]
private let hanNumerals: Set<Character> = [
  "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "亿", "数", "几", "半",
]
private let numerals: Set<Character> = hanNumerals.union(Array("0123456789.,，零〇上多余 "))
private let vague: Set<Character> = ["数", "几", "上"]
private let factors: [Character: Double] = ["十": 10, "百": 100, "千": 1e3, "万": 1e4, "亿": 1e8]
private let plurals: Set<String> = ["millions", "thousands", "hundreds", "dozens", "scores", "tens", "billions"]
private let magnitudes: [String: Double] = [
  "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "m": 1e6, "bn": 1e9,
]
private let spelled: [String: Double] = [
  "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
  "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
  "seventy": 70, "eighty": 80, "ninety": 90, "a": 1,
]
private let signs: [(String, String)] = [
  ("us$", "USD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "CNY"),
]
private let suffixes: [(String, Double)] = [("bn", 1e9), ("m", 1e6), ("k", 1e3), ("b", 1e9)]
