import PostmortemPlugin

/// In what order the parts of a page were written: the story first, then its updates, whether they were
/// put on top or at the foot; what a headline says was put there last.
struct Layers {
  /// The story as it was first written.
  static let story = 0

  private struct Update {
    let start: Int
    let block: Int
    var layer: Int
  }

  private var updates: [Update] = []
  /// The provider's posts by their section, in the order of their stamps.
  private let posts: [Int: Int]
  private let document: Document

  init(_ reading: Reading) {
    document = reading.document
    posts = Layers.posts(of: reading.document)
    var numbers: [Int?] = []
    for hit in reading.hits.words where Vocabulary.shared.words[hit.tag] == .update {
      guard document.isOwn(block: hit.block), document.blocks[hit.block].kind != .title,
        Layers.isMark(hit, in: document)
      else { continue }
      updates.append(Update(start: hit.range.lowerBound, block: hit.block, layer: 1))
      numbers.append(Layers.number(after: hit.range.upperBound, in: document))
    }
    let isNewestFirst = numbers.allSatisfy { $0 == nil } && startsOnTop
    for index in updates.indices {
      updates[index].layer = numbers[index] ?? (isNewestFirst ? updates.count - index : index + 1)
    }
    if numbers.contains(where: { $0 != nil }) {
      for index in updates.indices where numbers[index] == nil { updates[index].layer = 1 }
    }
  }

  /// The layer of a signal: the story, an update, or the headline.
  func layer(of signal: Signal) -> Int {
    let kind = document.blocks[signal.block].kind
    if kind == .title {
      switch signal.status {
      case .resolved: return 1000
      case .partiallyRestored: return Layers.story + 1
      case .ongoing, .unknown: return Layers.story
      }
    }
    if let layer = posts[document.update(of: signal.block) ?? -1] { return layer }
    return updates.last { $0.block == signal.block && $0.start <= signal.range.lowerBound }?.layer ?? Layers.story
  }

  /// The posts of an incident stand newest first, unless their stamps say otherwise.
  private static func posts(of document: Document) -> [Int: Int] {
    var orders: [Int: [(section: Int, time: Int?)]] = [:]
    for (index, section) in document.sections.enumerated() {
      guard case .update(_, let stamp) = section.kind else { continue }
      orders[section.parent ?? 0, default: []].append((index, stamp?.moment.order))
    }
    var layers: [Int: Int] = [:]
    for var order in orders.values {
      if let first = order.first?.time, let last = order.last?.time, first < last { order.reverse() }
      for (index, post) in order.enumerated() { layers[post.section] = order.count - index }
    }
    return layers
  }

  /// Whether the updates stand before the story.
  private var startsOnTop: Bool {
    guard let first = updates.first else { return false }
    var before = 0
    var after = 0
    for (index, block) in document.blocks.enumerated() where document.isOwn(block: index) && block.kind != .title {
      if updates.contains(where: { $0.block == index }) { continue }
      if index < first.block { before += block.range.count } else { after += block.range.count }
    }
    return after > before
  }

  /// Whether "update" opens its block or a bracket, and a colon or the like follows.
  private static func isMark(_ hit: Hit, in document: Document) -> Bool {
    let block = document.blocks[hit.block].range
    let text = document.text
    var before = hit.range.lowerBound
    while before > block.lowerBound, text[before - 1] == 0x20 || text[before - 1] == 0x2A { before -= 1 }
    let opens =
      before == block.lowerBound || text[before - 1] == 0x28 || text[before - 1] == 0x5B  // ( [
      || text[before - 1] >= 0x80 || text[before - 1] == 0x2E
    let reach = min(hit.range.upperBound + 40, block.upperBound)
    let isMarked =
      text[hit.range.upperBound..<reach].contains { $0 == 0x3A } || text[hit.range].contains(0x3A)
      || String(decoding: text[hit.range.upperBound..<reach], as: UTF8.self).contains("：")
    return opens && isMarked
  }

  /// The number of an update: "Update 2", 更新#3.
  private static func number(after at: Int, in document: Document) -> Int? {
    let text = document.text
    var next = at
    while next < text.count, text[next] == 0x20 || text[next] == 0x23 { next += 1 }
    guard next < text.count, (0x31...0x39).contains(text[next]), next + 1 < text.count, text[next + 1] &- 0x30 > 9,
      text[next + 1] != 0x2E, next - at <= 3
    else { return nil }
    // "Update 5:23 PM" is a clock.
    if text[next + 1] == 0x3A, next + 2 < text.count, text[next + 2] &- 0x30 < 10 { return nil }
    return Int(text[next] - 0x30)
  }
}
