import Foundation
import PostmortemIncidents
import Testing

/// The published schema against the tool's own output.
@Suite struct SchemaTests {
  private var schema: [String: Any] { get throws { try schema("page-line") } }

  private func schema(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: PluginExampleTests.root.appending(path: "Schema/\(name).schema.json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func theReportOfSamplesIsValid() throws {
    let report = Data(try Tool.run("analyze", "Samples/Pages", "--format", "json").output.utf8)
    let value = try #require(JSONSerialization.jsonObject(with: report) as? [String: Any])
    let problems = SchemaCheck(try schema("report")).problems(value)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    var wrong = value
    wrong["rows"] = [["id": 1]]
    #expect(SchemaCheck(try schema("report")).problems(wrong).count > 5)
  }

  @Test func everyPageLineOfSamplesIsValid() throws {
    let lines = try Tool.run("extract", "Samples/Pages").output.split(separator: "\n")
    #expect(lines.count >= 8)
    for line in lines {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let problems = SchemaCheck(try schema).problems(value)
      #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
  }

  /// The check itself must be able to fail.
  @Test func aWrongLineIsInvalid() throws {
    let line = try #require(try Tool.run("extract", "Samples/Pages").output.split(separator: "\n").first)
    var object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    object["language"] = "xx"
    object["surprise"] = 1
    object["title"] = nil
    object["grounds"] = ["title": ["one"]]
    #expect(SchemaCheck(try schema).problems(object).count == 4)
  }
}
