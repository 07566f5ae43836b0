import PostmortemPlugin

/// Services that no list has: named by the shape of the title, as components of a status page, or as
/// capitalised subjects of an outage. Always of low confidence, and only where the list finds nothing.
struct Unlisted {
  let reading: Reading
  let lens: Lens
  private let findings: [Finding]
  private let byBlock: [Int: [Finding]]
  /// The names of the services that were found.
  private let named: Set<String>

  init(reading: Reading, lens: Lens, findings: [Finding]) {
    self.reading = reading
    self.lens = lens
    self.findings = findings
    byBlock = Dictionary(grouping: findings, by: \.mention.block)
    named = Set(findings.map(\.mention.service.name))
  }

  func claims() -> [Claim] {
    let components = componentClaims() + headingClaims() + reportClaims()
    if !components.isEmpty { return components }
    guard !findings.contains(where: { $0.role == .affected && $0.confidence > .low }) else { return [] }
    let title = titleClaims()
    return title.isEmpty ? subjectClaims() : title
  }

  /// "This incident affected: Messaging, Search, and Calls."
  private func componentClaims() -> [Claim] {
    let places = places
    return reading.document.blocks.enumerated().flatMap { index, block -> [Claim] in
      guard block.kind == .component, reading.document.isOwn(block: index) else { return [] }
      return names(inList: afterColon(block.range)).compactMap { range in
        places.contains(range) || isListed(range) ? nil : claim(range, rule: "component")
      }
    }
  }

  /// The heading of an incident: "AWS Mobile Hub (N. Virginia)".
  private func headingClaims() -> [Claim] {
    let document = reading.document
    return document.blocks.enumerated().compactMap { index, block in
      guard block.kind == .heading || block.kind == .title, document.incident(of: index) != nil,
        document.text[block.range].last == 0x29, let name = trimmed(block.range),
        name.upperBound < block.range.upperBound,
        !isKnown(name)
      else { return nil }
      return claim(name, rule: "heading")
    }
  }

  /// What the title of a provider's report names first.
  private func reportClaims() -> [Claim] {
    let title = ReportTitle(document: reading.document, lens: lens)
    return reading.document.blocks.indices.compactMap { title.name(in: $0) }.filter { !isListed($0) }
      .map { claim($0, rule: "component") }
  }

  /// Whether a listed service stands in a name, and not merely the cloud it belongs to; or the name is the end
  /// of one that the page writes out elsewhere.
  private func isListed(_ range: Range<Int>) -> Bool {
    let name = " " + reading.document.string(range)
    if named.contains(where: { $0.hasSuffix(name) }) { return true }
    return found(in: range).contains { finding in
      let flags = finding.mention.listing.map { ServiceList.shared.listings[$0].flags } ?? []
      return flags.isDisjoint(with: [.umbrella, .company])
    }
  }

  /// What was found in a part of a block.
  private func found(in range: Range<Int>) -> [Finding] {
    let block = reading.document.block(at: range.lowerBound)
    return (block.flatMap { byBlock[$0] } ?? []).filter { $0.mention.range.overlaps(range) }
  }

  /// Where places are named: a component that is no more than one is no service.
  private var places: Set<Range<Int>> {
    Set(
      reading.earlier.compactMap { item in
        guard item.claim.field == .region, let quote = item.claim.quotes.first, quote.place == .text else { return nil }
        return quote.range
      })
  }

  private func afterColon(_ range: Range<Int>) -> Range<Int> {
    let text = reading.document.text
    guard let colon = range.first(where: { text[$0] == 0x3A }) else { return range }
    return colon + 1..<range.upperBound
  }

  /// The parts of a list between commas and a last "and", without the region in brackets.
  private func names(inList range: Range<Int>) -> [Range<Int>] {
    let text = reading.document.text
    var names: [Range<Int>] = []
    var start = range.lowerBound
    for at in range.lowerBound...range.upperBound where at == range.upperBound || text[at] == 0x2C {
      if let name = trimmed(start..<at) { names.append(name) }
      start = at + 1
    }
    return names
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int>? {
    let text = reading.document.text
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] == 0x20 { start += 1 }
    if text[start..<end].starts(with: Array("and ".utf8)) { start += 4 }
    if let bracket = (start..<end).first(where: { text[$0] == 0x28 }), bracket > start { end = bracket }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x2E { end -= 1 }
    return end - start >= 2 && end - start <= 60 ? start..<end : nil
  }

  /// "Ooma VoIP service is down": a name at the beginning of the title, and a plain word for an outage.
  private func titleClaims() -> [Claim] {
    let blocks = reading.document.blocks
    guard let title = blocks.firstIndex(where: { $0.kind == .title }) else { return [] }
    return outageSubjects(in: title).prefix(1).map { claim($0, rule: "title-shape") }
  }

  /// The same at the beginning of a sentence of the text; the name said most often is kept.
  private func subjectClaims() -> [Claim] {
    let document = reading.document
    var ranges: [String: [Range<Int>]] = [:]
    for (index, block) in document.blocks.enumerated()
    where block.kind == .paragraph && document.isOwn(block: index) {
      for range in outageSubjects(in: index) { ranges[document.string(range), default: []].append(range) }
    }
    let best = ranges.max { ($0.value.count, $1.value[0].lowerBound) < ($1.value.count, $0.value[0].lowerBound) }
    return best.map { [claim($0.value[0], rule: "outage-subject")] } ?? []
  }

  /// Names at the beginning of a sentence of a block whose verb is a plain word for an outage.
  private func outageSubjects(in block: Int) -> [Range<Int>] {
    let clauses = reading.clauses.all
    return clauses.indices.compactMap { index in
      let clause = clauses[index]
      guard clause.block == block, clause.range.lowerBound == clause.sentence.lowerBound else { return nil }
      guard let cue = reading.clauses.cues(in: clause).first(where: { isPlain($0) }) else { return nil }
      let start = afterKind(clause.range.lowerBound..<cue.range.lowerBound) ?? clause.range.lowerBound
      guard let name = Capitals(reading.document).name(from: start, to: cue.range.lowerBound) else { return nil }
      let gap = cue.range.lowerBound - name.upperBound
      guard gap <= 28, !isKnown(name), !reading.clauses.has(.negation, in: clause) else { return nil }
      return name
    }
  }

  /// "The bookmarking service Ma.gnolia is offline": where the name begins that its kind precedes.
  private func afterKind(_ range: Range<Int>) -> Int? {
    let words = lens.words(range)
    guard words.utf8.count == range.count else { return nil }
    let bytes = Array(words.utf8)
    return ["service ", "site ", "website ", "startup ", "app ", "network ", "provider ", "platform ", "game "].lazy
      .compactMap { kind in firstEnd(of: Array(kind.utf8), in: bytes).map { range.lowerBound + $0 } }.first
  }

  private func firstEnd(of word: [UInt8], in text: [UInt8]) -> Int? {
    guard text.count > word.count else { return nil }
    return (1..<text.count - word.count + 1).first { start in
      text[start - 1] == 0x20 && text[start..<start + word.count].elementsEqual(word)
    }.map { $0 + word.count }
  }

  private func isPlain(_ hit: CueHit) -> Bool {
    hit.isOutage && !hit.isVague
  }

  private func isKnown(_ range: Range<Int>) -> Bool { !found(in: range).isEmpty }

  private func claim(_ range: Range<Int>, rule: String) -> Claim {
    let name = reading.document.string(range)
    return Claim(
      .service, .service(Service(name: name, category: Kinds.category(of: name) ?? .other)),
      quotes: [reading.document.quote(range)], role: .affected, rule: rule, confidence: .low)
  }
}

/// Finds names by their capitals.
struct Capitals {
  let document: Document

  init(_ document: Document) { self.document = document }

  /// One to four capitalised Latin words from a place on, without an opening "The"; nil where the
  /// first is a word that any sentence may begin with.
  func name(from start: Int, to end: Int) -> Range<Int>? {
    var words: [Range<Int>] = []
    var at = start
    while at < end, words.count < 4, let word = word(at, end), isCapital(word.lowerBound) {
      words.append(word)
      at = word.upperBound
      while at < end, document.text[at] == 0x20 { at += 1 }
    }
    if let first = words.first, document.string(first) == "The" { words.removeFirst() }
    guard let first = words.first, let last = words.last, !openers.contains(document.string(first)) else { return nil }
    guard last.upperBound - first.lowerBound >= 3 else { return nil }
    return first.lowerBound..<last.upperBound
  }

  private func word(_ start: Int, _ end: Int) -> Range<Int>? {
    var at = start
    while at < end, isWordByte(document.text[at]) || isDotInside(at, end) { at += 1 }
    return at > start ? start..<at : nil
  }

  /// The dot of "Ma.gnolia".
  private func isDotInside(_ at: Int, _ end: Int) -> Bool {
    document.text[at] == 0x2E && at + 1 < end && (0x61...0x7A).contains(document.text[at + 1])
  }

  private func isCapital(_ at: Int) -> Bool { (0x41...0x5A).contains(document.text[at]) }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x26 || byte == 0x2D
  }

  /// Capitalised because a sentence begins with them, or too general to be a service.
  private let openers: Set<String> = [
    "A", "An", "It", "We", "I", "He", "She", "They", "You", "This", "That", "These", "Those", "There", "Here", "Its",
    "Our",
    "My", "Your", "Their", "His", "Her", "Users", "User", "Customers", "People", "Some", "Many", "Most", "All",
    "Several",
    "Both", "Half", "In", "On", "At", "By", "For", "From", "To", "With", "After", "Before", "During", "As", "Since",
    "While",
    "When", "Where", "Why", "How", "What", "Who", "If", "And", "But", "Or", "So", "Now", "Then", "Today", "Yesterday",
    "Tonight", "Update", "Updated", "UPDATE", "Breaking", "No", "Not", "Nothing", "Service", "Services", "Site",
    "Sites",
    "Website", "Websites", "Internet", "Web", "Outage", "Server", "Servers", "Power", "Major", "Massive", "Global",
    "Worldwide", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February",
    "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "One", "Two",
    "Three", "First", "Last", "Next", "Other", "Another", "Anyone", "Everyone", "Everybody", "Nobody", "Someone", "Is",
    "Are", "Was", "Were", "Did", "Does", "Do", "Has", "Have", "Had", "Can", "Could", "Will", "Would", "Should", "Just",
    "Even", "Still", "Only", "Also", "More", "Early", "Late", "Earlier", "Later", "Meanwhile", "However",
    "Unfortunately",
    "Apparently", "Looks", "Engineers", "Shares", "Reports", "Investigating", "Identified", "Monitoring", "Resolved",
    "Eastern", "Pacific", "Central", "European", "American", "Chinese", "British", "Between", "Because", "Although",
  ]
}
