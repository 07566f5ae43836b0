import PostmortemIncidents
import PostmortemPlugin

/// Every row of a table on one time line, as inline SVG: a bar from beginning to end, on the first lane that
/// is free. Rows without a time are left out, and the picture's description says how many.
struct TimelineSVG {
  private let table: Table
  private let bars: [Bar]
  private let first: Int
  private let last: Int

  private struct Bar {
    let row: Row
    let from: Int
    let to: Int
  }

  private static let width = 1000.0
  private static let barHeight = 7.0
  /// More lanes than this would be no overview; later bars then cover others.
  private static let mostLanes = 24

  init(_ table: Table) {
    self.table = table
    var seen: Set<String> = []
    bars = table.lines.map(\.row).filter { seen.insert($0.id).inserted }.compactMap { row in
      guard let from = row.incident.order else { return nil }
      let length = row.incident.duration.map { Int($0.span.minutes * 60) } ?? 0
      return Bar(row: row, from: from, to: max(from, row.incident.end ?? from + length))
    }.sorted { ($0.from, $0.row.id) < ($1.from, $1.row.id) }
    let begin = bars.map(\.from).min() ?? 0
    let end = bars.map(\.to).max() ?? 0
    let margin = max(3600, (end - begin) / 50)
    first = begin - margin
    last = end + margin
  }

  var text: String {
    guard !bars.isEmpty else { return "" }
    var ends: [Double] = []
    var shapes: [String] = []
    for bar in bars {
      let x = place(bar.from)
      let width = max(3, place(bar.to) - x)
      let lane =
        ends.firstIndex { $0 + 1 < x } ?? (ends.count < TimelineSVG.mostLanes ? ends.count : shapes.count % ends.count)
      if lane == ends.count { ends.append(0) }
      ends[lane] = max(ends[lane], x + width)
      shapes.append(rect(bar, x: x, width: width, lane: lane))
    }
    let height = Double(ends.count) * (TimelineSVG.barHeight + 2) + 22
    let missing = table.lines.count - bars.count
    let label =
      "\(table.words["Timeline"]): \(bars.count)" + (missing > 0 ? " (\(missing) \(table.words["not stated"]))" : "")
    return "<svg viewBox=\"0 0 1000 \(figure(height))\" role=\"img\" aria-label=\"\(HTMLReport.escape(label))\">"
      + axis(height) + shapes.joined() + "</svg>"
  }

  private func place(_ instant: Int) -> Double {
    Double(instant - first) / Double(max(1, last - first)) * TimelineSVG.width
  }

  private func rect(_ bar: Bar, x: Double, width: Double, lane: Int) -> String {
    let style = bar.row.incident.conflicts.isEmpty ? "bar" : "bar disputed"
    let y = Double(lane) * (TimelineSVG.barHeight + 2) + 20
    let begin = bar.row.incident.milestone(.started)?.shown(in: table.options.zone) ?? Moment.text(ofInstant: bar.from)
    let title = "\(bar.row.incident.title) · \(begin)"
    return
      "<rect class=\"\(style)\" data-row=\"\(HTMLReport.escape(bar.row.id))\" x=\"\(figure(x))\" y=\"\(figure(y))\" "
      + "width=\"\(figure(width))\" height=\"\(figure(TimelineSVG.barHeight))\" rx=\"2\"><title>\(HTMLReport.escape(title))</title></rect>"
  }

  /// Lines at round days, months or years, about eight of them.
  private func axis(_ height: Double) -> String {
    ticks.map { tick in
      let x = figure(place(tick.at))
      return "<line class=\"axis\" x1=\"\(x)\" x2=\"\(x)\" y1=\"14\" y2=\"\(figure(height))\"/>"
        + "<text x=\"\(x)\" y=\"11\" text-anchor=\"middle\">\(tick.label)</text>"
    }.joined()
  }

  private var ticks: [(at: Int, label: String)] {
    let days = (last - first) / 86_400
    let (begin, end) = (CivilDate.split(first).date, CivilDate.split(last).date)
    if days > 3 * 365 {
      let step = max(1, (end.year - begin.year) / 8)
      return stride(from: begin.year + 1, through: end.year, by: step).compactMap { year in
        CivilDate(year: year, month: 1, day: 1).map { ($0.seconds(at: nil), pad(year, 4)) }
      }
    }
    if days > 60 {
      let months = days / 30
      let step = max(1, months / 8)
      return stride(from: 1, through: months + 1, by: step).compactMap { month in
        let place = begin.year * 12 + begin.month - 1 + month
        return CivilDate(year: place / 12, month: place % 12 + 1, day: 1).map {
          ($0.seconds(at: nil), pad($0.year, 4) + "-" + pad($0.month, 2))
        }
      }.filter { $0.0 < last }
    }
    if days > 2 {
      return stride(from: 1, through: days, by: max(1, days / 8)).map { day in
        let date = begin.adding(days: day)
        return (date.seconds(at: nil), date.description)
      }.filter { $0.0 < last }
    }
    let hours = max(1, (last - first) / 3600)
    let start = (first / 3600 + 1) * 3600
    return stride(from: start, to: last, by: max(1, hours / 8) * 3600).map { instant in
      (instant, String(table.options.zone.text(instant).dropFirst(11).prefix(5)))
    }
  }

  /// A length to a tenth, as short as it can be.
  private func figure(_ value: Double) -> String { plain((value * 10).rounded() / 10) }
}
