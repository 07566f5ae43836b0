import PostmortemPlugin

/// Documents in, checked evidence out: joins the lexicons of all plugins and the shared cues into
/// one matcher, scans each block once, calls the plugins in the order of what they read, and checks
/// every quotation.
///
/// The engine knows no plugin by name.
public struct Engine: Sendable {
  /// What the plugins said of one page.
  public struct Findings: Sendable {
    /// Accepted claims: the reader's, then each plugin's in calling order.
    public let evidence: [Evidence]
    public let failures: [Failure]
  }

  /// The plugins in calling order: a plugin comes after those whose fields it reads.
  public let extractors: [any Extractor]
  private let matcher: Matcher
  private let cues: CueList

  /// - Throws: `Failure` with code `cycle` where plugins wait for each other, `duplicate` where two
  ///   have one id.
  public init(_ extractors: [any Extractor], cues: CueList = .shared) throws {
    self.extractors = try Engine.ordered(extractors)
    self.cues = cues
    matcher = Matcher([cues.lexicon] + self.extractors.map(\.lexicon))
  }

  /// Reads one document with every plugin. A plugin that throws is a failure beside the others'
  /// evidence.
  public func findings(in document: Document) async -> Findings {
    var evidence: [Evidence] = []
    var failures: [Failure] = []
    accept(document.claims, from: "page", in: document, &evidence, &failures)
    guard document.language != .undetermined else { return Findings(evidence: evidence, failures: failures) }
    let scan = Scan(document, matcher: matcher, cues: cues, lexicons: extractors.count)
    let clauses = Clauses(document: document, cues: scan.cues)
    for (index, extractor) in extractors.enumerated() {
      let words = scan.words[index]
      if words.isEmpty, !extractor.lexicon.entries.isEmpty { continue }
      let manifest = extractor.manifest
      let reading = Reading(
        document: document, hits: Hits(words: words, cues: scan.cues, digits: scan.digits), clauses: clauses,
        earlier: evidence.filter { manifest.reads.contains($0.claim.field) })
      do {
        accept(try await extractor.claims(in: reading), from: manifest.id, in: document, &evidence, &failures)
      } catch let failure as Failure {
        failures.append(failure)
      } catch {
        failures.append(Failure(.plugin, code: "failed", reason: "\(error)", plugin: manifest.id))
      }
    }
    return Findings(evidence: evidence, failures: failures)
  }

  private func accept(
    _ claims: [Claim], from plugin: String, in document: Document, _ evidence: inout [Evidence],
    _ failures: inout [Failure]
  ) {
    for claim in claims {
      if let missing = claim.quotes.first(where: { !document.holds($0) }) {
        failures.append(
          Failure(
            .plugin, code: "bad-quote",
            reason: "rule \(claim.rule) quotes words that do not stand at the place it names: \(missing.text)",
            plugin: plugin))
      } else if claim.quotes.isEmpty {
        failures.append(
          Failure(
            .plugin, code: "no-quote", reason: "rule \(claim.rule) made a claim without a quotation", plugin: plugin))
      } else {
        evidence.append(Evidence(id: evidence.count, claim: claim, plugin: plugin))
      }
    }
  }

  /// Plugins in an order in which each comes after those that fill the fields it reads; otherwise
  /// as they were given.
  private static func ordered(_ extractors: [any Extractor]) throws -> [any Extractor] {
    var names: Set<String> = []
    for extractor in extractors where !names.insert(extractor.manifest.id).inserted {
      throw Failure(
        .plugin, code: "duplicate", reason: "two plugins are called \(extractor.manifest.id); rename one",
        plugin: extractor.manifest.id)
    }
    var waiting = extractors
    var ready: [any Extractor] = []
    while !waiting.isEmpty {
      let pending = Set(waiting.flatMap { $0.manifest.columns.map(\.field) })
      let next = waiting.firstIndex { candidate in
        let own = Set(candidate.manifest.columns.map(\.field))
        return candidate.manifest.reads.allSatisfy { !pending.contains($0) || own.contains($0) }
      }
      guard let next else {
        let stuck = waiting.map(\.manifest.id).joined(separator: ", ")
        throw Failure(
          .plugin, code: "cycle", reason: "these plugins wait for each other's fields: \(stuck)",
          plugin: waiting[0].manifest.id)
      }
      ready.append(waiting.remove(at: next))
    }
    return ready
  }
}
