/// Numbers as pages write them: Chinese numerals and English number words. Digits are parsed where
/// they stand.
public enum Numbers {
  /// The value of a Chinese numeral such as 二十三, 两, 半 (one half), 一百五十.
  /// - Returns: nil where the text is no numeral.
  public static func chinese(_ text: some StringProtocol) -> Double? {
    if text == "半" { return 0.5 }
    var total = 0.0
    var section = 0.0
    var digit: Double?
    for character in text {
      if let value = digits[character] {
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

  /// The value of an English number word: zero to twenty, the tens, "a", "an", "half", "dozen".
  public static func english(_ text: some StringProtocol) -> Double? { words[text.lowercased()] }

  private static let digits: [Character: Double] = [
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  private static let units: [Character: Double] = ["十": 10, "百": 100, "千": 1000]
  private static let myriads: [Character: Double] = ["万": 1e4, "亿": 1e8]
  private static let words: [String: Double] = [
    "a": 1, "an": 1, "half": 0.5, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12,
  ]
}
