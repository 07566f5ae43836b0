import PostmortemPlugin

/// A provider's own account that says "we" and "our network" and leaves its name to the address:
/// the listed service of that host is the one affected.
struct Provider {
  let reading: Reading
  let lens: Lens
  let list: ServiceList

  func claims(beside findings: [Finding]) -> [Claim] {
    guard !findings.contains(where: { $0.role == .affected && $0.confidence > .low }) else { return [] }
    guard let label = hostLabel, let service = list.slugs[label.lowercased()] else { return [] }
    guard let address = reading.document.quote(label, inMetadata: "url"), let own = ownTrouble else { return [] }
    return [
      Claim(
        .service, .service(service), quotes: [address, reading.document.quote(own)], role: .affected, rule: "provider",
        confidence: .medium)
    ]
  }

  /// The part of the host that names its owner: `acme` in `www.acme.com`, `status.acme.com`, `acme.blog`.
  private var hostLabel: String? {
    guard let url = reading.document.metadata("url") else { return nil }
    let parts = url.split(separator: "/")
    guard parts.count > 1 else { return nil }
    let labels = parts[1].split(separator: ".").map(String.init)
    return labels.count >= 2 ? labels[labels.count - 2] : nil
  }

  /// "Our network stopped …": the provider's words and a plain word for an outage in one sentence.
  private var ownTrouble: Range<Int>? {
    for hit in reading.hits.cues where hit.cue == .outage || hit.cue == .degradation {
      guard reading.document.isOwn(block: hit.block) else { continue }
      let words = lens.sentenceWords(hit.range.lowerBound)
      if ["our ", "we "].contains(where: words.hasPrefix) || [" our ", " we ", "我们的"].contains(where: words.contains) {
        return hit.range
      }
    }
    return nil
  }
}
