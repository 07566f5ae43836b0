import PostmortemPlugin

/// What was found out about one mention, before the page as a whole is looked at.
struct Finding: Sendable {
  let mention: Mention
  var role: Role
  var rule: String
  var confidence: Confidence
  var polarity: Polarity = .affirmed
  var modality: Modality = .stated
  /// The words that gave the role.
  var cue: Range<Int>?
  /// Whether the mention stands in the page's title.
  var inTitle = false
  /// Whether the cue says no more than that it was slow or unsteady.
  var isSlight = false

  /// Whether the cue alone says too little to make an outage.
  var isVague = false

  /// Makes it a mere mention.
  mutating func demote() {
    role = .mentioned
    rule = "bystander"
    confidence = .low
    cue = nil
  }
}

/// The part a list of names plays, as the judge sees it.
struct Verdict {
  var role: Role
  var rule: String
  var confidence: Confidence
  var polarity: Polarity = .affirmed
  var modality: Modality = .stated
  var cue: Range<Int>?
}
