/// Numbers as pages write them in words. Digits are parsed where they stand, English number words are
/// in the word lists.
public enum Numbers {
  /// The value of a Chinese numeral such as 二十三, 两, 半 (one half), 一百五十.
  /// - Returns: nil where the text is no numeral.
  public static func chinese(_ text: some StringProtocol) -> Double? {
    if text == "半" { return 0.5 }
    if text.count == 4, let year = positional(text) { return year }
    var total = 0.0
    var section = 0.0
    var digit: Double?
    for character in text {
      if let value = digits[character] {
        // 两三 is "two or three", which is no number.
        guard digit == nil || digit == 0 else { return nil }
        digit = value
      } else if let unit = units[character] {
        section += (digit ?? 1) * unit
        digit = nil
      } else if let myriad = myriads[character] {
        section += digit ?? 0
        // 亿 multiplies all that stands before it, 万 only what follows the last 亿.
        if myriad == 1e8 {
          total = (total + section == 0 ? 1 : total + section) * myriad
        } else {
          total += (section == 0 ? 1 : section) * myriad
        }
        section = 0
        digit = nil
      } else {
        return nil
      }
    }
    return text.isEmpty ? nil : total + section + (digit ?? 0)
  }

  /// Digits written one by one, as years are: 二〇一四.
  private static func positional(_ text: some StringProtocol) -> Double? {
    var value = 0.0
    for character in text {
      guard let digit = digits[character] else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private static let digits: [Character: Double] = [
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  private static let units: [Character: Double] = ["十": 10, "百": 100, "千": 1000]
  private static let myriads: [Character: Double] = ["万": 1e4, "亿": 1e8]
}
