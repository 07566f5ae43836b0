import PostmortemPlugin

/// What was posted and when: the events that stamps tell.
struct Posts {
  let reading: Reading
  let stamps: [Stamps.Stamp]
  let rules: Rules
  private let phases: PhaseRules

  init(reading: Reading, stamps: [Stamps.Stamp], rules: Rules) {
    self.reading = reading
    self.stamps = stamps
    self.rules = rules
    phases = PhaseRules(reading, by: rules)
  }

  /// An event for each post that has a known state or words for one; what a post without a clock in
  /// its words bounds; and the bound that the first post sets on the beginning.
  func claims() -> [Claim] {
    var claims: [Claim] = []
    for stamp in stamps {
      switch stamp.kind {
      case .post(let state): claims += posted(stamp, state)
      case .told(let phrase): claims += told(stamp, phrase)
      case .addition: claims += added(stamp)
      case .line, .head: break
      }
    }
    guard rules.allow(.firstUpdate) else { return claims }
    for group in groups() where isAccount(group, speaks: !claims.isEmpty) {
      let first = group.min { ($0.moment.order ?? .max) < ($1.moment.order ?? .max) }
      claims += first.map { bound(.started, by: $0, cue: [], rule: "first-update") } ?? []
    }
    return claims
  }

  /// The posts of each incident of the page, or of the page.
  private func groups() -> [[Stamps.Stamp]] {
    var groups: [Int: [Stamps.Stamp]] = [:]
    for stamp in stamps {
      guard case .post = stamp.kind else { continue }
      groups[stamp.blocks.first.flatMap { reading.document.incident(of: $0) } ?? -1, default: []].append(stamp)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whether posts tell an incident: those of an incident's section do, others where one of them says so; not
  /// if all of them only lead to another incident.
  private func isAccount(_ posts: [Stamps.Stamp], speaks: Bool) -> Bool {
    let isOwn = posts.contains { post in post.blocks.first.flatMap { reading.document.incident(of: $0) } != nil }
    guard isOwn || speaks else { return false }
    return !rules.allow(.noReferral) || !posts.allSatisfy { reading.refersElsewhere($0.blocks) }
  }

  // MARK: Providers' posts

  private func posted(_ stamp: Stamps.Stamp, _ state: String?) -> [Claim] {
    var claims: [Claim] = []
    let phase = phase(of: stamp, state)
    if let (phase, cue) = phase {
      claims.append(Claim(.time, .event(phase, stamp.moment), quotes: stamp.quotes + cue, rule: "update"))
    }
    // One that still looks for the cause speaks of something else than the end.
    if phase == nil || phase?.0 == .mitigated || phase?.0 == .resolved { claims += end(of: stamp) }
    return claims
  }

  private func phase(of stamp: Stamps.Stamp, _ state: String?) -> (Phase, [Quote])? {
    let document = reading.document
    if let state {
      guard case .state(let phase)? = Vocabulary.shared.attached[state.lowercased()] else { return nil }
      let block = stamp.blocks.first { document.blocks[$0].kind == .state }
      if let block { return (phase, [document.quote(document.blocks[block].range)]) }
      let start = document.blocks[stamp.blocks.lowerBound].range.lowerBound
      let isHead = document.text[start...].starts(with: state.utf8)
      return (phase, isHead ? [document.quote(start..<start + state.utf8.count)] : [])
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

  // MARK: Timelines told afterwards

  private func told(_ stamp: Stamps.Stamp, _ phrase: TimePhrase) -> [Claim] {
    guard let found = phases.told(cues(of: stamp), phrase) else { return [] }
    var quotes = stamp.quotes
    quotes.insert(reading.document.quote(found.cue), at: min(1, quotes.count))
    return [
      Claim(
        .time, .event(found.phase, stamp.moment), quotes: quotes, modality: found.hedged ? .hedged : .stated,
        rule: "row")
    ]
  }

  // MARK: Additions to an article

  /// An addition that says that it is over, or that the provider has spoken, bounds when.
  private func added(_ stamp: Stamps.Stamp) -> [Claim] {
    let cues = cues(of: stamp)
    guard !cues.contains(where: { $0.cue == .background || $0.cue == .closure }) else { return [] }
    let end = end(of: stamp)
    if !end.isEmpty { return end }
    // Where the article itself has the provider's word, an addition's is not the first.
    let before = reading.document.blocks[stamp.blocks.lowerBound].range.lowerBound
    guard let cue = cues.first(where: { $0.cue == .acknowledgement }),
      !reading.hits.cues.contains(where: { $0.cue == .acknowledgement && $0.range.lowerBound < before })
    else { return [] }
    return bound(.acknowledged, by: stamp, cue: [reading.document.quote(cue.range)], rule: "addition")
  }

  // MARK: Bounds

  /// The event of a stamp that words or the order of posts put no later than it.
  private func bound(_ phase: Phase, by stamp: Stamps.Stamp, cue: [Quote], rule: String) -> [Claim] {
    guard stamp.moment.date != nil else { return [] }
    var moment = stamp.moment
    moment.kind = .derived
    moment.latest = stamp.moment.instant
    return [Claim(.time, .event(phase, moment), quotes: stamp.quotes + cue, rule: rule, confidence: .low)]
  }

  /// A post that says it is over, for some or for all, bounds the recovery.
  private func end(of stamp: Stamps.Stamp) -> [Claim] {
    guard rules.allow(.updateBound) else { return [] }
    let cues = cues(of: stamp)
    guard let cue = cues.first(where: { isOver($0) }) else { return [] }
    let sentence = reading.clauses.clause(at: cue.range.lowerBound)?.sentence
    // "Some people were hit. It has been resolved" is over for all.
    let isPartial =
      !reading.document.isForAll(cue.range)
      && cues.contains {
        $0.cue == .partial && (cue.cue != .resolution || sentence?.contains($0.range.lowerBound) ?? true)
      }
    return bound(
      isPartial ? .partiallyRecovered : .recovered, by: stamp, cue: [reading.document.quote(cue.range)],
      rule: "update-bound")
  }

  /// "Until we are done" tells the end of nothing.
  private func isOver(_ cue: CueHit) -> Bool {
    guard reading.tellsRecovery(cue) else { return cue.cue == .resolution }
    return !reading.document.string(cue.range).lowercased().hasPrefix("until")
  }

  /// The cues of a post's own words, but for those of promises and denials.
  private func cues(of stamp: Stamps.Stamp) -> [CueHit] {
    let blocks = reading.document.blocks
    guard let last = stamp.blocks.last,
      let first = reading.clauses.index(at: blocks[stamp.blocks.lowerBound].range.lowerBound),
      let end = reading.clauses.index(at: blocks[last].range.upperBound - 1), first <= end
    else { return [] }
    return reading.clauses.all[first...end].filter { blocks[$0.block].kind != .state }
      .filter { clause in !reading.clauses.has(.promise, in: clause) && !reading.clauses.has(.negation, in: clause) }
      .flatMap { reading.clauses.cues(in: $0) }
  }
}
