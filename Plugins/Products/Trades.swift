import PostmortemPlugin
import ProductsWords

/// What else an affected service is for, where the page names it: Skype is for calls, and for messages.
struct Trades {
  let lens: Lens

  /// A further category of a service, or of all services of a category.
  private struct Trade: RawRepresentable, Hashable {
    let rawValue: String
  }

  private struct Row {
    let who: String
    let category: Category
    var trade: Trade { Trade(rawValue: "\(who) \(category.rawValue)") }
  }

  private static let list: (rows: [Row], words: FrameList<Trade>) = {
    var count = 0
    let fields = WordList.rows(products_trades(&count), count: count).filter { $0.count >= 3 }
    let rows = fields.compactMap { row in Category(rawValue: row[1]).map { Row(who: row[0], category: $0) } }
    let words = fields.flatMap { row in
      row[2].split(separator: "|").map { [$0.lowercased(), "\(row[0]) \(row[1])"] }
    }
    return (rows, FrameList(rows: words))
  }()

  func claims(beside findings: [Finding]) -> [Claim] {
    var seen: Set<String> = []
    return findings.flatMap { finding -> [Claim] in
      let service = finding.mention.service
      guard finding.role == .affected, finding.confidence > .low, seen.insert(service.name).inserted else { return [] }
      return Trades.list.rows.compactMap { row in
        if row.who == service.name { return claim(row, finding, onPage(row.trade)) }
        guard row.who == service.category.rawValue else { return nil }
        return claim(row, finding, beside(service, findings, row.trade))
      }
    }
  }

  private func claim(_ row: Row, _ finding: Finding, _ word: Range<Int>?) -> Claim? {
    guard let word else { return nil }
    let service = finding.mention.service
    return Claim(
      .service, .service(Service(name: service.name, category: row.category, owner: service.owner)),
      quotes: [lens.document.quote(finding.mention.range), lens.document.quote(word)], role: .affected,
      modality: finding.modality, rule: "trade", confidence: .medium)
  }

  /// Where the page names the trade.
  private func onPage(_ trade: Trade) -> Range<Int>? {
    let document = lens.document
    return document.blocks.indices.lazy.filter { document.isOwn(block: $0) }
      .compactMap { find(trade, in: document.blocks[$0].range) }.first
  }

  /// Where a sentence that holds the service's name does.
  private func beside(_ service: Service, _ findings: [Finding], _ trade: Trade) -> Range<Int>? {
    findings.lazy.filter { $0.mention.service == service && lens.document.isOwn(block: $0.mention.block) }
      .compactMap { find(trade, in: lens.sentence($0.mention.range.lowerBound)) }.first
  }

  private func find(_ trade: Trade, in range: Range<Int>) -> Range<Int>? {
    let words = lens.words(range)
    guard words.utf8.count == range.count, let found = Trades.list.words.find(trade, in: words) else { return nil }
    return range.lowerBound + found.lowerBound..<range.lowerBound + found.upperBound
  }
}
