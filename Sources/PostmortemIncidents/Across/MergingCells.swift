import PostmortemPlugin

extension Merging {
  /// Every service or place that a page names, once. Where one page says it was hit and another that it
  /// was not, the better source decides and the other stays visible.
  func cells<Value: Sendable & Hashable>(
    _ list: (Incident) -> [Incident.Cell<Value>], key: (Value) -> String, name: (Value) -> String, field: String,
    _ settlements: inout [Row.Settlement]
  ) -> [Incident.Cell<Value>] {
    var order: [String] = []
    var groups: [String: [Candidate<Incident.Cell<Value>>]] = [:]
    for telling in tellings {
      for cell in list(telling.observation.incident) {
        let key = key(cell.value)
        if groups[key] == nil { order.append(key) }
        let own = Incident.Cell(
          value: cell.value, role: cell.role, evidence: telling.ids(cell.evidence), isAtFault: cell.isAtFault)
        groups[key, default: []].append(
          Candidate(
            value: own, text: "\(name(cell.value)) \(cell.role.rawValue)", evidence: own.evidence, telling: telling))
      }
    }
    let cells = order.compactMap { key -> Incident.Cell<Value>? in
      let group = groups[key]!
      let telling = group.filter { $0.value.role == .affected || $0.value.role == .unaffected }
      guard !telling.isEmpty else {
        let role = Role.allCases.first { role in group.contains { $0.value.role == role } } ?? .mentioned
        let same = group.filter { $0.value.role == role }
        return Incident.Cell(value: same[0].value.value, role: role, evidence: same.flatMap(\.evidence))
      }
      guard let choice = Choice(field: field, telling, agrees: { $0.role == $1.role }) else { return nil }
      if !choice.settlement.rivals.isEmpty { settlements.append(choice.settlement) }
      return Incident.Cell(
        value: choice.best.value.value, role: choice.best.value.role, evidence: choice.evidence,
        isAtFault: choice.agreeing.contains { $0.value.isAtFault })
    }
    return Role.allCases.flatMap { role in cells.filter { $0.role == role } }
  }

  /// How far it had come by the last page: an outage that one page calls over is over, though others were
  /// written before.
  func status() -> (Status, [Int]) {
    let progress: [Status] = [.resolved, .partiallyRestored, .ongoing]
    for status in progress {
      let told = tellings.filter { $0.observation.incident.status == status }
      if !told.isEmpty { return (status, told.flatMap { $0.ids($0.observation.incident.statusEvidence) }) }
    }
    return (.unknown, [])
  }

  func settleCauses(_ incident: inout Incident, _ settlements: inout [Row.Settlement]) {
    let roots = causes(\.cause)
    let choice = Choice(field: "cause", roots) { $0.category == $1.category }
    incident.cause = choice.map { choice in
      settlements.append(choice.settlement)
      return Incident.CauseCell(
        category: choice.best.value.category, certainty: choice.best.value.certainty, evidence: choice.evidence)
    }
    let root = incident.cause?.category
    incident.openCause = root == nil ? tellings.flatMap { $0.ids($0.observation.incident.openCause) } : []
    let trigger = Choice(field: "trigger", causes(\.trigger).filter { $0.value.category != root }) {
      $0.category == $1.category
    }
    incident.trigger = trigger.map {
      Incident.CauseCell(category: $0.best.value.category, certainty: $0.best.value.certainty, evidence: $0.evidence)
    }
    incident.denied = Cause.Category.allCases.compactMap { category in
      let ids = tellings.flatMap { telling in
        telling.observation.incident.denied.filter { $0.category == category }.flatMap { telling.ids($0.evidence) }
      }
      guard !ids.isEmpty, category != root else { return nil }
      return Incident.CauseCell(category: category, certainty: .denied, evidence: ids)
    }
  }

  /// A cause that is certain tells more than a guess, and what broke more than whose fault it was.
  private func causes(_ part: (Incident) -> Incident.CauseCell?) -> [Candidate<Incident.CauseCell>] {
    tellings.compactMap { telling in
      guard let told = part(telling.observation.incident) else { return nil }
      let own = Incident.CauseCell(
        category: told.category, certainty: told.certainty, evidence: telling.ids(told.evidence))
      return Candidate(
        value: own, text: "\(told.category.rawValue) (\(told.certainty.rawValue))", evidence: own.evidence,
        telling: telling, exactness: (told.certainty == .confirmed ? 2 : 0) + (told.category == .thirdParty ? 0 : 1))
    }
  }

  func symptoms() -> [Incident.SymptomCell] {
    let cells = Symptom.allCases.compactMap { symptom -> Incident.SymptomCell? in
      let ids = tellings.flatMap { telling in
        telling.observation.incident.symptoms.filter { $0.symptom == symptom }.flatMap { telling.ids($0.evidence) }
      }
      return ids.isEmpty ? nil : Incident.SymptomCell(symptom: symptom, evidence: ids)
    }
    return cells.count > 1 ? cells.filter { $0.symptom != .other } : cells
  }

  /// The provider's own label.
  func severity() -> Incident.Extra.Value? {
    tellings.lazy.compactMap { telling in
      telling.observation.incident.severity.map {
        Incident.Extra.Value(text: $0.text, evidence: telling.ids($0.evidence))
      }
    }.first
  }

  /// Every amount once, with all who say it.
  func impact() -> [Incident.AmountCell] {
    var cells: [Incident.AmountCell] = []
    for telling in tellings {
      for told in telling.observation.incident.impact {
        let ids = telling.ids(told.evidence)
        if let index = cells.firstIndex(where: { $0.amount.counts(theSameAs: told.amount) }) {
          let known = cells[index]
          cells[index] = Incident.AmountCell(amount: known.amount, text: known.text, evidence: known.evidence + ids)
        } else {
          cells.append(Incident.AmountCell(amount: told.amount, text: told.text, evidence: ids))
        }
      }
    }
    return cells
  }

  /// Every promise once, with the earliest word that kept it.
  func promises() -> [Incident.Promise] {
    let all = tellings.flatMap { telling in
      telling.observation.incident.promises.map {
        Incident.Promise(due: $0.due, kept: $0.kept, evidence: telling.ids($0.evidence))
      }
    }
    return Set(all.map(\.due)).sorted().map { due in
      let same = all.filter { $0.due == due }
      return Incident.Promise(due: due, kept: same.compactMap(\.kept).min(), evidence: same.flatMap(\.evidence))
    }
  }

  /// The columns of plugins: every value once, with all who say it.
  func columns() -> [Incident.Extra] {
    var order: [String] = []
    var values: [String: [Incident.Extra.Value]] = [:]
    for telling in tellings {
      for extra in telling.observation.incident.columns {
        if values[extra.column] == nil { order.append(extra.column) }
        for told in extra.values {
          let own = Incident.Extra.Value(text: told.text, evidence: telling.ids(told.evidence))
          let known = values[extra.column, default: []]
          if let index = known.firstIndex(where: { $0.text == told.text }) {
            let both = known[index].evidence + own.evidence
            values[extra.column]![index] = Incident.Extra.Value(text: told.text, evidence: both)
          } else {
            values[extra.column, default: []].append(own)
          }
        }
        if values[extra.column] == nil { values[extra.column] = [] }
      }
    }
    return order.map { Incident.Extra(column: $0, values: values[$0]!) }
  }
}
