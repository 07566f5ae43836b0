import CPCRE2

/// A regular expression of a plugin's author: compiled once, matched in short stretches of text with a
/// limit on its steps, so that no page can hang it.
///
/// The compiled expression is never changed after `init`, so pages may share it.
final class Pattern: @unchecked Sendable {
  /// Why an expression can't be used.
  struct Mistake: Error {
    let message: String
    /// Where in the expression, in bytes.
    let offset: Int
  }

  /// It took more steps than it may.
  struct TooManySteps: Error {}

  /// What was found: the whole and its captures, nil for one that took no part.
  struct Match {
    let range: Range<Int>
    let captures: [Range<Int>?]
  }

  /// How often matching may turn back from one place of the text.
  private static let stepLimit: UInt32 = 20_000

  let captureCount: Int
  /// The numbers of the captures that have names.
  let names: [String: Int]
  private let code: OpaquePointer
  private let context: OpaquePointer

  /// - Parameter exactCase: whether capitals matter.
  init(_ text: String, exactCase: Bool = false) throws(Mistake) {
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(text.utf8)
    let options =
      PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | (exactCase ? 0 : PCRE2_CASELESS)
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil) else {
      throw Mistake(message: Pattern.message(error), offset: offset)
    }
    self.code = code
    // Where the system forbids code made at run time, the interpreter does the same more slowly.
    pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Pattern.stepLimit)
    pcre2_set_depth_limit_8(context, Pattern.stepLimit)
    var count: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    captureCount = Int(count)
    names = Pattern.names(of: code)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  /// Every match inside a stretch of text, none overlapping, none empty.
  func matches(in text: [UInt8], _ stretch: Range<Int>) throws(TooManySteps) -> [Match] {
    guard !stretch.isEmpty, let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return [] }
    defer { pcre2_match_data_free_8(data) }
    var matches: [Match] = []
    let failed = text.withUnsafeBufferPointer { text in
      let start = text.baseAddress! + stretch.lowerBound
      var at = 0
      while at < stretch.count {
        let result = pcre2_match_8(code, start, stretch.count, at, 0, data, context)
        if result == PCRE2_ERROR_NOMATCH { return false }
        if result < 0 { return true }
        let match = match(in: data, pairs: Int(result), from: stretch.lowerBound)
        at = match.range.upperBound - stretch.lowerBound
        if match.range.isEmpty { at += 1 } else { matches.append(match) }
      }
      return false
    }
    if failed { throw TooManySteps() }
    return matches
  }

  private func match(in data: OpaquePointer, pairs: Int, from start: Int) -> Match {
    let ends = pcre2_get_ovector_pointer_8(data)!
    func range(_ pair: Int) -> Range<Int>? {
      guard pair < pairs, ends[2 * pair] != Int.max, ends[2 * pair] <= ends[2 * pair + 1] else { return nil }
      return start + Int(ends[2 * pair])..<start + Int(ends[2 * pair + 1])
    }
    // \K can put the beginning behind the end: then nothing was found.
    return Match(range: range(0) ?? start..<start, captures: (0...captureCount).dropFirst().map(range))
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }

  private static func names(of code: OpaquePointer) -> [String: Int] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [:] }
    var names: [String: Int] = [:]
    for entry in 0..<Int(count) {
      // Two bytes of number, then the name, ended by a zero.
      let row = UnsafeBufferPointer(start: table + entry * Int(size), count: Int(size))
      names[String(decoding: row.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)] = Int(row[0]) << 8 | Int(row[1])
    }
    return names
  }
}
