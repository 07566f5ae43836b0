/// The elements that reading treats specially; any other is `other`.
enum Tag: UInt8, CaseIterable {
  /// A run of characters, no element.
  case text
  case other
  /// An element of the page's own making, such as `story-card`.
  case custom
  case html, head, body, title, meta, link, base, script, style, noscript, template
  case article, main, section, div, center, header, footer, nav, aside, hgroup, address, form, fieldset
  case p, h1, h2, h3, h4, h5, h6, blockquote, pre, q, hr, br, wbr
  case ul, ol, li, dl, dt, dd, menu, details, summary, dialog
  case table, caption, thead, tbody, tfoot, tr, td, th, colgroup, col
  case figure, figcaption, picture, source, img, video, audio, track, iframe, object, embed, param, canvas, svg, math,
    map, area
  case a, span, b, strong, i, em, u, s, small, big, sub, sup, font, code, kbd, samp, `var`, abbr, acronym, cite, mark,
    del, ins, dfn
  case time, data, label, input, button, select, option, optgroup, textarea, datalist, output, progress, meter, legend
  case ampImg, ampAd, ampEmbed, ampSidebar, ampAnalytics, ampIframe, ampCarousel, ampConsent, ampStickyAd, ampPixel
  case ampSocialShare, ampVideo, ampYoutube, ampTwitter, ampInstagram, ampNotification, ampLightbox, ampAutoAds,
    ampSelector
  case ruby, rt, rp, nobr, tt, strike, frame, frameset, noframes

  /// The name as markup writes it: `ampImg` is `amp-img`.
  var name: String {
    switch self {
    case .text: return "text()"
    case .ampNotification: return "amp-user-notification"
    default:
      var out = ""
      for character in "\(self)" {
        if character.isUppercase { out += "-" }
        out += character.lowercased()
      }
      return out
    }
  }

  /// Known names and their tags.
  static let known: [String: Tag] = Dictionary(
    uniqueKeysWithValues: allCases.dropFirst(3).map { ($0.name, $0) })

  /// Names by raw value, for the table every tree starts with.
  static let names: [String] = allCases.map(\.name)
}

/// What a tag says of its element, whatever its attributes.
struct TagTraits: OptionSet {
  let rawValue: UInt16
  /// Flows inside a line.
  static let inline = TagTraits(rawValue: 1)
  /// Its words are never words of the page.
  static let dropped = TagTraits(rawValue: 2)
  static let heading = TagTraits(rawValue: 4)
  /// Has no content and no end tag.
  static let void = TagTraits(rawValue: 8)
  /// HTML lets its end tag be left out.
  static let endOptional = TagTraits(rawValue: 16)

  private static let inlineTags: [Tag] = [
    .a, .span, .b, .strong, .i, .em, .u, .s, .small, .big, .sub, .sup, .font, .code, .kbd, .samp, .var, .abbr, .acronym,
    .cite, .mark, .del, .ins, .dfn, .time, .data, .label, .q, .wbr, .br, .img, .picture, .source, .ruby, .rt, .rp,
    .nobr,
    .tt, .strike, .output, .ampImg, .map, .area, .other,
  ]
  private static let droppedTags: [Tag] = [
    .script, .style, .noscript, .template, .head, .svg, .math, .canvas, .iframe, .object, .embed, .audio, .video,
    .select,
    .option, .optgroup, .textarea, .datalist, .button, .input, .progress, .meter, .noframes, .rp, .rt, .dialog,
    .ampAd, .ampEmbed, .ampSidebar, .ampAnalytics, .ampIframe, .ampConsent, .ampStickyAd, .ampPixel, .ampSocialShare,
    .ampVideo, .ampYoutube, .ampNotification, .ampLightbox, .ampAutoAds,
  ]
  private static let voidTags: [Tag] = [
    .br, .hr, .img, .input, .meta, .link, .base, .wbr, .area, .col, .embed, .param, .source, .track, .frame,
  ]
  private static let optionalEnds: [Tag] = [
    .html, .head, .body, .p, .li, .dt, .dd, .tr, .td, .th, .thead, .tbody, .tfoot, .colgroup, .caption, .option,
    .optgroup,
    .rt, .rp, .other, .font, .center, .nobr,
  ]

  private static let table: [TagTraits] = {
    var table = [TagTraits](repeating: [], count: Tag.allCases.count)
    for tag in inlineTags { table[Int(tag.rawValue)].insert(.inline) }
    for tag in droppedTags { table[Int(tag.rawValue)].insert(.dropped) }
    for tag in voidTags { table[Int(tag.rawValue)].insert(.void) }
    for tag in optionalEnds { table[Int(tag.rawValue)].insert(.endOptional) }
    for tag in [Tag.h1, .h2, .h3, .h4, .h5, .h6] { table[Int(tag.rawValue)].insert(.heading) }
    return table
  }()

  static func of(_ tag: Tag) -> TagTraits { table[Int(tag.rawValue)] }
}
