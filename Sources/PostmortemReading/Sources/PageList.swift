import Foundation
import PostmortemPlugin

/// Which pages a user's arguments mean.
public struct PageList: Sendable {
  /// Paths of pages, in the order in which they are read; `-` is the standard input.
  public var pages: [String] = []
  /// Files in folders that are a page's pictures, styles and scripts, not pages.
  public var skippedAssets = 0
  /// Arguments that name nothing.
  public var missing: [String] = []

  public init() {}

  /// Files as they are, folders with everything in them, sorted by name, and patterns such as
  /// `pages/*.html` that no shell has expanded.
  public static func expand(_ arguments: [String]) -> PageList {
    var list = PageList()
    for argument in arguments { list.add(argument) }
    return list
  }

  private mutating func add(_ argument: String) {
    if argument == "-" {
      pages.append(argument)
      return
    }
    switch PageList.type(of: argument) {
    case .folder: walk(argument)
    case .file: pages.append(argument)
    case .none:
      let matches = PageList.matches(argument)
      if matches.isEmpty { missing.append(argument) }
      for match in matches {
        if PageList.type(of: match) == .folder { walk(match) } else { pages.append(match) }
      }
    }
  }

  private enum FileType { case file, folder }

  private static func type(of path: String) -> FileType? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return info.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// Everything in a folder and the folders inside it. Links to folders are not followed, so that no
  /// circle of them can hold the walk.
  private mutating func walk(_ folder: String) {
    var stack = [folder]
    while let path = stack.popLast() {
      var info = stat()
      if path != folder, lstat(path, &info) == 0 {
        if info.st_mode & S_IFMT == S_IFLNK, PageList.type(of: path) == .folder { continue }
      }
      // What can't be looked at is kept: reading it says why.
      guard PageList.type(of: path) == .folder, let names = PageList.names(in: path) else {
        if PageList.isAsset(path) { skippedAssets += 1 } else { pages.append(path) }
        continue
      }
      let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      let base = path.hasSuffix("/") ? path : path + "/"
      for name in sorted.reversed() where !name.hasPrefix(".") { stack.append(base + name) }
    }
  }

  private static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func matches(_ pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }

  private static let assetEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "css", "js", "mjs", "map", "woff", "woff2", "ttf",
    "otf",
    "eot", "mp4", "webm", "mp3", "ogg", "wav", "download", "swf", "pdf",
  ]

  /// Pictures, styles, scripts, fonts: what browsers save beside a page.
  static func isAsset(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return assetEndings.contains(name[name.index(after: dot)...].lowercased())
  }
}

/// Reads the bytes of pages.
public enum PageFile {
  /// The bytes of a file, or of the standard input for `-`, up to the page limit.
  public static func load(_ path: String, limits: ReadingLimits = ReadingLimits()) -> Result<[UInt8], Failure> {
    if path == "-" { return read(0, limit: limits.maxPageBytes) }
    var info = stat()
    guard stat(path, &info) == 0 else {
      return .failure(failure("missing", "there is no such file, or it is a link that leads nowhere; check the path"))
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .failure(failure("folder", "this folder cannot be opened; check who may read it"))
    default: return .failure(failure("special", "this is not a regular file; give a saved page"))
    }
    if Int(info.st_size) > limits.maxPageBytes { return .failure(tooLarge(limits.maxPageBytes)) }
    // Nonblocking, in case the file was changed for a pipe in between.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return .failure(failure("unreadable", "the file cannot be opened; check who may read it"))
    }
    defer { close(descriptor) }
    return read(descriptor, limit: limits.maxPageBytes)
  }

  private static func read(_ descriptor: Int32, limit: Int) -> Result<[UInt8], Failure> {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = readBytes(descriptor, &buffer)
      if count < 0 {
        if errno == EINTR { continue }
        return .failure(failure("unreadable", "the file cannot be read; check the disk and try again"))
      }
      if count == 0 { return .success(bytes) }
      bytes.append(contentsOf: buffer[0..<count])
      if bytes.count > limit { return .failure(tooLarge(limit)) }
    }
  }

  private static func failure(_ code: String, _ reason: String) -> Failure {
    Failure(.read, code: code, reason: reason)
  }
  private static func tooLarge(_ limit: Int) -> Failure {
    failure("too-large", "the page is larger than \(limit >> 20) MiB; --max-page-bytes raises the limit")
  }
}

/// The system's `read`, out of reach of functions of that name.
private func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int { read(descriptor, &buffer, buffer.count) }
