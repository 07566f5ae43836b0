/// Markdown inside a value of JSON: status software posts in it.
enum MarkdownText {
  /// The words without stars, code marks and the number signs of headings, line by line.
  static func plain(_ text: String) -> String {
    text.replacing("**", with: "").replacing("`", with: "")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let marks = line.prefix { $0 == "#" }
        return marks.isEmpty || marks.count > 6 ? String(line) : String(line.dropFirst(marks.count)).trimmed
      }
      .joined(separator: "\n")
  }
}
