import PostmortemPlugin

/// Gives every list of names its part, from its own clause and sentence.
struct Judge {
  let reading: Reading
  let lens: Lens
  let list: ServiceList
  let groups: [Group]
  /// By group: whether it stands aside of its clause (in brackets, or as the place where people
  /// talk), so that names before it may still be the clause's subject.
  let isAside: [Bool]
  let parts: ReportParts
  private let frames = Frames.shared

  init(reading: Reading, lens: Lens, list: ServiceList, groups: [Group]) {
    parts = ReportParts(reading.document)
    self.reading = reading
    self.lens = lens
    self.list = list
    self.groups = groups
    isAside = groups.map { Asides(lens: lens, list: list).isAside($0) }
  }

  func findings() -> [Finding] {
    let relations = groups.indices.map { relation(of: $0) }
    let subjects = subjects(relations)
    return groups.indices.flatMap { index in
      let group = groups[index]
      let verdict = verdict(on: index, relation: relations[index], subjects: subjects)
      let other = relations[index]?.background ?? false && verdict.role == .affected
      return group.members.map { mention in
        Finding(
          mention: mention, role: other && !subjects.contains(mention.service.name) ? .background : verdict.role,
          rule: verdict.rule, confidence: verdict.confidence,
          polarity: verdict.polarity, modality: verdict.modality, cue: verdict.cue, inTitle: isTitle(group),
          isSlight: relations[index].map { $0.cue.cue == .degradation } ?? false,
          isVague: relations[index]?.isVague ?? false)
      }
    }
  }

  /// Looks are tried in order: the first that knows the part wins.
  private func verdict(on index: Int, relation: Relation?, subjects: Set<String>) -> Verdict {
    let group = groups[index]
    guard reading.document.isOwn(block: group.block) else {
      return Verdict(role: .mentioned, rule: "elsewhere", confidence: .low)
    }
    let place = Surroundings(group, lens: lens, frames: frames)
    let isSubject = group.members.contains { subjects.contains($0.service.name) }
    return masthead(group, place: place)
      ?? planned(group)
      ?? referred(group, place: place)
      ?? excepted(group, place: place)
      ?? channel(group, place: place, relation: relation, isSubject: isSubject)
      ?? contrast(group, place: place)
      ?? affected(group, place: place, relation: relation, isSubject: isSubject)
      ?? labelled(group)
      ?? supplier(group, place: place)
      ?? beneficiary(group)
      ?? speaker(group, place: place)
      ?? Verdict(role: .mentioned, rule: "named", confidence: .medium)
  }

  func isTitle(_ group: Group) -> Bool { reading.document.blocks[group.block].kind == .title }

  /// The services that the title says are down; without such a title, the one most often said to be.
  /// What is told of another occasion counts only where nothing else is told.
  private func subjects(_ relations: [Relation?]) -> Set<String> {
    var titled: Set<String> = []
    var counts: [String: Int] = [:]
    for (group, relation) in zip(groups, relations) {
      guard let relation, !relation.spared else { continue }
      for member in group.members {
        if isTitle(group) { titled.insert(member.service.name) }
        counts[member.service.name, default: 0] += relation.background ? 1 : 16
      }
    }
    if !titled.isEmpty { return titled }
    guard let most = counts.values.max() else { return [] }
    // What is told of another occasion alone is what the page is about.
    if most < 16 { return Set(counts.keys) }
    let first = counts.filter { $0.value == most }
    return most > 16 || first.count == 1 ? Set(first.keys) : []
  }
}

/// The words that stand next to a list of names.
struct Surroundings {
  let before: String
  let after: String
  let isPlace: Bool
  let isTalk: Bool
  /// People went there: "flocked to", 涌向.
  let isGoal: Bool
  let carries: String?
  let speaks: String?
  let contrast: String?

  init(_ group: Group, lens: Lens, frames: FrameList<Frame>) {
    let before = withoutArticle(lens.before(group.range.lowerBound))
    self.before = before
    after = lens.after(group.range.upperBound)
    isPlace = frames.ending(before, .place) != nil || before.hasSuffix("flock to")
    isTalk = frames.beginning(after, .talk) != nil
    isGoal = [
      "took to", "take to", "taking to", "flocked to", "flocking to", "flock to", "turned to", "rushed to", "涌向", "涌入",
      "涌上", "奔向",
    ]
    .contains { before.hasSuffix($0) }
    carries = frames.ending(before, .carries)
    speaks = frames.beginning(after, .speaks)
    contrast = frames.ending(before, .contrast)
  }
}

/// "on the popular" says no more than "on".
private func withoutArticle(_ text: String) -> String {
  for article in [" the", " its", " their", " a", " an", " own"] where text.hasSuffix(article) {
    return withoutArticle(String(text.dropLast(article.count)))
  }
  return text
}
