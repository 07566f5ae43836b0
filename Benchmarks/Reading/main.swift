import CLibXML2
import Foundation
import PostmortemReading

// How long reading a page takes (bytes to document: character set, parse, main content, dates,
// metadata), as a multiple of libxml2's bare tree parse of the same bytes. One thread, both in turn, so
// that a machine that speeds up or slows down does so for both.
//
//     swift run -c release benchmark FOLDER [RUNS]

struct Comparison {
  let pages: [(name: String, bytes: [UInt8])]

  init(_ folder: String) {
    pages = PageList.expand([folder]).pages.compactMap { path in
      (try? PageFile.load(path).get()).map { (path, $0) }
    }.filter { page in ![".md", ".gz", ".mhtml"].contains { page.name.hasSuffix($0) } }
  }

  var megabytes: Double { Double(pages.reduce(0) { $0 + $1.bytes.count }) / 1e6 }

  /// Seconds for libxml2 to make and free a tree of every page.
  func tree() -> Double {
    seconds {
      let options = Int32(HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue)
      for page in pages {
        page.bytes.withUnsafeBytes { bytes in
          let start = bytes.bindMemory(to: CChar.self).baseAddress
          xmlFreeDoc(htmlReadMemory(start, Int32(bytes.count), nil, "UTF-8", options))
        }
      }
    }
  }

  /// Seconds to read every page into a document.
  func reading() -> Double {
    let reader = PageReader()
    var blocks = 0
    let time = seconds {
      for page in pages { blocks += reader.read(PageInput(page: page.name, bytes: page.bytes)).document.blocks.count }
    }
    precondition(pages.isEmpty || blocks > 0, "nothing was read")
    return time
  }

  private func seconds(_ work: () -> Void) -> Double {
    let elapsed = ContinuousClock().measure(work).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
  }
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

xmlSetStructuredErrorFunc(nil) { _, _ in }
let comparison = Comparison(CommandLine.arguments.dropFirst().first ?? "Samples/Pages")
let runs = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 7
_ = (comparison.tree(), comparison.reading())
let pairs = (0..<max(1, runs)).map { _ in (tree: comparison.tree(), reading: comparison.reading()) }
let ratios = pairs.map { $0.reading / $0.tree }.sorted()
print(
  String(
    format: "%d pages, %.1f MB; libxml2 tree %.3f s, reading %.3f s (medians of %d); ratio %.2f (%.2f to %.2f)",
    comparison.pages.count, comparison.megabytes, median(pairs.map(\.tree)), median(pairs.map(\.reading)), pairs.count,
    median(ratios), ratios[0], ratios[ratios.count - 1]))
