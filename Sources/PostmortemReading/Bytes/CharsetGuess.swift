/// Guesses the character set of bytes that say nothing, or something wrong.
///
/// Each candidate decodes a sample; what comes out is scored by how much of it is the everyday stuff of
/// the language the character set was made for.
enum CharsetGuess {
  static func guess(_ bytes: [UInt8], preferred: String?) -> String {
    let sample = sample(of: bytes)
    var best = (name: preferred ?? "CP1252", score: preferred == nil ? 0.0 : 0.02)
    for (name, common) in candidates {
      let decoded = TextDecoder.convert(sample[...], from: name)
      let score = score(decoded, common: common, sample: sample.count)
      if score > best.score { best = (name, score) }
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
      out.append(contentsOf: bytes[index..<stop])
      out.append(0x0A)
      index = stop
    }
    return out
  }

  private static func score(_ decoded: DecodedText, common: Set<UInt32>, sample: Int) -> Double {
    var letters = 0
    var hits = 0
    for scalar in String(decoding: decoded.bytes, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      if scalar.value == 0xFFFD { continue }
      letters += 1
      if common.contains(scalar.value) { hits += 1 }
    }
    guard letters > 0 else { return 0 }
    let bad = Double(decoded.replaced) / Double(letters + decoded.replaced)
    return Double(hits) / Double(letters) - 4 * bad
  }

  private static func set(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

  private static let candidates: [(String, Set<UInt32>)] = [
    ("GB18030", set("的一是在不了有和人这中大为上个国我以要他时来用们，。、：“”")),
    ("BIG5-HKSCS", set("的一是在不了有和人這中大為上個國我以要他時來用們，。、：「」")),
    ("CP932", set("のにはをたがでてとしれさあいうるりなかもっこそす。、ー・")),
    ("EUC-JP", set("のにはをたがでてとしれさあいうるりなかもっこそす。、ー・")),
    ("UHC", set("이다의는을에가고하지로한를도은서기사어인나자")),
    ("CP1251", set("оеаинтсрвлкмдпуяызьбгчйхжшю")),
    ("KOI8-R", set("оеаинтсрвлкмдпуяызьбгчйхжшю")),
    ("CP1252", set("äöüßéèàçêâîôûñáíóúãõåøæÄÖÜÉ\u{2019}\u{201C}\u{201D}\u{2013}\u{2014}\u{2026}\u{A0}©·«»£€°")),
    ("ISO-8859-2", set("ąćęłńóśźżáčďéěíňřšťúůýžőűâăîşţ")),
    ("CP1253", set("αοιετσνηυρπκμλςάίέόύώ")),
    ("CP874", set("านรอกเงมยลวดทสตะปบคหแ")),
  ]
}
