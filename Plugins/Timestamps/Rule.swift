/// The rules by which this plugin reads times, by name. Each is a door that can be closed, so that a
/// test can show what it carries.
package enum Rule: String, CaseIterable, Sendable {
  // Days
  case isoDate = "iso-date"
  case slashDate = "slash-date"
  case dotDate = "dot-date"
  case monthDay = "month-day"
  case dayMonth = "day-month"
  case yearMonthDay = "year-month-day"
  case chineseDate = "chinese-date"
  case wholeMonth = "whole-month"
  case wholeYear = "whole-year"
  case weekday
  case weekdayDate = "weekday-date"
  case relativeDay = "relative-day"
  case lastWeekday = "last-weekday"
  case nextDay = "next-day"
  case yearInference = "year-inference"
  case namedDay = "named-day"
  // Clocks
  case colonClock = "colon-clock"
  case dottedClock = "dotted-clock"
  case chineseClock = "chinese-clock"
  case chineseNumeral = "chinese-numeral"
  case halfDayHour = "half-day-hour"
  case looseHour = "loose-hour"
  case rangeHour = "range-hour"
  case spokenClock = "spoken-clock"
  case fourDigitClock = "four-digit-clock"
  case namedClock = "named-clock"
  case isoInstant = "iso-instant"
  case halfDayBefore = "half-day-before"
  case partOfDay = "part-of-day"
  case twentyFourHours = "24-hours"
  case wakingHours = "waking-hours"
  case about
  // Zones
  case writtenZone = "written-zone"
  case offsetZone = "offset-zone"
  case pageZone = "page-zone"
  case placeZone = "place-zone"
  case ambiguousZone = "ambiguous-zone"
  // Machines' clocks
  case witness
  case linkedTweet = "linked-tweet"
  // Ranges
  case rangeTo = "range-to"
  case rangeBetween = "range-between"
  case rangeDash = "range-dash"
  case lending
  case midnight
  // Durations
  case span
  case spanInWords = "span-in-words"
  case spanRange = "span-range"
  case spanOfTwo = "span-of-two"
  case spanAndHalf = "span-and-half"
  case spanQualifier = "span-qualifier"
  // What happened
  case outageWords = "outage-words"
  case beginWords = "begin-words"
  case sinceWords = "since-words"
  case untilWords = "until-words"
  case reportWords = "report-words"
  case recoveryWords = "recovery-words"
  case partialWords = "partial-words"
  /// "Detected the problem at 10:05": the verb tells, not its object.
  case verbAndObject = "verb-and-object"
  case sayingWords = "saying-words"
  case noDayOfSaying = "no-day-of-saying"
  case label
  case acknowledgementWords = "acknowledgement-words"
  case confirmedRecovery = "confirmed-recovery"
  case panelColour = "panel-colour"
  case identificationWords = "identification-words"
  case mitigationWords = "mitigation-words"
  case detectionWords = "detection-words"
  case triggerWords = "trigger-words"
  case resolutionWords = "resolution-words"
  case explanationWords = "explanation-words"
  /// The recovery of one service is not that of the one the page is about.
  case subject
  /// "Not restored until 5:30" affirms it at 5:30.
  case notUntil = "not-until"
  case heading
  case sentence
  /// The window that opens a report's summary.
  case summaryWindow = "summary-window"
  case ago
  case elapsed
  case durationCue = "duration-cue"
  case lastingCue = "lasting-cue"
  case recoveryAfter = "recovery-after"
  case lack
  case untimed
  case relapse
  // Posts
  case update
  case updateBound = "update-bound"
  case firstUpdate = "first-update"
  case rows
  case newsUpdate = "news-update"
  case liveLine = "live-line"
  case tweet
  // What is no event of this incident
  case noReferral = "no-referral"
  case noPromise = "no-promise"
  case promise
  case noPlan = "no-plan"
  case noOtherOccasion = "no-other-occasion"
  case noFarDay = "no-far-day"
  case noFuture = "no-future"
  case noNegation = "no-negation"
  case noRate = "no-rate"
  case noOtherThing = "no-other-thing"
  case noStatistic = "no-statistic"
  case noAge = "no-age"
  case noStillDown = "no-still-down"
  case noBareDay = "no-bare-day"
}

/// Which rules are in force: all of them but one.
package struct Rules: Sendable, Hashable {
  package var off: Rule?

  package init(without off: Rule? = nil) { self.off = off }

  /// Whether a rule is in force.
  func allow(_ rule: Rule) -> Bool { off != rule }
}
