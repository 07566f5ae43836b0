import Foundation
import PostmortemPlugin

/// The places of a page's bytes where ways of saving leave their marks: its comments and the beginnings of
/// its scripts.
struct RawMarks {
  /// What the files around the page say of it.
  var outer: [SaveTrace] = []
  var comments: [String] = []
  var scripts: [String] = []
  var tree: Tree
  var metadata: PageMetadata

  /// The first comment or script that holds a literal.
  func comment(with literal: String) -> String? { comments.first { $0.contains(literal) } }
  func script(with literal: String) -> String? { scripts.first { $0.contains(literal) } }
}

/// Every way of saving that is recognised, outermost first. A new one is a few lines: what to look for,
/// and how to read it.
enum Savers {
  static let all: [@Sendable (RawMarks) -> SaveTrace?] = [
    singleFile, savePageWE, scrapBook, savedFrom, httrack, googleCache, archiveToday, pywb, wayback,
  ]

  /// What every way of saving left, outermost first.
  static func traces(_ raw: RawMarks) -> [SaveTrace] { (raw.outer + all.compactMap { $0(raw) }).nested() }

  // MARK: - Programs that save pages

  @Sendable static func singleFile(_ raw: RawMarks) -> SaveTrace? {
    guard let text = raw.comment(with: "SingleFile"), text.contains("url:"),
      text.contains("saved with SingleFile") || text.contains("processed by SingleFile")
    else { return nil }
    let date = line(after: "saved date:", in: text)
    return SaveTrace(
      kind: "singlefile", url: line(after: "url:", in: text), time: date.flatMap(SaveTime.javaScript),
      marker: text.trimmed,
      timeWords: date)
  }

  @Sendable static func savePageWE(_ raw: RawMarks) -> SaveTrace? {
    guard let url = raw.metadata.first("savepage-url") else { return nil }
    let date = raw.metadata.first("savepage-date")
    return SaveTrace(
      kind: "savepage", url: url, time: date.flatMap(SaveTime.javaScript), marker: words(url, date), timeWords: date)
  }

  @Sendable static func scrapBook(_ raw: RawMarks) -> SaveTrace? {
    guard let root = raw.tree.nodes.indices.first(where: { raw.tree.nodes[$0].tag == .html }),
      let url = raw.tree.data(root, "data-scrapbook-source")?.value
    else { return nil }
    let stamp = raw.tree.data(root, "data-scrapbook-create")?.value
    return SaveTrace(
      kind: "webscrapbook", url: url, time: stamp.flatMap { SaveTime.digits(String($0.prefix(14))) },
      marker: words(url, stamp), timeWords: stamp)
  }

  @Sendable static func savedFrom(_ raw: RawMarks) -> SaveTrace? {
    guard let text = raw.comments.first(where: { $0.trimmed.hasPrefix("saved from url=(") }),
      let close = text.firstIndex(of: ")")
    else { return nil }
    let url = String(text[text.index(after: close)...]).trimmed
    return SaveTrace(kind: "saved", url: url.hasPrefix("http") ? url : nil, time: nil, marker: text.trimmed)
  }

  @Sendable static func httrack(_ raw: RawMarks) -> SaveTrace? {
    guard let text = raw.comments.first(where: { $0.trimmed.hasPrefix("Mirrored from ") }),
      let by = text.range(of: " by HTTrack")
    else { return nil }
    let address = String(text[..<by.lowerBound].trimmed.dropFirst("Mirrored from ".count)).trimmed
    let date = text.range(of: "], ").map { String(text[$0.upperBound...]).trimmed }
    return SaveTrace(
      kind: "httrack", url: address.contains("://") ? address : "http://" + address, urlWords: address,
      time: date.flatMap(SaveTime.mail), marker: text.trimmed, timeWords: date)
  }

  // MARK: - Reading markers

  /// A marker of several values, one a line.
  static func words(_ values: String?...) -> String { values.compactMap { $0 }.joined(separator: "\n") }

  private static func line(after label: String, in text: String) -> String? {
    guard let range = text.range(of: label) else { return nil }
    let value = String(text[range.upperBound...].prefix { $0 != "\n" && $0 != "\r\n" }).trimmed
    return value.isEmpty ? nil : value
  }

  /// The quoted strings of a call's arguments.
  static func arguments(_ text: Substring) -> [String] {
    var values: [String] = []
    var current: String?
    var mark: Character = "\""
    for character in text.prefix(4096) {
      if let open = current {
        if character == mark {
          // Slashes may be written `\/`.
          values.append(open.replacingOccurrences(of: "\\/", with: "/"))
          current = nil
        } else {
          current = open + String(character)
        }
      } else if character == "\"" || character == "'" {
        current = ""
        mark = character
      } else if character == ")" {
        break
      }
    }
    return values
  }

  static func quoted(after label: String, in text: String) -> String? {
    guard let range = text.range(of: label) else { return nil }
    return arguments(text[range.upperBound...]).first
  }
}
