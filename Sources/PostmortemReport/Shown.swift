import PostmortemIncidents
import PostmortemPlugin

/// Values as people read them.
enum Shown {
  /// `2014-02-22T19:00:00Z` as `2014-02-22 19:00Z`; seconds stay where they are not zero, and an
  /// offset stays as it is.
  static func time(_ text: String) -> String {
    guard let separator = text.firstIndex(of: "T") else { return text }
    let clock = text[text.index(after: separator)...]
    let seconds = clock.dropFirst(5)
    let shown = seconds.hasPrefix(":00") ? clock.prefix(5) + seconds.dropFirst(3) : clock
    return "\(text[..<separator]) \(shown)"
  }

  /// A whole number with a comma before every three digits; other words as they are.
  static func grouped(_ word: String) -> String {
    guard word.count > 3, word.allSatisfy({ $0.isASCII && $0.isNumber }) else { return word }
    var result = ""
    for (index, digit) in word.enumerated() {
      if index > 0, (word.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// Text in which nothing acts: control, invisible and direction characters become U+FFFD, white
  /// space becomes single blanks.
  static func safe(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var blank = true
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == " " || scalar == "\u{A0}" {
        if !blank { result.append(" ") }
        blank = true
      } else {
        result.append(scalar.acts ? "\u{FFFD}" : scalar)
        blank = false
      }
    }
    if result.last == " " { result.removeLast() }
    return String(result)
  }
}

extension Incident.Milestone {
  /// The time with its reservations: `≈` approximate, `≤` no later than, `(derived)`, `(local)` where
  /// the zone is unknown; `yes` where the page tells the event without a time.
  ///
  /// - Parameter zone: whose clock instants are shown on.
  func shown(in zone: DisplayZone = .utc) -> String {
    guard let time = moment.instant.map(zone.text) ?? moment.text ?? moment.clock.map({ "\($0)" }) else {
      return "yes, time not stated"
    }
    let bound = moment.isBound
    var text = (bound ? "≤ " : moment.approximate ? "≈ " : "") + Shown.time(time)
    if moment.clock != nil, moment.instant == nil { text += " (local)" }
    if moment.kind == .derived, !bound { text += " (derived)" }
    return text
  }

  /// What a footnote adds: kind, precision, zone and where the zone came from.
  var remark: String {
    var parts = [moment.kind.rawValue, "to the \(moment.precision.rawValue)"]
    if moment.approximate { parts.append("approximate") }
    if let zone = moment.zone {
      parts.append("zone \(zone)" + (moment.zoneSource.map { " (\($0.rawValue))" } ?? ""))
    } else if !moment.zoneCandidates.isEmpty {
      parts.append("zone " + moment.zoneCandidates.joined(separator: " or "))
    } else if moment.clock != nil {
      parts.append("zone not stated")
    }
    if moment.zoneMismatch { parts.append("the zone's name is the other season's") }
    for record in records {
      let words = record.agrees ? "a machine's clock agrees" : "a machine's clock disagrees"
      parts.append("\(words): \(Shown.time(Moment.text(ofInstant: record.instant)))")
    }
    return parts.joined(separator: ", ")
  }
}

extension Incident.AmountCell {
  /// `1 percent of users`, `at least 10,600,000 reports`; the page's own words where they give no number.
  var shown: String {
    guard amount.qualifier != .qualitative else { return text }
    return amount.text.split(separator: " ").map { Shown.grouped(String($0)) }.joined(separator: " ")
  }
}

extension Span {
  /// `210 min`, `about 50 min`, `150–210 min`, `32 min (derived)`.
  var shown: String {
    let figure = low.map { "\(plain($0))–\(plain(minutes))" } ?? plain(minutes)
    let words: [Qualifier: String] = [.about: "about ", .upTo: "up to ", .atLeast: "at least "]
    return (words[qualifier] ?? "") + figure + " min" + (kind == .derived ? " (derived)" : "")
  }
}

extension Incident.Promise {
  /// `kept`, `late by 12 min`, `no later post`.
  var verdict: String {
    guard let minutesLate, let isKept else { return "no later post" }
    return isKept ? "kept" : "late by \(plain(minutesLate.rounded())) min"
  }
}
