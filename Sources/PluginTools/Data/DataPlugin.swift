import PostmortemPlugin

/// A plugin that is only data: words with what they mean, patterns, and the context both need.
struct DataPlugin: Extractor {
  /// What a word means to one rule.
  struct Sense: Sendable {
    let rule: Int
    let value: String
    /// The word as the file writes it, where capitals matter.
    let exact: String?
  }

  let manifest: Manifest
  let lexicon: Lexicon
  let rules: [DataRule]
  /// By tag of the lexicon; a tag beyond them wakes the patterns alone.
  let senses: [[Sense]]
  let patterns: [PatternRule]

  func claims(in reading: Reading) throws -> [Claim] {
    var found = reading.hits.words.flatMap { claims(of: $0, in: reading) }
    for pattern in patterns { found += try claims(of: pattern, in: reading) }
    return found
  }

  private func claims(of hit: Hit, in reading: Reading) -> [Claim] {
    guard hit.tag < senses.count, reading.document.isOwn(block: hit.block) else { return [] }
    return senses[hit.tag].compactMap { sense in
      if let exact = sense.exact, !reading.document.text[hit.range].elementsEqual(exact.utf8) { return nil }
      return rules[sense.rule].claim(sense.value, at: hit.range, in: reading)
    }
  }

  // MARK: Patterns

  private func claims(of rule: PatternRule, in reading: Reading) throws -> [Claim] {
    var claims: [Claim] = []
    var searched = 0
    for place in places(of: rule, in: reading) where place >= searched {
      guard let stretch = stretch(around: place, in: reading) else { continue }
      searched = stretch.upperBound
      let matches: [Pattern.Match]
      do { matches = try rule.pattern.matches(in: reading.document.text, stretch) } catch {
        throw Failure(
          .plugin, code: "pattern-limit",
          reason:
            "rule \(rule.rule.name): the pattern takes too many steps near “\(reading.document.string(stretch).prefix(40))”; write it with fewer * and + inside each other",
          plugin: manifest.id)
      }
      claims += matches.compactMap { match in
        rule.rule.claim(rule.value.value(match, in: reading.document.text), at: match.range, in: reading)
      }
    }
    // Stretches of a sentence without end overlap.
    var seen: Set<Claim> = []
    return claims.filter { seen.insert($0).inserted }
  }

  /// Where the text that a pattern needs stands, in text order. Of overlapping literals the scan gives only
  /// the first, so a longer word's surroundings are looked at too.
  private func places(of rule: PatternRule, in reading: Reading) -> [Int] {
    let text = reading.document.text
    return reading.hits.words.flatMap { hit -> [Int] in
      guard reading.document.isOwn(block: hit.block) else { return [] }
      let end = reading.document.blocks[hit.block].range.upperBound
      return hit.range.filter { at in
        rule.needs.contains { need in
          at + need.count <= end && zip(text[at...], need).allSatisfy { small($0) == $1 }
        }
      }
    }
  }

  /// The sentence around a place; of one without end only what is nearby.
  private func stretch(around place: Int, in reading: Reading) -> Range<Int>? {
    guard let sentence = reading.clauses.clause(at: place)?.sentence else { return nil }
    let text = reading.document.text
    let near = sentence.near(place..<place + 1, within: 1_000)
    var (start, end) = (near.lowerBound, near.upperBound)
    while start < place, text[start] & 0xC0 == 0x80 { start += 1 }
    while end < sentence.upperBound, text[end] & 0xC0 == 0x80 { end += 1 }
    return start < end ? start..<end : nil
  }
}

/// An ASCII capital as a small letter.
func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
