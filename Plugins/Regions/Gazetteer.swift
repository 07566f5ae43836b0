import PostmortemPlugin
import RegionsWords

/// What a word of the gazetteer stands for.
enum Place: Sendable {
  case region(Region, parent: String?)
  /// The whole world, where the outage is said to reach it.
  case world
  /// A coast of the United States, unless the page is of another country.
  case coast
  /// The whole of a nation that the words do not name.
  case nation
  /// A longer phrase in which the place is no place.
  case trap
}

/// The places the plugin knows by name.
struct Gazetteer: Sendable {
  private(set) var places: [Place] = []
  /// Every name, tagged with its index in `places`.
  private(set) var lexicon = Lexicon()
  /// Names that are common words or people's names too.
  private(set) var plain: Set<String> = []
  /// Names that the lists must not bring: hand-typed ones, and what is nearly always something else.
  private var dropped: Set<String> = []
  /// The codes of each cloud's regions, by the cloud and the name it gives them.
  private(set) var clouds: [String: [String: String]] = [:]
  /// What the names of a cloud's products begin with.
  private(set) var sellers: [(word: String, provider: String)] = []
  private var codes: [String: Int] = [:]
  private var names: [String: Int] = [:]

  /// The lists that are compiled in.
  static let shared = Gazetteer(
    areas: rows(regions_areas), subdivisions: rows(regions_subdivisions), cities: rows(regions_cities),
    clouds: rows(regions_clouds), words: rows(regions_places))

  private static func rows(_ list: (UnsafeMutablePointer<Int>?) -> UnsafePointer<UInt8>?) -> [[String]] {
    var count = 0
    return WordList.rows(list(&count), count: count)
  }

  init(areas: [[String]], subdivisions: [[String]], cities: [[String]], clouds: [[String]], words: [[String]]) {
    // What is typed by hand goes before the lists.
    let marks: Set<String> = ["world", "nation", "coast", "seller", "trap", "plain"]
    dropped = Set(words.filter { $0.count >= 2 && !marks.contains($0[1]) }.map { $0[0] })
    // Of equal names the first one given is found: a trap takes its words from every place.
    for row in words where row.count >= 2 && row[1] == "trap" { enter(row[0], tag(of: .trap)) }
    // Larger places first: the country Georgia comes before the state.
    for row in areas { add(row, parent: nil) }
    // In news "New York" and "Washington" are the cities.
    let states = Set(subdivisions.filter { $0[0].hasPrefix("US-") }.map { $0[1] })
    for row in cities where row.count > 3 && row[3] == "US" && states.contains(row[1]) { add(row, parent: row[3]) }
    for row in subdivisions { add(row, parent: String(row[0].prefix { $0 != "-" })) }
    for row in cities {
      add(row, parent: row.count > 3 ? row[3] : nil)
      // A city's name is a person's or a thing's as often: like `plain` names it wants a word such as "in".
      plain.insert(row[1])
    }
    for row in clouds { addCloud(row) }
    for row in words where row.count >= 2 { addWord(row[0], row[1], name: row.count > 2 ? row[2] : nil) }
  }

  /// The region of a code.
  func region(_ code: String) -> Region? {
    guard let tag = codes[code], case .region(let region, _) = places[tag] else { return nil }
    return region
  }

  private mutating func add(_ row: [String], parent: String?) {
    guard row.count >= 2 else { return }
    let tag = tag(of: Region(name: row[1], code: row[0]), parent: parent)
    enter(row[1], tag)
    for name in row.count > 2 ? row[2].split(separator: "|") : [] { enter(String(name), tag) }
  }

  /// A region of a cloud: its id, the provider's name for it, other names, the cloud.
  private mutating func addCloud(_ row: [String]) {
    guard row.count >= 2 else { return }
    if row.count > 3, clouds[row[3]]?[row[1]] == nil { clouds[row[3], default: [:]][row[1]] = row[0] }
    let tag = tag(of: Region(name: row[1], code: row[0]), parent: row.count > 3 ? row[3] : nil)
    enter(row[0], tag)
    for name in row.count > 2 ? row[2].split(separator: "|") : [] { enter(String(name), tag) }
  }

  /// A word typed by hand: its code may be an English name that the lists have, and it may bring a
  /// name of its own ("Northern Virginia").
  private mutating func addWord(_ word: String, _ code: String, name: String?) {
    switch code {
    case "world": enter(word, tag(of: .world), exactCase: false)
    case "nation": enter(word, tag(of: .nation), exactCase: false)
    case "coast": enter(word, tag(of: .coast))
    case "seller": if let name { sellers.append((word, name)) }
    case "trap", "drop": break
    case "plain": plain.insert(word)
    default:
      guard let tag = codes[code] ?? names[code] else { return }
      if let name, case .region(let region, let parent) = places[tag] {
        enter(word, self.tag(of: .region(Region(name: name, code: region.code), parent: parent)), byHand: true)
      } else {
        enter(word, tag, byHand: true)
      }
    }
  }

  private mutating func tag(of region: Region, parent: String?) -> Int {
    if let known = codes[region.code] { return known }
    codes[region.code] = places.count
    if names[region.name] == nil { names[region.name] = places.count }
    return tag(of: .region(region, parent: parent))
  }

  private mutating func tag(of place: Place) -> Int {
    places.append(place)
    return places.count - 1
  }

  private mutating func enter(_ name: String, _ tag: Int, exactCase: Bool = true, byHand: Bool = false) {
    guard !name.isEmpty, byHand || !dropped.contains(name) else { return }
    lexicon.entries.append(Lexicon.Entry(name, tag: tag, exactCase: exactCase))
  }
}
