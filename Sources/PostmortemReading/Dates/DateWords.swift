import PostmortemPlugin

/// Words beside a date that say what happened on it.
enum DateWords {
  private static let modified = [
    "updated", "update", "modified", "last change", "aktualisiert", "geändert", "änderung", "mis à jour", "mise à jour",
    "modifié",
    "actualizado",
    "aggiornato", "atualizado", "bijgewerkt", "uppdaterad", "opdateret", "oppdatert", "обновлено", "оновлено", "更新",
    "修改",
    "zuletzt", "stand:", "edited",
  ]
  private static let published = [
    "published", "posted", "publié", "veröffentlicht", "publicado", "pubblicato", "geplaatst", "publicerad",
    "publisert",
    "erschienen", "geschrieben", "artikel wurde", "notizia del", "опубликован", "опубліковано", "发布", "发表", "時間", "时间",
    "日期", "erstellt", "vom ", "date:", "dodano", "opublikowano",
  ]

  /// When somebody joined a forum.
  private static let member = [
    "registriert", "registered", "joined", "member since", "mitglied seit", "beiträge", "注册",
  ]

  static func saysMember(_ text: some StringProtocol) -> Bool { contains(text, member) }
  static func saysModified(_ text: some StringProtocol) -> Bool { contains(text, modified) }
  static func saysPublished(_ text: some StringProtocol) -> Bool { contains(text, published) }

  private static func contains(_ text: some StringProtocol, _ words: [String]) -> Bool {
    guard !text.isEmpty else { return false }
    let small = text.lowercased()
    return words.contains { small.holds($0) }
  }
}

/// Seconds or milliseconds since 1970, as scripts write them into attributes.
enum EpochTime {
  static func parse(_ value: String) -> FoundDate? {
    let text = value.trimmed
    guard text.count == 10 || text.count == 13, let number = Int(text), number > 0 else { return nil }
    let seconds = text.count == 13 ? number / 1000 : number
    let (date, clock) = CivilDate.split(seconds)
    guard (1995...2100).contains(date.year) else { return nil }
    return FoundDate(date: date, clock: clock, hasSeconds: true, offset: 0, range: 0..<text.utf8.count)
  }
}
