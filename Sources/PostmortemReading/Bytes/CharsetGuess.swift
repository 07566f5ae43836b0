import Foundation

/// Guesses the character set of bytes that say nothing, or something wrong.
///
/// Each candidate is asked how likely the bytes are if they are text of its languages; all of them explain
/// the same bytes, so the answers compare.
enum CharsetGuess {
  /// Labels that are often wrong, and whose text is known well enough to tell.
  static func doubts(_ name: String) -> Bool { name == "CP1252" || WideSet.all.contains { $0.name == name } }

  /// - Parameter preferred: what the page calls itself; it takes some evidence to say otherwise.
  static func guess(_ bytes: [UInt8], preferred: String?) -> String {
    let sample = sample(of: bytes)
    var best = (name: "CP1252", score: -Double.infinity)
    func weigh(_ name: String, _ likelihood: Double) {
      let trust = name == preferred ? 8.0 : preferred == nil && name == "CP1252" ? 4 : 0
      if likelihood + trust > best.score { best = (name, likelihood + trust) }
    }
    sample.withUnsafeBufferPointer { sample in
      for set in WideSet.all { weigh(set.name, set.likelihood(of: sample)) }
      for set in NarrowSet.all { weigh(set.name, set.likelihood(of: sample)) }
    }
    return best.name
  }

  /// The bytes beyond ASCII with their neighbours, from the first half megabyte: markup says nothing.
  private static func sample(of bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    let end = min(bytes.count, 512 * 1024)
    while index < end, out.count < 16_384 {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      // A run goes on while bytes beyond ASCII follow within two bytes, so trail bytes stay in place.
      var stop = index
      var quiet = 0
      while stop < end, quiet < 3 {
        quiet = bytes[stop] < 0x80 ? quiet + 1 : 0
        stop += 1
      }
      out.append(contentsOf: bytes[max(0, index - 1)..<stop])
      out.append(0x0A)
      index = stop
    }
    return out
  }
}

/// A character set of one or two bytes a character, as text of its languages uses it.
struct WideSet {
  /// A part of the set, and how much of everyday text stands in it.
  private struct Zone {
    let lead: ClosedRange<UInt8>
    let trail: [ClosedRange<UInt8>]
    /// The logarithm of how likely one of its characters is.
    let likelihood: Double
  }

  let name: String
  /// For each lead byte the zones it opens, by index.
  private let zones: [Zone]
  private let opened: [[Int]]

  /// What a byte costs that no zone explains.
  private static let unexplained = -16.0

  private init(
    _ name: String, _ parts: [(lead: ClosedRange<UInt8>, trail: [ClosedRange<UInt8>], share: Double)]
  ) {
    self.name = name
    zones = parts.map { part in
      let trails = part.trail.isEmpty ? 1 : part.trail.reduce(0) { $0 + $1.count }
      let likelihood = log(part.share / Double(part.lead.count * trails))
      return Zone(lead: part.lead, trail: part.trail, likelihood: likelihood)
    }
    var opened = [[Int]](repeating: [], count: 256)
    for (index, part) in parts.enumerated() { for lead in part.lead { opened[Int(lead)].append(index) } }
    self.opened = opened
  }

  func likelihood(of bytes: UnsafeBufferPointer<UInt8>) -> Double {
    var sum = 0.0
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let zone = opened[Int(bytes[index])].first { at in
        zones[at].trail.isEmpty || zones[at].trail.contains { $0.contains(next) }
      }
      sum += zone.map { zones[$0].likelihood } ?? WideSet.unexplained
      index += zone.map { zones[$0].trail.isEmpty ? 1 : 2 } ?? 1
    }
    return sum
  }

  private static let high: [ClosedRange<UInt8>] = [0xA1...0xFE]
  private static let big5: [ClosedRange<UInt8>] = [0x40...0x7E, 0xA1...0xFE]
  private static let gbk: [ClosedRange<UInt8>] = [0x40...0x7E, 0x80...0xFE]
  private static let sjis: [ClosedRange<UInt8>] = [0x40...0x7E, 0x80...0xFC]

  /// Punctuation, syllables, the characters of everyday use, the rare ones: where two zones share a lead
  /// byte, the first that fits.
  static let all: [WideSet] = [
    WideSet(
      "GB18030",
      [
        (0xB0...0xD7, high, 0.82), (0xA1...0xA1, high, 0.08), (0xA3...0xA3, high, 0.06), (0xD8...0xF7, high, 0.03),
        (0xA2...0xA9, high, 0.003), (0x81...0xFE, gbk, 0.005), (0x81...0xFE, [0x30...0x39], 0.0001),
        (0x80...0x80, [], 0.0001),
      ]),
    WideSet(
      "BIG5-HKSCS",
      [
        (0xA4...0xC6, big5, 0.83), (0xA1...0xA1, big5, 0.12), (0xA2...0xA3, big5, 0.01), (0xC9...0xF9, big5, 0.03),
        (0x81...0xFE, big5, 0.003),
      ]),
    WideSet(
      "CP932",
      [
        (0x82...0x82, [0x9F...0xF1], 0.45), (0x83...0x83, [0x40...0x96], 0.14), (0x81...0x81, sjis, 0.11),
        (0x88...0x98, sjis, 0.27), (0x82...0x82, [0x4F...0x9A], 0.01), (0x99...0x9F, sjis, 0.004),
        (0xE0...0xEA, sjis, 0.004), (0x81...0x9F, sjis, 0.001), (0xE0...0xFC, sjis, 0.002),
        (0xA1...0xDF, [], 0.004),
      ]),
    WideSet(
      "EUC-JP",
      [
        (0xA4...0xA4, [0xA1...0xF3], 0.45), (0xA5...0xA5, [0xA1...0xF6], 0.14), (0xA1...0xA1, high, 0.11),
        (0xB0...0xCF, high, 0.27), (0xA3...0xA3, high, 0.01), (0xD0...0xF4, high, 0.006),
        (0x8E...0x8E, [0xA1...0xDF], 0.002), (0xA1...0xFE, high, 0.002),
      ]),
    WideSet(
      "UHC",
      [
        (0xB0...0xC8, high, 0.93), (0xA1...0xA1, high, 0.03), (0xA3...0xA3, high, 0.01), (0xCA...0xFD, high, 0.01),
        (0xA1...0xFE, high, 0.003), (0x81...0xC6, [0x41...0x5A, 0x61...0x7A, 0x81...0xFE], 0.003),
      ]),
  ]
}

/// A character set of one byte a character, as text of its languages uses it.
struct NarrowSet {
  let name: String
  /// Whether letters beyond ASCII stand among ASCII letters, as in German, or among their like, as in Russian.
  private let isLatin: Bool
  private let likelihoods: [Double]
  private let isLetter: [Bool]

  private static let signs: Set<UInt32> = set("\u{A0}©«»„“”‘’–—…•·®™°№")

  private init(_ name: String, isLatin: Bool, letters: String, share: Double) {
    self.name = name
    self.isLatin = isLatin
    let common = NarrowSet.set(letters)
    let high = [UInt8](0x80...0xFF)
    let scalars = Array(
      String(decoding: TextDecoder.convert(high[...], from: name).bytes, as: UTF8.self).unicodeScalars)
    var likelihoods = [Double](repeating: 0, count: 256)
    var isLetter = [Bool](repeating: false, count: 256)
    for letter in 0x41...0x5A { (isLetter[letter], isLetter[letter | 0x20]) = (true, true) }
    for (offset, scalar) in scalars.enumerated().prefix(high.count) {
      let byte = 0x80 + offset
      isLetter[byte] = scalar.properties.isAlphabetic && scalar != "ª" && scalar != "º"
      likelihoods[byte] = NarrowSet.likelihood(of: scalar, isLetter: isLetter[byte], common, share)
    }
    self.likelihoods = likelihoods
    self.isLetter = isLetter
  }

  /// The rest of the text is signs, rarer letters, and hardly anything else.
  private static func likelihood(of scalar: Unicode.Scalar, isLetter: Bool, _ common: Set<UInt32>, _ share: Double)
    -> Double
  {
    if common.contains(scalar.value) { return log(share / Double(common.count)) }
    if signs.contains(scalar.value) { return log(0.1 / Double(signs.count)) }
    if scalar == "\u{FFFD}" || scalar.value < 0xA0 { return -16 }
    return log((isLetter ? (0.88 - share) : 0.02) / 64)
  }

  func likelihood(of bytes: UnsafeBufferPointer<UInt8>) -> Double {
    var sum = 0.0
    for index in bytes.indices where bytes[index] >= 0x80 {
      let byte = bytes[index]
      sum += likelihoods[Int(byte)]
      guard isLetter[Int(byte)] else { continue }
      let before = index > 0 ? bytes[index - 1] : 0
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      if isLatin {
        // Two such letters in a row are rare.
        if before >= 0x80, isLetter[Int(before)] { sum -= 2.5 }
      } else {
        if before < 0x80, isLetter[Int(before)] { sum -= 4 }
        if after < 0x80, isLetter[Int(after)] { sum -= 4 }
      }
    }
    return sum
  }

  private static func set(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

  private static let cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєў"
  private static let central = "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäâăîşţôľĺŕđ"

  static let all: [NarrowSet] = [
    NarrowSet("CP1252", isLatin: true, letters: "äöüßéèàçêâîôûñáíóúãõåøæìòùïëœðþýÄÖÜÉ", share: 0.84),
    NarrowSet("CP1250", isLatin: true, letters: central, share: 0.84),
    NarrowSet("ISO-8859-2", isLatin: true, letters: central, share: 0.83),
    NarrowSet("CP1251", isLatin: false, letters: cyrillic, share: 0.84),
    NarrowSet("KOI8-R", isLatin: false, letters: cyrillic, share: 0.84),
    NarrowSet("CP1253", isLatin: false, letters: "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ", share: 0.84),
    NarrowSet("CP874", isLatin: false, letters: "านรอกเงมยลวดทสตะปบคหแ่้ีิัไใ์ุู็จพขชผ", share: 0.84),
  ]
}
