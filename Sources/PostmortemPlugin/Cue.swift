import PostmortemWords

/// What a word says about an outage, whatever plugin asks. Open: a plugin may bring its own.
public struct Cue: RawRepresentable, Hashable, Sendable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// It does not work: down, outage, 宕机.
  public static let outage = Cue("outage")
  /// It works badly: slow, errors, 缓慢.
  public static let degradation = Cue("degradation")
  /// The beginning of something: began, since, 开始.
  public static let begin = Cue("begin")
  /// It works again: restored, back, 恢复.
  public static let recovery = Cue("recovery")
  /// Not for all or not wholly: some users, partially, 部分.
  public static let partial = Cue("partial")
  /// The provider closed it: resolved, 已解决.
  public static let resolution = Cue("resolution")
  /// The provider's word: confirmed, acknowledged, 确认.
  public static let acknowledgement = Cue("acknowledgement")
  /// The cause was found.
  public static let identification = Cue("identification")
  /// The operator noticed: alerted, detected.
  public static let detection = Cue("detection")
  /// A workaround or fix was applied.
  public static let mitigation = Cue("mitigation")
  /// What set it off: rolled out, deployed, pushed.
  public static let trigger = Cue("trigger")
  /// It is back, or goes on, after it seemed over: down again, still no better, 再次宕机.
  public static let relapse = Cue("relapse")
  /// The provider's report on it afterwards: post-mortem, root cause analysis, 事故报告.
  public static let explanation = Cue("explanation")
  /// Somebody says something: said, told, 表示.
  public static let saying = Cue("saying")
  /// What could be: if, in case, 如果.
  public static let condition = Cue("condition")
  /// Those who were still without: the last, the remaining, 其余.
  public static let rest = Cue("rest")
  /// When most complained: no step of an incident.
  public static let peak = Cue("peak")
  /// The label of a duration: "Duration:", 持续时间.
  public static let duration = Cue("duration")
  /// One who speaks for a firm: spokesman, chief executive, 发言人.
  public static let spokesperson = Cue("spokesperson")
  /// Others say so: users report, 报告称.
  public static let report = Cue("report")
  /// Not: no, didn't, 没有, 未.
  public static let negation = Cue("negation")
  /// May be: might, appears, 似乎.
  public static let hedge = Cue("hedge")
  /// Yet to come: will, expect to, 将.
  public static let promise = Cue("promise")
  /// Another occasion: last month, earlier this year, 昨晚.
  public static let background = Cue("background")
  /// A figure over a long time: uptime, on average, 可用率.
  public static let statistic = Cue("statistic")
  /// Announced work: scheduled maintenance, 维护.
  public static let planned = Cue("planned")
  /// A status page or panel: dashboard, 状态面板.
  public static let dashboard = Cue("dashboard")
  /// A panel's warning colour: red, 红色.
  public static let signal = Cue("signal")
  /// All but: except, other than, 除了.
  public static let exception = Cue("exception")
  /// Those who suffer: users, customers, 用户.
  public static let people = Cue("people")
  /// Ended for good: retired, discontinued, 停止服务.
  public static let closure = Cue("closure")
  /// Where complaints are aired: on, took to, 在…上.
  public static let complaint = Cue("complaint")
  /// Profits from it: surge in sign-ups, alternatives, 其他选择.
  public static let benefit = Cue("benefit")
  /// It belongs to another incident: linked to a single incident, merged into, 合并至.
  public static let referral = Cue("referral")
  /// At this moment: currently, still, 目前.
  public static let now = Cue("now")
}

/// A cue found in a document's text.
public struct CueHit: Sendable, Hashable {
  public let range: Range<Int>
  public let cue: Cue
  public let block: Int
  /// Whether the word by itself says too little to tell of an outage: problem, slow, 关闭.
  public let isVague: Bool

  /// Whether it says that something does not work, for the first time or again.
  public var isOutage: Bool { cue == .outage || cue == .relapse }

  public init(range: Range<Int>, cue: Cue, block: Int, isVague: Bool = false) {
    self.range = range
    self.cue = cue
    self.block = block
    self.isVague = isVague
  }
}

/// The shared cue words: one list a language, `word ⇥ cue ⇥ traps`, where the traps (separated by
/// `|`) are longer phrases in which the word says nothing of the kind.
public struct CueList: Sendable {
  /// The cues, by tag; nil for a trap.
  public let cues: [Cue?]
  /// The tags of words that by themselves say too little.
  public let vague: Set<Int>
  /// The literals, tagged by their index in `cues`.
  public let lexicon: Lexicon

  /// The built-in lists.
  public static let shared: CueList = {
    var count = 0
    var rows = WordList.rows(postmortem_cues_en(&count), count: count)
    rows += WordList.rows(postmortem_cues_zh(&count), count: count)
    let vague = WordList.rows(postmortem_vague(&count), count: count).map { $0[0] }
    return CueList(rows: rows, vague: Set(vague))
  }()

  /// A list of one's own.
  /// - Parameters:
  ///   - rows: word, cue and traps.
  ///   - words: the words of the rows that by themselves say too little.
  public init(rows: [[String]], vague words: Set<String> = []) {
    var cues: [Cue?] = [nil]
    var vague: Set<Int> = []
    var tags: [String: Int] = [:]
    var entries: [Lexicon.Entry] = []
    var traps: [Lexicon.Entry] = []
    for row in rows where row.count >= 2 {
      let isVague = words.contains(row[0])
      let key = isVague ? row[1] + "?" : row[1]
      let tag = tags[key] ?? cues.count
      if tag == cues.count {
        cues.append(Cue(row[1]))
        tags[key] = tag
        if isVague { vague.insert(tag) }
      }
      entries.append(Lexicon.Entry(row[0], tag: tag))
      guard row.count >= 3 else { continue }
      traps += row[2].split(separator: "|").map { Lexicon.Entry(String($0), tag: 0) }
    }
    // Of equal literals the first one given counts: a phrase that is a cue of its own is no trap.
    entries += traps
    self.cues = cues
    self.vague = vague
    lexicon = Lexicon(entries)
  }
}
