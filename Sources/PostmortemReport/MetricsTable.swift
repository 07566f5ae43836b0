import PostmortemIncidents
import PostmortemPlugin

/// The measures of the rows that a table shows: over all of them, and by service, category, region, cause
/// and year.
public struct MetricsTable: Sendable {
  public struct Line: Sendable {
    /// Nil for all rows.
    public let grouping: ReportOptions.Grouping?
    public let group: String
    public let measure: String
    public let distribution: Distribution
  }

  public let lines: [Line]
  /// Rows whose beginning or end the pages leave open have no exact measure; they are not in the figures.
  public let left: [Metric: Int]

  public init(_ table: Table) {
    var rows: [Row] = []
    var seen: Set<String> = []
    for line in table.lines where seen.insert(line.row.id).inserted { rows.append(line.row) }
    var lines = MetricsTable.lines(rows, nil, "")
    for grouping in [ReportOptions.Grouping.service, .category, .region, .cause, .year] {
      var groups: [String: [Row]] = [:]
      for row in rows { for name in Set(grouping.names(of: row)) { groups[name, default: []].append(row) } }
      // One row or two are no distribution.
      for (name, members) in groups.sorted(by: { $0.key < $1.key }) where members.count > 2 {
        lines += MetricsTable.lines(members, grouping, name).filter { $0.distribution.count > 2 }
      }
    }
    self.lines = lines
    left = Dictionary(
      uniqueKeysWithValues: Metric.allCases.map { metric in
        (metric, rows.filter { metric.elapsed($0.incident)?.minutes == nil }.count)
      })
  }

  /// n, median, quartiles and range as people read them, in whole minutes.
  static func texts(_ spread: Distribution) -> [String] {
    func minutes(_ value: Double) -> String { plain(value.rounded()) }
    return [
      "\(spread.count)", "\(minutes(spread.median)) min",
      "\(minutes(spread.firstQuartile))–\(minutes(spread.thirdQuartile)) min",
      "\(minutes(spread.least))–\(minutes(spread.most)) min",
    ]
  }

  private static func lines(_ rows: [Row], _ grouping: ReportOptions.Grouping?, _ name: String) -> [Line] {
    let durations = rows.compactMap { row in
      row.incident.duration.flatMap { $0.span.low == nil ? $0.span.minutes : nil }
    }
    let measures = Metric.allCases.map { metric in
      (metric.rawValue, rows.compactMap { metric.elapsed($0.incident)?.minutes })
    }
    return (measures + [("Duration", durations)]).compactMap { measure, values in
      Distribution(values).map { Line(grouping: grouping, group: name, measure: measure, distribution: $0) }
    }
  }
}
