import PostmortemPlugin

/// What each list of places has to do with the outage, from its clause and sentence.
struct Verdicts {
  let reading: Reading
  let lens: Lens
  private var named: Set<String> = []
  private let pageHasTrouble: Bool
  private let parts: ReportParts

  init(reading: Reading, lens: Lens) {
    self.reading = reading
    self.lens = lens
    parts = ReportParts(reading.document)
    pageHasTrouble = reading.hits.cues.contains { $0.cue == .outage || $0.cue == .degradation }
  }

  /// What was found out about one list.
  private struct Verdict {
    var role: Role
    var rule: String
    var confidence: Confidence = .high
    var modality: Modality = .stated
    var cue: Range<Int>?
  }

  /// The claims of one list; of places that are only mentioned, the first time each.
  mutating func claims(of group: SiteGroup) -> [Claim] {
    let verdict = verdict(on: group)
    return group.members.compactMap { site in
      // "Worldwide" that reaches no outage is no place.
      if verdict.role == .mentioned, site.region.code == "001" || !named.insert(site.region.code).inserted {
        return nil
      }
      var quotes = [lens.document.quote(site.range)]
      if let cue = verdict.cue { quotes.append(lens.document.quote(together(site.range, cue))) }
      return Claim(
        .region, .region(site.region), quotes: quotes, role: verdict.role,
        polarity: verdict.role == .unaffected ? .negated : .affirmed, modality: verdict.modality, rule: verdict.rule,
        confidence: verdict.confidence)
    }
  }

  private func together(_ name: Range<Int>, _ cue: Range<Int>) -> Range<Int> {
    let span = min(name.lowerBound, cue.lowerBound)..<max(name.upperBound, cue.upperBound)
    return span.count <= 200 ? span : cue
  }

  private func verdict(on group: SiteGroup) -> Verdict {
    guard reading.document.isOwn(block: group.block), let clauses = clauses(of: group) else {
      return Verdict(role: .mentioned, rule: "elsewhere", confidence: .low)
    }
    let sides = Sides(group, lens: lens)
    // "…, including Toronto and London": the clause goes on with what the sentence said.
    let reach =
      isAddition(group, in: clauses) ? lens.sentence(around: clauses) : clauses
    // "Global Accelerator" is a product.
    let isName = sides.isPartOfName && group.members.allSatisfy { $0.region.code == "001" }
    if !isName, let rule = labels.rule(for: group.range, in: group.block) {
      return Verdict(role: .affected, rule: rule)
    }
    if Frames.shared.ending(lens.before(group.range.lowerBound), .beyond) != nil {
      return Verdict(role: .mentioned, rule: "outside")
    }
    if isAside(group) { return Verdict(role: .mentioned, rule: "aside", confidence: .medium) }
    return excepted(group, in: reach)
      ?? seat(sides)
      ?? location(sides, in: clauses)
      ?? affected(group, sides, in: reach)
      ?? Verdict(role: .mentioned, rule: "named", confidence: .medium)
  }

  /// What is to be done, or could be, was not hit; and how far it reached tells the summary of a report, not the
  /// story of its cause.
  private func isAside(_ group: SiteGroup) -> Bool {
    switch parts.part(of: group.block) {
    case .prevention, .workaround: true
    case .cause, .response: isWorld(group)
    case .summary, .symptoms, nil: false
    }
  }

  /// The clauses that a list reaches over.
  private func clauses(of group: SiteGroup) -> Range<Int>? {
    guard let first = reading.clauses.index(at: group.range.lowerBound),
      let last = reading.clauses.index(at: group.range.upperBound - 1)
    else { return nil }
    return first..<last + 1
  }

  /// "Except in Asia", 除日本外, "Asia was not affected".
  private func excepted(_ group: SiteGroup, in clauses: Range<Int>) -> Verdict? {
    let cues = reading.clauses.cues(in: clauses)
    let after = lens.after(group.range.upperBound)
    if lens.before(group.range.lowerBound).hasSuffix("除"), ["外", "以外", "之外"].contains(where: after.hasPrefix) {
      return Verdict(role: .unaffected, rule: "exception")
    }
    if let cue = cues.last(where: { $0.cue == .exception && $0.range.upperBound <= group.range.lowerBound }),
      group.range.lowerBound - cue.range.upperBound <= 20
    {
      return Verdict(role: .unaffected, rule: "exception", cue: cue.range)
    }
    if let cue = cues.first(where: { $0.cue == .negation && Frames.shared.holds(lens.words($0.range), .spares) }) {
      return Verdict(role: .unaffected, rule: "spared", cue: cue.range)
    }
    return nil
  }

  /// A firm's seat or branch, or a name that only holds the place's.
  private func seat(_ sides: Sides) -> Verdict? {
    guard sides.isSeat || sides.isPartOfName else { return nil }
    return Verdict(role: .mentioned, rule: sides.isSeat ? "seat" : "name")
  }

  /// Where the machines stand; if the trouble is theirs, the place is affected.
  private func location(_ sides: Sides, in clauses: Range<Int>) -> Verdict? {
    guard sides.isSite else { return nil }
    if let cue = trouble(in: clauses) {
      return Verdict(role: .affected, rule: "machines", confidence: .medium, cue: cue.range)
    }
    return Verdict(role: .location, rule: "machines")
  }

  /// Trouble, reports or people who suffer, in the clause or else in the sentence.
  private func affected(_ group: SiteGroup, _ sides: Sides, in clauses: Range<Int>) -> Verdict? {
    guard !isUserBase(clauses) else { return nil }
    let sentence = lens.sentence(around: clauses)
    let words = text(sentence)
    let other = Frames.shared.contains(words, .elsewhen)
    if let cue = trouble(in: clauses) ?? reports(in: clauses, sides) {
      return other ? nil : Verdict(role: .affected, rule: "clause", modality: modality(clauses), cue: cue.range)
    }
    guard pageHasTrouble, !other, !isUserBase(sentence) else { return nil }
    if sides.hasPeople || Frames.shared.contains(words, .share) {
      return Verdict(
        role: .affected, rule: sides.hasPeople ? "people" : "share", confidence: .medium, modality: modality(clauses))
    }
    if Frames.shared.contains(text(clauses), .barred) {
      return Verdict(role: .affected, rule: "barred", confidence: .medium, modality: modality(clauses))
    }
    guard let cue = trouble(in: sentence), isWorld(group) || hasPeople(clauses) || isTitle(group) else { return nil }
    return Verdict(role: .affected, rule: "sentence", confidence: .medium, modality: modality(clauses), cue: cue.range)
  }

  private func isWorld(_ group: SiteGroup) -> Bool { group.members.contains { $0.region.code == "001" } }

  private func isAddition(_ group: SiteGroup, in clauses: Range<Int>) -> Bool {
    let start = reading.clauses.all[clauses.lowerBound].range.lowerBound
    guard group.range.lowerBound - start <= 40 else { return false }
    let words = lens.words(start..<group.range.lowerBound)
    return Frames.shared.contains(words, .adds)
  }

  private func isTitle(_ group: SiteGroup) -> Bool { reading.document.blocks[group.block].kind == .title }

  private func trouble(in clauses: Range<Int>) -> CueHit? {
    reading.clauses.cues(in: clauses).first { [.outage, .degradation, .recovery, .resolution].contains($0.cue) }
  }

  /// Reports that come from a place, or people there.
  private func reports(in clauses: Range<Int>, _ sides: Sides) -> CueHit? {
    let cues = reading.clauses.cues(in: clauses)
    return cues.first { $0.cue == .report }
      ?? (sides.hasPeople && pageHasTrouble ? cues.first { $0.cue == .people } : nil)
  }

  private func hasPeople(_ clauses: Range<Int>) -> Bool {
    reading.clauses.cues(in: clauses).contains { $0.cue == .people || $0.cue == .report }
  }

  /// "450 million users worldwide" tells how many use it.
  private func isUserBase(_ clauses: Range<Int>) -> Bool { Frames.shared.contains(text(clauses), .base) }

  private func text(_ clauses: Range<Int>) -> String {
    let all = reading.clauses.all
    let whole = all[clauses.lowerBound].range.lowerBound..<all[clauses.upperBound - 1].range.upperBound
    return whole.count <= 4000 ? lens.words(whole) : ""
  }

  private func modality(_ clauses: Range<Int>) -> Modality {
    let cues = reading.clauses.cues(in: clauses)
    if cues.contains(where: { $0.cue == .report }) { return .reported }
    return cues.contains { $0.cue == .hedge } ? .hedged : .stated
  }

  /// "Regions:", "Affected locations:", 受影响的地区：.
  private var labels: Labels {
    Labels(lens, headings: [.heading, .title, .component], reach: 800) { text in
      [
        "region", "location", "affected region", "affected location", "impacted region", "zones", "受影响的地区", "受影响地区",
      ].contains(where: text.hasPrefix)
    }
  }
}
