/// What is wrong in a plugin's files: where, and what to write instead.
public struct PluginFault: Error, Sendable, CustomStringConvertible {
  public let file: String
  /// Counted from 1; 0 where the fault is of the file as a whole.
  public let line: Int
  public let column: Int
  public let message: String

  init(_ file: String, line: Int = 0, column: Int = 0, _ message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `plugins/labels/plugin.yaml:7:5: …`.
  public var description: String { line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)" }
}

/// The known word that an unknown one was most likely meant to be.
func nearest(_ word: String, in known: [String]) -> String? {
  let ranked = known.map { (name: $0, distance: distance(word, $0)) }.min { $0.distance < $1.distance }
  return ranked.flatMap { $0.distance <= max(1, word.count / 3) ? $0.name : nil }
}

/// How many letters must be changed, added or left out.
private func distance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a.utf8.prefix(64)), Array(b.utf8.prefix(64)))
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = left == right ? diagonal : min(diagonal, row[j], above) + 1
      diagonal = above
    }
  }
  return row[b.count]
}
