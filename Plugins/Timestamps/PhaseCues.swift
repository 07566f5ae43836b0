import PostmortemPlugin

/// What the cues beside a time tell of it.
extension PhaseRules {
  /// English tells the event and then its time ("was restored at 2"), or the time first with a comma;
  /// Chinese the time and then the event.
  func decide(_ window: Window, _ phrase: TimePhrase) -> Found? {
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
  func decide(_ cues: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Found? {
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
          ? heard(hit, all).first { $0.cue == .recovery || $0.cue == .resolution } : nil
        return Found(phase: phase, cue: (end ?? hit).range, hedged: hedged, rule: "clause")
      }
    }
    return nil
  }

  private static let ofDays: Set<Phase> = [.started, .recovered, .partiallyRecovered]

  private func phase(of hit: CueHit, beside side: [CueHit], all: [CueHit], _ phrase: TimePhrase) -> Phase? {
    let kinds = Set(all.map(\.cue))
    if rules.allow(.noNegation) {
      // "At nine the problem was not solved" tells neither its end nor its beginning.
      let ends = all.filter { $0.cue == .recovery || $0.cue == .resolution }
      let isDenied = [.recovery, .resolution].contains(hit.cue) ? [hit] : hit.cue == .outage ? ends : []
      if isDenied.contains(where: { end in all.contains { denies($0, end) } }) { return nil }
    }
    switch hit.cue {
    case .signal: return rules.allow(.panelColour) && dashboardNear(hit) ? .acknowledged : nil
    case .resolution:
      return rules.allow(.resolutionWords) ? reading.document.isForAll(hit.range) ? .recovered : back(all) : nil
    case .partial:
      guard kinds.contains(.recovery) || reading.tellsRecovery(hit) else { return nil }
      return back(all)
    case .recovery:
      guard rules.allow(.recoveryWords) else { return nil }
      return phrase.relation == .from && phrase.partner != nil ? .started : back(all)
    case .acknowledgement:
      // "Confirmed at 2:48 that service was back" tells the recovery.
      let heard = heard(hit, all)
      if heard.contains(where: { $0.cue == .recovery }), rules.allow(.confirmedRecovery) { return back(heard) }
      return rules.allow(.acknowledgementWords) ? .acknowledged : nil
    case .identification: return rules.allow(.identificationWords) ? .identified : nil
    case .mitigation: return rules.allow(.mitigationWords) ? .mitigated : nil
    case .detection: return rules.allow(.detectionWords) ? .detected : nil
    case .trigger: return rules.allow(.triggerWords) ? .triggered : nil
    case .explanation: return rules.allow(.explanationWords) ? .explained : nil
    case .saying: return said(heard(hit, all), phrase)
    case .begin:
      // "Recovery began at 7:31": the first for whom it was over.
      if recoveryBegins(hit, beside: all) { return .partiallyRecovered }
      return begins(hit, phrase) && rules.allow(.beginWords) ? .started : nil
    case .report: return rules.allow(.reportWords) ? outage(phrase, kinds) : nil
    case .outage, .degradation:
      if hit.range.lowerBound >= phrase.range.upperBound, subsides(hit, beside: side) { return back(all) }
      // "Acknowledged the trouble at 12:07" tells the acknowledgement.
      let spoken =
        phrase.relation == nil && !isRelative(hit, phrase)
        && (side.contains { $0.cue == .acknowledgement }
          || kinds.contains(.dashboard) && side.contains { $0.cue == .saying })
      if let verb = verb(of: hit, in: side, phrase) { return self.phase(of: verb, beside: side, all: all, phrase) }
      if spoken, rules.allow(.acknowledgementWords) { return .acknowledged }
      return rules.allow(.outageWords) ? outage(phrase, kinds) : nil
    case .duration:
      // 周五经历了两个小时的停机时间.
      let words = reading.document.string(hit.range)
      let isTrouble = phrase.clock == nil && ["停机", "宕机", "中断", "故障", "downtime"].contains(where: words.contains)
      return isTrouble && rules.allow(.outageWords) ? outage(phrase, kinds) : nil
    default: return nil
    }
  }

  /// "Apologised for an outage that left millions without mail on Sunday": the day is the outage's.
  private func isRelative(_ trouble: CueHit, _ phrase: TimePhrase) -> Bool {
    guard trouble.range.upperBound < phrase.range.lowerBound,
      phrase.range.lowerBound - trouble.range.upperBound < 80
    else { return false }
    let between = reading.document.string(trouble.range.upperBound..<phrase.range.lowerBound)
    return between.hasPrefix(" that ") || between.hasPrefix(" which ")
  }

  /// "The second one began around lunchtime": a verb of beginning tells the start where the trouble is
  /// named in its own paragraph or one beside it.
  private func begins(_ hit: CueHit, _ phrase: TimePhrase) -> Bool {
    if isLabel(hit) { return true }
    if isOfAnother(hit) || isFirstWord(hit) { return false }
    let words = reading.document.string(hit.range).lowercased()
    guard PhaseRules.beginnings.contains(where: words.contains),
      let sentence = reading.clauses.nearby(hit.range.lowerBound),
      // "Starting at 2:52, service was back": what began was the end. "The outage, which began at 2:52, was
      // resolved at 4": it was the trouble.
      isOfTrouble(hit, in: sentence)
        || !reading.clauses.cues(in: sentence).contains(where: {
          ($0.cue == .recovery || $0.cue == .resolution) && $0.range.lowerBound > hit.range.lowerBound
            && $0.range.lowerBound < phrase.horizon && !isUntil($0)
        })
    else { return false }
    return reading.cues(near: hit.range.lowerBound, within: 4_000).contains {
      ($0.cue == .outage || $0.cue == .degradation) && abs($0.block - hit.block) <= 1
    }
  }

  /// Whether a word for the trouble stands right before the verb: "the outage, which began".
  private func isOfTrouble(_ hit: CueHit, in sentence: Range<Int>) -> Bool {
    reading.clauses.cues(in: sentence).contains {
      ($0.cue == .outage || $0.cue == .degradation) && $0.range.upperBound <= hit.range.lowerBound
        && hit.range.lowerBound - $0.range.upperBound <= 9
    }
  }

  /// "First acknowledged", 首次承认: the provider's word.
  private func isFirstWord(_ hit: CueHit) -> Bool {
    guard let clause = reading.clauses.clause(at: hit.range.lowerBound) else { return false }
    return ["first", "首次", "最早"].contains(reading.document.string(hit.range).lowercased())
      && reading.clauses.has(.acknowledgement, in: clause)
  }

  /// 部署于 09:00 开始, 10 点开始售票: something else began, where the clause has no word for the trouble.
  private func isOfAnother(_ hit: CueHit) -> Bool {
    guard reading.document.language == .chinese, let clause = reading.clauses.clause(at: hit.range.lowerBound),
      !reading.clauses.cues(in: clause).contains(where: { [.outage, .degradation, .report].contains($0.cue) })
    else { return false }
    let isObject = clause.range.upperBound - hit.range.upperBound > 6
    return isObject || reading.clauses.has(.trigger, in: clause)
  }

  /// "Start:" at the head of a line.
  private func isLabel(_ hit: CueHit) -> Bool {
    let block = reading.document.blocks[hit.block].range
    guard rules.allow(.label), block.count < 120, hit.range.lowerBound - block.lowerBound <= 12 else { return false }
    return reading.document.text[hit.range.upperBound..<min(hit.range.upperBound + 6, block.upperBound)].contains(0x3A)
      || reading.document.string(hit.range.upperBound..<min(hit.range.upperBound + 6, block.upperBound)).contains("：")
  }

  private static let beginnings = ["began", "begin", "start", "开始", "始于", "起于", "最早", "首次", "first"]

  /// The verb right before a word for the trouble that is its object: "detected the problem".
  private func verb(of hit: CueHit, in side: [CueHit], _ phrase: TimePhrase) -> CueHit? {
    guard rules.allow(.verbAndObject), phrase.relation == nil else { return nil }
    let verbs: Set<Cue> = [.detection, .identification, .mitigation, .resolution, .recovery]
    let before = side.first {
      verbs.contains($0.cue) && $0.range.upperBound <= hit.range.lowerBound
        && hit.range.lowerBound - $0.range.upperBound <= 32
        // "Back after an outage on Sunday": no object.
        && !reading.document.string($0.range.upperBound..<hit.range.lowerBound).hasPrefix(" after ")
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

  /// A verb of saying that ends its clause (发言人表示，服务已恢复) speaks of the next one, if that is no promise
  /// and no denial.
  private func heard(_ hit: CueHit, _ all: [CueHit]) -> [CueHit] {
    guard rules.allow(.sayingWords), let index = reading.clauses.index(at: hit.range.lowerBound),
      reading.clauses.all[index].range.upperBound - hit.range.upperBound <= 4,
      let sentence = reading.clauses.nearby(hit.range.lowerBound), sentence.contains(index + 1)
    else { return all }
    let next = Array(reading.clauses.cues(in: reading.clauses.all[index + 1]))
    let isOpen = next.contains { [.promise, .negation, .planned, .background].contains($0.cue) }
    return isOpen ? all : all + next
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

  private func dashboardNear(_ hit: CueHit) -> Bool {
    guard let sentence = reading.clauses.nearby(hit.range.lowerBound) else { return false }
    return reading.clauses.cues(in: sentence).contains { $0.cue == .dashboard }
  }

  /// "Was not yet restored": a denial reaches no further than a few words; "people without an account are
  /// served again" denies nothing.
  private func denies(_ negation: CueHit, _ hit: CueHit) -> Bool {
    guard negation.cue == .negation else { return false }
    return max(hit.range.lowerBound - negation.range.upperBound, negation.range.lowerBound - hit.range.upperBound) <= 40
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

  /// "At 4:33 the error rates had returned to normal": what the words for the trouble are the subject of.
  private func subsides(_ hit: CueHit, beside side: [CueHit]) -> Bool {
    side.contains { end in
      let gap = end.range.lowerBound - hit.range.upperBound
      guard end.cue == .recovery, gap > 0, gap <= 40 else { return false }
      let words = reading.document.string(end.range).lowercased()
      return words.contains("normal") && !words.contains("operat")
    }
  }
}
