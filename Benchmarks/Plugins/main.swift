import Foundation
import PluginTools
import PostmortemCLI
import PostmortemCore
import PostmortemPlugin
import PostmortemReading

// What a data plugin with 20,000 words costs: loading it, and looking for its words on every page, as a
// multiple of what a plugin with 200 words costs on the same pages. One thread, both in turn.
//
//     swift run -c release plugin-benchmark FOLDER [RUNS]

/// Names that nobody has, with as many different beginnings as there can be: letters as English has them,
/// in the order of a fixed sequence of numbers.
func name(_ number: Int) -> String {
  let letters = Array("eeeeeetttttaaaaoooiiinnnsssrrrhhhlldddccuummffppggwwyybbvk")
  var state = UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15
  let word = String(
    (0..<5 + number % 6).map { _ -> Character in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return letters[Int(state >> 33) % letters.count]
    })
  return number.isMultiple(of: 2) ? word : word.capitalized + " cloud"
}

/// Writes a plugin with so many words and gives its folder.
func write(words count: Int) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(count)-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let head = "id: names\nversion: 1\nsummary: Names.\ncolumns: [{heading: Names}]\nrules: [{file: names.tsv}]\n"
  try Data(head.utf8).write(to: folder.appending(path: "plugin.yaml"))
  let rows = (0..<count).map { "\(name($0))\tvalue \($0 % 1_000)\n" }.joined()
  try Data(rows.utf8).write(to: folder.appending(path: "names.tsv"))
  return folder.path
}

func milliseconds(_ work: () async throws -> Void) async rethrows -> Double {
  try await ContinuousClock().measure(work) / .milliseconds(1)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// The middle one of some ratios, with the least and the greatest.
func spread(_ ratios: [Double]) -> String {
  let sorted = ratios.sorted()
  return String(format: "%.3f (%.3f to %.3f)", median(sorted), sorted[0], sorted[sorted.count - 1])
}

/// Milliseconds to read every page with an engine.
func scan(_ pages: [Document], _ engine: Engine) async -> Double {
  await milliseconds { for page in pages { _ = await engine.findings(in: page) } }
}

let arguments = CommandLine.arguments.dropFirst()
let runs = max(1, arguments.dropFirst().first.flatMap { Int($0) } ?? 15)
let reader = PageReader()
let pages = PageList.expand([arguments.first ?? "Samples/Pages"]).pages.compactMap { path -> Document? in
  (try? PageFile.load(path).get()).map { reader.read(PageInput(page: path, bytes: $0)).document }
}
let folders = [try write(words: 200), try write(words: 20_000)]
defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }

var loads: [Double] = []
for _ in 0..<runs { loads.append(try await milliseconds { _ = try PluginFolder.load(folders[1]) }) }
let plugins = try folders.map { try PluginFolder.load($0)[0].extractor }
var builds: [Double] = []
for _ in 0..<runs { builds.append(try await milliseconds { _ = try Engine([plugins[1]]) }) }
print(
  String(
    format: "loading 20,000 words: %.1f ms, and %.1f ms to join them with the others'", median(loads), median(builds)))

for (what, others) in [("the plugin alone", []), ("beside the built-in ones", builtInExtractors)] {
  let engines = try plugins.map { try Engine(others + [$0]) }
  for engine in engines { _ = await scan(pages, engine) }
  var ratios: [Double] = []
  for _ in 0..<runs {
    let few = await scan(pages, engines[0])
    ratios.append(await scan(pages, engines[1]) / few)
  }
  print("20,000 words against 200, \(what): \(spread(ratios)) times, \(pages.count) pages")
}
