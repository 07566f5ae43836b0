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
    guard !isElsewhere(near, phrase), !isDayOfSaying(window, phrase) else { return nil }
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
      reading.clauses.all[first - 1].sentence.count <= 60
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
      if hit.cue == .background, lead.contains(hit.range.lowerBound) || isBound(hit, of: phrase) { return false }
      switch hit.cue {
      case .promise: return rules.allow(.noPromise)
      case .planned: return rules.allow(.noPlan)
      case .background, .peak: return rules.allow(.noOtherOccasion)
      default: return false
      }
    }
  }

  /// "Said on Wednesday that": the day belongs to the verb of saying right before it.
  private func isDayOfSaying(_ window: Window, _ phrase: TimePhrase) -> Bool {
    guard rules.allow(.noDayOfSaying), phrase.clock == nil, phrase.ago == nil else { return false }
    return window.before.contains {
      ($0.cue == .saying || $0.cue == .complaint) && phrase.range.lowerBound - $0.range.upperBound <= 24
    }
  }

  /// 7 月 3 日之前: the word belongs to the date, and is no other occasion.
  private func isBound(_ hit: CueHit, of phrase: TimePhrase) -> Bool {
    hit.range.lowerBound >= phrase.range.upperBound && hit.range.lowerBound - phrase.range.upperBound <= 1
      && ["之前", "以前"].contains(reading.document.string(hit.range))
  }

  // MARK: Deciding

  /// English tells the event and then its time ("was restored at 2"), or the time first with a comma;
  /// Chinese the time and then the event.
  private func decide(_ window: Window, _ phrase: TimePhrase) -> Found? {
    if let found = notUntil(window, phrase) { return found }
    let before = window.before.reversed().map { $0 }
    if reading.document.language == .chinese {
      return decide(window.after, all: window.before + window.after, phrase)
        ?? decide(before, all: window.before + window.after, phrase)
    }
    return decide(before, all: window.before + window.after, phrase)
      ?? decide(window.after, all: window.before + window.after, phrase)
  }

  /// "Service was not restored until 5:30", "it was not until noon that they acknowledged it".
  private func notUntil(_ window: Window, _ phrase: TimePhrase) -> Found? {
    guard rules.allow(.notUntil), phrase.relation == .to, phrase.partner == nil,
      let denial = window.before.first(where: { $0.cue == .negation }),
      !["won't", "cannot", "can't", "never"].contains(reading.document.string(denial.range).lowercased())
    else { return nil }
    let told = (window.before + window.after).filter { $0.range.lowerBound > denial.range.lowerBound && !isUntil($0) }
    for hit in told {
      switch hit.cue {
      case .acknowledgement, .saying: return Found(phase: .acknowledged, cue: hit.range, rule: "clause")
      case .recovery, .resolution: return Found(phase: back(told), cue: hit.range, rule: "clause")
      case .identification: return Found(phase: .identified, cue: hit.range, rule: "clause")
      default: continue
      }
    }
    return nil
  }

  private func isUntil(_ hit: CueHit) -> Bool {
    ["until", "till", "直到"].contains(reading.document.string(hit.range).lowercased())
  }

  /// The phase of the nearest telling cue.
  /// - Parameters:
  ///   - cues: one side of the phrase, nearest first.
  ///   - all: both sides.
  private func decide(_ cues: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Found? {
    for hit in cues {
      if let phase = phase(of: hit, beside: cues, all: all, phrase) {
        // A day alone tells a beginning or an end and no step between them.
        if phrase.clock == nil, phrase.ago == nil, !PhaseRules.ofDays.contains(phase) {
          if phase == .triggered { continue }
          return nil
        }
        let hedged = all.contains { $0.cue == .hedge }
        // Of "announced that it was restored" the second word tells the end.
        let isTold = hit.cue == .saying || hit.cue == .acknowledgement
        let end =
          isTold && (phase == .recovered || phase == .partiallyRecovered)
          ? all.first { $0.cue == .recovery || $0.cue == .resolution } : nil
        return Found(phase: phase, cue: (end ?? hit).range, hedged: hedged, rule: "clause")
      }
    }
    return nil
  }

  private static let ofDays: Set<Phase> = [.started, .recovered, .partiallyRecovered]

  private func phase(of hit: CueHit, beside side: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Phase? {
    let kinds = Set(all.map(\.cue))
    if rules.allow(.noNegation), hit.cue == .recovery || hit.cue == .resolution,
      all.contains(where: { denies($0, hit) })
    {
      return nil
    }
    switch hit.cue {
    case .signal: return rules.allow(.panelColour) && dashboardNear(hit) ? .acknowledged : nil
    case .resolution:
      return rules.allow(.resolutionWords) ? reading.isForAll(hit) ? .recovered : back(all) : nil
    case .partial:
      guard kinds.contains(.recovery) || reading.tellsRecovery(hit) else { return nil }
      return back(all)
    case .recovery:
      guard rules.allow(.recoveryWords) else { return nil }
      return phrase.relation == .from && phrase.partner != nil ? .started : back(all)
    case .acknowledgement:
      // "Confirmed at 2:48 that service was back" tells the recovery.
      if kinds.contains(.recovery), rules.allow(.confirmedRecovery) { return back(all) }
      return rules.allow(.acknowledgementWords) ? .acknowledged : nil
    case .identification: return rules.allow(.identificationWords) ? .identified : nil
    case .mitigation: return rules.allow(.mitigationWords) ? .mitigated : nil
    case .detection: return rules.allow(.detectionWords) ? .detected : nil
    case .trigger: return rules.allow(.triggerWords) ? .triggered : nil
    case .explanation: return rules.allow(.explanationWords) ? .explained : nil
    case .saying: return said(all, phrase)
    case .begin:
      // "Recovery began at 7:31": the first for whom it was over.
      if recoveryBegins(hit, beside: all) { return .partiallyRecovered }
      return begins(hit, phrase) && rules.allow(.beginWords) ? .started : nil
    case .report: return rules.allow(.reportWords) ? outage(phrase, kinds) : nil
    case .outage, .degradation:
      // "Acknowledged the trouble at 12:07" tells the acknowledgement.
      if hit.range.lowerBound >= phrase.range.upperBound, subsides(hit, beside: side) { return back(all) }
      let spoken = phrase.relation == nil && side.contains { $0.cue == .acknowledgement }
      if let verb = verb(of: hit, in: side, phrase) { return self.phase(of: verb, beside: side, all: all, phrase) }
      if spoken, rules.allow(.acknowledgementWords) { return .acknowledged }
      return rules.allow(.outageWords) ? outage(phrase, kinds) : nil
    default: return nil
    }
  }

  /// "Was not yet restored": a denial reaches no further than a few words; "people without an account are
  /// served again" denies nothing.
  private func denies(_ negation: CueHit, _ hit: CueHit) -> Bool {
    guard negation.cue == .negation else { return false }
    return max(hit.range.lowerBound - negation.range.upperBound, negation.range.lowerBound - hit.range.upperBound) <= 40
  }

  /// "The second one began around lunchtime": a verb of beginning tells the start where the trouble is
  /// named in its own paragraph or one beside it.
  private func begins(_ hit: CueHit, _ phrase: TimePhrase) -> Bool {
    if isLabel(hit) { return true }
    let words = reading.document.string(hit.range).lowercased()
    guard PhaseRules.beginnings.contains(where: words.contains),
      let sentence = reading.clauses.nearby(hit.range.lowerBound),
      // "From 2:52 on, service was back": what began was the end.
      !reading.clauses.cues(in: sentence).contains(where: {
        ($0.cue == .recovery || $0.cue == .resolution) && $0.range.lowerBound > hit.range.lowerBound
          && $0.range.lowerBound < phrase.horizon
      })
    else { return false }
    return reading.cues(near: hit.range.lowerBound, within: 4_000).contains {
      ($0.cue == .outage || $0.cue == .degradation) && abs($0.block - hit.block) <= 1
    }
  }

  /// Whether what begins is the end, named right before the verb.
  private func recoveryBegins(_ hit: CueHit, beside all: [CueHit]) -> Bool {
    guard ["began", "begun", "started"].contains(where: reading.document.string(hit.range).lowercased().hasPrefix)
    else {
      return false
    }
    return all.contains {
      $0.cue == .recovery && $0.range.upperBound <= hit.range.lowerBound
        && hit.range.lowerBound - $0.range.upperBound <= 2
    }
  }

  /// "Start:" at the head of a line.
  private func isLabel(_ hit: CueHit) -> Bool {
    let block = reading.document.blocks[hit.block].range
    guard rules.allow(.label), block.count < 120, hit.range.lowerBound - block.lowerBound <= 12 else { return false }
    return reading.document.text[hit.range.upperBound..<min(hit.range.upperBound + 6, block.upperBound)].contains(0x3A)
      || reading.document.string(hit.range.upperBound..<min(hit.range.upperBound + 6, block.upperBound)).contains("：")
  }

  private static let beginnings = ["began", "begin", "start", "开始", "始于", "起于", "最早", "首次"]

  /// The verb right before a word for the trouble that is its object: "detected the problem".
  private func verb(of hit: CueHit, in side: [CueHit], _ phrase: TimePhrase) -> CueHit? {
    guard rules.allow(.verbAndObject), phrase.relation == nil else { return nil }
    let verbs: Set<Cue> = [.detection, .identification, .mitigation, .resolution, .recovery]
    let before = side.first {
      verbs.contains($0.cue) && $0.range.upperBound <= hit.range.lowerBound
        && hit.range.lowerBound - $0.range.upperBound <= 32
    }
    // "Incident resolved", "问题已解决": or its participle.
    return before
      ?? side.first {
        verbs.contains($0.cue) && $0.range.lowerBound >= hit.range.upperBound
          && $0.range.lowerBound - hit.range.upperBound <= 10
      }
  }

  /// "Said at 3:15 that it had been fixed" tells the end; "said at 3:15 that there was a problem" that
  /// somebody spoke. The day on which something was said is not the day it happened.
  private func said(_ all: [CueHit], _ phrase: TimePhrase) -> Phase? {
    guard rules.allow(.sayingWords) else { return nil }
    if phrase.clock == nil { return nil }
    if all.contains(where: { $0.cue == .recovery || $0.cue == .resolution }) { return back(all) }
    return all.contains { $0.cue == .outage || $0.cue == .degradation } ? .acknowledged : nil
  }

  /// Back for all, or for some.
  private func back(_ cues: [CueHit]) -> Phase {
    cues.contains { $0.cue == .partial } && rules.allow(.partialWords) ? .partiallyRecovered : .recovered
  }

  /// Of words for the trouble itself: the time is its beginning, or its end where the words say
  /// "until" it. "Still down at 3" tells neither.
  private func outage(_ phrase: TimePhrase, _ kinds: Set<Cue>) -> Phase? {
    switch phrase.relation {
    case .to: return rules.allow(.untilWords) ? .recovered : nil
    case .from: return rules.allow(.sinceWords) ? .started : nil
    case .by: return nil
    case nil: return kinds.contains(.now) && !kinds.contains(.begin) && rules.allow(.noStillDown) ? nil : .started
    }
  }

  /// "At 4:33 the error rates had returned to normal": what the words for the trouble are the subject of.
  private func subsides(_ hit: CueHit, beside side: [CueHit]) -> Bool {
    side.contains { end in
      let gap = end.range.lowerBound - hit.range.upperBound
      guard end.cue == .recovery, gap > 0, gap <= 40 else { return false }
      let words = reading.document.string(end.range).lowercased()
      return words.contains("normal") && !words.contains("operat")
    }
  }

  private func dashboardNear(_ hit: CueHit) -> Bool {
    guard let sentence = reading.clauses.nearby(hit.range.lowerBound) else { return false }
    return reading.clauses.cues(in: sentence).contains { $0.cue == .dashboard }
  }

  /// A time in a clause of its own ("From 11 to 2:30, the app suffered …") speaks for the next clause
  /// of its sentence, else for the one before it; the only time of a sentence for any clause of it.
  private func neighbours(of index: Int, _ phrase: TimePhrase, isAlone: Bool) -> Found? {
    guard rules.allow(.sentence), let sentence = reading.clauses.nearby(phrase.range.lowerBound) else { return nil }
    let last = clauses(of: index, phrase).upperBound - 1
    let reach = isAlone ? 4 : 2
    let near = [last + 1, index - 1, last + 2]
    let far = reach > 2 ? (2...reach).flatMap { [last + $0 + 1, index - $0] } : []
    for neighbour in near + far where sentence.contains(neighbour) {
      let cues = Array(reading.clauses.cues(in: reading.clauses.all[neighbour]))
      guard !isElsewhere(cues, phrase) else { continue }
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
