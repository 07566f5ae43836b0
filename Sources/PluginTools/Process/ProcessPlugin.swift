import Dispatch
import PostmortemPlugin

/// A plugin that is a program of any language: it gets each page as a line of JSON and answers with one.
///
/// As many copies run as pages are read at once; each is started when it is first needed and again after
/// a fault. They end with the plugin.
final class ProcessPlugin: Extractor {
  let manifest: Manifest
  /// The words without which a page is not sent; none: every page is.
  let lexicon: Lexicon
  private let command: [String]
  private let folder: String
  private let limits: Child.Limits
  private let pool = ChildPool()
  private let complain: @Sendable (String) -> Void

  /// - Parameter complain: gets each line that the program writes to its standard error.
  init(
    manifest: Manifest, wake: [String], command: [String], folder: String, limits: Child.Limits,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.manifest = manifest
    lexicon = Lexicon(wake.enumerated().map { Lexicon.Entry($1, tag: $0) })
    self.command = command
    self.folder = folder
    self.limits = limits
    self.complain = complain
  }

  func claims(in reading: Reading) async throws -> [Claim] {
    let line = PageRequest(reading).line
    let answer = await withCheckedContinuation { (done: CheckedContinuation<Result<[UInt8], Child.Fault>, Never>) in
      // Waiting for a program must not hold up the threads that read pages.
      DispatchQueue.global().async { done.resume(returning: self.ask(line, about: reading.document.page)) }
    }
    do { return try claims(in: answer.get(), of: reading) } catch let fault as Child.Fault {
      throw failure(fault)
    } catch let mistake as PageAnswer.Mistake {
      throw Failure(
        .plugin, code: "bad-answer",
        reason:
          "its answer was refused: \(mistake.message); 'postmortem plugin schema' prints what an answer looks like",
        plugin: manifest.id)
    }
  }

  private func claims(in line: [UInt8], of reading: Reading) throws -> [Claim] {
    let answer = try PageAnswer(line: line)
    if let error = answer.error {
      throw Failure(
        .plugin, code: "said", reason: "it could not read the page: \(error.prefix(300))", plugin: manifest.id)
    }
    return try AnswerReading(document: reading.document, manifest: manifest).claims(of: answer)
  }

  /// Sends a line to a copy of the program. One that served other pages may have ended because of them: its
  /// end says nothing of this page, so a new one is asked before the page is blamed.
  private func ask(_ line: [UInt8], about page: String) -> Result<[UInt8], Child.Fault> {
    while true {
      let child: Child
      do throws(Child.Fault) { child = try next() } catch { return .failure(error) }
      let wasUsed = child.isUsed
      do throws(Child.Fault) {
        let answer = try child.exchange(line, limits: limits)
        show(child, about: page)
        pool.give(child)
        return .success(answer)
      } catch {
        show(child, about: page)
        child.kill()
        if case .ended = error, wasUsed { continue }
        return .failure(error)
      }
    }
  }

  private func next() throws(Child.Fault) -> Child {
    if let idle = pool.take() { return idle }
    return try Child(command, in: folder)
  }

  private func show(_ child: Child, about page: String) {
    let (text, more) = child.complaints
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      complain("\(page): plugin \(manifest.id) says: \(line)")
    }
    if more > 0 { complain("\(page): plugin \(manifest.id) says \(more) bytes more") }
  }

  private func failure(_ fault: Child.Fault) -> Failure {
    let reason: (code: String, text: String)
    switch fault {
    case .notStarted(let why):
      reason = ("not-started", "\(command[0]) can't be started: \(why); check “command” in plugin.yaml")
    case .ended(let how): reason = ("ended", "the program \(how) without an answer")
    case .timeout:
      reason = (
        "timeout",
        "no answer within \(plain(limits.seconds)) s; it was ended (“seconds” in plugin.yaml gives it longer)"
      )
    case .tooLong: reason = ("too-large", "the answer is longer than \(limits.answer >> 20) MiB")
    case .tooMuch:
      reason = (
        "bad-answer",
        "it printed more than one line for the page; print one line of JSON, and the rest to standard error"
      )
    }
    return Failure(.plugin, code: reason.code, reason: reason.text, plugin: manifest.id)
  }
}
