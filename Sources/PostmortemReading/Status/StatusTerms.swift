import PostmortemPlugin

/// The states and grades that status software gives, to say loudly which of a page's are none of them.
enum StatusTerms {
  private static let states: Set<String> = [
    "investigating", "identified", "monitoring", "update", "resolved", "postmortem", "scheduled", "inprogress",
    "verifying", "completed", "watching", "fixed", "fixing", "active", "ok", "cancelled", "down", "up", "degraded",
    "maintenance", "issue", "open", "closed", "new", "downtime", "info", "inreview", "reviewed",
  ]
  private static let grades: Set<String> = [
    "none", "minor", "major", "critical", "maintenance", "operational", "degradedperformance", "partialoutage",
    "majoroutage", "undermaintenance", "fulloutage", "incident", "notice", "outage", "low", "medium", "high", "info",
    "warning", "danger", "primary", "light", "dark", "degraded", "downtime", "resolved", "minoroutage", "noimpact",
    "red", "yellow", "green", "orange", "blue",
  ]

  /// A remark for each word that is not known; the word itself is kept as it stands.
  static func unknown(in page: StatusPage, _ tree: Tree) -> [String] {
    var notes: [String] = []
    var seen: Set<String> = []
    func check(_ word: String, _ known: Set<String>, _ what: String) {
      let plain = String(word.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic })
      guard !word.isEmpty, !known.contains(plain), seen.insert(what + word).inserted else { return }
      notes.append("unknown \(what) “\(word.prefix(60))”, shown as it is")
    }
    for incident in page.incidents {
      for update in incident.updates { update.state.map { check(text(of: $0, tree), states, "state") } }
      incident.severity.map { check($0.words, grades, "severity") }
    }
    return Array(notes.prefix(20))
  }

  /// The words themselves, white space folded.
  static func text(of words: StatusWords, _ tree: Tree) -> String {
    switch words {
    case .segment: return ""
    case .element(let node): return tree.words(node)
    case .part(let text, _): return text
    case .lines(let lines, _): return lines.joined(separator: " ")
    case .value(let text, _): return Fragment.lines(text).joined(separator: " ")
    }
  }
}
