import PostmortemPlugin

/// When the page's parts were written: the updates of a status page, the rows of a dashboard or a
/// timeline, the later additions to an article, the lines of a live blog.
struct Stamps {
  /// A time that was written for others to read: of an update, a row, an addition, a line.
  struct Stamp {
    let moment: Moment
    /// The words of the stamp, then the machine's value if the page has one.
    let quotes: [Quote]
    /// The blocks the stamp speaks for.
    let blocks: Range<Int>
    let kind: Kind
  }

  enum Kind {
    /// Posted by a provider, with the state it gave.
    case post(state: String?)
    /// The row of a timeline told afterwards: its words happened at its time.
    case told(TimePhrase)
    /// The day that heads an incident.
    case head
    /// "Update, 5:23 p.m.": what a news page added and when.
    case addition
    /// The line of a live blog.
    case line

    /// Whether the stamp gives the day that clocks under it are of.
    var givesDay: Bool {
      switch self {
      case .post, .told, .head: return true
      case .addition, .line: return false
      }
    }
  }

  private let reading: Reading
  private let events: Events
  private let phrases: [Int: [TimePhrase]]
  private var found: [Int: Stamp] = [:]
  /// The stamp of each block that stands under one.
  private var homes: [Int: Int] = [:]

  init(_ reading: Reading, lines: [BlockTimes], events: Events) {
    self.reading = reading
    self.events = events
    phrases = Dictionary(uniqueKeysWithValues: lines.map { ($0.block, $0.line.phrases) })
    if rules.allow(.update) {
      readUpdates()
      readIncidentDays()
    }
    if rules.allow(.rows) {
      readRows()
      readTimeline()
    }
    readLeads()
    for (key, stamp) in found.sorted(by: { $0.key < $1.key }) {
      for block in stamp.blocks where homes[block] == nil { homes[block] = key }
    }
  }

  private var rules: Rules { events.rules }

  /// All stamps in the page's order.
  var all: [Stamp] { found.sorted { $0.key < $1.key }.map(\.value) }

  /// Whether a block is nothing but the stamp of others: its time tells no event of its own.
  func isStamp(_ block: Int) -> Bool { found[block].map { !$0.blocks.contains(block) } ?? false }

  /// The stamp that a block stands under.
  func home(of block: Int) -> Stamp? { homes[block].flatMap { found[$0] } }

  /// What a block's phrases are settled by: the stamp it stands under, else the page.
  func setting(for block: Int) -> Setting {
    var setting = events.setting
    guard let stamp = home(of: block) else { return setting }
    setting.written = stamp.moment.instant
    guard stamp.kind.givesDay else { return setting }
    setting.day = stamp.moment.date
    if let zone = stamp.moment.zone, setting.pageZones.isEmpty { setting.pageZones = [zone] }
    return setting
  }

  // MARK: Finding

  private mutating func readUpdates() {
    let document = reading.document
    for section in document.sections {
      guard case .update(let state, let machine) = section.kind else { continue }
      let block = section.blocks.first { document.blocks[$0].kind == .stamp }
      let phrase = block.flatMap { phrases[$0]?.first }
      guard let moment = moment(of: phrase, machine?.moment) else { continue }
      var quotes = phrase.map { [document.quote($0.range)] } ?? []
      quotes += machine?.quotes.filter { !quotes.contains($0) } ?? []
      // A machine's value alone does not say which incident it is of.
      if !quotes.contains(where: { $0.place == .text }), let first = section.blocks.first {
        quotes.append(document.quote(document.blocks[first].range))
      }
      found[block ?? -1 - section.blocks.lowerBound] = Stamp(
        moment: recorded(moment), quotes: quotes,
        blocks: rest(of: section.blocks, after: block), kind: .post(state: state.isEmpty ? nil : state))
    }
  }

  /// The day that heads an incident is that of its own lines; its updates have stamps of their own.
  private mutating func readIncidentDays() {
    let document = reading.document
    for (index, section) in document.sections.enumerated() where section.kind.isIncident {
      guard let block = section.blocks.first(where: { document.blocks[$0].kind == .stamp }),
        document.blocks[block].section == index, let phrase = phrases[block]?.first, phrase.day != nil,
        let moment = Settle.moment(phrase, in: events.setting)
      else { continue }
      let end = section.blocks.first { $0 > block && document.blocks[$0].section != index } ?? section.blocks.upperBound
      found[block] = Stamp(
        moment: recorded(moment), quotes: [document.quote(phrase.range)], blocks: block + 1..<max(end, block + 1),
        kind: .head)
    }
  }

  /// The machine's moment; where that is no more than a local time, the words give the zone.
  private func moment(of phrase: TimePhrase?, _ machine: Moment?) -> Moment? {
    if let machine, machine.instant != nil { return machine }
    var setting = events.setting
    if let machine { setting.day = machine.date }
    return phrase.flatMap { Settle.moment($0, in: setting) } ?? machine
  }

  private func rest(of blocks: Range<Int>, after block: Int?) -> Range<Int> {
    guard let block, blocks.contains(block), block + 1 < blocks.upperBound else { return blocks }
    return block + 1..<blocks.upperBound
  }

  /// Blocks that are nothing but a day with a clock stamp what follows, up to the next such block.
  private mutating func readRows() {
    let rows = rows { $0.day != nil }
    // One lone stamp is the page's date line.
    guard rows.count > 1 else { return }
    for (row, end) in spans(of: rows) {
      guard let phrase = phrases[row]?.first, let moment = Settle.moment(phrase, in: events.setting) else { continue }
      found[row] = Stamp(
        moment: recorded(moment), quotes: [reading.document.quote(phrase.range)], blocks: row + 1..<end,
        kind: .post(state: state(atHeadOf: row + 1)))
    }
  }

  /// Three or more blocks that are nothing but a clock are the times of a timeline: of the day named
  /// before it, running forwards or backwards.
  private mutating func readTimeline() {
    let rows = rows { $0.day == nil }
    guard rows.count > 2 else { return }
    var told: [(row: Int, end: Int, phrase: TimePhrase, moment: Moment, grounds: [Quote])] = []
    for (row, end) in spans(of: rows) {
      guard let phrase = phrases[row]?.first, let (moment, grounds) = events.moment(of: phrase) else { continue }
      told.append((row, end, phrase, moment, grounds))
    }
    let orders = told.compactMap(\.moment.order)
    guard orders.count == told.count else { return }
    let falls = zip(orders, orders.dropFirst()).filter { $0 > $1 }.count
    let isBackwards = falls * 2 > orders.count - 1
    var days = 0
    var last: Int?
    for entry in isBackwards ? told.reversed() : told {
      guard let order = entry.moment.order else { continue }
      // A clock that runs back has passed midnight.
      if let last, order + days * 86_400 < last { days += 1 }
      last = order + days * 86_400
      var moment = entry.moment
      for _ in 0..<days { moment = moment.nextDay() }
      let state = state(atHeadOf: entry.row + 1)
      found[entry.row] = Stamp(
        moment: moment, quotes: [reading.document.quote(entry.phrase.range)] + entry.grounds,
        blocks: entry.row + 1..<entry.end, kind: state == nil ? .told(entry.phrase) : .post(state: state))
    }
  }

  /// Blocks that are little more than one time.
  private func rows(where isMeant: (TimePhrase) -> Bool) -> [Int] {
    let document = reading.document
    return document.blocks.indices.filter { index in
      guard document.update(of: index) == nil, document.isOwn(block: index), let phrase = phrases[index]?.first,
        phrase.clock != nil, isMeant(phrase), document.blocks[index].kind != .title, found[index] == nil,
        // A day that heads updates is theirs: they have stamps of their own.
        index + 1 >= document.blocks.count || document.update(of: index + 1) == nil
      else { return false }
      return phrase.range.count * 4 >= document.blocks[index].range.count * 3
    }
  }

  /// Each row with the end of the blocks it speaks for.
  private func spans(of rows: [Int]) -> [(row: Int, end: Int)] {
    rows.enumerated().compactMap { position, row in
      let end = position + 1 < rows.count ? rows[position + 1] : min(row + 3, reading.document.blocks.count)
      return end > row + 1 ? (row, end) : nil
    }
  }

  /// Additions to an article and lines of a live blog head their own blocks.
  private mutating func readLeads() {
    for (block, phrases) in phrases.sorted(by: { $0.key < $1.key }) where found[block] == nil {
      guard let phrase = phrases.first(where: { $0.leads != nil }), let lead = phrase.leads, phrase.clock != nil,
        rules.allow(lead == .update ? .newsUpdate : .liveLine), let (moment, grounds) = events.moment(of: phrase)
      else { continue }
      // An addition that tells a time of its own needs no bound.
      let tellsMore = phrases.contains { ($0.clock != nil || $0.ago != nil) && $0.range != phrase.range }
      found[block] = Stamp(
        moment: moment, quotes: [reading.document.quote(phrase.range)] + grounds, blocks: block..<block + 1,
        kind: lead == .update && !tellsMore ? .addition : .line)
    }
  }

  /// The state that a post's first word gives: "Monitoring - the fix is out".
  private func state(atHeadOf block: Int) -> String? {
    guard reading.document.blocks.indices.contains(block) else { return nil }
    let range = reading.document.blocks[block].range
    let head = reading.document.text[range].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D }
    let word = String(decoding: head, as: UTF8.self)
    guard head.count < 24, case .state? = Vocabulary.shared.attached[word.lowercased()] else { return nil }
    return word
  }

  private func recorded(_ moment: Moment) -> Moment {
    var moment = moment
    moment.kind = .recorded
    return moment
  }
}
