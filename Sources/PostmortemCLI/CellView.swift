import PostmortemIncidents
import PostmortemPlugin
import PostmortemReport

/// One value of a report, explained: its quotations with file, digest and place, the rules that read them,
/// and what else the pages say of the same thing and was not chosen.
struct CellView {
  private let table: Table
  private let ink: Ink

  init(_ table: Table, ink: Ink) {
    self.table = table
    self.ink = ink
  }

  /// - Returns: nil where no value has this name.
  func text(of id: String) -> String? {
    for line in table.lines {
      for (column, cell) in zip(table.columns, line.cells) {
        guard let entry = cell.entries.first(where: { $0.id == id }) else { continue }
        return lines(entry, cell, column, line.row).map { $0 + "\n" }.joined()
      }
    }
    return nil
  }

  private func lines(_ entry: Table.Entry, _ cell: Table.Cell, _ column: TableColumn, _ row: Row) -> [String] {
    var lines = [
      ink.strong(Terminal.plain("\(column.heading(table.words)): \(entry.text)")),
      Terminal.plain("cell \(entry.id) of \(row.id): \(row.incident.title)"),
    ]
    for id in entry.evidence { lines += quotes(id, row) }
    for settlement in cell.settlements {
      lines.append(ink.strong("Not chosen: ") + Terminal.plain(settlement.rule))
      for rival in settlement.rivals {
        lines.append("  " + Terminal.plain(rival.text))
        for id in rival.evidence { lines += quotes(id, row) }
      }
    }
    let others = alternatives(to: entry, row)
    if !others.isEmpty { lines.append(ink.strong("Other claims of the same field")) }
    for id in others {
      let claim = table.comparison.evidence(id, of: row).evidence.evidence.claim
      lines.append("  " + Terminal.plain(claim.shorthand))
      lines += quotes(id, row)
    }
    return lines
  }

  /// What the row's pages claim of the same field, and of the same step where it is a time, beside what stands
  /// in the cell.
  private func alternatives(to entry: Table.Entry, _ row: Row) -> [Int] {
    guard let first = entry.evidence.first else { return [] }
    let chosen = table.comparison.evidence(first, of: row).evidence.evidence.claim
    let known = Set(entry.evidence)
    return row.sources.flatMap { source -> [Int] in
      table.comparison.pages[source.page].evidence.filter { item in
        let claim = item.evidence.claim
        guard claim.field == chosen.field, !known.contains(item.evidence.id + source.offset) else { return false }
        if case .event(let phase, _) = chosen.value, case .event(let other, _) = claim.value { return phase == other }
        if case .service(let service) = chosen.value, case .service(let other) = claim.value {
          return service.name == other.name
        }
        if case .region(let region) = chosen.value, case .region(let other) = claim.value { return region == other }
        return claim.value != chosen.value
      }.map { $0.evidence.id + source.offset }
    }
  }

  private func quotes(_ id: Int, _ row: Row) -> [String] {
    let (page, item) = table.comparison.evidence(id, of: row)
    let claim = item.evidence.claim
    let rule =
      "\(item.evidence.plugin)/\(claim.rule), \(claim.confidence.rawValue)"
      + (claim.polarity == .negated ? ", negated" : "")
      + (claim.modality == .stated ? "" : ", \(claim.modality.rawValue)")
    return item.quotes.map { quote in
      let words = Terminal.plain(quote.prefix) + ink.quoted(Terminal.plain(quote.quote)) + Terminal.plain(quote.suffix)
      let place = "bytes \(quote.start)–\(quote.end), \(quote.place)"
      return "    “\(words)”\n"
        + ink.faint("      " + Terminal.plain("\(page.page), \(place); \(rule); sha256 \(page.digest)"))
    }
  }
}
