import PostmortemPlugin

/// What stands right before and right after a list of places.
struct Sides {
  /// The seat or branch of a firm.
  let isSeat: Bool
  /// The name of a firm or an office that holds the place's: "Vodafone Egypt", "Canada Revenue".
  let isPartOfName: Bool
  /// Machines stand there.
  let isSite: Bool
  /// People there: "users in Brazil", 巴西用户.
  let hasPeople: Bool

  init(_ group: SiteGroup, lens: Lens) {
    let before = lens.before(group.range.lowerBound)
    let after = lens.after(group.range.upperBound)
    isSeat =
      Frames.shared.ending(before, .seated) != nil || Frames.shared.beginning(after, .seat) != nil
      || Sides.hasBranch(after: group.range.upperBound, lens: lens)
    isPartOfName = Sides.joinsName(group, lens: lens)
    isSite = Frames.shared.ending(before, .stands) != nil || Frames.shared.beginning(after, .machines) != nil
    hasPeople =
      Frames.shared.ending(Sides.withoutArticle(before), .people) != nil || Frames.shared.beginning(after, .told) != nil
      || Sides.hasUsers(after)
  }

  /// 美国沮丧的用户: a word or two between the place and its people.
  private static func hasUsers(_ after: String) -> Bool {
    let words = after.prefix(8)
    guard !words.contains(where: { "，。,.和、".contains($0) }) else { return false }
    return ["用户", "客户", "网友", "居民"].contains(where: words.contains)
  }

  private static func withoutArticle(_ text: String) -> String {
    for article in [" the", " parts of", " most of", " much of", " many"] where text.hasSuffix(article) {
      return String(text.dropLast(article.count))
    }
    return text
  }

  /// 比利时一家啤酒厂的分公司: the firm stands between the place and its branch.
  private static func hasBranch(after at: Int, lens: Lens) -> Bool {
    guard let clause = lens.reading.clauses.clause(at: at), at < clause.range.upperBound else { return false }
    let words = lens.words((at..<min(at + 45, clause.range.upperBound)).rounded(in: lens.document.text))
    return ["分公司", "子公司", "分部", "办事处", "办公室"].contains(where: words.contains)
  }

  /// Whether capitalised words on either side make the place part of a longer name. In a headline all
  /// words may have capitals.
  private static func joinsName(_ group: SiteGroup, lens: Lens) -> Bool {
    let document = lens.document
    let kind = document.blocks[group.block].kind
    guard kind != .title, kind != .heading, group.members.count == 1 else { return false }
    let block = document.blocks[group.block].range
    let previous = word(before: group.range.lowerBound, in: document.text, from: block.lowerBound)
    let next = word(after: group.range.upperBound, in: document.text, to: block.upperBound)
    return isName(previous) && !openers.contains(previous) || isName(next) && !followers.contains(next)
  }

  private static func isName(_ word: String) -> Bool {
    word.utf8.count > 1 && word.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
  }

  private static func word(before at: Int, in text: [UInt8], from start: Int) -> String {
    guard at - 1 > start, text[at - 1] == 0x20 else { return "" }
    var first = at - 1
    while first > start, isLetter(text[first - 1]) { first -= 1 }
    return String(decoding: text[first..<at - 1], as: UTF8.self)
  }

  private static func word(after at: Int, in text: [UInt8], to end: Int) -> String {
    guard at + 1 < end, text[at] == 0x20 else { return "" }
    var last = at + 1
    while last < end, isLetter(text[last]) { last += 1 }
    return String(decoding: text[at + 1..<last], as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Words that have a capital only because a sentence begins with them, and the quarters.
  private static let openers: Set<String> = [
    "In", "The", "Across", "From", "Around", "Throughout", "Many", "Most", "Some", "And", "But", "For", "Over", "While",
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Users", "Customers",
    "People",
    "Readers", "All", "Parts", "Outside", "Only", "Mainland", "Both", "Until", "When", "Where", "Meanwhile", "Greater",
  ]
  private static let followers: Set<String> = [
    "East", "West", "North", "South", "Eastern", "Western", "Central", "Coast", "Midwest", "Northeast", "Southeast",
    "Northwest", "Southwest", "Region", "State", "City", "Province", "I", "Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday",
  ]
}

extension Range<Int> {
  /// The range with its end moved back to where a character begins.
  fileprivate func rounded(in text: [UInt8]) -> Range<Int> {
    var end = upperBound
    while end > lowerBound, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return lowerBound..<end
  }
}
