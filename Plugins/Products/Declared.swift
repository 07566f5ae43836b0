import PostmortemPlugin

/// What a provider itself calls affected on its status page: the components of an incident and its
/// heading. Other products that its posts name are part of the story, and affected only where the words
/// say that the trouble reached them too.
struct Declared {
  private let reading: Reading
  private let lens: Lens
  /// The incident sections that name components.
  private let incidents: Set<Int>

  init(_ reading: Reading, lens: Lens) {
    self.reading = reading
    self.lens = lens
    let document = reading.document
    incidents = Set(
      document.blocks.indices.filter { document.blocks[$0].kind == .component }.compactMap(document.incident))
  }

  /// Makes mere mentions of the products that are named beside the declared ones.
  func settle(_ findings: inout [Finding]) {
    guard !incidents.isEmpty else { return }
    settleOwners(&findings)
    var declared: [Int: Set<String>] = [:]
    for finding in findings where finding.role == .affected {
      guard let incident = incident(of: finding), !isBeside(finding) else { continue }
      declared[incident, default: []].insert(finding.mention.service.name)
    }
    for index in findings.indices where findings[index].role == .affected && isBeside(findings[index]) {
      guard let incident = incident(of: findings[index]),
        declared[incident]?.contains(findings[index].mention.service.name) != true, !reaches(findings[index])
      else { continue }
      findings[index].demote()
    }
  }

  /// "AWS Harbours (Ohio)": of a product that no list has, the cloud is only the owner.
  private func settleOwners(_ findings: inout [Finding]) {
    for index in findings.indices where findings[index].role == .affected {
      let mention = findings[index].mention
      let block = reading.document.blocks[mention.block]
      guard block.kind == .component, let listing = mention.listing,
        ServiceList.shared.listings[listing].flags.contains(.umbrella),
        mention.range.upperBound < block.range.upperBound,
        lens.after(mention.range.upperBound, reach: 2).first.map({ $0.isLetter || $0.isNumber }) ?? false
      else { continue }
      findings[index].role = .owner
      findings[index].rule = "component"
      findings[index].confidence = .medium
    }
  }

  private func incident(of finding: Finding) -> Int? {
    reading.document.incident(of: finding.mention.block).flatMap { incidents.contains($0) ? $0 : nil }
  }

  /// In a post, or in a heading that says no more of it than the name.
  private func isBeside(_ finding: Finding) -> Bool {
    let block = finding.mention.block
    // "Affected services:" declares as well.
    if finding.rule == "label" { return false }
    return reading.document.update(of: block) != nil
      || reading.document.blocks[block].kind == .heading && finding.rule == "heading"
  }

  /// "This is also affecting …", "other services, such as …, were also impacted".
  private func reaches(_ finding: Finding) -> Bool {
    let words = lens.sentenceWords(finding.mention.range.lowerBound)
    return ["also affect", "also impact", "also been affect", "also been impact", "also seeing", "other services"]
      .contains(
        where: words.contains)
  }
}
