import PostmortemPlugin

/// What a provider posted and when: the updates of a status page, and the rows of a dashboard whose
/// times stand in blocks of their own.
struct Posts {
  private let reading: Reading
  private let page: Setting
  private var stamps: [Int: Stamped] = [:]
  /// The stamp of each block that stands in a post.
  private var homes: [Int: Int] = [:]

  /// A block that is nothing but a time, or an update's machine stamp.
  private struct Stamped {
    let moment: Moment
    /// The words of the stamp, then the machine's value if the page has one.
    let quotes: [Quote]
    /// The blocks the stamp speaks for.
    let blocks: Range<Int>
    let state: String?
  }

  init(_ reading: Reading, lines: [BlockTimes], setting: Setting) {
    self.reading = reading
    page = setting
    let phrases = Dictionary(uniqueKeysWithValues: lines.map { ($0.block, $0.line.phrases) })
    readUpdates(phrases)
    readRows(phrases)
    for (key, stamp) in stamps.sorted(by: { $0.key < $1.key }) {
      for block in stamp.blocks { homes[block] = key }
    }
  }

  /// Whether a block is the stamp of a post: its time tells no event of its own.
  func isStamp(_ block: Int) -> Bool { stamps[block] != nil }

  /// What a block's phrases are settled by: the day of the post they stand in, else the page's.
  func setting(for block: Int) -> Setting {
    guard let stamp = homes[block].flatMap({ stamps[$0] }) else { return page }
    var setting = page
    setting.day = stamp.moment.date
    if let zone = stamp.moment.zone, setting.pageZones.isEmpty { setting.pageZones = [zone] }
    return setting
  }

  /// The stamp of the post that a block stands in.
  func quote(for block: Int) -> Quote? { homes[block].flatMap { stamps[$0]?.quotes.first } }

  // MARK: Finding stamps

  private mutating func readUpdates(_ phrases: [Int: [TimePhrase]]) {
    let document = reading.document
    for section in document.sections {
      guard case .update(let state, let machine) = section.kind else { continue }
      let block = section.blocks.first { document.blocks[$0].kind == .stamp }
      let phrase = block.flatMap { phrases[$0]?.first }
      guard let moment = machine?.moment ?? phrase.flatMap({ Settle.moment($0, in: page) }) else { continue }
      let quotes = [phrase.map { document.quote($0.range) }, machine?.quote].compactMap { $0 }
      stamps[block ?? -1 - section.blocks.lowerBound] = Stamped(
        moment: recorded(moment), quotes: quotes, blocks: section.blocks, state: state)
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
      guard end > row + 1, let phrase = phrases[row]?.first, let moment = Settle.moment(phrase, in: page) else {
        continue
      }
      stamps[row] = Stamped(
        moment: recorded(moment), quotes: [document.quote(phrase.range)], blocks: row + 1..<end, state: nil)
    }
  }

  private func recorded(_ moment: Moment) -> Moment {
    var moment = moment
    moment.kind = .recorded
    return moment
  }

  // MARK: What they tell

  /// An event for each post that has a known state or words for one; what a post without a clock in
  /// its words bounds; and the bound that the first post sets on the beginning.
  func claims() -> [Claim] {
    let ordered = stamps.sorted { $0.key < $1.key }.map(\.value)
    var claims: [Claim] = []
    for stamp in ordered {
      if let (phase, cue) = phase(of: stamp) {
        claims.append(Claim(.time, .event(phase, stamp.moment), quotes: stamp.quotes + cue, rule: "update"))
      }
      claims += end(of: stamp)
    }
    if let first = ordered.min(by: { ($0.moment.order ?? .max) < ($1.moment.order ?? .max) }), !claims.isEmpty {
      claims.append(contentsOf: bound(.started, by: first, cue: [], rule: "first-update"))
    }
    return claims
  }

  /// The event of a stamp that words or the order of posts put no later than it.
  private func bound(_ phase: Phase, by stamp: Stamped, cue: [Quote], rule: String) -> [Claim] {
    guard let instant = stamp.moment.instant else { return [] }
    var moment = stamp.moment
    moment.kind = .derived
    moment.latest = instant
    return [Claim(.time, .event(phase, moment), quotes: stamp.quotes + cue, rule: rule, confidence: .low)]
  }

  /// The cues of a post's own words, but for those of promises and denials.
  private func cues(of stamp: Stamped) -> [CueHit] {
    let blocks = reading.document.blocks
    guard let last = stamp.blocks.last,
      let first = reading.clauses.index(at: blocks[stamp.blocks.lowerBound].range.lowerBound),
      let end = reading.clauses.index(at: blocks[last].range.upperBound - 1)
    else { return [] }
    return reading.clauses.all[first...end].filter { blocks[$0.block].kind != .state }
      .filter { clause in !reading.clauses.has(.promise, in: clause) && !reading.clauses.has(.negation, in: clause) }
      .flatMap { reading.clauses.cues(in: $0) }
  }

  /// A post that says it is over, for some or for all, bounds the recovery; one that still looks for
  /// the cause speaks of something else.
  private func end(of stamp: Stamped) -> [Claim] {
    let state = phase(of: stamp)?.0
    guard state == nil || state == .mitigated || state == .resolved else { return [] }
    let cues = cues(of: stamp)
    guard let cue = cues.first(where: { reading.tellsRecovery($0) || $0.cue == .resolution }) else { return [] }
    let partial = cues.contains { $0.cue == .partial }
    return bound(
      partial ? .partiallyRecovered : .recovered, by: stamp, cue: [reading.document.quote(cue.range)],
      rule: "update-bound")
  }

  private func phase(of stamp: Stamped) -> (Phase, [Quote])? {
    let document = reading.document
    if let state = stamp.state {
      guard case .state(let phase)? = Vocabulary.shared.attached[state.lowercased()] else { return nil }
      let block = stamp.blocks.first { document.blocks[$0].kind == .state }
      return (phase, block.map { [document.quote(document.blocks[$0].range)] } ?? [])
    }
    let cues = cues(of: stamp)
    for (cue, phase) in Posts.wordedStates {
      if let hit = cues.first(where: { $0.cue == cue }) { return (phase, [document.quote(hit.range)]) }
    }
    return nil
  }

  /// What a post without a state says by its words, most telling first.
  private static let wordedStates: [(Cue, Phase)] = [
    (.resolution, .resolved), (.identification, .identified), (.mitigation, .mitigated),
    (.acknowledgement, .acknowledged), (.outage, .acknowledged),
  ]
}
