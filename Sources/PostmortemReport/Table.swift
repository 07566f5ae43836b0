import PostmortemIncidents
import PostmortemPlugin

/// The comparison as a table: which rows and columns, in which order, and what stands in every cell.
/// Every format shows this table; none looks at the pages by itself.
public struct Table: Sendable {
  /// One value of a cell, with the evidence it rests on.
  public struct Entry: Sendable, Hashable {
    public let text: String
    /// Numbers of the row's evidence.
    public let evidence: [Int]
    /// The name by which `explain --cell` and `verify` find the value again; empty where nothing on a page
    /// gives it.
    public let id: String
  }

  /// Why nothing stands in a cell, or that something does.
  public enum State: String, Sendable {
    case stated
    /// No page says a word of it.
    case notStated = "not stated"
    /// A page says that it is not known.
    case unknown = "stated as unknown"
    /// The pages only say what it is not.
    case negated
  }

  public struct Cell: Sendable {
    public let entries: [Entry]
    public let state: State
    /// What pages say instead, where they disagree.
    public let settlements: [Row.Settlement]
    public let correction: AppliedCorrection?

    public var isDisputed: Bool { settlements.contains { !$0.rivals.isEmpty } }
  }

  public struct Line: Sendable {
    public let row: Row
    /// One for each column.
    public let cells: [Cell]
  }

  /// Rows under one heading; one group without a heading where nothing was asked for.
  public struct Group: Sendable {
    public let heading: String?
    public let lines: [Line]
  }

  public let comparison: Comparison
  public let options: ReportOptions
  /// What the loaded plugins fill.
  public let plugins: [Column]
  public let columns: [TableColumn]
  public let groups: [Group]
  public let words: Phrasebook

  /// - Parameters:
  ///   - comparison: the pages and their rows.
  ///   - columns: what the loaded plugins fill.
  public init(_ comparison: Comparison, columns: [Column], options: ReportOptions = ReportOptions()) {
    self.comparison = comparison
    self.options = options
    plugins = columns
    words = Phrasebook(options.language)
    let rows = options.sorted(comparison.rows.filter(options.includes))
    let view = View(comparison: comparison, options: options)
    let all = TableColumn.all(filledBy: columns).filter { column in
      !column.isRare || rows.contains { !column.entries(view, $0).isEmpty }
    }
    let chosen = options.columns.isEmpty ? all : options.columns.compactMap { key in all.first { $0.key == key } }
    self.columns = chosen
    groups = options.grouped(rows, words).map { group in
      Group(
        heading: group.heading,
        lines: group.rows.map { row in Line(row: row, cells: chosen.map { $0.cell(view, row) }) })
    }
  }

  /// What is different from an earlier report, if one was given.
  public var changes: Changes? { options.earlier.map { Changes(since: $0, self) } }

  public var lines: [Line] { groups.flatMap(\.lines) }

  /// The keys that `--columns` takes.
  public static func keys(filledBy columns: [Column]) -> [String] { TableColumn.all(filledBy: columns).map(\.key) }
}

/// What a column looks at when it fills a cell.
struct View: Sendable {
  let comparison: Comparison
  let options: ReportOptions

  /// The page of each source of a row, with what is added to its evidence ids.
  func pages(_ row: Row) -> [(page: PageResult, offset: Int)] {
    row.sources.map { (comparison.pages[$0.page], $0.offset) }
  }

  func time(_ milestone: Incident.Milestone) -> String { milestone.shown(in: options.zone) }
}

/// Names of cells: ten hexadecimal digits of a fingerprint of incident, field and value. The incident is
/// the one of the page that the value is first quoted from, so that the page alone gives the same name.
public enum CellID {
  public static func of(incident: String, field: String, value: String) -> String {
    String(Fingerprint(incident, field, value).hex.prefix(10))
  }
}
