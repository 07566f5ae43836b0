import PostmortemPlugin

/// What happened at a time, from the words around it.
struct PhaseRules: Sendable {
  let reading: Reading
  let rules: Rules
  /// The title and the first paragraph: what they tell is the page's subject.
  let lead: Range<Int>
  let parts: ReportParts

  init(_ reading: Reading, by rules: Rules) {
    self.reading = reading
    self.rules = rules
    lead = reading.lead
    parts = ReportParts(reading.document)
  }

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
  /// - Parameters:
  ///   - lower: where the time before it ends.
  ///   - upper: where the time after it begins.
  ///   - isAlone: whether its sentence has no other clock.
  func phase(of phrase: TimePhrase, between lower: Int, and upper: Int, isAlone: Bool) -> Found? {
    guard let index = reading.clauses.index(at: phrase.range.lowerBound) else { return nil }
    if let found = heading(phrase) { return found }
    let window = window(index, phrase, lower, upper)
    let near = window.before + window.after
    guard !isElsewhere(near, phrase), !isUnderAnother(index, phrase), !isDayOfSaying(window, phrase) else { return nil }
    if let found = decide(window, phrase) ?? summary(phrase) { return found }
    return neighbours(of: index, phrase, isAlone: isAlone) ?? sentenceBefore(phrase)
  }

  /// The window that opens the summary of a provider's report, "Between 08:10 and 09:25 UTC, customers …", or
  /// in which a post tells what customers saw.
  private func summary(_ phrase: TimePhrase) -> Found? {
    guard rules.allow(.summaryWindow), phrase.partner != nil,
      let block = reading.document.block(at: phrase.range.lowerBound),
      let sentence = reading.clauses.sentence(at: phrase.range.lowerBound), let first = sentence.first
    else { return nil }
    let people = reading.clauses.cues(in: sentence).filter { $0.cue == .people || $0.cue == .partial }
    let start = reading.clauses.all[first].sentence.lowerBound
    let opens = phrase.range.lowerBound - start <= 48
    let later = people.first { $0.range.lowerBound >= phrase.range.upperBound }
    switch parts.part(of: block) {
    case .summary:
      let label = reading.document.blocks[block].range.lowerBound..<phrase.range.upperBound
      return opens ? Found(phase: .started, cue: later?.range ?? label, rule: "clause") : nil
    case nil where reading.document.update(of: block) != nil:
      guard let whose = later ?? people.last else {
        return opens && isClosed(block)
          ? Found(phase: .started, cue: start..<phrase.range.upperBound, rule: "clause") : nil
      }
      return Found(phase: .started, cue: whose.range, rule: "clause")
    default: return nil
    }
  }

  /// Whether a post says that it is over: the window that it opens with was the incident's.
  private func isClosed(_ block: Int) -> Bool {
    reading.cues(in: reading.document.blocks[block].range).contains { $0.cue == .resolution }
  }

  /// "They're back. 2 a.m. Pacific, for those who keep count": a time that opens a sentence without an
  /// event belongs to the short sentence before it.
  private func sentenceBefore(_ phrase: TimePhrase) -> Found? {
    guard rules.allow(.sentence), phrase.clock != nil,
      let sentence = reading.clauses.sentence(at: phrase.range.lowerBound), let first = sentence.first, first > 0,
      phrase.range.lowerBound - reading.clauses.all[first].range.lowerBound <= 2,
      reading.clauses.all[first - 1].block == reading.clauses.all[first].block,
      reading.clauses.all[first - 1].sentence.count <= 60,
      // "They still work on it" speaks for itself.
      !reading.clauses.cues(in: sentence).contains(where: { [.now, .promise, .negation, .mitigation].contains($0.cue) })
    else { return nil }
    let cues = Array(reading.clauses.cues(in: reading.clauses.all[first - 1]))
    guard !isElsewhere(cues, phrase) else { return nil }
    return decide(cues, all: cues, phrase).map {
      Found(phase: $0.phase, cue: $0.cue, hedged: $0.hedged, rule: "sentence")
    }
  }

  /// What the cues of a timeline's row tell of its time.
  func told(_ cues: [CueHit], _ phrase: TimePhrase) -> Found? {
    isElsewhere(cues, phrase) ? nil : decide(cues, all: cues, phrase)
  }

  /// A time that is a sentence of its own heads the sentence behind it: "22:52 UTC. The link was cut."
  private func heading(_ phrase: TimePhrase) -> Found? {
    guard rules.allow(.heading), let sentence = reading.clauses.sentence(at: phrase.range.lowerBound),
      let first = sentence.first,
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
    cues.contains { hit in
      // What the lead calls "last week" is the incident itself.
      if hit.cue == .background,
        lead.contains(hit.range.lowerBound) && reading.isRecent(hit) || isBound(hit, of: phrase)
      {
        return false
      }
      switch hit.cue {
      case .promise: return rules.allow(.noPromise)
      case .planned: return rules.allow(.noPlan)
      case .background, .peak: return rules.allow(.noOtherOccasion)
      default: return false
      }
    }
  }

  /// "Last month, the site went down at 7:20", 官方预计，下午 6 点恢复: what stands before the clause and is set
  /// off by a comma governs it.
  private func isUnderAnother(_ index: Int, _ phrase: TimePhrase) -> Bool {
    guard index > 0, let sentence = reading.clauses.nearby(phrase.range.lowerBound), sentence.contains(index - 1) else {
      return false
    }
    let before = reading.clauses.all[index - 1]
    let first = reading.clauses.all[sentence.lowerBound]
    let isPromise = reading.clauses.cues(in: before).contains {
      $0.cue == .promise && before.range.upperBound - $0.range.upperBound <= 4
    }
    let isOtherDay = reading.clauses.cues(in: first).contains {
      $0.cue == .background && first.range.count <= $0.range.count + 6
        && !(lead.contains($0.range.lowerBound) && reading.isRecent($0))
    }
    return isPromise && rules.allow(.noPromise) || isOtherDay && rules.allow(.noOtherOccasion)
  }

  /// "Said on Wednesday that", 周三表示: the day belongs to the verb of saying beside it.
  private func isDayOfSaying(_ window: Window, _ phrase: TimePhrase) -> Bool {
    guard rules.allow(.noDayOfSaying), phrase.clock == nil, phrase.ago == nil else { return false }
    let reach = reading.document.language == .chinese ? 9 : 1
    if let verb = window.after.first, [.saying, .complaint, .acknowledgement, .explanation].contains(verb.cue),
      verb.range.lowerBound - phrase.range.upperBound <= reach
    {
      return true
    }
    return window.before.contains {
      ($0.cue == .saying || $0.cue == .complaint) && phrase.range.lowerBound - $0.range.upperBound <= 24
    }
  }

  /// 7 月 3 日之前: the word belongs to the date, and is no other occasion.
  private func isBound(_ hit: CueHit, of phrase: TimePhrase) -> Bool {
    hit.range.lowerBound >= phrase.range.upperBound && hit.range.lowerBound - phrase.range.upperBound <= 1
      && ["之前", "以前"].contains(reading.document.string(hit.range))
  }

  /// A time in a clause of its own ("From 11 to 2:30, the app suffered …") speaks for the next clause
  /// of its sentence, else for the one before it; the only time of a sentence for any clause of it.
  private func neighbours(of index: Int, _ phrase: TimePhrase, isAlone: Bool) -> Found? {
    guard rules.allow(.sentence), let sentence = reading.clauses.nearby(phrase.range.lowerBound) else { return nil }
    let last = clauses(of: index, phrase).upperBound - 1
    // What the reader may have met with is told at length.
    let isAddress = reading.clauses.has(.condition, in: reading.clauses.all[index])
    let reach = isAlone || isAddress ? 4 : 2
    let near = [last + 1, index - 1, last + 2]
    let far = reach > 2 ? (2...reach).flatMap { [last + $0 + 1, index - $0] } : []
    for neighbour in near + far where sentence.contains(neighbour) {
      var cues = Array(reading.clauses.cues(in: reading.clauses.all[neighbour]))
      guard !isElsewhere(cues, phrase) else { continue }
      // "If you tried it today, … people say that it fails": whoever says so, it is of today.
      if isAddress { cues.removeAll { $0.cue == .acknowledgement || $0.cue == .saying } }
      let nearest = neighbour > index ? cues : cues.reversed()
      if let found = decide(nearest, all: cues, phrase) {
        // What was said far off in the sentence was not said at this time.
        if found.phase == .acknowledged, !near.contains(neighbour) { continue }
        // "By 7:08, most were back": the time has a clause of its own before what it tells of.
        let opens = neighbour == last + 1 && isAllOfClause(phrase, from: index, to: last)
        // "99% were back by 1:01, and the last by 2:10": a clause that has no event of its own goes on
        // with the one before it.
        let own = reading.clauses.cues(in: reading.clauses.all[index])
        let goesOn = neighbour == index - 1 && own.allSatisfy { $0.cue == .rest || $0.cue == .partial }
        let isRest = goesOn && found.phase == .partiallyRecovered && own.contains { $0.cue == .rest }
        return Found(
          phase: isRest ? .recovered : found.phase, cue: found.cue, hedged: found.hedged,
          rule: goesOn || opens ? "clause" : "sentence")
      }
    }
    return nil
  }

  private func isAllOfClause(_ phrase: TimePhrase, from first: Int, to last: Int) -> Bool {
    let all = reading.clauses.all
    return phrase.range.lowerBound - all[first].range.lowerBound <= 12
      && all[last].range.upperBound - phrase.range.upperBound <= 3
  }
}
