/// What an element is for, as its tag, role, class and id say.
struct Marks: OptionSet {
  let rawValue: UInt32

  static let navigation = Marks(rawValue: 1)
  static let header = Marks(rawValue: 1 << 1)
  static let footer = Marks(rawValue: 1 << 2)
  static let aside = Marks(rawValue: 1 << 3)
  /// Lists of other stories.
  static let related = Marks(rawValue: 1 << 4)
  static let comments = Marks(rawValue: 1 << 5)
  static let caption = Marks(rawValue: 1 << 6)
  /// Author, date, time to read.
  static let byline = Marks(rawValue: 1 << 7)
  /// Buttons to share, print, follow, subscribe; cookie notices; adverts; newsletter boxes.
  static let furniture = Marks(rawValue: 1 << 8)
  static let hidden = Marks(rawValue: 1 << 9)
  /// The page's own words, by its own account.
  static let body = Marks(rawValue: 1 << 10)
  static let article = Marks(rawValue: 1 << 11)
  static let headline = Marks(rawValue: 1 << 12)
  /// Tags, topics, categories.
  static let topics = Marks(rawValue: 1 << 13)
  static let author = Marks(rawValue: 1 << 14)
  static let quote = Marks(rawValue: 1 << 15)
  static let list = Marks(rawValue: 1 << 16)
  static let table = Marks(rawValue: 1 << 17)
  static let figure = Marks(rawValue: 1 << 18)
  /// A box laid over the page.
  static let dialog = Marks(rawValue: 1 << 19)

  /// Whatever is never part of an article's text.
  static let outside: Marks = [
    .navigation, .footer, .aside, .related, .comments, .caption, .byline, .furniture, .hidden, .topics, .author,
  ]
}

/// Words in class and id that say what an element is for.
enum MarkWords {
  /// The marks of a class or id value: its words looked up one by one and in pairs.
  static func marks(_ value: ArraySlice<UInt8>, into marks: inout Marks) {
    var previous: UInt64 = 0
    value.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        var hash: UInt64 = seed
        let start = index
        while index < bytes.count {
          let byte = bytes[index]
          let lower = byte | 0x20
          guard (0x61...0x7A).contains(lower) else { break }
          // A capital after a small letter begins a new word: relatedPosts.
          if byte < 0x60, index > start, bytes[index - 1] >= 0x60 { break }
          hash = (hash ^ UInt64(lower)) &* prime
          index += 1
        }
        if index > start {
          if let found = table[hash] { marks.formUnion(found) }
          if previous != 0, let found = pairs[previous &* 31 &+ hash] { marks.formUnion(found) }
          previous = hash
        } else {
          if bytes[index] <= 0x20 { previous = 0 }
          index += 1
        }
      }
    }
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  private static func hash(_ word: Substring) -> UInt64 {
    word.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* prime }
  }

  private static let groups: [(Marks, String)] = [
    (
      .navigation,
      "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager submenu toolbar toc skip ipp"
    ),
    (.footer, "footer foot colophon copyright rodape"),
    (.aside, "sidebar sidebars aside rail widget widgets infobox"),
    (
      .related,
      "related recommended recommend recommends recommendation recommendations popular trending mostread outbrain taboola "
        + "teaser teasers readmore seealso relatedposts relatedpoststitle similar bestof relacionados relacionadas"
    ),
    (.comments, "comment comments cmt cmts disqus respond livefyre discussion kommentare comentarios"),
    (.caption, "caption captions figcaption imagecaption credit credits photocredit legend attribution slidecount"),
    (
      .byline,
      "byline bylines dateline timestamp pubdate postmeta entrymeta meta metadata postinfo published datetime date readtime"
    ),
    (.author, "author authors authorbox bio biography"),
    (
      .furniture,
      "share shares sharing sharebar sharedaddy social socials addthis addtoany sharethis newsletter newsletters subscribe "
        + "subscription signup signin login paywall promo promos promotion promotional sponsor sponsored sponsors advert "
        + "advertisement advertising ad ads adsense adslot adunit adbox cookie cookies consent gdpr banner popup modal overlay "
        + "print printer rating ratings vote voting donate donation jetpack disclaimer alert toast tooltip jp subscriber cta"
    ),
    (.topics, "tags taglist tagcloud topics hashtags keywords categories"),
    (.body, "articlebody entrycontent postcontent storybody articletext storycontent postbody articlecontent"),
    (.headline, "headline"),
    (.dialog, "cookie cookies consent gdpr modal popup overlay"),
    (.hidden, "rollover hovercard popover"),
  ]

  private static let pairGroups: [(Marks, String)] = [
    (
      .body,
      "article-body article-content article-text entry-content post-content post-body story-body story-content body-content "
        + "main-content article-copy body-copy story-text news-content post-text article-main rich-text blog-content"
    ),
    (
      .related,
      "read-more more-stories more-news more-from also-read see-also you-may most-read most-popular top-stories latest-news "
        + "next-article prev-next next-prev more-articles other-stories read-next up-next most-viewed more-on read-also further-reading"
    ),
    (.byline, "post-meta entry-meta article-meta post-date article-info post-info article-date publish-date pub-date"),
    (
      .furniture,
      "mailing-list follow-us sign-up call-action site-header page-tools article-tools breaking-news notification-bar"
    ),
    (.author, "about-author author-bio author-box"),
    (.navigation, "post-navigation table-contents"),
    (.caption, "wp-caption image-caption photo-credit media-caption"),
    (.topics, "tag-list post-tags article-tags entry-tags"),
  ]

  private static let table: [UInt64: Marks] = {
    var table: [UInt64: Marks] = [:]
    for (mark, words) in groups {
      for word in words.split(separator: " ") { table[hash(word), default: []].formUnion(mark) }
    }
    return table
  }()

  private static let pairs: [UInt64: Marks] = {
    var table: [UInt64: Marks] = [:]
    for (mark, words) in pairGroups {
      for pair in words.split(separator: " ") {
        let parts = pair.split(separator: "-")
        table[hash(parts[0]) &* 31 &+ hash(parts[1]), default: []].formUnion(mark)
      }
    }
    return table
  }()
}
