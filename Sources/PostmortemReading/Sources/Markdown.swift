import CCMark

/// Markdown to HTML, so that every page goes through one reader.
enum Markdown {
  private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Renders Markdown, inline HTML included.
  static func html(_ bytes: [UInt8]) -> [UInt8] {
    _ = extensions
    let options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8
    guard let parser = cmark_parser_new(options) else { return [] }
    defer { cmark_parser_free(parser) }
    for name in ["table", "autolink"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    bytes.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    guard let rendered = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser)) else { return [] }
    defer { pm_free(rendered) }
    let bytes = UnsafeRawPointer(rendered).assumingMemoryBound(to: UInt8.self)
    return withoutStars(UnsafeBufferPointer(start: bytes, count: length(rendered)))
  }

  /// Drops emphasis marks that were left as they are: CommonMark's rules for `**` assume blanks between
  /// words, which Chinese does not have.
  private static func withoutStars(_ html: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(html.count)
    var inTag = false
    var index = 0
    while index < html.count {
      let byte = html[index]
      if byte == 0x3C { inTag = true } else if byte == 0x3E { inTag = false }
      if byte == 0x2A, !inTag, index + 1 < html.count, html[index + 1] == 0x2A {
        index += 2
        continue
      }
      out.append(byte)
      index += 1
    }
    return out
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }

  /// Whether a page is Markdown: by its name, or because it has Markdown's marks and no page markup.
  static func isMarkdown(_ bytes: [UInt8], page: String) -> Bool {
    let lower = page.lowercased()
    if lower.hasSuffix(".md") || lower.hasSuffix(".markdown") { return true }
    if lower.hasSuffix(".html") || lower.hasSuffix(".htm") { return false }
    let head = Array(bytes.prefix(4096))
    let text = String(decoding: head, as: UTF8.self)
    let small = text.lowercased()
    if small.contains("<html") || small.contains("<body") || small.contains("<!doctype") || small.contains("<head") {
      return false
    }
    let lines = text.split(separator: "\n")
    let heading = lines.contains { $0.hasPrefix("# ") || $0.hasPrefix("## ") }
    let link = text.contains("](http") || text.contains("](/")
    return heading && (link || !small.contains("<p") || text.first == "#")
  }
}
