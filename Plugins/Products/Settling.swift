import PostmortemPlugin

/// What only the page as a whole can tell: who owns what is down, and whose trouble it is.
struct Settling {
  let list: ServiceList
  /// Whether the page is a provider's own account, update by update: there "an issue" is enough.
  let hasUpdates: Bool

  /// Whether the title is that of a provider's status page: there a cloud's name stands for its owner.
  let isOwnStatusPage: Bool
  /// Whether the page has plainer words for an outage than "issues".
  let hasPlainWords: Bool

  init(list: ServiceList, reading: Reading) {
    self.list = list
    let document = reading.document
    let title = document.title.lowercased()
    isOwnStatusPage = [
      "status dashboard", "service health", "status history", "health dashboard", "system status", "service status",
      "apps status",
      "cloud status", "状态面板", "服务状态",
    ].contains(where: title.contains)
    hasPlainWords = reading.hits.cues.contains { hit in
      hit.isOutage && !hit.isVague && document.isOwn(block: hit.block)
    }
    hasUpdates = document.sections.contains { section in
      if case .update = section.kind { return true }
      return false
    }
  }

  func settle(_ findings: inout [Finding]) {
    weighWords(&findings)
    spareBystanders(&findings)
    settleOwners(&findings)
  }

  /// Where nothing is said of a service but "issues" or "back", it is sure only on a page that
  /// elsewhere has plainer words for an outage, and of what its title names.
  private func weighWords(_ findings: inout [Finding]) {
    guard !hasUpdates, !isOwnStatusPage,
      !findings.contains(where: { $0.role == .affected && !$0.isVague && $0.confidence > .low })
    else {
      return
    }
    let titled = Set(findings.filter { $0.role == .affected && $0.inTitle }.map(\.mention.service.name))
    for index in findings.indices where findings[index].role == .affected {
      let keeps = hasPlainWords && (titled.isEmpty || titled.contains(findings[index].mention.service.name))
      findings[index].confidence = keeps ? min(.medium, findings[index].confidence) : .low
    }
  }

  /// A device or a browser is no service that goes down; and what plays another part on the page is
  /// not affected because it once was slow.
  private func spareBystanders(_ findings: inout [Finding]) {
    let others = Set(
      findings.filter { [.channel, .beneficiary, .unaffected].contains($0.role) }.map(\.mention.service.name))
    let sure = Set(
      findings.filter { $0.role == .affected && ($0.inTitle || !$0.isSlight) }.map(\.mention.service.name))
    for index in findings.indices where findings[index].role == .affected {
      let name = findings[index].mention.service.name
      if has(.device, findings[index]) || others.contains(name) && !sure.contains(name) { findings[index].demote() }
    }
  }

  private func has(_ flag: Listing.Flags, _ finding: Finding) -> Bool {
    finding.mention.listing.map { list.listings[$0].flags.contains(flag) } ?? false
  }

  private func settleOwners(_ findings: inout [Finding]) {
    let down = affected(findings)
    for index in findings.indices {
      let service = findings[index].mention.service
      let owns = down.contains { $0.name != service.name && list.owns(service.name, $0) }
      guard owns, mayBeOwner(findings[index]) else { continue }
      findings[index].role = .owner
      findings[index].rule = "owner"
      findings[index].polarity = .affirmed
      if findings[index].confidence == .high { findings[index].confidence = .medium }
    }
  }

  private func affected(_ findings: [Finding]) -> [Service] {
    var seen: Set<String> = []
    return findings.filter { $0.role == .affected && seen.insert($0.mention.service.name).inserted }.map(
      \.mention.service)
  }

  /// A company is the owner wherever a product of its is down; a service that owns another is one
  /// only where nothing surer is said of it.
  private func mayBeOwner(_ finding: Finding) -> Bool {
    guard finding.rule != "elsewhere" else { return false }
    switch finding.role {
    case .mentioned, .supplier, .beneficiary: return true
    case .affected, .background:
      return has(.company, finding) || finding.confidence < .high && !finding.inTitle
        || isOwnStatusPage && has(.umbrella, finding)
    default: return false
    }
  }
}

/// Makes the claims: of mentions that say no more than the name, the first of each service in each
/// kind of section is enough.
struct Sieve {
  let document: Document

  func claims(_ findings: [Finding]) -> [Claim] {
    struct Key: Hashable {
      let name: String
      let own: Bool
    }
    var named: Set<Key> = []
    return findings.compactMap { finding in
      let key = Key(name: finding.mention.service.name, own: document.isOwn(block: finding.mention.block))
      if finding.role == .mentioned, !named.insert(key).inserted { return nil }
      return claim(finding)
    }
  }

  private func claim(_ finding: Finding) -> Claim {
    let range = finding.mention.range
    var quotes = [document.quote(range)]
    if let cue = finding.cue { quotes.append(document.quote(together(range, cue))) }
    return Claim(
      .service, .service(finding.mention.service), quotes: quotes, role: finding.role, polarity: finding.polarity,
      modality: finding.modality, rule: finding.rule, confidence: finding.confidence)
  }

  /// One range from the name to the cue, where it is short; else the cue alone.
  private func together(_ name: Range<Int>, _ cue: Range<Int>) -> Range<Int> {
    let span = min(name.lowerBound, cue.lowerBound)..<max(name.upperBound, cue.upperBound)
    return span.count <= 200 ? span : cue
  }
}
