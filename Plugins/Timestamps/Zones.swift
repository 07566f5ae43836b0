import struct Foundation.Date
import struct Foundation.TimeZone
import PostmortemPlugin

/// Offsets by the IANA rules. The only use of Foundation in this plugin.
enum Zones {
  /// The instant that a day and clock of a zone mean, in seconds since 1970 UTC. A clock that the zone
  /// skips or repeats when it changes to or from daylight time is read with the offset before the change.
  static func instant(_ date: CivilDate, _ clock: Clock, in zone: String) -> Int? {
    let local = date.seconds(at: clock)
    if zone == "UTC" { return local }
    guard let zone = TimeZone(identifier: zone) else { return nil }
    func offset(_ instant: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))) }
    let first = local - offset(local)
    let second = local - offset(first)
    return second + offset(second) == local ? second : max(first, second)
  }

  /// The day and clock that an instant shows in a zone.
  static func local(_ instant: Int, in zone: String) -> (date: CivilDate, clock: Clock) {
    guard zone != "UTC", let zone = TimeZone(identifier: zone) else { return CivilDate.split(instant) }
    return CivilDate.split(instant + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
  }

  /// Whether clocks of a zone are written with twelve hours as a rule.
  static func isTwelveHour(_ zone: String?) -> Bool { zone.map { $0.hasPrefix("America/") || $0.hasPrefix("Australia/") } ?? false }
}
