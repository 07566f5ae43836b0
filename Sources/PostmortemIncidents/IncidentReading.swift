import PostmortemPlugin

extension Incident {
  /// - Parameter evidence: how many pieces of evidence the page has.
  init(_ line: LineValue, evidence count: Int) throws(PageLineError) {
    id = try line["id"].text()
    official = line.json["official"]?.string
    title = try line["title"].text()
    services = try line.list("services") { (item) throws(PageLineError) in
      try Cell(item, Service(item), count)
    }
    regions = try line.list("regions") { (item) throws(PageLineError) in try Cell(item, Region(item), count) }
    timeline = try line.list("timeline") { (item) throws(PageLineError) in try Milestone(item, count) }
    duration = line["duration"].isNull ? nil : try SpanCell(line["duration"], count)
    status = try line["status"].term()
    statusEvidence = try line["grounds"]["status"].ints(below: count)
    let cause = line["cause"]
    self.cause = cause.json["category"]?.string == "unknown" ? nil : try CauseCell(cause, count)
    openCause = self.cause == nil ? try cause["evidence"].ints(below: count) : []
    trigger = cause["trigger"].isNull ? nil : try CauseCell(cause["trigger"], count)
    denied = try cause.list("denied") { (item) throws(PageLineError) in try CauseCell(item, count) }
    symptoms = try line["grounds"]["symptoms"].members { (key, value) throws(PageLineError) in
      guard let symptom = Symptom(rawValue: key) else { throw value.wrong("the evidence of a symptom") }
      return SymptomCell(symptom: symptom, evidence: try value.ints(below: count))
    }
    severity =
      line["severity"].isNull
      ? nil
      : Extra.Value(
        text: try line["severity"].text(), evidence: try line["grounds"]["severity"].ints(below: count))
    impact = try line.list("impact") { (item) throws(PageLineError) in try AmountCell(item, count) }
    conflicts = try line.list("conflicts") { (item) throws(PageLineError) in
      let values = try item.list("values") { (value) throws(PageLineError) in try value.text() }
      return Conflict(
        field: try item["field"].text(), values: values, evidence: try item["evidence"].ints(below: count))
    }
    promises = try line.list("promises") { (item) throws(PageLineError) in
      guard let due = try item["due"].instant() else { throw item.wrong("a promise") }
      return Promise(due: due, kept: try item["next"].instant(), evidence: try item["evidence"].ints(below: count))
    }
    columns = try line["columns"].members { (key, value) throws(PageLineError) in
      var values: [Extra.Value] = []
      for (index, json) in value.json.items.enumerated() {
        let item = LineValue(json, at: "\(value.place)/\(index)")
        values.append(Extra.Value(text: try item["value"].text(), evidence: try item["evidence"].ints(below: count)))
      }
      return Extra(column: key, values: values)
    }
  }
}

extension Incident.Cell {
  init(_ line: LineValue, _ value: Value, _ count: Int) throws(PageLineError) {
    self.init(
      value: value, role: try line["role"].term(), evidence: try line["evidence"].ints(below: count),
      isAtFault: line.json["atFault"]?.bool ?? false)
  }
}

extension Incident.Milestone {
  init(_ line: LineValue, _ count: Int) throws(PageLineError) {
    let agreeing = try line["corroboratedBy"].ints(below: count)
    self.init(
      phase: try line["phase"].term(), moment: try Moment(line), text: try line["text"].text(),
      evidence: try line["evidence"].ints(below: count),
      records: try line.list("recorded") { (item) throws(PageLineError) in
        let id = try item["evidence"].int()
        guard (0..<count).contains(id), let instant = try Moment(ownText: item["time"].text(), kind: .recorded).instant
        else { throw item.wrong("a machine's record") }
        return Incident.Record(
          instant: instant, minutesAfter: try item["minutesAfter"].double(), agrees: agreeing.contains(id),
          evidence: id)
      })
  }
}

extension Incident.SpanCell {
  init(_ line: LineValue, _ count: Int) throws(PageLineError) {
    self.init(span: try Span(line), text: try line["text"].text(), evidence: try line["evidence"].ints(below: count))
  }
}

extension Incident.CauseCell {
  init(_ line: LineValue, _ count: Int) throws(PageLineError) {
    self.init(
      category: try line["category"].term(), certainty: try line["certainty"].term(),
      evidence: try line["evidence"].ints(below: count))
  }
}

extension Incident.AmountCell {
  init(_ line: LineValue, _ count: Int) throws(PageLineError) {
    self.init(
      amount: try Amount(line), text: try line["text"].text(), evidence: try line["evidence"].ints(below: count))
  }
}

extension Service {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(
      name: try line["name"].text(), category: try line["category"].term(), owner: line.json["owner"]?.string)
  }
}

extension Region {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(name: try line["name"].text(), code: try line["code"].text())
  }
}

extension Span {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(
      minutes: try line["minutes"].double(), low: line.json["low"]?.double, qualifier: try line["qualifier"].term(),
      kind: try line["kind"].term())
  }
}

extension Amount {
  init(_ line: LineValue) throws(PageLineError) {
    self.init(
      line.json["value"]?.double, unit: try line["unit"].text(), of: line.json["of"]?.string,
      qualifier: try line["qualifier"].term())
  }
}

extension Moment {
  /// - Note: Where the instant is known, day and clock are UTC's: the line has no others.
  init(_ line: LineValue) throws(PageLineError) {
    let kind: Kind = try line["kind"].term()
    if let text = line.json["time"]?.string {
      try self.init(ownText: text, kind: kind)
    } else {
      self.init(date: nil, clock: line.json["clock"]?.string.flatMap(Clock.init(text:)), precision: .minute, kind: kind)
    }
    precision = try line["precision"].term()
    approximate = line.json["approximate"]?.bool ?? false
    earliest = try line["earliest"].instant()
    latest = try line["latest"].instant()
    zone = line.json["zone"]?.string
    zoneSource = line["zoneSource"].isNull ? nil : try line["zoneSource"].term()
    zoneCandidates = try line.list("zoneCandidates") { (item) throws(PageLineError) in try item.text() }
    zoneMismatch = line.json["zoneMismatch"]?.bool ?? false
    wrongWeekday = line.json["wrongWeekday"]?.int
  }

  /// Reads what `ownText` writes: an instant with `Z` or an offset, a local date-time, a day, a month, a year.
  init(ownText text: String, kind: Kind) throws(PageLineError) {
    let wrong = PageLineError(reason: "“\(text)” is no time")
    let halves = text.split(separator: "T", maxSplits: 1)
    guard let first = halves.first else { throw wrong }
    let parts = first.split(separator: "-").map { Int($0) ?? 0 }
    guard (1...3).contains(parts.count),
      let date = CivilDate(
        year: parts[0], month: parts.count > 1 ? parts[1] : 1, day: parts.count > 2 ? parts[2] : 1)
    else { throw wrong }
    guard halves.count == 2 else {
      self.init(date: date, precision: parts.count == 1 ? .year : parts.count == 2 ? .month : .day, kind: kind)
      return
    }
    guard let clock = Clock(text: String(halves[1].prefix(8))) else { throw wrong }
    let zone = halves[1].dropFirst(8)
    self.init(date: date, clock: clock, precision: .second, kind: kind)
    if zone == "Z" {
      instant = date.seconds(at: clock)
    } else if let offset = Moment.seconds(ofOffset: zone) {
      instant = date.seconds(at: clock) - offset
      self.zone = String(zone)
    } else if !zone.isEmpty {
      throw wrong
    }
  }

  /// `+08:00` in seconds.
  private static func seconds(ofOffset text: Substring) -> Int? {
    let digits = text.dropFirst().split(separator: ":").map { Int($0) }
    guard let sign = text.first, sign == "+" || sign == "-", digits.count == 2, let hours = digits[0],
      let minutes = digits[1]
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes) * 60
  }
}

extension Clock {
  /// Reads `10:55:00`.
  init?(text: String) {
    let parts = text.split(separator: ":").map { Int($0) ?? -1 }
    guard parts.count == 3 else { return nil }
    self.init(hour: parts[0], minute: parts[1], second: parts[2])
  }
}

extension LineValue {
  /// A bound, in seconds since 1970 UTC.
  func instant() throws(PageLineError) -> Int? {
    isNull ? nil : try Moment(ownText: text(), kind: .recorded).instant
  }
}
