import ArgumentParser
import Foundation
import PostmortemPlugin
import PostmortemReading

/// Which pages, and what is known of them from outside.
struct PageOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Pages: files, folders (searched to the bottom), patterns such as 'pages/*.html', or - for one page on standard input.",
      valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The address of the page on standard input.", valueName: "address"))
  var url: String?

  @Option(
    help: ArgumentHelp(
      "When the page on standard input was captured, as in 2014-01-24T19:30:00Z or 20140124193000.", valueName: "time"))
  var captured: String?

  @Option(name: .shortAndLong, help: "How many pages are read at once.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: ArgumentHelp("Larger pages are not read, and reported.", valueName: "bytes"))
  var maxPageBytes: Int = ReadingLimits().maxPageBytes

  /// The capture time in seconds since 1970 UTC.
  var capturedSeconds: Int? { captured.flatMap(PageOptions.seconds) }

  func validate() throws {
    guard !paths.isEmpty else {
      throw ValidationError("Say which pages to read: files, folders, patterns, or - for standard input.")
    }
    guard maxPageBytes > 0 else { throw ValidationError("--max-page-bytes must be at least 1.") }
    guard jobs > 0 else { throw ValidationError("--jobs must be at least 1.") }
    if url != nil || captured != nil, paths != ["-"] {
      throw ValidationError("--url and --captured describe the page on standard input; use them with - alone.")
    }
    if captured != nil, capturedSeconds == nil {
      throw ValidationError("--captured must be a time such as 2014-01-24T19:30:00Z or 20140124193000.")
    }
  }

  /// Reads `2014-01-24T19:30:00Z` and the 14 digits of a Wayback address.
  static func seconds(_ text: String) -> Int? {
    let digits = text.filter(\.isNumber)
    guard digits.count == 14, text == digits || text.hasSuffix("Z") else { return nil }
    func part(_ from: Int, _ length: Int) -> Int { Int(digits.dropFirst(from).prefix(length)) ?? 0 }
    guard let date = CivilDate(year: part(0, 4), month: part(4, 2), day: part(6, 2)),
      let clock = Clock(hour: part(8, 2), minute: part(10, 2), second: part(12, 2))
    else { return nil }
    return date.seconds(at: clock)
  }
}
