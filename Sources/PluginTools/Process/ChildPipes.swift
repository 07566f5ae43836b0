import CSpawn
import Foundation

/// The three pipes to a program: none of them blocks.
struct ChildPipes {
  enum Source { case output, complaints }
  enum Part {
    case nothing, end
    case bytes(ArraySlice<UInt8>)
  }

  private var input: Int32
  private var output: Int32
  private var complaints: Int32
  /// Whether more complaints can come.
  private var isComplaining = true

  private init(_ ends: [Int32]) { (input, output, complaints) = (ends[0], ends[1], ends[2]) }

  /// Starts a program with pipes to it.
  static func spawn(_ command: [String], in folder: String) throws(Child.Fault) -> (pid_t, ChildPipes) {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var ends: [Int32] = [-1, -1, -1]
    var pid: pid_t = 0
    let error = pm_spawn(&arguments, folder, &ends, &pid)
    guard error == 0 else { throw .notStarted(String(cString: strerror(error))) }
    return (pid, ChildPipes(ends))
  }

  /// Closes what is still open.
  mutating func close() {
    for descriptor in [input, output, complaints] where descriptor >= 0 { Foundation.close(descriptor) }
    (input, output, complaints) = (-1, -1, -1)
  }

  /// Waits until there is something to read, or room to write.
  /// - Returns: false where the time went by without it.
  func wait(milliseconds: Int32, writing: Bool) -> Bool {
    var polls = (isComplaining ? [output, complaints] : [output]).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    if writing { polls.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    let ready = poll(&polls, nfds_t(polls.count), milliseconds)
    return ready > 0 || ready < 0 && errno == EINTR
  }

  /// How many bytes the pipe took; all of them where nobody reads any more, as the end of the output then tells.
  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    let count = bytes.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : bytes.count
  }

  mutating func read(_ source: Source) -> Part {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(source == .output ? output : complaints, &buffer, buffer.count)
    if count > 0 { return .bytes(buffer[..<count]) }
    if count < 0 { return .nothing }
    if source == .complaints { isComplaining = false }
    return .end
  }
}
