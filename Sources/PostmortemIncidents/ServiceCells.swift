import PostmortemPlugin

extension Settling {
  /// One cell for each service, in the order of role and then of first mention. A service that is
  /// affected in several categories (Skype: calls, messages) has one for each, its own first.
  static func services(_ evidence: [Evidence]) -> [Incident.Cell<Service>] {
    let claims = Dictionary(evidence.map { ($0.id, $0.claim) }) { first, _ in first }
    let cells = cells(evidence, key: \Service.name) { claim in
      if case .service(let service) = claim.value { return service }
      return nil
    }
    return cells.flatMap { cell in cell.role == .affected ? byCategory(cell, claims) : [cell] }
  }

  private static func byCategory(
    _ cell: Incident.Cell<Service>, _ claims: [Int: Claim]
  ) -> [Incident.Cell<Service>] {
    var order: [Service] = []
    var ids: [Service: [Int]] = [:]
    for id in cell.evidence {
      guard case .service(let service)? = claims[id]?.value else { continue }
      if ids[service] == nil { order.append(service) }
      ids[service, default: []].append(id)
    }
    return order.map { Incident.Cell(value: $0, role: cell.role, evidence: ids[$0]!) }
  }
}
