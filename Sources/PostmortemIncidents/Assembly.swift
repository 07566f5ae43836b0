import PostmortemPlugin

extension PageResult {
  /// From one page's evidence to its incidents.
  /// - Parameters:
  ///   - document: the page as the reader gave it.
  ///   - evidence: what the engine accepted, numbered in order.
  ///   - columns: the columns of the plugins that ran; those without a room of their own in
  ///     `Incident` become `Incident.columns`.
  ///   - failures: what went wrong while the page was read and searched.
  ///   - notes: what the reader says of how it read the page.
  public init(
    document: Document, evidence: [Evidence], columns: [Column], failures: [Failure], notes: [String] = []
  ) {
    page = document.page
    digest = document.digest
    url = document.url
    captures = document.captures
    title = document.title
    language = document.language
    kind = PageResult.kind(of: document, evidence)
    textHash = document.textHash
    published = PageResult.moment(.published, in: evidence)
    modified = PageResult.moment(.modified, in: evidence)
    let verdict = Judging.verdict(evidence, in: document)
    self.verdict = verdict
    links = verdict.incident ? document.leads : []
    incidents = verdict.incident ? Assembly(document, evidence, columns).incidents() : []
    self.evidence = evidence.map { CitedEvidence($0, in: document) }
    let pageFields: [Field] = [.title, .url, .published, .modified, .captured]
    grounds = pageFields.compactMap { field in
      let ids = evidence.filter { $0.claim.field == field }.map(\.id)
      return ids.isEmpty ? nil : (field, ids)
    }
    self.failures = failures
    self.notes = notes
  }

  private static func kind(of document: Document, _ evidence: [Evidence]) -> PageKind {
    if document.isCrowd { return .crowd }
    if document.sections.contains(where: \.kind.isIncident) || evidence.contains(where: { $0.claim.pageSign == .log }) {
      return .statusPage
    }
    return document.published == nil ? .other : .news
  }

  private static func moment(_ field: Field, in evidence: [Evidence]) -> Moment? {
    for item in evidence where item.claim.field == field {
      if case .moment(let moment) = item.claim.value { return moment }
    }
    return nil
  }
}

/// Puts the incidents of one page together: one for each incident section, or one for the page.
private struct Assembly {
  let document: Document
  let evidence: [Evidence]
  let columns: [Column]

  init(_ document: Document, _ evidence: [Evidence], _ columns: [Column]) {
    self.document = document
    self.evidence = evidence
    self.columns = columns
  }

  func incidents() -> [Incident] {
    let sections = document.sections.indices.filter { document.sections[$0].kind.isIncident }
    guard !sections.isEmpty else { return [incident(evidence, section: nil)] }
    let byHome = Dictionary(grouping: evidence, by: home)
    let shared = byHome[nil] ?? []
    return sections.map { section in
      incident((shared + (byHome[section] ?? [])).sorted { $0.id < $1.id }, section: section)
    }
  }

  /// The incident section a piece of evidence stands in; what stands outside belongs to all.
  private func home(of evidence: Evidence) -> Int? {
    guard let quote = evidence.claim.quotes.first(where: { $0.place == .text }),
      let block = document.block(at: quote.range.lowerBound)
    else { return nil }
    return document.incident(of: block)
  }

  private func incident(_ evidence: [Evidence], section: Int?) -> Incident {
    let services = Settling.services(evidence)
    let regions = Settling.cells(evidence, key: \Region.code) { claim in
      if case .region(let region) = claim.value { return region }
      return nil
    }
    let told = Derivation.bounded(Settling.timeline(evidence))
    let stated = Settling.duration(evidence, within: Settling.room(after: told, before: document, evidence))
    let timeline = Derivation.complete(told, duration: stated)
    let (status, grounds) = Settling.status(timeline, evidence)
    let causes = Settling.causes(evidence)
    return Incident(
      id: id(services, timeline, section: section), official: document.isCrowd ? nil : official(section),
      title: title(section: section), services: services,
      regions: regions, timeline: timeline, duration: stated ?? Derivation.duration(timeline, toldIn: evidence),
      status: status,
      statusEvidence: grounds, cause: causes.root, trigger: causes.trigger, openCause: causes.open,
      denied: causes.denied,
      symptoms: Settling.symptoms(evidence), severity: Settling.severity(evidence),
      impact: Settling.impact(evidence), conflicts: Conflicts.all(timeline, stated: stated, evidence, in: document),
      promises: promises(evidence), columns: extras(evidence))
  }

  /// Each promise beside the provider's next post, which quotes the promise as well.
  private func promises(_ evidence: [Evidence]) -> [Incident.Promise] {
    let told = evidence.compactMap { item -> (at: Int, item: Evidence)? in
      guard item.claim.field == .promise, case .moment(let moment) = item.claim.value else { return nil }
      return moment.instant.map { ($0, item) }
    }
    return told.filter { $0.item.claim.modality == .promised }.map { promise in
      let next = told.first {
        $0.item.claim.modality != .promised && $0.item.claim.quotes.last == promise.item.claim.quotes[0]
      }
      return Incident.Promise(
        due: promise.at, kept: next?.at, evidence: [promise.item.id] + (next.map { [$0.item.id] } ?? []))
    }
  }

  private func title(section: Int?) -> String {
    guard let section else { return document.title }
    let blocks = document.blocks[document.sections[section].blocks]
    let heading = blocks.first { $0.kind == .title || $0.kind == .heading }
    return heading.map { document.string($0.range) } ?? document.title
  }

  /// The provider's own id, else service, day and six digits of the page's digest.
  private func id(
    _ services: [Incident.Cell<Service>], _ timeline: [Incident.Milestone], section: Int?
  ) -> String {
    if let official = official(section) { return official }
    let service = services.first { $0.role == .affected }.map { slug($0.value.name) } ?? "incident"
    let day =
      timeline.lazy.compactMap { milestone in
        milestone.moment.instant.map { CivilDate.split($0).date } ?? milestone.moment.date
      }.first ?? document.published?.date
    return [service, day.map(\.description), String(document.digest.prefix(6))].compactMap { $0 }.joined(separator: "-")
  }

  private func official(_ section: Int?) -> String? {
    guard let section, case .incident(let key) = document.sections[section].kind, !key.isEmpty else { return nil }
    return key
  }

  private func slug(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? "incident" : words.joined(separator: "-")
  }

  /// The columns of plugins that have no room of their own in an incident.
  private func extras(_ evidence: [Evidence]) -> [Incident.Extra] {
    columns.filter { !Field.settled.contains($0.field) }.map { column in
      let claims = evidence.filter { $0.claim.field == column.field && $0.claim.polarity == .affirmed }
      return Incident.Extra(column: column.field.rawValue, values: merge(claims, by: column.merge))
    }
  }

  private func merge(_ evidence: [Evidence], by rule: Column.Merge) -> [Incident.Extra.Value] {
    var order: [String] = []
    var ids: [String: [Int]] = [:]
    for item in evidence {
      let text = item.claim.value.text
      if ids[text] == nil { order.append(text) }
      ids[text, default: []].append(item.id)
    }
    let values = order.map { Incident.Extra.Value(text: $0, evidence: ids[$0]!) }
    switch rule {
    case .all: return values
    case .last: return evidence.last.map { [.init(text: $0.claim.value.text, evidence: [$0.id])] } ?? []
    case .first:
      let best = evidence.max { a, b in (a.claim.confidence, -a.id) < (b.claim.confidence, -b.id) }
      return best.map { choice in values.filter { $0.text == choice.claim.value.text } } ?? []
    }
  }
}

extension Field {
  /// The fields that have a room of their own in an incident.
  public static let settled: Set<Field> = [
    .service, .region, .time, .duration, .status, .cause, .symptom, .severity, .impact, .promise,
  ]
}

extension Amount {
  /// `1 percent of users`, `about 20000 sites`, `users, no number` …
  public var text: String {
    let words: [Qualifier: String] = [.about: "about ", .upTo: "up to ", .atLeast: "at least ", .qualitative: "many "]
    let figure = value.map { plain($0) + " " } ?? ""
    return (words[qualifier] ?? "") + figure + unit + (of.map { " of \($0)" } ?? "")
      + (qualifier == .totalBase ? " in all" : "")
  }
}

extension Value {
  /// The value as plain text, for columns that only show it.
  public var text: String {
    switch self {
    case .service(let service): return service.name
    case .region(let region): return region.name
    case .event(let phase, let moment): return "\(phase.rawValue) \(moment.text ?? "")"
    case .moment(let moment): return moment.text ?? ""
    case .duration(let span): return "\(plain(span.minutes)) min"
    case .cause(let cause): return cause.category.rawValue
    case .amount(let amount): return amount.text
    case .term(let word), .text(let word): return word
    case .number(let number): return plain(number)
    }
  }
}
