import PostmortemPlugin

/// Tells names that stand aside of what their clause says: in brackets, as the place where people
/// talk, or as the site that published the page.
struct Asides {
  let lens: Lens
  let list: ServiceList

  func isAside(_ group: Group) -> Bool {
    isBracketed(group.range) || isRelative(group.range) || isPlace(group) || group.members.allSatisfy(isPublisher)
  }

  /// "(a daughter of Rogers)", but not where the bracket opens the block.
  private func isBracketed(_ range: Range<Int>) -> Bool {
    let before = lens.before(range.lowerBound, reach: 60)
    guard let open = before.lastIndex(where: { "(（".contains($0) }) else { return false }
    guard !before[open...].contains(where: { ")）".contains($0) }) else { return false }
    return lens.after(range.upperBound, reach: 90).contains { ")）".contains($0) }
  }

  /// ", which is hosted on Amazon S3, ": a clause that says more of the name before it.
  func isRelative(_ range: Range<Int>) -> Bool {
    guard let clause = lens.reading.clauses.clause(at: range.lowerBound),
      clause.range.upperBound < clause.sentence.upperBound
    else { return false }
    let start = clause.range.lowerBound
    let words = lens.words(start..<min(start + 12, range.lowerBound))
    return [" which ", " who ", " whose "].contains(where: words.hasPrefix)
  }

  /// "On Facebook", 在脸书: people talk on social networks.
  func isPlace(_ group: Group) -> Bool {
    guard lens.document.blocks[group.block].kind != .title else { return false }
    guard group.members.allSatisfy({ $0.service.category == .social || flags($0).contains(.channel) }) else {
      return false
    }
    let place = Surroundings(group, lens: lens, frames: Frames.shared)
    return place.isPlace || place.after.hasPrefix("上") && place.before.suffix(16).contains("在")
  }

  /// Whether a paper or blog is the one that published the page.
  func isPublisher(_ mention: Mention) -> Bool {
    guard flags(mention).contains(.press), let url = lens.document.url?.lowercased() else { return false }
    let host = url.split(separator: "/").dropFirst().first ?? ""
    let name = mention.service.name.lowercased().filter { $0.isLetter || $0.isNumber }
    let short = name.hasPrefix("the") ? String(name.dropFirst(3)) : name
    return host.contains(short)
  }

  private func flags(_ mention: Mention) -> Listing.Flags { mention.listing.map { list.listings[$0].flags } ?? [] }
}
