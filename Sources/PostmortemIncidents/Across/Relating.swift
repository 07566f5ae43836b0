import PostmortemPlugin

extension Comparison {
  /// Says of rows that are not one outage what they have to do with each other: one page leads to the
  /// other, or what was down here took down what was down there.
  static func relate(_ rows: inout [Row], _ groups: [Joining.Group], _ observations: [Observation]) {
    var home: [Int: Int] = [:]
    let place = Dictionary(
      uniqueKeysWithValues: rows.enumerated().flatMap { row, value in
        value.sources.map { ([$0.page, $0.incident], row) }
      })
    for index in observations.indices { home[index] = place[[observations[index].page, observations[index].ordinal]] }
    var found: [[Int]: String] = [:]
    func add(_ a: Int?, _ b: Int?, _ why: String) {
      guard let a, let b, a != b else { return }
      let pair = [min(a, b), max(a, b)]
      if found[pair] == nil { found[pair] = why }
    }
    link(observations) { add(home[$0], home[$1], "a page of one links to the other") }
    supply(rows) { add($0, $1, "a service of one took the other down") }
    for (pair, why) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      rows[pair[0]].related.append(Row.Relation(id: rows[pair[1]].id, why: why))
      rows[pair[1]].related.append(Row.Relation(id: rows[pair[0]].id, why: why))
    }
  }

  private static func link(_ observations: [Observation], _ found: (Int, Int) -> Void) {
    var byAddress: [String: [Int]] = [:]
    for index in observations.indices {
      if let address = observations[index].address { byAddress[address, default: []].append(index) }
    }
    for index in observations.indices {
      for lead in observations[index].leads.sorted() {
        for target in byAddress[lead] ?? [] where observations[index].links(to: observations[target]) {
          found(index, target)
        }
      }
    }
  }

  /// Rows in which a supplier is at fault, beside rows of the supplier's own trouble at that time.
  private static func supply(_ rows: [Row], _ found: (Int, Int) -> Void) {
    var down: [String: [Int]] = [:]
    for index in rows.indices {
      for name in Set(rows[index].incident.services(.affected).map(\.value.name)) {
        down[name, default: []].append(index)
      }
    }
    for index in rows.indices {
      let own = rows[index].incident
      let isFault = own.cause?.category == .thirdParty
      let suppliers = Set(own.services.filter { $0.isAtFault || $0.role == .supplier && isFault }.map(\.value.name))
      for name in suppliers.sorted() {
        for other in down[name] ?? [] where other != index {
          guard let a = own.order, let b = rows[other].incident.order, abs(a - b) <= 24 * 3600 else { continue }
          found(index, other)
        }
      }
    }
  }
}
