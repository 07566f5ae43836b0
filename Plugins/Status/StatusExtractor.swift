import PostmortemPlugin

/// How the incident stood when the page was last written to: going on, partly restored, over. What it
/// finds and what it won't: README.md.
public struct StatusExtractor: Extractor {
  public let manifest = Manifest(
    id: "status", version: "0.1.0", summary: "How the incident stood at the page's last update.",
    columns: [Column(.status, heading: "Status", merge: .last)])
  public let lexicon = Vocabulary.shared.lexicon

  /// So many claims are made of one incident, the last ones: no cell rests on more.
  private static let most = 100

  public init() {}

  public func claims(in reading: Reading) -> [Claim] {
    let layers = Layers(reading)
    let signals = Signals(reading).all
    if signals.isEmpty { return [outset(reading)].compactMap { $0 } }
    // One incident's end is not another's.
    let groups = Dictionary(grouping: signals) { reading.document.incident(of: $0.block) ?? -1 }
    return groups.sorted { $0.key < $1.key }.flatMap { claims(from: $0.value, layers, reading) }
  }

  private func claims(from signals: [Signal], _ layers: Layers, _ reading: Reading) -> [Claim] {
    let told = signals.map { (layer: layers.layer(of: $0), signal: $0) }
      .sorted { ($0.layer, $0.signal.range.lowerBound) < ($1.layer, $1.signal.range.lowerBound) }
    let last = told.last { $0.signal.kind != .aware }?.layer
    // What was said before the last relapse is no longer so.
    let relapse = told.lastIndex { $0.signal.kind == .relapse } ?? 0
    return told.enumerated().suffix(StatusExtractor.most).filter {
      $0.offset >= relapse || $0.element.layer != last
    }.map { index, item in
      claim(item.signal, isLast: item.layer == last && item.layer > Layers.story, in: reading)
    }
  }

  private func claim(_ signal: Signal, isLast: Bool, in reading: Reading) -> Claim {
    Claim(
      .status, .term(signal.status.rawValue), quotes: [reading.document.quote(signal.range)],
      rule: signal.kind.rawValue, confidence: signal.kind == .aware ? .low : isLast ? .high : .medium)
  }

  /// Where a page says no more than that something is down, it is; told afterwards, it was.
  private func outset(_ reading: Reading) -> Claim? {
    let document = reading.document
    guard let cue = reading.hits.cues.first(where: { $0.cue == .outage && document.isOwn(block: $0.block) }) else {
      return nil
    }
    let sentence = reading.clauses.clause(at: cue.range.lowerBound)?.sentence ?? cue.range
    let past = reading.hits.words.first { hit in
      guard Vocabulary.shared.words[hit.tag] == .past else { return false }
      return document.blocks[hit.block].kind == .title || sentence.contains(hit.range.lowerBound)
    }
    let status = past == nil ? Status.ongoing : .resolved
    return Claim(
      .status, .term(status.rawValue), quotes: [cue.range, past?.range].compactMap { $0 }.map(document.quote),
      rule: past == nil ? "told" : "told afterwards", confidence: .low)
  }
}
