import Foundation

/// One running program of a process plugin: a line in, a line out, and what it complains of beside.
///
/// A child is lent to one page at a time and ended after its first fault.
final class Child: @unchecked Sendable {
  /// Why a program gave no answer.
  enum Fault: Error {
    case notStarted(String)
    case ended(String)
    case timeout
    case tooLong
    case tooMuch
  }

  /// What a page may cost.
  struct Limits: Sendable {
    var seconds: Double = 10
    /// The longest answer, in bytes.
    var answer = 4 << 20
    /// How much of the complaints about one page is shown, in bytes.
    var complaints = 2_000
  }

  /// Whether it has answered before.
  private(set) var isUsed = false
  /// What it wrote to its standard error for the last page, and how many bytes more it wrote.
  private(set) var complaints: (text: [UInt8], more: Int) = ([], 0)
  private let pid: pid_t
  private var pipes: ChildPipes
  private var hasEnded = false

  /// Starts the program, without a shell, in a folder and in a process group of its own.
  init(_ command: [String], in folder: String) throws(Fault) {
    // Writing to a program that has ended must be an error and not end this one.
    signal(SIGPIPE, SIG_IGN)
    (pid, pipes) = try ChildPipes.spawn(command, in: folder)
  }

  deinit {
    guard !hasEnded else { return }
    pipes.close()
    // The end of its input asks it to end by itself.
    if waitForExit() == nil { kill() }
  }

  /// Ends it at once, and all it started.
  func kill() {
    guard !hasEnded else { return }
    hasEnded = true
    pipes.close()
    Foundation.kill(-pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
  }

  // MARK: One page

  /// Sends a line and waits for the line that answers it; blocks the thread until then.
  func exchange(_ line: [UInt8], limits: Limits) throws(Fault) -> [UInt8] {
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    complaints = ([], 0)
    var rest = line[...]
    var answer: [UInt8] = []
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero, pipes.wait(milliseconds: Int32(left / .milliseconds(1)) + 1, writing: !rest.isEmpty) else {
        throw .timeout
      }
      drainComplaints(limits)
      if !rest.isEmpty { rest = rest.dropFirst(pipes.write(rest)) }
      switch pipes.read(.output) {
      case .nothing: continue
      case .end: throw .ended(howItEnded())
      case .bytes(let bytes):
        answer += bytes
        guard answer.count <= limits.answer else { throw .tooLong }
      }
      guard let end = answer.firstIndex(of: 0x0A) else { continue }
      guard end == answer.count - 1, rest.isEmpty else { throw .tooMuch }
      drainComplaints(limits)
      isUsed = true
      return Array(answer[..<end])
    }
  }

  /// Takes what waits in the error pipe, but not for ever from a program that floods it.
  private func drainComplaints(_ limits: Limits) {
    for _ in 0..<16 {
      guard case .bytes(let bytes) = pipes.read(.complaints) else { return }
      let shown = bytes.prefix(max(0, limits.complaints - complaints.text.count))
      complaints.text += shown
      complaints.more += bytes.count - shown.count
    }
  }

  /// The exit status of a program that has closed its output or lost its input; nil where it goes on for
  /// more than a second.
  private func waitForExit() -> Int32? {
    var status: Int32 = 0
    for _ in 0..<200 {
      if waitpid(pid, &status, WNOHANG) == pid {
        hasEnded = true
        // What it started goes with it.
        Foundation.kill(-pid, SIGKILL)
        return status
      }
      usleep(5_000)
    }
    return nil
  }

  private func howItEnded() -> String {
    guard let status = waitForExit() else { return "closed its output" }
    pipes.close()
    let signal = status & 0x7F
    return signal == 0 ? "ended with exit code \(status >> 8 & 0xFF)" : "was ended by signal \(signal)"
  }
}
