import Foundation
import PostmortemPlugin

/// The places of a page's bytes where ways of saving leave their marks: its comments and the beginnings of
/// its scripts.
struct RawMarks {
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

  static func traces(_ raw: RawMarks) -> [SaveTrace] { all.compactMap { $0(raw) } }

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
      kind: "savepage", url: url, time: date.flatMap(SaveTime.javaScript), marker: date ?? url, timeWords: date)
  }

  @Sendable static func scrapBook(_ raw: RawMarks) -> SaveTrace? {
    guard let root = raw.tree.nodes.indices.first(where: { raw.tree.nodes[$0].tag == .html }),
      let url = raw.tree.data(root, "data-scrapbook-source")?.value
    else { return nil }
    let stamp = raw.tree.data(root, "data-scrapbook-create")?.value
    return SaveTrace(
      kind: "webscrapbook", url: url, time: stamp.flatMap { SaveTime.digits(String($0.prefix(14))) },
      marker: stamp ?? url,
      timeWords: stamp)
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
      kind: "httrack", url: address.contains("://") ? address : "http://" + address, time: date.flatMap(SaveTime.mail),
      marker: text.trimmed, timeWords: date)
  }

  // MARK: - Archives

  @Sendable static func googleCache(_ raw: RawMarks) -> SaveTrace? {
    guard
      let node = raw.tree.nodes.indices.first(where: { raw.tree.value($0, .id)?.hasSuffix("google-cache-hdr") ?? false }
      )
    else { return nil }
    let text = raw.tree.words(node)
    let link = raw.tree.inside(node).first { raw.tree.nodes[$0].tag == .a }
    let mark = ["appeared on ", "retrieved on "].compactMap { text.range(of: $0) }.first
    let date = mark.map { String(text[$0.upperBound...].prefix { $0 != "." }) }
    return SaveTrace(
      kind: "google-cache", url: link.flatMap { raw.tree.value($0, .href) }, time: date.flatMap(SaveTime.words),
      marker: text,
      timeWords: date)
  }

  @Sendable static func archiveToday(_ raw: RawMarks) -> SaveTrace? {
    guard let bookmark = raw.metadata.first("bookmark"), let host = bookmark.range(of: "://archive."),
      let slash = bookmark[host.upperBound...].firstIndex(of: "/")
    else { return nil }
    let rest = bookmark[bookmark.index(after: slash)...]
    let stamp = rest.prefix { $0.isASCII && $0.isNumber }
    guard stamp.count == 14, rest.dropFirst(14).first == "/" else { return nil }
    return SaveTrace(
      kind: "archive.today", url: String(rest.dropFirst(15)), uri: raw.metadata.first("canonical"),
      time: SaveTime.digits(String(stamp)), marker: bookmark, timeWords: String(stamp))
  }

  @Sendable static func pywb(_ raw: RawMarks) -> SaveTrace? {
    guard let script = raw.script(with: "wbinfo.timestamp"), let stamp = quoted(after: "wbinfo.timestamp", in: script)
    else {
      return nil
    }
    return SaveTrace(
      kind: "pywb", url: quoted(after: "wbinfo.url", in: script), time: SaveTime.digits(stamp), marker: stamp,
      timeWords: stamp)
  }

  @Sendable static func wayback(_ raw: RawMarks) -> SaveTrace? {
    var trace = SaveTrace(kind: "wayback", marker: "")
    if let script = raw.script(with: "__wm.wombat("), let call = script.range(of: "__wm.wombat(") {
      let values = arguments(script[call.upperBound...])
      if values.count > 1 { trace = fill("__wm.wombat", url: values[0], stamp: values[1]) }
    }
    if trace.time == nil, let script = raw.script(with: "__wm.bt("), let call = script.range(of: "__wm.bt(") {
      let values = arguments(script[call.upperBound...])
      let url = values.first { $0.hasPrefix("http") && !$0.contains("web.archive.org") }
      let stamp = values.first { $0.count == 14 && $0.allSatisfy(\.isNumber) }
      if let url, let stamp { trace = fill("__wm.bt", url: url, stamp: stamp) }
    }
    if trace.time == nil, let script = raw.script(with: "WB_wombat_Init("),
      let call = script.range(of: "WB_wombat_Init(")
    {
      let values = arguments(script[call.upperBound...])
      if values.count > 1 { trace = fill("WB_wombat_Init", url: nil, stamp: values[1]) }
    }
    if trace.url == nil, let script = raw.script(with: "wbCurrentUrl"),
      let url = quoted(after: "wbCurrentUrl", in: script)
    {
      trace.url = url.replacingOccurrences(of: "\\/", with: "/")
      if trace.marker.isEmpty { trace.marker = "wbCurrentUrl = \"\(url)\"" }
    }
    if trace.time == nil, let text = raw.comment(with: "FILE ARCHIVED ON"),
      let words = archivedOn(text)
    {
      trace.time = SaveTime.words(words)
      trace.marker = Headline.folded(text)
      trace.timeWords = words
    }
    return trace.marker.isEmpty ? nil : trace
  }

  private static func fill(_ name: String, url: String?, stamp: String) -> SaveTrace {
    let url = url.map { $0.replacingOccurrences(of: "&amp;", with: "&") }
    let marker = url.map { "\(name)(\"\($0)\",\"\(stamp)\")" } ?? "\(name)(\"\(stamp)\")"
    let uri = url.map { "https://web.archive.org/web/\(stamp)/\($0)" }
    return SaveTrace(
      kind: "wayback", url: url, uri: uri, time: SaveTime.digits(stamp), marker: marker, timeWords: stamp)
  }

  /// `14:01:20 Sep 16, 2021` of the comment at the end of every Wayback copy; the other date there is
  /// when somebody fetched it.
  private static func archivedOn(_ text: String) -> String? {
    guard let start = text.range(of: "FILE ARCHIVED ON "), let end = text.range(of: " AND RETRIEVED") else {
      return nil
    }
    guard start.upperBound < end.lowerBound else { return nil }
    return String(text[start.upperBound..<end.lowerBound]).trimmed
  }

  // MARK: - Reading markers

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
          values.append(open)
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

  private static func quoted(after label: String, in text: String) -> String? {
    guard let range = text.range(of: label) else { return nil }
    return arguments(text[range.upperBound...]).first
  }
}
