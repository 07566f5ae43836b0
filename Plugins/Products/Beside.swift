import PostmortemPlugin

/// Services that only the target of a link names: `…/2014/02/20/how-it-helped-instagram/`.
struct LinkSlugs {
  let document: Document
  let list: ServiceList

  func claims(beside findings: [Finding]) -> [Claim] {
    var named = Set(findings.map(\.mention.service.name))
    return document.links.flatMap { link -> [Claim] in
      guard let block = document.block(at: link.range.lowerBound), document.isOwn(block: block) else { return [] }
      let words = lastPart(document.value(of: link.target)).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      return words.compactMap { word in
        guard let service = list.slugs[word.lowercased()], named.insert(service.name).inserted,
          let quote = document.quote(String(word), inAttribute: link.target)
        else { return nil }
        return Claim(
          .service, .service(service), quotes: [quote], role: .mentioned, rule: "link-slug", confidence: .low)
      }
    }
  }

  /// The last part of a path that holds a letter: the slug. An address without a path has none.
  private func lastPart(_ target: String) -> Substring {
    var path = target.prefix { $0 != "?" && $0 != "#" }
    while path.last == "/" { path = path.dropLast() }
    guard let slash = path.lastIndex(of: "/") else { return "" }
    let slug = path[path.index(after: slash)...]
    return slug.contains("-") ? slug : ""
  }
}

/// Brands that a machine translation explains: 避孕套品牌某某(Latin name).
struct Glosses {
  let lens: Lens

  func claims(beside findings: [Finding]) -> [Claim] {
    guard lens.document.language == .chinese else { return [] }
    let text = lens.document.text
    var claims: [Claim] = []
    var named = Set(findings.map(\.mention.service.name))
    for (index, block) in lens.document.blocks.enumerated() where lens.document.isOwn(block: index) {
      var at = block.range.lowerBound
      while at < block.range.upperBound {
        defer { at += 1 }
        guard let name = gloss(text, at, end: block.range.upperBound) else { continue }
        let words = lens.document.string(name)
        guard !findings.contains(where: { $0.mention.range.overlaps(name) }), named.insert(words).inserted else {
          continue
        }
        claims.append(
          Claim(
            .service, .service(Service(name: words, category: .other)), quotes: [lens.document.quote(name)],
            role: .mentioned, rule: "gloss", confidence: .low))
      }
    }
    return claims
  }

  /// The Latin name in brackets that opens at an offset, if what stands before it is a Chinese name
  /// with the word for what it is.
  private func gloss(_ text: [UInt8], _ at: Int, end: Int) -> Range<Int>? {
    let width = text[at] == 0x28 ? 1 : text[at...].starts(with: [0xEF, 0xBC, 0x88]) ? 3 : 0
    guard width > 0 else { return nil }
    var close = at + width
    while close < end, isName(text[close]) { close += 1 }
    guard close - at - width >= 3, close < end, (0x41...0x5A).contains(text[at + width]) else { return nil }
    guard text[close] == 0x29 || text[close...].starts(with: [0xEF, 0xBC, 0x89]) else { return nil }
    let before = lens.before(at, reach: 36)
    let kinds = ["品牌", "公司", "服务", "应用", "网站", "平台", "制造商", "零售商", "软件", "初创", "集团", "运营商"]
    return kinds.contains(where: before.contains) ? at + width..<close : nil
  }

  private func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x20 || byte == 0x2E || byte == 0x26 || byte == 0x2D
  }
}
