import PostmortemIncidents
import PostmortemPlugin

/// Whose clock a report shows times on. The data stays UTC.
public struct DisplayZone: Sendable {
  public let name: String
  /// Seconds east of UTC at an instant.
  let offset: @Sendable (Int) -> Int

  public init(name: String, offset: @escaping @Sendable (Int) -> Int) {
    self.name = name
    self.offset = offset
  }

  public static let utc = DisplayZone(name: "UTC") { _ in 0 }

  /// `2014-02-22T19:00:00Z`; on another clock than UTC's with the offset at its end.
  func text(_ instant: Int) -> String {
    let offset = offset(instant)
    let text = Moment.text(ofInstant: instant + offset)
    guard name != "UTC" else { return text }
    let minutes = abs(offset) / 60
    return text.dropLast() + (offset < 0 ? "-" : "+") + pad(minutes / 60, 2) + ":" + pad(minutes % 60, 2)
  }
}

/// What a report shows, and in which order.
public struct ReportOptions: Sendable {
  /// By what rows are sorted.
  public enum Sort: String, Sendable, CaseIterable { case start, end, duration, title, sources }
  /// By what rows are grouped.
  public enum Grouping: String, Sendable, CaseIterable { case service, category, region, cause, status, year }

  /// Keys of columns, in the order of the report; empty for all.
  public var columns: [String] = []
  public var sort = Sort.start
  public var grouping: Grouping?
  /// Rows that began before this day are left out; and those whose beginning is unknown, if either bound is set.
  public var since: CivilDate?
  /// Rows that began after this day are left out.
  public var until: CivilDate?
  public var zone = DisplayZone.utc
  /// The rows of an earlier report, to say what is different from it.
  public var earlier: [EarlierRow]?
  public var language = Language.english
  /// The line under the report: versions of the tool and of what read the pages.
  public var method = ""

  public init() {}

  func includes(_ row: Row) -> Bool {
    guard since != nil || until != nil else { return true }
    guard let day = row.incident.order.map({ CivilDate.split($0).date }) else { return false }
    return since.map { day >= $0 } ?? true && until.map { day <= $0 } ?? true
  }

  func sorted(_ rows: [Row]) -> [Row] {
    switch sort {
    case .start: return rows
    case .end: return rows.sortedByKnown { $0.incident.end }
    case .duration: return rows.sortedByKnown { $0.incident.duration.map { -Int($0.span.minutes * 60) } }
    case .sources: return rows.sortedByKnown { -$0.sources.count }
    case .title:
      return rows.enumerated().sorted { a, b in
        (a.element.incident.title, a.offset) < (b.element.incident.title, b.offset)
      }.map(\.element)
    }
  }

  /// The rows under their headings; one of several services stands under each.
  func grouped(_ rows: [Row], _ words: Phrasebook) -> [(heading: String?, rows: [Row])] {
    guard let grouping else { return [(nil, rows)] }
    var groups: [String: [Row]] = [:]
    for row in rows {
      let names = Set(grouping.names(of: row))
      for name in names.isEmpty ? [words["not stated"]] : names { groups[name, default: []].append(row) }
    }
    return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension ReportOptions.Grouping {
  func names(of row: Row) -> [String] {
    let incident = row.incident
    switch self {
    case .service: return incident.services(.affected).map(\.value.name)
    case .category: return incident.services(.affected).map(\.value.category.rawValue)
    case .region: return incident.regions.filter { $0.role == .affected }.map(\.value.name)
    case .cause: return [incident.cause].compactMap { $0?.category.rawValue }
    case .status: return [incident.status.rawValue]
    case .year: return [incident.order].compactMap { $0.map { pad(CivilDate.split($0).date.year, 4) } }
    }
  }
}

extension Incident {
  /// When it was over, for sorting.
  var end: Int? { (milestone(.recovered) ?? milestone(.resolved))?.moment.order }
}

extension [Row] {
  /// By a number, those without one last; what is even stays as it was.
  fileprivate func sortedByKnown(_ key: (Row) -> Int?) -> [Row] {
    enumerated().map { (key($0.element) ?? .max, $0.offset, $0.element) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map(\.2)
  }
}
