import PostmortemPlugin

/// What happened at a time, from the words around it.
struct PhaseRules: Sendable {
  let reading: Reading

  /// A phase with the cue that gave it.
  struct Found: Sendable {
    let phase: Phase
    let cue: Range<Int>
    var hedged = false
    let rule: String
  }

  /// The stretch of a clause that a phrase can speak for: from the end of the phrase before it to the
  /// beginning of the one after.
  struct Window: Sendable {
    let before: [CueHit]
    let after: [CueHit]
    let clause: Int
  }

  /// The phase told of a phrase; nil where the words tell none, or speak of the future or of another occasion.
  func phase(of phrase: TimePhrase, between lower: Int, and upper: Int) -> Found? {
    guard let index = reading.clauses.index(at: phrase.range.lowerBound) else { return nil }
    if let found = heading(phrase) { return found }
    let window = window(index, phrase, lower, upper)
    let near = window.before + window.after
    guard !isElsewhere(near, phrase) else { return nil }
    if let found = decide(window, phrase) { return found }
    return neighbours(of: index, phrase)
  }

  /// A time that is a sentence of its own heads the sentence behind it: "22:52 UTC. The link was cut."
  private func heading(_ phrase: TimePhrase) -> Found? {
    guard let sentence = reading.clauses.sentence(at: phrase.range.lowerBound), let first = sentence.first,
      reading.clauses.all[first].sentence.count <= phrase.range.count + 4,
      let next = reading.clauses.sentence(at: reading.clauses.all[first].sentence.upperBound), next != sentence,
      reading.clauses.all[next.lowerBound].block == reading.clauses.all[first].block
    else { return nil }
    let cues = Array(reading.clauses.cues(in: next))
    guard !isElsewhere(cues, phrase) else { return nil }
    return decide(cues, all: cues, phrase).map {
      Found(phase: $0.phase, cue: $0.cue, hedged: $0.hedged, rule: "heading")
    }
  }

  private func window(_ index: Int, _ phrase: TimePhrase, _ lower: Int, _ upper: Int) -> Window {
    let cues = reading.clauses.cues(in: clauses(of: index, phrase))
    return Window(
      before: cues.filter { $0.range.upperBound <= phrase.range.lowerBound && $0.range.lowerBound >= lower },
      after: cues.filter { $0.range.lowerBound >= phrase.range.upperBound && $0.range.upperBound <= upper },
      clause: index)
  }

  /// The clauses a phrase reaches into: a phrase with a comma inside ends in a later one.
  private func clauses(of index: Int, _ phrase: TimePhrase) -> Range<Int> {
    let last = reading.clauses.index(at: phrase.range.upperBound - 1) ?? index
    return index..<max(index, last) + 1
  }

  /// Promises, announced work and other occasions are no events of this incident.
  private func isElsewhere(_ cues: [CueHit], _ phrase: TimePhrase) -> Bool {
    cues.contains { $0.cue == .planned || $0.cue == .background || $0.cue == .promise }
  }

  // MARK: Deciding

  /// English tells the event and then its time ("was restored at 2"), or the time first with a comma;
  /// Chinese the time and then the event.
  private func decide(_ window: Window, _ phrase: TimePhrase) -> Found? {
    let before = window.before.reversed().map { $0 }
    if reading.document.language == .chinese {
      return decide(window.after, all: window.before + window.after, phrase)
        ?? decide(before, all: window.before + window.after, phrase)
    }
    return decide(before, all: window.before + window.after, phrase)
      ?? decide(window.after, all: window.before + window.after, phrase)
  }

  /// The phase of the nearest telling cue.
  /// - Parameters:
  ///   - cues: one side of the phrase, nearest first.
  ///   - all: both sides.
  private func decide(_ cues: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Found? {
    for hit in cues {
      if let phase = phase(of: hit, beside: cues, all: all, phrase) {
        let hedged = all.contains { $0.cue == .hedge }
        return Found(phase: phase, cue: hit.range, hedged: hedged, rule: "clause")
      }
    }
    return nil
  }

  private func phase(of hit: CueHit, beside side: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Phase? {
    let kinds = Set(all.map(\.cue))
    if kinds.contains(.negation), hit.cue == .recovery || hit.cue == .resolution { return nil }
    switch hit.cue {
    case .signal: return dashboardNear(hit) ? .acknowledged : nil
    case .resolution: return isProvidersUpdate(hit) ? .resolved : .recovered
    case .partial: return kinds.contains(.recovery) || endsInRecovery(hit) ? .partiallyRecovered : nil
    case .recovery:
      if phrase.relation == .from, phrase.partner != nil { return .started }
      return kinds.contains(.partial) ? .partiallyRecovered : .recovered
    case .acknowledgement:
      // "Confirmed at 2:48 that service was back" tells the recovery.
      return kinds.contains(.recovery) ? (kinds.contains(.partial) ? .partiallyRecovered : .recovered) : .acknowledged
    case .identification: return .identified
    case .mitigation: return .mitigated
    case .detection: return .detected
    case .trigger: return .triggered
    case .outage, .degradation, .report:
      // "Acknowledged the trouble at 12:07" tells the acknowledgement.
      let spoken = hit.cue != .report && phrase.relation == nil && side.contains { $0.cue == .acknowledgement }
      return spoken ? .acknowledged : outage(phrase, kinds)
    default: return nil
    }
  }

  /// Partial phrases such as "began to come back" carry the recovery themselves.
  private func endsInRecovery(_ hit: CueHit) -> Bool { reading.tellsRecovery(hit) }

  /// Of words for the trouble itself: the time is its beginning, or its end where the words say
  /// "until" it. "Still down at 3" tells neither.
  private func outage(_ phrase: TimePhrase, _ kinds: Set<Cue>) -> Phase? {
    switch phrase.relation {
    case .to: return .recovered
    case .from: return .started
    case .by: return nil
    case nil: return kinds.contains(.now) && !kinds.contains(.begin) ? nil : .started
    }
  }

  private func dashboardNear(_ hit: CueHit) -> Bool {
    guard let sentence = reading.clauses.nearby(hit.range.lowerBound) else { return false }
    return reading.clauses.cues(in: sentence).contains { $0.cue == .dashboard }
  }

  private func isProvidersUpdate(_ hit: CueHit) -> Bool { reading.document.update(of: hit.block) != nil }

  /// A time in a clause of its own ("From 11 to 2:30, the app suffered …") speaks for the next clause
  /// of its sentence, else for the one before it.
  private func neighbours(of index: Int, _ phrase: TimePhrase) -> Found? {
    guard let sentence = reading.clauses.sentence(at: phrase.range.lowerBound) else { return nil }
    let last = clauses(of: index, phrase).upperBound - 1
    let order = [last + 1, index - 1, last + 2].filter { sentence.contains($0) }
    for neighbour in order {
      let cues = Array(reading.clauses.cues(in: reading.clauses.all[neighbour]))
      guard !isElsewhere(cues, phrase) else { continue }
      let nearest = neighbour > index ? cues : cues.reversed()
      if let found = decide(nearest, all: cues, phrase) {
        return Found(phase: found.phase, cue: found.cue, hedged: found.hedged, rule: "sentence")
      }
    }
    return nil
  }
}

extension Reading {
  /// Whether a cue says that service came back, wholly or in part.
  func tellsRecovery(_ hit: CueHit) -> Bool {
    guard hit.cue == .partial else { return hit.cue == .recovery }
    let words = document.string(hit.range)
    return ["back", "return", "recover", "restored", "恢复"].contains { words.contains($0) }
  }
}
