import PostmortemPlugin

/// A provider's own account that says "we" and "our network" and leaves its name to the address or to
/// the signature: the listed service of that host, or of that team, is the one affected.
struct Provider {
  let reading: Reading
  let lens: Lens
  let list: ServiceList

  func claims(beside findings: [Finding]) -> [Claim] {
    guard !findings.contains(where: { $0.role == .affected && $0.confidence > .low }), let own = ownTrouble,
      let (service, name) = host ?? team(findings)
    else { return [] }
    return [
      Claim(
        .service, .service(service), quotes: [name, reading.document.quote(own)], role: .affected, rule: "provider",
        confidence: .medium)
    ]
  }

  /// The service that owns the page's host, if it is none that reports on others.
  private var host: (Service, Quote)? {
    guard let label = hostLabel, let service = list.slugs[label.lowercased()], !isPress(service) else { return nil }
    return reading.document.quote(label, inMetadata: "url").map { (service, $0) }
  }

  private func isPress(_ service: Service) -> Bool {
    list.listing(named: service.name).map { list.listings[$0].flags.contains(.press) } ?? false
  }

  /// "Ann, for the YouTube Team".
  private func team(_ findings: [Finding]) -> (Service, Quote)? {
    for finding in findings where reading.document.isOwn(block: finding.mention.block) {
      let range = finding.mention.range
      let after = lens.after(range.upperBound, reach: 12)
      if after == "team" || after == "团队" {
        return (finding.mention.service, reading.document.quote(range))
      }
    }
    return nil
  }

  /// The part of the host that names its owner: `acme` in `www.acme.com`, `status.acme.com`, `acme.blog`.
  private var hostLabel: String? {
    guard let url = reading.document.metadata("url") else { return nil }
    let parts = url.split(separator: "/")
    guard parts.count > 1 else { return nil }
    let labels = parts[1].split(separator: ".").map(String.init)
    return labels.count >= 2 ? labels[labels.count - 2] : nil
  }

  /// "Our network stopped …": the provider's words and a word of trouble in one sentence.
  private var ownTrouble: Range<Int>? {
    for hit in reading.hits.cues where hit.isOutage || hit.cue == .degradation {
      guard reading.document.isOwn(block: hit.block) else { continue }
      let words = lens.sentenceWords(hit.range.lowerBound)
      if ["our ", "we "].contains(where: words.hasPrefix) || [" our ", " we ", "我们的"].contains(where: words.contains) {
        return hit.range
      }
    }
    return nil
  }
}
