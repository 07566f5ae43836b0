import PostmortemPlugin
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    ("二", 2.0), ("两", 2), ("十", 10), ("十二", 12), ("二十三", 23), ("一百五十", 150), ("半", 0.5), ("三千", 3000),
    ("四亿五千万", 450_000_000), ("十万", 100_000), ("一千二百", 1200),
  ])
  func chineseNumerals(text: String, value: Double) { #expect(Numbers.chinese(text) == value) }

  @Test func otherTextIsNoNumeral() {
    #expect(Numbers.chinese("") == nil)
    #expect(Numbers.chinese("二点") == nil)
  }
}
