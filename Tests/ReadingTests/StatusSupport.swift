import PostmortemPlugin

/// What a status reader made of a page, in short: an incident a line, its updates below it.
func outline(_ document: Document) -> [String] {
  document.sections.enumerated().compactMap { index, section in
    func words(_ kind: Block.Kind) -> String {
      section.blocks.filter { document.blocks[$0].kind == kind && document.blocks[$0].section == index }
        .map { document.string(document.blocks[$0].range) }.joined(separator: "; ")
    }
    switch section.kind {
    case .incident(let key): return "\(key) | \(words(.heading)) | \(words(.component))"
    case .update(let state, let stamp):
      return "  \(state) | \(stamp?.moment.text ?? "-") | \(words(.paragraph))"
    default: return nil
    }
  }
}

extension Document {
  /// The grades that the reader claims, with what they are quoted from.
  var grades: [String] {
    claims.compactMap { claim in
      guard claim.field == .severity, case .term(let word) = claim.value else { return nil }
      return word
    }
  }

  /// The times that the reader claims.
  var recorded: [String] {
    claims.compactMap { claim in
      guard case .event(let phase, let moment) = claim.value else { return nil }
      return "\(phase.rawValue) \(moment.text ?? "-") \(moment.kind.rawValue)"
    }
  }

  /// Whether every word the reader quotes stands where it says.
  var holdsAll: Bool {
    let stamps = sections.flatMap { section -> [Quote] in
      if case .update(_, let stamp) = section.kind { return stamp?.quotes ?? [] }
      return []
    }
    return (stamps + claims.flatMap(\.quotes)).allSatisfy(holds)
  }
}
