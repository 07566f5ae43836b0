import PostmortemPlugin

import struct Foundation.Date
import struct Foundation.TimeZone

/// Offsets by the IANA rules. The only use of Foundation in this plugin.
enum Zones {
  /// The instant that a day and clock of a zone mean, in seconds since 1970 UTC. A clock that the zone
  /// skips or repeats when it changes to or from daylight time is read with the offset before the change.
  static func instant(_ date: CivilDate, _ clock: Clock, in zone: String) -> Int? {
    let local = date.seconds(at: clock)
    if zone == "UTC" { return local }
    if let offset = fixedOffset(zone) { return local - offset }
    guard let zone = TimeZone(identifier: zone) else { return nil }
    func offset(_ instant: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))) }
    let first = local - offset(local)
    let second = local - offset(first)
    return second + offset(second) == local ? second : max(first, second)
  }

  /// Whether a zone's name says daylight time, or standard time; nil where it says neither.
  static func saysDaylight(_ name: String) -> Bool? {
    let isCode = name.utf8.count <= 4 && name == name.uppercased() && name.utf8.count >= 3
    if isCode, name.hasSuffix("DT") || name == "BST" || name == "CEST" || name == "EEST" { return true }
    if isCode, name.hasSuffix("ST"), name != "IST" { return false }
    if ["aylight", "ummer", "夏令"].contains(where: name.contains) { return true }
    return ["tandard", "标准"].contains(where: name.contains) ? false : nil
  }

  /// Whether a zone keeps daylight time at an instant.
  static func isDaylight(_ instant: Int, in zone: String) -> Bool {
    TimeZone(identifier: zone)?.isDaylightSavingTime(for: Date(timeIntervalSince1970: Double(instant))) ?? false
  }

  /// The one zone that all of some countries keep; nil where there are several, or none is known.
  /// - Parameter countries: ISO 3166-1 codes, 3166-2 codes that begin with one, or a cloud's own regions.
  static func shared(by countries: [String]) -> String? {
    let zones = Set(countries.map { oneZone[country(of: $0)] })
    guard zones.count == 1, let zone = zones.first else { return nil }
    return zone
  }

  /// The country of a place; a cloud's region tells it at the beginning of its id.
  private static func country(of code: String) -> String {
    guard code.first?.isLowercase == true else { return String(code.prefix(2)) }
    return cloudCountries.first { code.hasPrefix($0.key) }?.value ?? ""
  }

  private static let cloudCountries = [
    "china": "CN", "cn-": "CN", "japan": "JP", "ap-northeast-1": "JP", "asia-northeast1": "JP", "korea": "KR",
    "ap-northeast-2": "KR", "asia-northeast3": "KR", "uk": "GB", "eu-west-2": "GB", "europe-west2": "GB",
    "france": "FR", "germany": "DE", "norway": "NO", "sweden": "SE", "switzerland": "CH", "poland": "PL",
    "italy": "IT", "southafrica": "ZA", "ap-south-1": "IN", "asia-south1": "IN", "uae": "AE", "israel": "IL",
  ]

  /// Countries that keep one time, by the IANA time zone database (zone1970.tab).
  private static let oneZone: [String: String] = [
    "CN": "Asia/Shanghai", "HK": "Asia/Hong_Kong", "TW": "Asia/Taipei", "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
    "SG": "Asia/Singapore", "IN": "Asia/Kolkata", "PK": "Asia/Karachi", "BD": "Asia/Dhaka", "TH": "Asia/Bangkok",
    "PH": "Asia/Manila", "MY": "Asia/Kuala_Lumpur", "AE": "Asia/Dubai", "IL": "Asia/Jerusalem", "TR": "Europe/Istanbul",
    "GB": "Europe/London", "IE": "Europe/Dublin", "FR": "Europe/Paris", "DE": "Europe/Berlin", "IT": "Europe/Rome",
    "NL": "Europe/Amsterdam", "BE": "Europe/Brussels", "SE": "Europe/Stockholm", "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw", "CH": "Europe/Zurich", "AT": "Europe/Vienna", "GR": "Europe/Athens", "EG": "Africa/Cairo",
    "NG": "Africa/Lagos", "KE": "Africa/Nairobi", "ZA": "Africa/Johannesburg",
  ]

  /// Seconds east of UTC of a zone written `±hh:mm`.
  private static func fixedOffset(_ zone: String) -> Int? {
    guard let sign = zone.first, sign == "+" || sign == "-" else { return nil }
    let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    return (parts[0] * 3600 + parts[1] * 60) * (sign == "-" ? -1 : 1)
  }

  /// Whether clocks of a zone are written with twelve hours as a rule.
  static func isTwelveHour(_ zone: String?) -> Bool {
    zone.map { $0.hasPrefix("America/") || $0.hasPrefix("Australia/") } ?? false
  }
}
