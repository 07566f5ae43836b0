import PostmortemCore
import PostmortemPlugin
import Testing
import TimestampsPlugin

/// What a provider's report adds to its posts: parts, a summary that goes before details, a last word that
/// goes before earlier ones.
@Suite struct ReportTests {
  /// An incident whose lines are paragraphs, but for those that begin with `#` (headings) and with `@` (which
  /// begin an update with its stamp).
  private func incident(_ lines: [String]) -> Document {
    var builder = DocumentBuilder(page: "t")
    let path = builder.addPath("p", below: nil)
    builder.beginSection(.incident(key: "q7"))
    var isInUpdate = false
    for line in lines {
      if line.hasPrefix("@") {
        if isInUpdate { builder.endSection() }
        isInUpdate = true
        builder.beginSection(.update(state: "", stamp: nil))
      }
      let kind: Block.Kind = line.hasPrefix("#") ? .heading : line.hasPrefix("@") ? .stamp : .paragraph
      builder.addBlock(line.drop { $0 == "#" || $0 == "@" }.utf8, kind: kind, path: path)
    }
    var document = builder.finish()
    document.language = .english
    return document
  }

  private func parts(_ lines: [String]) -> [ReportPart?] {
    let document = incident(lines)
    let parts = ReportParts(document)
    return document.blocks.indices.map { parts.part(of: $0) }
  }

  @Test func headingsAndLabelsBeginParts() {
    #expect(
      parts(["#Harbour storage", "A line.", "Summary of impact: It was slow.", "So it was.", "Root Cause:", "A pump."])
        == [nil, nil, .summary, .summary, .cause, .cause])
    #expect(parts(["#What happened?", "It broke.", "#Pictures", "Some."]) == [.summary, .summary, nil, nil])
    #expect(parts(["ROOT CAUSE", "A pump.", "REMEDIATION AND PREVENTION", "A new one."]).last == .prevention)
  }

  @Test func aColonInASentenceBeginsNone() {
    #expect(parts(["Root cause: a pump.", "We saw: a leak.", "Impacted: all."]) == [.cause, .cause, .cause])
    #expect(parts(["The root cause: unknown."]) == [nil])
    #expect(parts(["Impactful: yes."]) == [nil])
  }

  @Test func anUpdateEndsThePart() {
    #expect(
      parts(["@Jan 2, 2024, 10:00 UTC", "Workaround: Use the other door.", "@Jan 2, 2024, 09:00 UTC", "It broke."]) == [
        nil, .workaround, nil, nil,
      ])
  }

  @Test func whatStandsInNoIncidentHasNoParts() {
    var builder = DocumentBuilder(page: "t")
    builder.addBlock("Root cause: a pump.".utf8, kind: .paragraph, path: builder.addPath("p", below: nil))
    #expect(ReportParts(builder.finish()).part(of: 0) == nil)
  }

  /// The confidence of each claim of a phase by the words of its time.
  private func confidence(of phase: Phase, in lines: [String]) async throws -> [String: Confidence] {
    let findings = try await Engine([Timestamps()]).findings(in: incident(lines))
    var found: [String: Confidence] = [:]
    for evidence in findings.evidence {
      guard case .event(phase, let moment) = evidence.claim.value, moment.kind == .declared else { continue }
      found[evidence.claim.quotes[0].text] = evidence.claim.confidence
    }
    return found
  }

  @Test func aSummaryGoesBeforeDetails() async throws {
    let found = try await confidence(
      of: .recovered,
      in: [
        "Summary: Service was restored at 10:00 UTC on 2 January 2024.",
        "Root cause: A pump failed. It was restored at 11:30 UTC on 2 January 2024.",
      ])
    #expect(found == ["10:00 UTC on 2 January 2024": .high, "11:30 UTC on 2 January 2024": .medium])
  }

  @Test func theLaterWordGoesBeforeTheEarlier() async throws {
    let found = try await confidence(
      of: .recovered,
      in: [
        "@Jan 3, 2024, 09:00 UTC", "Service was restored at 10:02 UTC on 2 January 2024.",
        "@Jan 2, 2024, 12:00 UTC", "Service was restored at 11:40 UTC.",
      ])
    #expect(found == ["10:02 UTC on 2 January 2024": .high, "11:40 UTC": .medium])
  }

  @Test func whatIsSaidOnceStays() async throws {
    let found = try await confidence(
      of: .recovered, in: ["@Jan 2, 2024, 12:00 UTC", "Service was restored at 11:40 UTC."])
    #expect(found == ["11:40 UTC": .high])
  }
}
