import PostmortemPlugin

/// How it stood in the end, why it happened, how it showed itself and whom it hit: from many claims to
/// one cell each. Pure functions, like all of `Settling`.
extension Settling {
  /// How the incident stood at the page's last word, and what says so: what the page says last of all,
  /// else what its text says of an end, else an end at a time, else that it is told as over.
  static func status(_ timeline: [Incident.Milestone], _ evidence: [Evidence]) -> (Status, [Int]) {
    if let said = status(said: .high, evidence) { return said }
    let text = status(said: .medium, evidence)
    if let text, text.0 != .ongoing { return text }
    let over = grounds(.recovered, in: timeline) + grounds(.resolved, in: timeline)
    if !over.isEmpty { return (.resolved, over) }
    let partly = grounds(.partiallyRecovered, in: timeline)
    if !partly.isEmpty { return (.partiallyRestored, partly) }
    // How long it lasted is told of what is over.
    let lasted = evidence.filter { item in
      if case .duration = item.claim.value { return item.claim.confidence > .low && item.claim.polarity == .affirmed }
      return false
    }
    if text == nil, !lasted.isEmpty { return (.resolved, lasted.map(\.id)) }
    return text ?? status(said: .low, evidence) ?? (.unknown, [])
  }

  /// The evidence of a phase that is told with a time.
  private static func grounds(_ phase: Phase, in timeline: [Incident.Milestone]) -> [Int] {
    timeline.filter { milestone in
      milestone.phase == phase && milestone.moment.kind != .derived
        && (milestone.moment.clock != nil || milestone.moment.date != nil)
    }.flatMap(\.evidence)
  }

  /// What the claims of one confidence come to, in the order of their telling: over, unless trouble is told
  /// after that; what is over here and goes on there is partly restored.
  private static func status(said confidence: Confidence, _ evidence: [Evidence]) -> (Status, [Int])? {
    let told = evidence.compactMap { item -> (status: Status, id: Int)? in
      guard item.claim.field == .status, item.claim.confidence == confidence, item.claim.polarity == .affirmed,
        case .term(let word) = item.claim.value
      else { return nil }
      return Status(rawValue: word).map { ($0, item.id) }
    }
    func ids(_ statuses: Status...) -> [Int] { told.filter { statuses.contains($0.status) }.map(\.id) }
    let trouble = told.lastIndex { $0.status == .ongoing } ?? -1
    if let over = told.lastIndex(where: { $0.status == .resolved }) {
      if trouble < over { return (.resolved, ids(.resolved)) }
      return (.partiallyRestored, ids(.resolved, .partiallyRestored, .ongoing))
    }
    if told.contains(where: { $0.status == .partiallyRestored }) {
      return (.partiallyRestored, ids(.partiallyRestored))
    }
    return trouble < 0 ? nil : (.ongoing, ids(.ongoing))
  }

  /// What was wrong, what set it off, and what it was not.
  ///
  /// The surest claim decides, then what is told most often, then what is told first. A supplier's
  /// failure yields to what was wrong with the supplier, and work that was going on to what broke in it.
  static func causes(
    _ evidence: [Evidence]
  ) -> (root: Incident.CauseCell?, trigger: Incident.CauseCell?, denied: [Incident.CauseCell], open: [Int]) {
    let told = evidence.compactMap(CauseClaim.init)
    let affirmed = told.filter { $0.evidence.claim.polarity == .affirmed }
    let roots = affirmed.filter { $0.cause.part == .root }
    let triggers = affirmed.filter { $0.cause.part == .trigger }
    let root = strongest(roots.isEmpty ? triggers : roots)
    let trigger = roots.isEmpty ? nil : strongest(triggers.filter { $0.cause.category != root?.category })
    var denied: [Incident.CauseCell] = []
    for category in Cause.Category.allCases where category != root?.category {
      let ids = told.filter { $0.evidence.claim.polarity == .negated && $0.cause.category == category }.map(
        \.evidence.id)
      if !ids.isEmpty { denied.append(Incident.CauseCell(category: category, certainty: .denied, evidence: ids)) }
    }
    let open = evidence.filter { $0.claim.field == .cause && $0.claim.value == .term("unknown") }.map(\.id)
    return (root, trigger, denied, root == nil ? open : [])
  }

  /// One claim of a cause.
  private struct CauseClaim {
    let cause: Cause
    let evidence: Evidence

    init?(_ evidence: Evidence) {
      guard case .cause(let cause) = evidence.claim.value, evidence.claim.modality != .promised else { return nil }
      self.cause = cause
      self.evidence = evidence
    }

    var weight: Int {
      switch evidence.claim.confidence {
      case .high: 4
      case .medium: 2
      case .low: 1
      }
    }
  }

  private static func strongest(_ claims: [CauseClaim]) -> Incident.CauseCell? {
    var best: (rank: [Int], claims: [CauseClaim])?
    for category in Cause.Category.allCases {
      let group = claims.filter { $0.cause.category == category }
      // What is neither tied to the trouble nor said for sure is no more than a word.
      guard let first = group.first, group.contains(where: { $0.weight > 1 || $0.evidence.claim.modality != .hedged })
      else { continue }
      let weight = group.map(\.weight).max() ?? 0
      let rank = [
        weight, category == .thirdParty || category == .maintenance ? 0 : 1,
        group.contains { $0.evidence.claim.modality != .hedged } ? 1 : 0,
        min(group.filter { $0.weight == weight }.count, 4), -first.evidence.id,
      ]
      if best == nil || best!.rank.lexicographicallyPrecedes(rank) { best = (rank, group) }
    }
    guard let best else { return nil }
    let sure = best.claims.filter { $0.evidence.claim.modality == .stated }
    return Incident.CauseCell(
      category: best.claims[0].cause.category, certainty: sure.isEmpty ? .suspected : .confirmed,
      evidence: (sure + best.claims.filter { $0.evidence.claim.modality != .stated }).map(\.evidence.id))
  }

  /// Every symptom that is told, once; `other` only where there is nothing else to say.
  static func symptoms(_ evidence: [Evidence]) -> [Incident.SymptomCell] {
    let cells = Symptom.allCases.compactMap { symptom -> Incident.SymptomCell? in
      let ids = evidence.filter { item in
        item.claim.field == .symptom && item.claim.value == .term(symptom.rawValue)
          && item.claim.polarity == .affirmed && item.claim.modality != .promised
      }.map(\.id)
      return ids.isEmpty ? nil : Incident.SymptomCell(symptom: symptom, evidence: ids)
    }
    return cells.count > 1 ? cells.filter { $0.symptom != .other } : cells
  }

  /// The provider's label, the last one given.
  static func severity(_ evidence: [Evidence]) -> Incident.Extra.Value? {
    for item in evidence.reversed() where item.claim.field == .severity && item.claim.polarity == .affirmed {
      if case .term(let word) = item.claim.value { return Incident.Extra.Value(text: word, evidence: [item.id]) }
    }
    return nil
  }

  /// Every amount that is told, once.
  static func impact(_ evidence: [Evidence]) -> [Incident.AmountCell] {
    var cells: [Incident.AmountCell] = []
    for item in evidence where item.claim.polarity == .affirmed && item.claim.modality != .promised {
      guard case .amount(let amount) = item.claim.value else { continue }
      if let index = cells.firstIndex(where: { $0.amount.counts(theSameAs: amount) }) {
        let known = cells[index]
        cells[index] = Incident.AmountCell(amount: amount, text: known.text, evidence: known.evidence + [item.id])
      } else {
        cells.append(Incident.AmountCell(amount: amount, text: item.claim.quotes[0].text, evidence: [item.id]))
      }
    }
    return cells
  }
}

extension Amount {
  /// Whether two tellings are of the same figure; "about 450 million" and "450 million" are.
  func counts(theSameAs other: Amount) -> Bool {
    value == other.value && unit == other.unit && of == other.of
      && (qualifier == .totalBase) == (other.qualifier == .totalBase)
  }
}
