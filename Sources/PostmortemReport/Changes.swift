import PostmortemIncidents

/// A row of an earlier report, read back from its JSON.
public struct EarlierRow: Sendable {
  public let id: String
  public let title: String
  /// The pages' tellings it was made of, each by page digest and incident.
  let sources: Set<String>
  /// What stood in each cell, by column.
  let cells: [(key: String, text: String)]

  /// The rows of a report that was written as JSON.
  /// - Throws: `ReportReading.Mistake` where the bytes are no such report.
  public static func read(_ bytes: [UInt8]) throws(ReportReading.Mistake) -> [EarlierRow] {
    let report: JSON
    do { report = try JSON(parsing: bytes) } catch {
      throw ReportReading.Mistake(reason: "no JSON: \(error.reason), at byte \(error.offset)")
    }
    guard case .array(let rows)? = report["rows"] else {
      throw ReportReading.Mistake(reason: "this JSON is no report; make one with 'postmortem analyze --format json'")
    }
    return rows.map { row in
      EarlierRow(
        id: row["id"]?.string ?? "", title: row["title"]?.string ?? "",
        sources: Set((row["sources"]?.items ?? []).map { name($0["sha256"]?.string, $0["incident"]?.string) }),
        cells: (row["cells"]?.members ?? []).map { cell in
          (cell.key, text((cell.value["values"]?.items ?? []).map { $0["text"]?.string ?? "" }))
        })
    }
  }

  static func name(_ digest: String?, _ incident: String?) -> String { "\(digest ?? "")#\(incident ?? "")" }
  static func text(_ values: [String]) -> String { values.joined(separator: "; ") }
}

/// What is different from an earlier report. A row is the same row where it has the same id, or was made of
/// one of the same pages: ids follow the first source, and a source may have come before it.
public struct Changes: Sendable {
  public enum Kind: String, Sendable { case new, gone, changed }

  public struct Entry: Sendable {
    public let kind: Kind
    public let id: String
    public let title: String
    /// Cells that differ, with what stood and what stands there; empty text where nothing did.
    public let cells: [(key: String, before: String, after: String)]
  }

  /// New rows and changed ones in the order of the table, then those that are gone.
  public let entries: [Entry]

  init(since earlier: [EarlierRow], _ table: Table) {
    var left = Array(earlier.indices)
    var entries: [Entry] = []
    var seen: Set<String> = []
    for line in table.lines where seen.insert(line.row.id).inserted {
      let row = line.row
      let sources = Set(
        row.sources.map { source in
          let page = table.comparison.pages[source.page]
          return EarlierRow.name(page.digest, page.incidents[source.incident].id)
        })
      let place =
        left.firstIndex { earlier[$0].id == row.id }
        ?? left.firstIndex { !earlier[$0].sources.isDisjoint(with: sources) }
      guard let place else {
        entries.append(Entry(kind: .new, id: row.id, title: row.incident.title, cells: []))
        continue
      }
      let before = earlier[left.remove(at: place)]
      let cells = zip(table.columns, line.cells).compactMap {
        column, cell -> (key: String, before: String, after: String)? in
        let was = before.cells.first { $0.key == column.key }?.text ?? ""
        let now = EarlierRow.text(cell.entries.map(\.text))
        return was == now ? nil : (column.key, was, now)
      }
      if !cells.isEmpty { entries.append(Entry(kind: .changed, id: row.id, title: row.incident.title, cells: cells)) }
    }
    entries += left.map { Entry(kind: .gone, id: earlier[$0].id, title: earlier[$0].title, cells: []) }
    self.entries = entries
  }
}

extension Changes.Entry {
  /// `duration: — → 45 min; status: ongoing → resolved`.
  var text: String {
    cells.map { "\($0.key): \($0.before.isEmpty ? "—" : $0.before) → \($0.after.isEmpty ? "—" : $0.after)" }
      .joined(separator: "; ")
  }

  var json: JSON {
    .members([
      "kind": .string(kind.rawValue), "row": .string(id), "title": .string(title),
      "cells": .array(
        cells.map { .members(["key": .string($0.key), "before": .string($0.before), "after": .string($0.after)]) }),
    ])
  }
}
