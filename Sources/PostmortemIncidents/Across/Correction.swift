import PostmortemPlugin

/// A value that a person put right.
public struct Correction: Sendable, Hashable {
  /// The id of the row, or of an incident or page in it: an id of content, so that it survives the next run.
  public let row: String
  /// `started`, `duration`, `cause`, `affected` … (`Correction.fields`).
  public let field: String
  /// What stands in the cell from now on.
  public let value: String
  /// What the tool read when this was written, if the person noted it: another reading is reported.
  public let was: String?
  public let who: String
  public let why: String

  public init(row: String, field: String, value: String, was: String? = nil, who: String, why: String) {
    self.row = row
    self.field = field
    self.value = value
    self.was = was
    self.who = who
    self.why = why
  }
}

/// A correction in its row.
public struct AppliedCorrection: Sendable, Hashable {
  public let correction: Correction
  /// What the tool reads; nil where it reads nothing.
  public let reading: String?

  /// Whether the pages no longer say what was corrected.
  public var isStale: Bool { correction.was.map { $0 != (reading ?? "") } ?? false }
}

extension Correction {
  /// What can be put right, by its name in a corrections file.
  public static let fields: [String] =
    ["title", "affected", "where"] + Phase.allCases.map(\.rawValue) + ["duration", "status", "cause", "severity"]

  /// Puts every correction into its row.
  /// - Returns: those that fit no row.
  static func apply(_ corrections: [Correction], to rows: inout [Row], _ pages: [PageResult]) -> [Correction] {
    guard !corrections.isEmpty else { return [] }
    var byName: [String: Int] = [:]
    for index in rows.indices.reversed() {
      byName[rows[index].id] = index
      for source in rows[index].sources {
        let page = pages[source.page]
        byName[page.incidents[source.incident].id] = index
        byName[page.page] = index
      }
    }
    var unused: [Correction] = []
    for correction in corrections {
      guard let index = byName[correction.row] else {
        unused.append(correction)
        continue
      }
      let reading = rows[index].incident.reading(of: correction.field)
      rows[index].corrections.append(AppliedCorrection(correction: correction, reading: reading))
    }
    return unused
  }
}

extension Incident {
  /// What the tool reads of a field, as a corrections file names it.
  func reading(of field: String) -> String? {
    switch field {
    case "title": return title
    case "affected":
      let names = services(.affected).map(\.value.name)
      return names.isEmpty ? nil : Set(names).sorted().joined(separator: "; ")
    case "where":
      let names = regions.filter { $0.role == .affected }.map(\.value.name)
      return names.isEmpty ? nil : names.joined(separator: "; ")
    case "duration": return duration.map { "\(plain($0.span.minutes)) min" }
    case "status": return status == .unknown ? nil : status.rawValue
    case "cause": return cause?.category.rawValue
    case "severity": return severity?.text
    default: return Phase(rawValue: field).flatMap { milestone($0) }.flatMap { $0.moment.text }
    }
  }
}
