import PostmortemPlugin
import Yams

/// Reads the `rules:` of a `plugin.yaml` and the word lists beside it.
struct DataPluginFile {
  private static let ruleKeys = [
    "name", "words", "file", "pattern", "needs", "value", "except", "column", "case", "near", "not-near", "within",
    "role", "language", "confidence",
  ]
  private enum Case: String, CaseIterable { case any, exact }

  private let settings: Settings
  private let manifest: Manifest
  private let folder: String
  private var words = WordTable()
  private var rules: [DataRule] = []
  private var patterns: [PatternRule] = []

  /// - Parameter folder: where the word lists stand.
  static func plugin(_ settings: Settings, manifest: Manifest, folder: String) throws -> DataPlugin {
    var file = DataPluginFile(settings, manifest, folder)
    for node in try settings.list("rules") { try file.add(node) }
    guard !file.rules.isEmpty || !file.patterns.isEmpty else {
      throw settings.fault(
        settings.node, "“rules” is missing; write “rules:” and below it “  - words: {value: [words]}”")
    }
    return file.finish()
  }

  private init(_ settings: Settings, _ manifest: Manifest, _ folder: String) {
    self.settings = settings
    self.manifest = manifest
    self.folder = folder
  }

  private func finish() -> DataPlugin {
    var lexicon = words.lexicon
    for need in Set(patterns.flatMap(\.needs)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      lexicon.entries.append(.init(String(decoding: need, as: UTF8.self), tag: words.senses.count, isPart: true))
    }
    return DataPlugin(manifest: manifest, lexicon: lexicon, rules: rules, senses: words.senses, patterns: patterns)
  }

  private mutating func add(_ node: Node) throws {
    let members = try Settings(node, file: settings.file, what: "a rule", known: DataPluginFile.ruleKeys)
    let sources = ["words", "file", "pattern"].filter { members[$0] != nil }
    guard sources.count == 1 else {
      throw members.fault(node, "a rule has one of “words”, “file” and “pattern”, and this one has \(sources.count)")
    }
    for key in ["needs", "value"] where sources != ["pattern"] {
      if let stray = members[key] { throw members.fault(stray, "“\(key)” belongs to a rule with “pattern”") }
    }
    let rule = try rule(members, source: sources[0])
    if sources == ["pattern"] {
      patterns.append(try pattern(members, rule))
    } else {
      try addWords(members, rule)
    }
    for trap in try members.texts("except") { words.add(trap: trap.text) }
  }

  // MARK: Words

  private mutating func addWords(_ members: Settings, _ rule: DataRule) throws {
    let index = rules.count
    rules.append(rule)
    if let name = try members.text("file") {
      for (word, value) in try WordFile.rows(name, in: folder, members) {
        words.add(word, .init(rule: index, value: value, exact: rule.exactCase ? word : nil))
      }
    } else if let values = members["words"]?.mapping {
      for (key, list) in values {
        guard let value = key.string, !value.isEmpty else { throw members.fault(key, "a value must be text") }
        for (word, _) in try Settings.texts(list, file: settings.file, name: value) {
          words.add(word, .init(rule: index, value: value, exact: rule.exactCase ? word : nil))
        }
      }
    } else {
      for (word, _) in try members.texts("words") {
        words.add(word, .init(rule: index, value: word, exact: rule.exactCase ? word : nil))
      }
    }
  }

  // MARK: What all rules have

  private func rule(_ members: Settings, source: String) throws -> DataRule {
    let fields = manifest.columns.map(\.field.rawValue)
    let column = try members.texts("column").first.map {
      try members.choice($0.text, $0.node, of: "column", among: fields)
    }
    var rule = DataRule(name: try members.text("name") ?? source, field: Field(column ?? fields[0]))
    rule.near = try cues("near", members)
    rule.notNear = try cues("not-near", members)
    rule.reach = try members.choice("within", DataRule.Reach.self) ?? .sentence
    rule.role = try members.choice("role", Role.self)
    rule.language = try members.choice("language", Language.self)
    rule.exactCase = try members.choice("case", Case.self) == .exact
    rule.confidence = try members.choice("confidence", Confidence.self) ?? .high
    return rule
  }

  private func cues(_ name: String, _ members: Settings) throws -> Set<Cue> {
    let known = Set(CueList.shared.cues.compactMap { $0?.rawValue }).sorted()
    return Set(
      try members.texts(name).map { Cue(try members.choice($0.text, $0.node, of: name, among: known)) })
  }

  // MARK: Patterns

  private func pattern(_ members: Settings, _ rule: DataRule) throws -> PatternRule {
    let node = members["pattern"]!
    let text = try members.required("pattern", example: "'\\bSEV-[0-4]\\b'")
    let pattern: Pattern
    do { pattern = try Pattern(text, exactCase: rule.exactCase) } catch { throw members.mistake(error, in: node) }
    var needs = try members.texts("needs").map(\.text)
    if needs.isEmpty {
      guard let own = RequiredLiteral.find(in: text) else {
        throw members.fault(
          node,
          "say with “needs” which words, or parts of words, always stand in what the pattern finds: needs: [sev, p1]")
      }
      needs = [own]
    }
    let template = try members.text("value") ?? (pattern.captureCount == 0 ? "$0" : "$1")
    do {
      let value = try Template(template, for: pattern)
      return PatternRule(rule: rule, pattern: pattern, needs: needs.map { $0.utf8.map(small) }, value: value)
    } catch {
      throw members.fault(
        members["value"] ?? node,
        "“$\(error.name)” names no capture: the pattern has \(pattern.captureCount); write $1 or ${name}, and $$ for a dollar sign"
      )
    }
  }
}

extension Settings {
  /// A mistake inside a pattern, at its own column where the pattern is written on one line.
  fileprivate func mistake(_ mistake: Pattern.Mistake, in node: Node) -> PluginFault {
    guard case .scalar(let scalar) = node, let mark = scalar.mark else { return fault(node, mistake.message) }
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    return PluginFault(
      file, line: mark.line, column: mark.column + mistake.offset + (isQuoted ? 1 : 0),
      "the pattern can't be used: \(mistake.message); put a \\ before a mark that stands for itself")
  }
}

/// The words of a plugin: each literal once, with all it means.
struct WordTable {
  private(set) var senses: [[DataPlugin.Sense]] = []
  private(set) var lexicon = Lexicon()
  private var tags: [String: Int] = [:]

  mutating func add(_ word: String, _ sense: DataPlugin.Sense) { senses[tag(word)].append(sense) }

  /// A longer phrase in which the words say nothing of the kind.
  mutating func add(trap: String) { _ = tag(trap) }

  private mutating func tag(_ word: String) -> Int {
    let key =
      word.utf8.contains { $0 != small($0) } ? String(decoding: word.utf8.map(small), as: UTF8.self) : word
    if let tag = tags[key] { return tag }
    tags[key] = senses.count
    lexicon.entries.append(.init(word, tag: senses.count))
    senses.append([])
    return senses.count - 1
  }
}
