import PostmortemPlugin

/// Says what a page is about: signs that an outage is its subject, and signs that something else is.
///
/// No sign decides; the verdict weighs them all.
public struct Nature: Extractor {
  public let manifest = Manifest(
    id: "nature", version: "0.1.0", summary: "Signs that the page is about an outage, or about something else.",
    columns: [], reads: [.service])

  /// Words of trouble and of recovery: a page without them is about no outage.
  public let lexicon: Lexicon

  public init() {
    let cues = CueList.shared
    let kinds: Set<Cue> = [.outage, .relapse, .degradation, .recovery, .resolution]
    lexicon = Lexicon(
      cues.lexicon.entries.filter { entry in cues.cues[entry.tag].map(kinds.contains) ?? false }
        .map { Lexicon.Entry($0.text, tag: 0) })
  }

  public func claims(in reading: Reading) -> [Claim] {
    let page = Outline(reading)
    // What lists incidents is about incidents, whatever its headline says.
    if reading.document.sections.contains(where: \.kind.isIncident) { return Log(page).claims() }
    return Headline(page).claims() + Story(page).claims() + Log(page).claims()
  }
}

extension Document {
  func claim(_ sign: PageSign, _ ranges: Range<Int>..., rule: String, confidence: Confidence = .high) -> Claim {
    Claim(.nature, .term(sign.rawValue), quotes: ranges.map(quote), rule: rule, confidence: confidence)
  }
}
