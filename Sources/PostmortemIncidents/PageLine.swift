import PostmortemPlugin

extension PageResult {
  /// The version of the page line's schema (Schema/page-line.schema.json).
  public static let schema = 1

  /// The page as one JSON object: what `extract` prints, without the line feed.
  /// - Parameter tool: name and version of the program.
  public func json(tool: String) -> JSON {
    .members([
      "schema": .int(PageResult.schema), "tool": .string(tool), "page": .string(page), "sha256": .string(digest),
      "url": .optional(url), "archive": captures.last.map(PageResult.json) ?? .null,
      "provenance": .array(captures.map(PageResult.json)), "title": .string(title),
      "language": .string(language.rawValue), "kind": .string(kind.rawValue), "textHash": .string(textHash),
      "links": .array(links.map(JSON.string)), "published": .optional(published?.ownText),
      "modified": .optional(modified?.ownText), "verdict": verdictJSON,
      "incidents": .array(incidents.map(\.json)), "evidence": .array(evidence.map(\.json)),
      "grounds": .object(grounds.map { JSON.Member(key: $0.field.rawValue, value: .ints($0.evidence)) }),
      "failures": .array(failures.map(\.json)), "notes": .array(notes.map(JSON.string)),
    ])
  }

  private var verdictJSON: JSON {
    .members([
      "incident": .bool(verdict.incident), "why": .string(verdict.why.rawValue), "evidence": .ints(verdict.evidence),
    ])
  }

  private static func json(_ capture: Capture) -> JSON {
    .members([
      "kind": .string(capture.kind), "uri": .optional(capture.uri),
      "captured": .optional(capture.time.map(Moment.text(ofInstant:))),
    ])
  }
}

extension Incident {
  /// The incident as it stands in a page line.
  var json: JSON {
    .members([
      "id": .string(id), "official": official.map(JSON.string), "title": .string(title),
      "services": .array(services.map { cell in Incident.json(cell, cell.value.members) }),
      "regions": .array(regions.map { cell in Incident.json(cell, cell.value.members) }),
      "timeline": .array(timeline.map { $0.json(isRounded: isRounded && $0.isDeclaredToTheMinute) }),
      "duration": duration?.json ?? .null, "status": .string(status.rawValue),
      "cause": causeJSON, "symptoms": .array(symptoms.map { .string($0.symptom.rawValue) }),
      "impact": .array(impact.map(\.json)), "severity": .optional(severity?.text),
      "conflicts": .array(conflicts.map(\.json)),
      "promises": promises.isEmpty ? nil : .array(promises.map(\.json)),
      "columns": .object(columns.map { JSON.Member(key: $0.column, value: .array($0.values.map(\.json))) }),
      "grounds": .members([
        "status": .ints(statusEvidence), "severity": severity.map { .ints($0.evidence) },
        "symptoms": .object(symptoms.map { JSON.Member(key: $0.symptom.rawValue, value: .ints($0.evidence)) }),
      ]),
    ])
  }

  private var causeJSON: JSON {
    let members =
      cause?.members ?? [
        JSON.Member(key: "category", value: .string("unknown")), JSON.Member(key: "certainty", value: .string("none")),
        JSON.Member(key: "evidence", value: .ints(openCause)),
      ]
    let more: [(String, JSON?)] = [
      ("trigger", trigger.map { .object($0.members) }),
      ("denied", denied.isEmpty ? nil : .array(denied.map { .object($0.members) })),
    ]
    return .object(members + more.compactMap { pair in pair.1.map { JSON.Member(key: pair.0, value: $0) } })
  }

  private static func json<Value>(_ cell: Cell<Value>, _ members: [JSON.Member]) -> JSON {
    .object(
      members + [
        JSON.Member(key: "role", value: .string(cell.role.rawValue))
      ] + (cell.isAtFault ? [JSON.Member(key: "atFault", value: .bool(true))] : []) + [
        JSON.Member(key: "evidence", value: .ints(cell.evidence))
      ])
  }
}

extension Incident.Milestone {
  func json(isRounded: Bool) -> JSON {
    .object(
      [JSON.Member(key: "phase", value: .string(phase.rawValue))] + moment.members + [
        JSON.Member(key: "text", value: .string(text)), JSON.Member(key: "evidence", value: .ints(evidence)),
      ] + (isRounded ? [JSON.Member(key: "rounded", value: .bool(true))] : []) + machines)
  }

  /// What machines recorded, where they recorded anything.
  private var machines: [JSON.Member] {
    let lists = [("corroboratedBy", corroboratedBy), ("contradictedBy", contradictedBy)].filter { !$0.1.isEmpty }
    let recorded = records.map { record -> JSON in
      .members([
        "time": .string(Moment.text(ofInstant: record.instant)), "minutesAfter": .number(record.minutesAfter),
        "evidence": .int(record.evidence),
      ])
    }
    return lists.map { JSON.Member(key: $0.0, value: .ints($0.1)) }
      + (recorded.isEmpty ? [] : [JSON.Member(key: "recorded", value: .array(recorded))])
  }
}

extension Incident.Promise {
  var json: JSON {
    .members([
      "due": .string(Moment.text(ofInstant: due)), "next": .optional(kept.map(Moment.text(ofInstant:))),
      "evidence": .ints(evidence),
    ])
  }
}

extension Incident.Conflict {
  var json: JSON {
    .members([
      "field": .string(field), "values": .array(values.map(JSON.string)), "evidence": .ints(evidence),
    ])
  }
}

extension Incident.SpanCell {
  var json: JSON {
    .object(
      span.members + [
        JSON.Member(key: "text", value: .string(text)), JSON.Member(key: "evidence", value: .ints(evidence)),
      ])
  }
}

extension Incident.CauseCell {
  var members: [JSON.Member] {
    [
      JSON.Member(key: "category", value: .string(category.rawValue)),
      JSON.Member(key: "certainty", value: .string(certainty.rawValue)),
      JSON.Member(key: "evidence", value: .ints(evidence)),
    ]
  }
}

extension Incident.AmountCell {
  var json: JSON {
    .object(
      amount.members + [
        JSON.Member(key: "text", value: .string(text)), JSON.Member(key: "evidence", value: .ints(evidence)),
      ])
  }
}

extension Amount {
  var members: [JSON.Member] {
    [
      JSON.Member(key: "value", value: value.map(JSON.number) ?? .null), JSON.Member(key: "unit", value: .string(unit)),
    ] + (of.map { [JSON.Member(key: "of", value: .string($0))] } ?? [])
      + [JSON.Member(key: "qualifier", value: .string(qualifier.rawValue))]
  }
}

extension Incident.Extra.Value {
  var json: JSON { .members(["value": .string(text), "evidence": .ints(evidence)]) }
}

extension Service {
  var members: [JSON.Member] {
    [
      JSON.Member(key: "name", value: .string(name)), JSON.Member(key: "category", value: .string(category.rawValue)),
    ] + (owner.map { [JSON.Member(key: "owner", value: .string($0))] } ?? [])
  }
}

extension Region {
  var members: [JSON.Member] {
    [JSON.Member(key: "name", value: .string(name)), JSON.Member(key: "code", value: .string(code))]
  }
}

extension Span {
  var members: [JSON.Member] {
    let all: [(String, JSON?)] = [
      ("minutes", .number(minutes)), ("low", low.map(JSON.number)), ("kind", .string(kind.rawValue)),
      ("qualifier", .string(qualifier.rawValue)),
    ]
    return all.compactMap { pair in pair.1.map { JSON.Member(key: pair.0, value: $0) } }
  }
}

extension Moment {
  var members: [JSON.Member] {
    let all: [(String, JSON?)] = [
      ("time", .optional(text)), ("clock", date == nil ? clock.map { .string("\($0)") } : nil),
      ("earliest", earliest.map { .string(Moment.text(ofInstant: $0)) }),
      ("latest", latest.map { .string(Moment.text(ofInstant: $0)) }), ("precision", .string(precision.rawValue)),
      ("approximate", .bool(approximate)), ("zone", .optional(zone)),
      ("zoneSource", .optional(zoneSource?.rawValue)),
      ("zoneCandidates", zoneCandidates.isEmpty ? nil : .array(zoneCandidates.map(JSON.string))),
      ("zoneMismatch", zoneMismatch ? .bool(true) : nil), ("wrongWeekday", wrongWeekday.map(JSON.int)),
      ("kind", .string(kind.rawValue)),
    ]
    return all.compactMap { pair in pair.1.map { JSON.Member(key: pair.0, value: $0) } }
  }
}

extension CitedEvidence {
  var json: JSON {
    let claim = evidence.claim
    return .members([
      "id": .int(evidence.id), "field": .string(claim.field.rawValue), "value": .object(claim.value.members),
      "role": claim.role.map { .string($0.rawValue) }, "polarity": .string(claim.polarity.rawValue),
      "modality": .string(claim.modality.rawValue), "quotes": .array(quotes.map(\.json)),
      "plugin": .string(evidence.plugin), "rule": .string(claim.rule),
      "confidence": .string(claim.confidence.rawValue),
    ])
  }
}

extension Cited {
  var json: JSON {
    .members([
      "quote": .string(quote), "prefix": .string(prefix), "suffix": .string(suffix), "start": .int(start),
      "end": .int(end), "xpath": xpath.map(JSON.string), "attribute": attribute.map(JSON.string),
      "metadata": metadata.map(JSON.string), "pointer": pointer.map(JSON.string),
    ])
  }
}

extension Value {
  var members: [JSON.Member] {
    switch self {
    case .service(let service): return service.members
    case .region(let region): return region.members
    case .event(let phase, let moment):
      return [JSON.Member(key: "phase", value: .string(phase.rawValue))] + moment.members
    case .moment(let moment): return moment.members
    case .duration(let span): return span.members
    case .cause(let cause):
      return [
        JSON.Member(key: "category", value: .string(cause.category.rawValue)),
        JSON.Member(key: "part", value: .string(cause.part.rawValue)),
      ]
    case .amount(let amount): return amount.members
    case .term(let word): return [JSON.Member(key: "term", value: .string(word))]
    case .text(let text): return [JSON.Member(key: "text", value: .string(text))]
    case .number(let number): return [JSON.Member(key: "number", value: .number(number))]
    }
  }
}

extension Failure {
  var json: JSON {
    .members([
      "stage": .string(stage.rawValue), "plugin": plugin.map(JSON.string), "code": .string(code),
      "reason": .string(reason),
    ])
  }
}
