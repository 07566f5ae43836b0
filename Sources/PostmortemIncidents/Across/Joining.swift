import PostmortemPlugin

/// What people know better: pairs of pages or incidents that are one outage, and pairs that are not. A
/// page is named by its path, its address or the id of its incident.
public struct Overrides: Sendable, Hashable {
  public var same: [Pair]
  public var different: [Pair]

  public struct Pair: Sendable, Hashable {
    public let first: String
    public let second: String

    public init(_ first: String, _ second: String) {
      self.first = first
      self.second = second
    }
  }

  public init(same: [Pair] = [], different: [Pair] = []) {
    self.same = same
    self.different = different
  }
}

/// Why a page is in a row.
public struct Join: Sendable, Hashable {
  public enum Reason: String, Sendable {
    case override = "said to be the same"
    case text = "the same text"
    case official = "the provider's id"
    case link = "a link"
    case time = "the same service at the same time"
    case day = "the same service on the same days"
  }

  /// The page's place in `Row.sources`.
  public let source: Int
  public let with: Int
  public let reason: Reason
}

/// Which observations tell of one outage: identity first, then links, then service and time.
///
/// Everything follows from the set of observations, which is sorted by content before anything is
/// decided, so that no order of pages changes a row. Two incidents that a provider itself tells apart
/// are never one row; nor is a chain of overlaps longer than the longest of its pages explains.
struct Joining {
  /// One group, and for each member but the first why it is there.
  struct Group {
    var members: [Int]
    var joins: [(member: Int, with: Int, reason: Join.Reason)]
  }

  private let observations: [Observation]
  private let overrides: Overrides
  private var parent: [Int]
  private var members: [[Int]]
  private var joins: [(member: Int, with: Int, reason: Join.Reason)] = []
  private var apart: Set<[Int]> = []

  /// Chains of vague reports end here.
  private static let longestChain = 72 * 3600

  /// - Parameter observations: sorted by their keys.
  init(_ observations: [Observation], _ overrides: Overrides, names: [[String]]) {
    self.observations = observations
    self.overrides = overrides
    parent = Array(observations.indices)
    members = observations.indices.map { [$0] }
    apart = Set(pairs(overrides.different, names))
    for pair in pairs(overrides.same, names) { join(pair[0], pair[1], .override, isForced: true) }
  }

  /// The groups, in the order of their first members.
  mutating func groups() -> [Group] {
    joinIdentities()
    joinLinks()
    joinByTime()
    let byRoot = Dictionary(grouping: joins) { root($0.member) }
    return observations.indices.filter { parent[$0] == $0 }.map { root in
      Group(members: members[root].sorted(), joins: byRoot[root] ?? [])
    }.sorted { $0.members[0] < $1.members[0] }
  }

  // MARK: - Reasons to join

  private mutating func joinIdentities() {
    for same in groups(by: { $0.incident.official }) {
      for pair in Joining.pairs(same) where observations[pair.0].hasSameOfficial(as: observations[pair.1]) {
        join(pair.0, pair.1, .official)
      }
    }
    // Copies of one text tell one story, incident by incident.
    for same in groups(by: { "\($0.textHash)#\($0.ordinal)" }) {
      for other in same.dropFirst() { join(same[0], other, .text) }
    }
  }

  private mutating func joinLinks() {
    var targets: [String: [Int]] = [:]
    for index in observations.indices {
      if let address = observations[index].address { targets[address, default: []].append(index) }
      if let id = observations[index].incident.official, id.count >= 8 {
        targets[id.lowercased(), default: []].append(index)
      }
    }
    for index in observations.indices {
      for lead in observations[index].leads.sorted() {
        let last = lead.split(separator: "/").last.map(String.init) ?? ""
        for target in (targets[lead] ?? []) + (lead == last ? [] : targets[last] ?? [])
        where target != index && observations[index].links(to: observations[target]) {
          let (a, b) = (observations[index], observations[target])
          guard a.page != b.page, a.sharesSubject(with: b), isNear(a.window, b.window) else { continue }
          join(index, target, .link)
        }
      }
    }
  }

  /// Whether two times leave open that they are of one outage.
  private func isNear(_ a: Window?, _ b: Window?) -> Bool {
    guard let a, let b else { return true }
    return max(a.core.lowerBound, b.core.lowerBound) - min(a.core.upperBound, b.core.upperBound) <= 24 * 3600
  }

  /// Exact times first; then what is vaguer goes where it fits best; then what is left among itself.
  private mutating func joinByTime() {
    let timed = observations.indices.filter { observations[$0].window != nil }
    for pair in neighbours(timed.filter { observations[$0].window!.isExact }) { join(pair.0, pair.1, .time) }
    let vague = timed.filter { !observations[$0].window!.isExact && members[root($0)].count == 1 }
    let anchors = timed.filter { observations[$0].window!.isExact }
    let bySubject = index(anchors)
    for member in vague {
      if let best = bestAnchor(for: member, in: bySubject) { join(member, best, .day) }
    }
    let left = vague.filter { members[root($0)].count == 1 }
    for pair in neighbours(left) { join(pair.0, pair.1, .day) }
  }

  /// The exact observation that shares most time with a vague one; of equals the one that begins nearest.
  private func bestAnchor(for member: Int, in bySubject: [String: [Int]]) -> Int? {
    let own = observations[member]
    var best: (rank: [Int], anchor: Int)?
    for anchor in candidates(of: own, in: bySubject) where own.sharesSubject(with: observations[anchor]) {
      guard let shared = own.window!.overlap(with: observations[anchor].window!), mayJoin(member, anchor) else {
        continue
      }
      let distance = abs(own.window!.core.lowerBound - observations[anchor].window!.core.lowerBound)
      let rank = [shared, -distance, -anchor]
      if best == nil || best!.rank.lexicographicallyPrecedes(rank) { best = (rank, anchor) }
    }
    return best?.anchor
  }

  private func candidates(of observation: Observation, in bySubject: [String: [Int]]) -> [Int] {
    var found: Set<Int> = []
    for name in observation.subjects.union(observation.owners) { found.formUnion(bySubject[name] ?? []) }
    return found.sorted()
  }

  private func index(_ list: [Int]) -> [String: [Int]] {
    var bySubject: [String: [Int]] = [:]
    for item in list {
      for name in observations[item].subjects.union(observations[item].owners) {
        bySubject[name, default: []].append(item)
      }
    }
    return bySubject
  }

  /// Pairs of one service whose times overlap, the earliest first.
  private func neighbours(_ list: [Int]) -> [(Int, Int)] {
    var pairs: Set<[Int]> = []
    for group in index(list).values {
      let sorted = group.sorted { begins($0, before: $1) }
      for (place, first) in sorted.enumerated() {
        for second in sorted[(place + 1)...] {
          guard observations[second].window!.core.lowerBound <= observations[first].window!.core.upperBound else {
            break
          }
          if observations[first].sharesSubject(with: observations[second]) { pairs.insert([first, second]) }
        }
      }
    }
    return pairs.map { ($0[0], $0[1]) }.sorted { a, b in
      a.0 != b.0 ? begins(a.0, before: b.0) : begins(a.1, before: b.1)
    }
  }

  private func begins(_ a: Int, before b: Int) -> Bool {
    (observations[a].window!.core.lowerBound, a) < (observations[b].window!.core.lowerBound, b)
  }

  // MARK: - Groups

  private func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index { index = parent[index] }
    return index
  }

  private mutating func join(_ a: Int, _ b: Int, _ reason: Join.Reason, isForced: Bool = false) {
    let (x, y) = (root(a), root(b))
    guard x != y, isForced || mayJoin(a, b, bounded: reason == .time || reason == .day) else { return }
    let (low, high) = (min(x, y), max(x, y))
    parent[high] = low
    members[low] += members[high]
    members[high] = []
    joins.append((member: max(a, b), with: min(a, b), reason: reason))
  }

  /// Whether nothing stands against it: the provider's own ids, a word of the user, incidents of one
  /// page, and for overlaps in time the length of the chain.
  private func mayJoin(_ a: Int, _ b: Int, bounded: Bool = true) -> Bool {
    let (left, right) = (members[root(a)], members[root(b)])
    let all = left + right
    guard Set(all.compactMap { observations[$0].incident.official }).count <= 1,
      !left.contains(where: { x in right.contains { apart.contains([min(x, $0), max(x, $0)]) } }),
      Set(all.map { observations[$0].page }).count == all.count
    else { return false }
    return !bounded || isBounded(all)
  }

  private func isBounded(_ all: [Int]) -> Bool {
    let windows = all.compactMap { observations[$0].window }
    guard let first = windows.map(\.core.lowerBound).min(), let last = windows.map(\.core.upperBound).max(),
      let longest = windows.map(\.length).max()
    else { return true }
    return last - first <= max(Joining.longestChain, longest + 24 * 3600)
  }

  private func groups(by name: (Observation) -> String?) -> [[Int]] {
    var byName: [String: [Int]] = [:]
    for index in observations.indices {
      if let name = name(observations[index]) { byName[name, default: []].append(index) }
    }
    return byName.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  private static func pairs(_ list: [Int]) -> [(Int, Int)] {
    list.indices.flatMap { first in list[(first + 1)...].map { (list[first], $0) } }
  }

  /// The observations that a user's pairs name.
  private func pairs(_ overrides: [Overrides.Pair], _ names: [[String]]) -> [[Int]] {
    guard !overrides.isEmpty else { return [] }
    var byName: [String: [Int]] = [:]
    for (index, own) in names.enumerated() { for name in own { byName[name, default: []].append(index) } }
    func find(_ name: String) -> [Int] { byName[name] ?? byName[Address.name(of: name)] ?? [] }
    return overrides.flatMap { pair in
      find(pair.first).flatMap { a in find(pair.second).map { [min(a, $0), max(a, $0)] } }
    }.filter { $0[0] != $0[1] }
  }
}
