import PostmortemIncidents

/// The report as one JSON document: the rows with their cells, and the page lines with all evidence. Ids in
/// a row's `evidence` name a page line of `pages` and a piece of its evidence.
public struct JSONReport: Sendable {
  private let table: Table
  private let tool: String

  public init(_ table: Table, tool: String) {
    self.table = table
    self.tool = tool
  }

  /// The report's bytes, UTF-8, one line.
  public func bytes() -> [UInt8] {
    let metrics = MetricsTable(table)
    var seen: Set<String> = []
    let lines = table.lines.filter { seen.insert($0.row.id).inserted }
    return JSON.members([
      "schema": .int(PageResult.schema), "tool": .string(tool), "method": .string(MethodLine(table).text),
      "columns": .array(
        table.columns.map { .members(["key": .string($0.key), "heading": .string($0.heading(table.words))]) }),
      "rows": .array(lines.map(json)), "metrics": .array(metrics.lines.map(JSONReport.json)),
      "changes": table.changes.map { .array($0.entries.map(\.json)) },
      "pages": .array(table.comparison.pages.map { $0.json(tool: tool) }),
    ]).line + [0x0A]
  }

  private func json(_ line: Table.Line) -> JSON {
    let row = line.row
    return .members([
      "id": .string(row.id), "title": .string(row.incident.title),
      "sources": .array(
        row.sources.map { source in
          let page = table.comparison.pages[source.page]
          return .members([
            "page": .string(page.page), "sha256": .string(page.digest), "url": .optional(page.url),
            "incident": .string(page.incidents[source.incident].id),
          ])
        }),
      "joined": .array(
        row.joins.map { join in
          .members(["source": .int(join.source), "with": .int(join.with), "by": .string(join.reason.rawValue)])
        }),
      "cells": .object(
        zip(table.columns, line.cells).map { JSON.Member(key: $0.key, value: json($1, row)) }),
      "conflicts": .array(
        row.incident.conflicts.map { conflict in
          .members([
            "field": .string(conflict.field), "values": .array(conflict.values.map(JSON.string)),
            "evidence": references(conflict.evidence, row),
          ])
        }),
      "related": .array(row.related.map { .members(["row": .string($0.id), "why": .string($0.why)]) }),
      "measures": .object(
        Metric.allCases.compactMap { metric in
          metric.elapsed(row.incident).map { JSON.Member(key: "\(metric)", value: json($0, row)) }
        }),
    ])
  }

  private func json(_ cell: Table.Cell, _ row: Row) -> JSON {
    .members([
      "state": .string(cell.state.rawValue),
      "values": .array(
        cell.entries.map { entry in
          .members([
            "id": .string(entry.id), "text": .string(entry.text), "evidence": references(entry.evidence, row),
          ])
        }),
      "settled": cell.settlements.isEmpty ? nil : .array(cell.settlements.map { json($0, row) }),
      "correction": cell.correction.map(JSONReport.json),
    ])
  }

  private func json(_ settlement: Row.Settlement, _ row: Row) -> JSON {
    func json(_ word: Row.Word) -> JSON {
      .members([
        "text": .string(word.text), "sources": .int(word.support), "evidence": references(word.evidence, row),
      ])
    }
    return .members([
      "field": .string(settlement.field), "rule": .string(settlement.rule), "chosen": json(settlement.chosen),
      "rivals": .array(settlement.rivals.map(json)),
    ])
  }

  private func json(_ elapsed: Elapsed, _ row: Row) -> JSON {
    .members([
      "minutes": elapsed.minutes.map(JSON.number) ?? .null, "low": elapsed.low.map(JSON.number) ?? .null,
      "high": elapsed.high.map(JSON.number) ?? .null, "evidence": references(elapsed.evidence, row),
    ])
  }

  private static func json(_ applied: AppliedCorrection) -> JSON {
    .members([
      "value": .string(applied.correction.value), "who": .string(applied.correction.who),
      "why": .string(applied.correction.why), "reading": .optional(applied.reading), "stale": .bool(applied.isStale),
    ])
  }

  private static func json(_ line: MetricsTable.Line) -> JSON {
    let spread = line.distribution
    return .members([
      "by": .optional(line.grouping?.rawValue), "group": .string(line.group), "measure": .string(line.measure),
      "n": .int(spread.count), "least": .number(spread.least), "firstQuartile": .number(spread.firstQuartile),
      "median": .number(spread.median), "thirdQuartile": .number(spread.thirdQuartile), "most": .number(spread.most),
    ])
  }

  /// Pairs of a source's number in the row and an evidence id of its page.
  private func references(_ ids: [Int], _ row: Row) -> JSON {
    .array(
      ids.map { id in
        let (source, own) = row.locate(id)
        return .ints([row.sources.firstIndex(of: source) ?? 0, own])
      })
  }
}
