import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import PostmortemPlugin
import PostmortemReading
import Testing

/// No time is ever invented: the digits of every declared clock and day stand in the quotations of its
/// claim, and whatever was worked out is marked derived with the quotations it came from.
@Suite struct NoInventionTests {
  /// Every document the project ships: the samples and the examples of the plugins.
  private func documents() throws -> [Document] {
    let pages = PageList.expand([PluginExampleTests.root.appending(path: "Samples/Pages").path]).pages
    var documents = pages.compactMap { path -> Document? in
      guard let bytes = try? PageFile.load(path).get() else { return nil }
      return PageReader().read(PageInput(page: path, bytes: bytes)).document
    }
    for folder in PluginExampleTests.folders {
      documents += try PluginExampleTests.examples(of: folder).map(\.example.document)
    }
    return documents
  }

  @Test func everyTimeStandsInItsQuotations() async throws {
    let engine = try Engine(builtInExtractors)
    var checked = 0
    for document in try documents() {
      for evidence in await engine.findings(in: document).evidence {
        guard case .event(_, let moment) = evidence.claim.value else { continue }
        checked += 1
        let words = evidence.claim.quotes.map(\.text).joined(separator: " ")
        if moment.kind == .derived { continue }
        #expect(stands(moment, in: words), "\(evidence.claim.shorthand) is not in “\(words)”")
      }
    }
    #expect(checked > 60)
  }

  private static let spelled = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "twenty": 20, "half past": 30, "quarter past": 15, "quarter to": 45, "一刻": 15, "三刻": 45,
  ]

  private func stands(_ moment: Moment, in words: String) -> Bool {
    let digits = words.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    let numerals = words.split { !"零〇一二两三四五六七八九十".contains($0) }.compactMap { Numbers.chinese($0) }
    let spelled = NoInventionTests.spelled.filter { words.lowercased().contains($0.key) }.values
    let numbers = Set(digits + numerals.map { Int($0) } + spelled)
    // A machine's number is the instant itself.
    if moment.kind == .recorded, numbers.contains(where: { $0 > 1_000_000_000 }) { return true }
    if moment.precision == .month { return hasMonth(moment.date!, numbers, words) }
    guard let clock = moment.clock else { return moment.date == nil || hasDay(moment.date!, numbers, words) }
    let named = ["noon", "midday", "midnight", "正午", "午夜", "零点", "点半"].contains { words.lowercased().contains($0) }
    // "A quarter to ten" names the hour that comes.
    let coming = words.contains("quarter to") ? numbers.map { $0 - 1 } : []
    let hour = !numbers.union(coming).isDisjoint(with: [
      clock.hour, clock.hour % 12, clock.hour % 12 == 0 ? 12 : clock.hour % 12,
    ])
    let minute = clock.minute == 0 || numbers.contains(clock.minute)
    let military = numbers.contains(clock.hour * 100 + clock.minute)
    return (named || hour && minute || military) && (moment.date.map { hasDay($0, numbers, words) } ?? true)
  }

  private func hasMonth(_ date: CivilDate, _ numbers: Set<Int>, _ words: String) -> Bool {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return numbers.contains(date.month) || words.lowercased().contains(names[date.month - 1])
  }

  /// A day is written with its number (or that of the day before, for what ends after midnight), or as
  /// a weekday, or relative to the page's own day, which is quoted then.
  private func hasDay(_ date: CivilDate, _ numbers: Set<Int>, _ words: String) -> Bool {
    let relative = [
      "today", "yesterday", "tonight", "this ", "day", "night", "next ", "following", " ago", "just now", "has just",
      "刚", "不久前", "早些时候", "次日", "翌日", "隔天", "今", "昨", "前天", "当", "周", "星期", "礼拜",
    ]
    let days = [date.day, date.adding(days: -1).day, date.adding(days: 1).day]
    return !numbers.isDisjoint(with: days) || relative.contains { words.lowercased().contains($0) }
  }
}
