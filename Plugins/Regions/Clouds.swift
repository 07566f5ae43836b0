import PostmortemPlugin

/// The places that components of a status page name as the provider's own regions: "Amazon Athena (Ohio)" is
/// no state. Which cloud's they are is told by the components of the incident, or by the page's title.
struct Clouds {
  private let lens: Lens
  private let gazetteer: Gazetteer
  /// By incident section: the cloud that its components name.
  private var providers: [Int: String] = [:]

  init(_ lens: Lens, gazetteer: Gazetteer) {
    self.lens = lens
    self.gazetteer = gazetteer
    let components = components
    guard !components.isEmpty else { return }
    let titled = seller(in: lens.document.title)
    for (index, incident) in components where providers[incident] == nil {
      providers[incident] = seller(in: lens.document.string(lens.document.blocks[index].range))
    }
    for (_, incident) in components where providers[incident] == nil { providers[incident] = titled }
  }

  /// The cloud whose products' names a text begins with.
  private func seller(in words: String) -> String? {
    gazetteer.sellers.first { words.hasPrefix($0.word + " ") }?.provider
  }

  /// The regions, in the page's order.
  var sites: [Site] {
    components.compactMap { index, incident in
      guard let provider = providers[incident], let names = gazetteer.clouds[provider] else { return nil }
      let range = place(in: lens.document.blocks[index].range)
      let words = lens.document.string(range)
      return names[words].map { Site(range: range, region: Region(name: words, code: $0), block: index) }
    }
  }

  private var components: [(block: Int, incident: Int)] {
    let document = lens.document
    return document.blocks.indices.compactMap { index in
      guard document.blocks[index].kind == .component else { return nil }
      return document.incident(of: index).map { (index, $0) }
    }
  }

  /// What stands in the brackets at the end of a component; all of it where it has none.
  private func place(in range: Range<Int>) -> Range<Int> {
    let text = lens.document.text
    guard text[range].last == 0x29, let open = text[range].lastIndex(of: 0x28) else { return range }
    return open + 1..<range.upperBound - 1
  }
}
