import PostmortemPlugin

/// What a provider posted and when: the updates of a status page, and the rows of a dashboard whose
/// times stand in blocks of their own.
struct Posts {
  private let reading: Reading
  private let page: Setting
  private var stamps: [Int: Stamped] = [:]

  /// A block that is nothing but a time, or an update's machine stamp.
  private struct Stamped {
    let moment: Moment
    let quote: Quote
    /// The blocks the stamp speaks for.
    let blocks: Range<Int>
    let state: String?
  }

  init(_ reading: Reading, lines: [(block: Int, line: TimeLine)], setting: Setting) {
    self.reading = reading
    page = setting
    let phrases = Dictionary(uniqueKeysWithValues: lines.map { ($0.block, $0.line.phrases) })
    readUpdates(phrases)
    readRows(phrases)
  }

  /// The blocks whose times are stamps and tell no event of their own.
  var stampBlocks: Set<Int> { Set(stamps.keys) }

  /// What a block's phrases are settled by: the day of the post they stand in, else the page's.
  func setting(for block: Int) -> Setting {
    guard let stamp = stamps.values.first(where: { $0.blocks.contains(block) }) else { return page }
    var setting = page
    setting.day = stamp.moment.date
    if let zone = stamp.moment.zone, setting.pageZones.isEmpty { setting.pageZones = [zone] }
    return setting
  }

  // MARK: Finding stamps

  private mutating func readUpdates(_ phrases: [Int: [TimePhrase]]) {
    let document = reading.document
    for section in document.sections {
      guard case .update(let state, let machine) = section.kind else { continue }
      let block = section.blocks.first { document.blocks[$0].kind == .stamp }
      if let machine {
        stamps[block ?? -1 - section.blocks.lowerBound] = Stamped(
          moment: machine.moment, quote: machine.quote, blocks: section.blocks, state: state)
      } else if let block, let phrase = phrases[block]?.first, let moment = Settle.moment(phrase, in: page) {
        stamps[block] = Stamped(
          moment: recorded(moment), quote: document.quote(phrase.range), blocks: section.blocks, state: state)
      }
    }
  }

  /// Blocks that are nothing but a day with a clock stamp what follows, up to the next such block.
  private mutating func readRows(_ phrases: [Int: [TimePhrase]]) {
    let document = reading.document
    let rows = document.blocks.indices.filter { index in
      guard document.update(of: index) == nil, document.isOwn(block: index), let phrase = phrases[index]?.first,
        phrase.day != nil, phrase.clock != nil, document.blocks[index].kind != .title
      else { return false }
      return phrase.range.count * 4 >= document.blocks[index].range.count * 3
    }
    // One lone stamp is the page's date line.
    guard rows.count > 1 else { return }
    for (position, row) in rows.enumerated() {
      let end = position + 1 < rows.count ? rows[position + 1] : min(row + 3, document.blocks.count)
      guard end > row + 1, let phrase = phrases[row]?.first, let moment = Settle.moment(phrase, in: page) else { continue }
      stamps[row] = Stamped(
        moment: recorded(moment), quote: document.quote(phrase.range), blocks: row + 1..<end, state: nil)
    }
  }

  private func recorded(_ moment: Moment) -> Moment {
    var moment = moment
    moment.kind = .recorded
    return moment
  }

  // MARK: What they tell

  /// An event for each post that has a known state or words for one, and the bound that the first post
  /// sets on the beginning.
  func claims() -> [Claim] {
    let ordered = stamps.sorted { $0.key < $1.key }.map(\.value)
    var claims = ordered.compactMap { stamp in
      phase(of: stamp).map { phase, cue in
        Claim(
          .time, .event(phase, stamp.moment), quotes: [stamp.quote] + [cue].compactMap { $0 }, rule: "update")
      }
    }
    if let first = ordered.min(by: { ($0.moment.order ?? .max) < ($1.moment.order ?? .max) }), !claims.isEmpty,
      let instant = first.moment.instant
    {
      var bound = first.moment
      bound.kind = .derived
      bound.latest = instant
      claims.append(
        Claim(.time, .event(.started, bound), quotes: [first.quote], rule: "first-update", confidence: .low))
    }
    return claims
  }

  private func phase(of stamp: Stamped) -> (Phase, Quote?)? {
    let document = reading.document
    if let state = stamp.state, case .state(let phase)? = Vocabulary.shared.attached[state.lowercased()] {
      let block = stamp.blocks.first { document.blocks[$0].kind == .state }
      return (phase, block.map { document.quote(document.blocks[$0].range) })
    }
    guard stamp.state == nil else { return nil }
    let cues = reading.clauses.all.filter { stamp.blocks.contains($0.block) }.flatMap { reading.clauses.cues(in: $0) }
    for (cue, phase) in [
      (Cue.resolution, Phase.resolved), (.recovery, .recovered), (.identification, .identified),
      (.mitigation, .mitigated), (.acknowledgement, .acknowledged), (.outage, .acknowledged),
    ] {
      if let hit = cues.first(where: { $0.cue == cue }), !cues.contains(where: { $0.cue == .promise && cue == .recovery }) {
        return (phase, document.quote(hit.range))
      }
    }
    return nil
  }
}
