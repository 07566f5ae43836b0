import PostmortemPlugin

extension Settling {
  /// One cell for each service, in the order of role and then of first mention. A service that is
  /// affected in several categories (Skype: calls, messages) has one for each, its own first. One whose
  /// failure is told as what took others down is at fault.
  static func services(_ evidence: [Evidence]) -> [Incident.Cell<Service>] {
    let claims = Dictionary(evidence.map { ($0.id, $0.claim) }) { first, _ in first }
    let cells = cells(evidence, key: \Service.name) { claim in
      if case .service(let service) = claim.value { return service }
      return nil
    }
    let failures = failures(of: evidence)
    return cells.flatMap { cell -> [Incident.Cell<Service>] in
      guard cell.role == .affected else { return [cell] }
      let names = cell.evidence.compactMap { claims[$0]?.quotes.first }
      let told = failures.filter { failure in names.contains { $0.place == .text && $0.range.overlaps(failure.words) } }
      return byCategory(cell, claims).map { part in
        guard !told.isEmpty else { return part }
        return Incident.Cell(
          value: part.value, role: part.role, evidence: part.evidence + told.map(\.evidence), isAtFault: true)
      }
    }
  }

  /// The words for a supplier's failure that is told as a cause: whose name stands in them is at fault.
  private static func failures(of evidence: [Evidence]) -> [(words: Range<Int>, evidence: Int)] {
    evidence.compactMap { item in
      guard case .cause(let cause) = item.claim.value, cause.category == .thirdParty,
        item.claim.polarity == .affirmed, item.claim.modality != .promised, let quote = item.claim.quotes.first,
        quote.place == .text
      else { return nil }
      return (quote.range, item.id)
    }
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
