import Foundation
import PostmortemPlugin

/// A word list beside a `plugin.yaml`: lines of `words ⇥ value`, or of words alone, which are their own
/// value. A line that begins with `#` and an empty line say nothing.
enum WordFile {
  static func rows(_ name: String, in folder: String, _ settings: Settings) throws -> [(word: String, value: String)] {
    let node = settings["file"]!
    guard !name.contains("/"), name.hasSuffix(".tsv") else {
      throw settings.fault(node, "“\(name)” must be a .tsv file beside plugin.yaml, as in “file: words.tsv”")
    }
    let path = folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else {
      throw settings.fault(
        node, "there is no file “\(name)” beside plugin.yaml; write one with lines of words, tab, value")
    }
    let bytes = [UInt8](data)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw PluginFault(path, line: 1, column: 1, "the file is not UTF-8; save it again as UTF-8")
    }
    var rows: [(String, String)] = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      guard let first = line.first, first != 0x23 else { continue }
      let tab = line.firstIndex(of: 0x09) ?? line.endIndex
      let (word, rest) = (line[..<tab], line[tab...].dropFirst())
      guard word.contains(where: { $0 != 0x20 }), !rest.contains(0x09), tab == line.endIndex || !rest.isEmpty else {
        let column = word.isEmpty ? 1 : word.count + 2
        throw PluginFault(path, line: number + 1, column: column, "write words, one tab and a value on each line")
      }
      let text = String(decoding: word, as: UTF8.self)
      rows.append((text, tab == line.endIndex ? text : String(decoding: rest, as: UTF8.self)))
    }
    return rows
  }
}
