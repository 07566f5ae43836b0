import PostmortemPlugin

/// A place named on the page.
struct Site: Sendable, Hashable {
  let range: Range<Int>
  let region: Region
  let block: Int
}

/// Places that stand side by side in a list: "Europe, the US, Canada and India".
struct SiteGroup: Sendable {
  var members: [Site]
  var range: Range<Int> { members[0].range.lowerBound..<members[members.count - 1].range.upperBound }
  var block: Int { members[0].block }
}

/// Every place on the page that is meant as one, list by list.
struct Sites {
  private(set) var groups: [SiteGroup] = []

  init(_ reading: Reading, gazetteer: Gazetteer, lens: Lens) {
    let nation = Sites.nation(reading, gazetteer)
    var frame: (land: String, end: Int)?
    var declared = Clouds(lens, gazetteer: gazetteer).sites[...]
    for hit in reading.hits.words {
      while let site = declared.first, site.range.lowerBound <= hit.range.lowerBound {
        add(site, lens: lens)
        declared = declared.dropFirst()
      }
      if let last = groups.last?.members.last, last.range.overlaps(hit.range) { continue }
      guard let (region, land) = Sites.meaning(of: gazetteer.places[hit.tag], nation, gazetteer) else { continue }
      let isListed = groups.last.map { isInList(with: $0, at: hit, lens: lens) } ?? false
      guard Sites.isPlace(hit.range, isListed: isListed, lens: lens, gazetteer: gazetteer) else { continue }
      guard region.code.hasPrefix("geonames:") else {
        frame = land.map { ($0, hit.range.upperBound) }
        add(Site(range: hit.range, region: region, block: hit.block), lens: lens)
        continue
      }
      if let frame, land != frame.land, Sites.isInside(hit.range, after: frame.end, lens: lens) { continue }
      add(Site(range: hit.range, region: region, block: hit.block), lens: lens)
    }
    for site in declared { add(site, lens: lens) }
  }

  /// The region that a word means on this page, and the country it lies in.
  private static func meaning(
    of place: Place, _ nation: Region?, _ gazetteer: Gazetteer
  ) -> (region: Region, land: String?)? {
    switch place {
    case .region(let region, let parent): return (region, parent ?? (region.code.utf8.count == 2 ? region.code : nil))
    case .world: return (Region(name: "worldwide", code: "001"), nil)
    case .nation: return nation.map { ($0, $0.code) }
    case .coast:
      guard nation == nil || nation?.code == "US" else { return nil }
      return gazetteer.region("US").map { ($0, $0.code) }
    case .trap: return nil
    }
  }

  /// "Cities in Ontario, including London": the list says which London is not meant.
  private static func isInside(_ city: Range<Int>, after end: Int, lens: Lens) -> Bool {
    let sentence = lens.sentence(city.lowerBound)
    guard sentence.lowerBound <= end, end < city.lowerBound, city.lowerBound - end <= 200 else { return false }
    return Frames.shared.contains(lens.words(end..<city.lowerBound), .adds)
  }

  private func isInList(with group: SiteGroup, at hit: Hit, lens: Lens) -> Bool {
    group.block == hit.block
      && isGlue(lens.words(group.range.upperBound..<max(group.range.upperBound, hit.range.lowerBound)))
  }

  private mutating func add(_ site: Site, lens: Lens) {
    let hit = Hit(range: site.range, tag: 0, block: site.block)
    let isListed = groups.last.map { isInList(with: $0, at: hit, lens: lens) } ?? false
    if isListed {
      groups[groups.count - 1].members.append(site)
    } else {
      groups.append(SiteGroup(members: [site]))
    }
  }

  /// Whether nothing but commas, "and" and the like stands between two places.
  private func isGlue(_ gap: String) -> Bool {
    guard gap.utf8.count <= 30 else { return false }
    var rest = Substring(gap)
    while let first = rest.first {
      if let word = glue.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
      } else if first == " " || first == "," || first == "，" {
        rest = rest.dropFirst()
      } else {
        return false
      }
    }
    return true
  }

  /// The nation that "nationwide" means: the one the page names most often, itself or by a part of it.
  private static func nation(_ reading: Reading, _ gazetteer: Gazetteer) -> Region? {
    var counts: [String: Int] = [:]
    for hit in reading.hits.words where reading.document.isOwn(block: hit.block) {
      guard case .region(let region, let parent) = gazetteer.places[hit.tag] else { continue }
      let code = parent ?? region.code
      if code.utf8.count == 2 { counts[code, default: 0] += 1 }
    }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return most.flatMap { gazetteer.region($0.key) }
  }

  /// Whether the words around a name leave it a place.
  private static func isPlace(_ range: Range<Int>, isListed: Bool, lens: Lens, gazetteer: Gazetteer) -> Bool {
    let text = lens.document.text
    let previous = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
    if [0x2F, 0x40, 0x2E, 0x5F].contains(previous) { return false }  // / @ . _: an address or a handle
    let before = lens.before(range.lowerBound)
    let after = lens.after(range.upperBound)
    if isForename(before: before, after: after) { return false }
    if Frames.shared.beginning(after, .none) != nil || Frames.shared.ending(before, .named) != nil { return false }
    guard gazetteer.plain.contains(lens.document.string(range)) else { return true }
    return isListed || Frames.shared.ending(before, .locative) != nil && !isSurname(after: range.upperBound, in: text)
  }

  /// Whether a name of the kind 罗德里戈·坎波斯 holds what looks like a place.
  private static func isForename(before: String, after: String) -> Bool {
    before.hasSuffix("·") || after.prefix(4).contains("·")
  }

  /// Whether a capitalised word follows: "Jordan Smith".
  private static func isSurname(after at: Int, in text: [UInt8]) -> Bool {
    at + 1 < text.count && text[at] == 0x20 && (0x41...0x5A).contains(text[at + 1])
  }
}

private let glue = [
  "and ", "& ", "、", "和", "与", "及", "以及", "还有", "或", "or ", "plus ", "as well as ", "the ", "parts of ", "in ",
  "to ", "nor ", "continental ", "much of ", "most of ", "部分地区",
]
