import PostmortemIncidents

/// The results as one JSON document: the page lines in a list.
public struct JSONReport: Sendable {
  private let results: [PageResult]
  private let tool: String

  public init(_ results: [PageResult], tool: String) {
    self.results = results
    self.tool = tool
  }

  /// The report's bytes, UTF-8, one line.
  public func bytes() -> [UInt8] {
    JSON.members([
      "schema": .int(PageResult.schema), "tool": .string(tool), "pages": .array(results.map { $0.json(tool: tool) }),
    ]).line + [0x0A]
  }
}
