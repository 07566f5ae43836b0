import Foundation
import PostmortemIncidents

/// The output could not be written.
enum OutputError: Error {
  /// The reader of the pipe went away: nothing to complain about.
  case closed
  case failed(String)
}

/// Where the output goes. Unbuffered by design of the callers: they write whole lines.
struct Output {
  private let descriptor: Int32
  private let name: String

  /// Standard output, or a new file.
  init(_ path: String?) throws(OutputError) {
    name = path ?? "standard output"
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw .failed("\(path): can't be written (\(String(cString: strerror(errno))))") }
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) != 0 }

  func write(_ bytes: [UInt8]) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw .closed }
        throw .failed("\(name): can't be written (\(String(cString: strerror(errno))))")
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Ends a file; an error that shows only now (a full disk) is an error too.
  func close() throws(OutputError) {
    guard descriptor != STDOUT_FILENO else { return }
    if Foundation.close(descriptor) != 0 {
      throw .failed("\(name): can't be written (\(String(cString: strerror(errno))))")
    }
  }
}

/// What is said to people on standard error.
enum Terminal {
  /// Whether standard error is a terminal.
  static let isPresent = isatty(STDERR_FILENO) != 0

  /// One line, with nothing in it that acts.
  static func complain(_ message: String) {
    say("postmortem: " + plain(message) + "\n")
  }

  static func answer(_ line: String) { print(plain(line)) }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Text whose control characters are shown and do nothing.
  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar.acts ? "\u{FFFD}" : scalar) }
    return String(result)
  }
}

/// Complaints about pages as they come, and on a terminal how far the batch is.
struct Progress {
  private let total: Int
  private var done = 0
  private(set) var incidents = 0
  private(set) var failed = 0
  private(set) var without = 0

  init(total: Int) { self.total = total }

  mutating func advance(past result: PageResult) {
    done += 1
    incidents += result.incidents.count
    if !result.failures.isEmpty {
      failed += 1
    } else if result.incidents.isEmpty {
      without += 1
    }
    if !result.failures.isEmpty { clear() }
    for failure in result.failures {
      let plugin = failure.plugin.map { "plugin \($0): " } ?? ""
      Terminal.complain("\(result.page): \(plugin)\(failure.reason)")
    }
    if Terminal.isPresent, total > 1, done % 16 == 0 || done == total {
      Terminal.say("\r\(done) of \(total) pages, \(incidents) incidents")
    }
  }

  /// Takes the progress line away.
  func clear() {
    if Terminal.isPresent, total > 1 { Terminal.say("\r\u{1B}[K") }
  }

  /// `12 pages read, 9 incidents, 2 pages not about an incident, 1 failed`.
  var summary: String {
    "\(done) pages read, \(incidents) incidents found, \(without) pages not about an incident, \(failed) pages failed"
  }
}
