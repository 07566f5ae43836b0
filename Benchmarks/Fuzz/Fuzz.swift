import Foundation
import PostmortemCLI
import PostmortemCore
import PostmortemIncidents
import PostmortemPlugin
import PostmortemReading
import PostmortemReport

/// Reads damaged copies of pages for ever so long: nothing may crash, hang, or quote what is not there.
///
///     swift run -c release fuzz FOLDER [ROUNDS]
///
/// The damage depends on the round's number alone, so that a failure can be had again.
@main struct Fuzz {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    let folder = arguments.first ?? "Samples/Pages"
    let rounds = arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
    let pages = PageList.expand([folder]).pages.compactMap { try? PageFile.load($0).get() }
    guard !pages.isEmpty else { return print("no pages in \(folder)") }
    let engine = try Engine(builtInExtractors)
    let reader = PageReader(limits: ReadingLimits(maxPageBytes: 4 << 20, seconds: 5))
    let columns = builtInExtractors.flatMap(\.manifest.columns)
    var slowest = (seconds: 0.0, round: 0)
    for round in 0..<rounds {
      var damage = Damage(seed: UInt64(round))
      let bytes = damage.apply(to: pages[round % pages.count], others: pages)
      // Written before the round: after a crash it tells which one it was.
      if round % 500 == 0 { FileHandle.standardError.write(Data("round \(round)\n".utf8)) }
      let start = ContinuousClock.now
      let read = reader.read(PageInput(page: "fuzz-\(round).html", bytes: bytes))
      let findings = await engine.findings(in: read.document)
      let result = PageResult(
        document: read.document, evidence: findings.evidence, columns: columns,
        failures: read.failures + findings.failures)
      let output =
        result.json(tool: "fuzz").line.count
        + MarkdownReport(Table(Comparison([result]), columns: columns)).text().utf8.count
      let elapsed = ContinuousClock.now - start
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
      if seconds > slowest.seconds { slowest = (seconds, round) }
      let refused = findings.failures.filter { $0.code == "bad-quote" || $0.code == "no-quote" }
      if !refused.isEmpty || output == 0 { print("round \(round): \(refused.map(\.reason))") }
    }
    print("\(rounds) rounds over \(pages.count) pages; slowest \(slowest.seconds) s in round \(slowest.round)")
  }
}

/// What goes wrong with files: bytes flipped, cut, doubled, spliced, and markup where none should be.
struct Damage {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  private static let scraps: [String] = [
    "<", ">", "</", "<!--", "-->", "<script>", "</div>", "<div>", "&#x", "&amp;", "\u{0}", "\u{1B}[2J", "\u{202E}",
    "[[",
    "]]", "12:", ":59 p.m. PST", "99:99", "29 February 2015", "2 月 30 日", "。", "，", "宕机", "GMT",
    "1000000000000000000000",
    "0", "-", "from 11 to", " until ", "\u{FFFD}", "=cmd|", "|", "```", "https://web.archive.org/web/20230101000000/",
    "<table><tr><td>", "<br>", "\r", "\"", "'", "}", "<ul><li>", "two and a half hours", "多小时",
  ]

  mutating func apply(to page: [UInt8], others: [[UInt8]]) -> [UInt8] {
    var bytes = page
    for _ in 0...next(12) {
      guard !bytes.isEmpty else { break }
      let at = next(bytes.count)
      switch next(7) {
      case 0: bytes[at] = UInt8(next(256))
      case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + next(200)))
      case 2: bytes.insert(contentsOf: Damage.scraps[next(Damage.scraps.count)].utf8, at: at)
      case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + next(400))], at: next(bytes.count))
      case 4: bytes = Array(bytes.prefix(at))
      case 5:
        let other = others[next(others.count)]
        let from = next(other.count)
        bytes.insert(contentsOf: other[from..<min(other.count, from + next(600))], at: at)
      default:
        let scrap = Damage.scraps[next(Damage.scraps.count)]
        bytes.insert(contentsOf: String(repeating: scrap, count: 1 + next(300)).utf8, at: at)
      }
    }
    return bytes
  }
}
