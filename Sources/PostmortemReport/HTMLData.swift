import PostmortemIncidents
import PostmortemPlugin

/// What the HTML report's script draws: the table, and the quotations behind it, which are parsed when the
/// first is asked for.
struct HTMLData {
  /// By what rows can be filtered and grouped, with headings.
  static let facets: [(grouping: ReportOptions.Grouping, heading: String)] = [
    (.service, "Affected"), (.category, "Category"), (.region, "Where"), (.cause, "Cause"), (.status, "Status"),
    (.year, "Year"),
  ]
  /// Under one value at most so many quotations stand; JSON and long CSV have all.
  private static let mostQuotes = 8

  private let source: Table
  /// The table.
  private(set) var table = JSON.null
  /// All quotations that it names.
  var quotes: JSON { .array(list) }
  private var list: [JSON] = []
  private var known: [Place: Int] = [:]

  private struct Place: Hashable {
    let page: Int
    let evidence: Int
    let quote: Int
  }

  init(_ source: Table) {
    self.source = source
    var seen: Set<String> = []
    let rows = source.lines.filter { seen.insert($0.row.id).inserted }.map { row($0) }
    let phrases = [
      "Close", "Conflicts", "Joined pages", "Related", "Rule", "Sources", "not stated", "stated as unknown",
    ]
    table = .members([
      "words": .object(phrases.map { JSON.Member(key: $0, value: .string(source.words[$0])) }),
      "columns": .array(
        source.columns.map { .members(["key": .string($0.key), "heading": .string($0.heading(source.words))]) }),
      "pages": .array(source.comparison.pages.map(HTMLData.json)), "rows": .array(rows),
    ])
  }

  /// Where a page can be seen: its archived copy, else its own address, else the file.
  private static func json(_ page: PageResult) -> JSON {
    let copies = page.captures.reversed().compactMap(\.uri) + [page.url].compactMap { $0 }
    let link = copies.first { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? file(page.page)
    return .members([
      "path": .string(page.page), "title": .string(Shown.safe(page.title)), "url": .optional(page.url),
      "link": .optional(link), "sha256": .string(page.digest),
    ])
  }

  /// The path as a relative address. Names with a colon could name a scheme.
  private static func file(_ path: String) -> String? {
    guard !path.isEmpty, path != "-" else { return nil }
    let step = path.utf8.map { byte -> String in
      let isPlain = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
    return path.hasPrefix("/") ? "file://" + step : "./" + step
  }

  private mutating func row(_ line: Table.Line) -> JSON {
    let row = line.row
    let pages = row.sources.map(\.page)
    let names = source.comparison.pages(of: row).map(\.page)
    let cells = zip(source.columns, line.cells).map { cell($1, $0, row) }
    return .members([
      "id": .string(row.id),
      "title": .string(Shown.safe(row.correction("title")?.correction.value ?? row.incident.title)),
      "pages": .ints(pages), "cells": .array(cells),
      "groups": .object(
        HTMLData.facets.map { facet in
          var seen: Set<String> = []
          let names = facet.grouping.names(of: row).filter { seen.insert($0).inserted }
          return JSON.Member(key: facet.grouping.rawValue, value: .array(names.map(JSON.string)))
        }),
      "conflicts": .array(
        row.incident.conflicts.map { .string("\($0.field): \($0.values.map(Shown.safe).joined(separator: " ≠ "))") }),
      "joins": .array(
        row.joins.map { .string("\(names[$0.source]) + \(names[$0.with]): \($0.reason.rawValue)") }),
      "related": .array(row.related.map { .string("\($0.id): \($0.why)") }),
      "steps": .array(steps(row)),
    ])
  }

  private func steps(_ row: Row) -> [JSON] {
    row.incident.timeline.compactMap { milestone -> (at: Int, json: JSON)? in
      guard let at = milestone.moment.instant else { return nil }
      let text = milestone.shown(in: source.options.zone)
      return (at, .members(["phase": .string(milestone.phase.rawValue), "t": .string(text), "at": .int(at)]))
    }.sorted { $0.at < $1.at }.map(\.json)
  }

  private mutating func cell(_ cell: Table.Cell, _ column: TableColumn, _ row: Row) -> JSON {
    let values = cell.entries.map { entry -> JSON in
      .members([
        "t": .string(Shown.safe(entry.text)), "id": .string(entry.id), "e": .ints(quotes(entry.evidence, row)),
      ])
    }
    let disputes = cell.settlements.map { settlement -> JSON in
      let rivals = settlement.rivals.map { rival -> JSON in
        .members(["t": .string(Shown.safe(rival.text)), "e": .ints(quotes(rival.evidence, row))])
      }
      return .members(["rule": .string(settlement.rule), "rivals": .array(rivals)])
    }
    return .members([
      "v": .array(values), "s": cell.entries.isEmpty ? .string(cell.state.rawValue) : nil,
      "k": column.number(row.incident).map(JSON.number), "d": disputes.isEmpty ? nil : .array(disputes),
      "c": cell.correction.map(HTMLData.json),
    ])
  }

  private static func json(_ applied: AppliedCorrection) -> JSON {
    let reading = applied.reading ?? "nothing"
    return .members([
      "value": .string(applied.correction.value), "who": .string(applied.correction.who),
      "why": .string(applied.correction.why),
      "stale": applied.isStale ? .string("The tool now reads “\(reading)”, which is not what was corrected.") : nil,
    ])
  }

  /// The numbers of the quotations under a value.
  private mutating func quotes(_ evidence: [Int], _ row: Row) -> [Int] {
    var found: [Int] = []
    for id in evidence where found.count < HTMLData.mostQuotes {
      let (origin, own) = row.locate(id)
      let item = source.comparison.pages[origin.page].evidence[own]
      for (index, quote) in item.quotes.enumerated() {
        let place = Place(page: origin.page, evidence: own, quote: index)
        if known[place] == nil {
          known[place] = list.count
          list.append(HTMLData.json(quote, page: origin.page, item))
        }
        if !found.contains(known[place]!) { found.append(known[place]!) }
      }
    }
    return found
  }

  private static func json(_ quote: Cited, page: Int, _ item: CitedEvidence) -> JSON {
    let claim = item.evidence.claim
    return .members([
      "p": .int(page), "a": .string(quote.prefix), "q": .string(quote.shown), "z": .string(quote.suffix),
      "w": .string(quote.place), "s": .int(quote.start), "n": .int(quote.end),
      "r": .string("\(item.evidence.plugin)/\(claim.rule), \(claim.confidence.rawValue)"),
      // Only what stands in the text can be looked for there.
      "text": quote.attribute == nil && quote.metadata == nil && quote.pointer == nil ? .bool(true) : nil,
    ])
  }
}

extension TableColumn {
  /// What the column is sorted by, where that is a number.
  func number(_ incident: Incident) -> Double? {
    switch key {
    case "duration": return incident.duration?.span.minutes
    case Phase.recovered.rawValue: return incident.end.map(Double.init)
    default: return Phase(rawValue: key).flatMap { incident.milestone($0) }.flatMap { $0.moment.order.map(Double.init) }
    }
  }
}
