extension Claim {
  /// The claim on one short line, as the examples in a plugin's README write it:
  /// `affected Gmail (mail)`, `mentioned KE`, `started 2014-01-24T18:55Z ~`, `duration 150-210`.
  ///
  /// The line leaves out what an example rarely needs: rule, confidence, quotations.
  public var shorthand: String {
    var words: [String] = []
    if polarity == .negated, role != .unaffected { words.append("not") }
    if modality != .stated { words.append(modality.rawValue) }
    switch value {
    case .service(let service):
      words += [role?.rawValue ?? field.rawValue, service.name, "(\(service.category.rawValue))"]
    case .region(let region): words += [role?.rawValue ?? field.rawValue, region.code]
    case .event(let phase, let moment): words += [phase.rawValue] + moment.shorthand
    case .moment(let moment): words += [field.rawValue] + moment.shorthand
    case .duration(let span): words += [field.rawValue] + span.shorthand
    case .cause(let cause): words += [field.rawValue, cause.shorthand]
    case .amount(let amount): words += [field.rawValue] + amount.shorthand
    case .term(let word), .text(let word): words += [field.rawValue, word]
    case .number(let number): words += [field.rawValue, plain(number)]
    }
    return words.joined(separator: " ")
  }
}

extension Moment {
  /// The time without zero seconds (`untimed` where there is none), then `~` where it is approximate, then its kind where people did
  /// not declare it.
  var shorthand: [String] {
    var time = text ?? clock.map { "T\($0)" } ?? "untimed"
    if precision != .second, clock != nil {
      let zulu = time.hasSuffix("Z")
      if zulu { time.removeLast() }
      if time.hasSuffix(":00") { time.removeLast(3) }
      if zulu { time += "Z" }
    }
    return [time] + (approximate ? ["~"] : []) + (kind == .declared ? [] : [kind.rawValue])
  }
}

extension Span {
  /// `50 about`, `150-210`, `45 derived`.
  var shorthand: [String] {
    [low.map { "\(plain($0))-\(plain(minutes))" } ?? plain(minutes)]
      + (qualifier == .exact ? [] : [qualifier.rawValue]) + (kind == .stated ? [] : [kind.rawValue])
  }
}

extension Cause {
  /// `overload`, `config-change trigger`.
  var shorthand: String { category.rawValue + (part == .trigger ? " trigger" : "") }
}

extension Amount {
  /// `450000000 users total-base`, `1 percent of users`, `sites qualitative`.
  var shorthand: [String] {
    [value.map(plain), unit, of.map { "of \($0)" }].compactMap { $0 }
      + (qualifier == .exact ? [] : [qualifier.rawValue])
  }
}

/// A number without a needless fraction.
public func plain(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? String(number)
}
