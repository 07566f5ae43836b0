// Prints Words/areas.tsv: every country of ISO 3166-1 and every area of UN M49 with its English and
// Chinese names, from the Unicode CLDR data inside Foundation.
//
//     swift Plugins/Regions/Words/Generate/areas.swift > Plugins/Regions/Words/areas.tsv
import Foundation

let languages = ["zh-Hans", "zh-Hant"].map { Locale(identifier: $0) }
let english = Locale(identifier: "en")

/// A name without the addition that only maps need: "China mainland", "Hong Kong SAR China".
func plain(_ name: String) -> String {
  var name = name
  for addition in [" mainland", " SAR China", "大陆", "大陸"] where name.hasSuffix(addition) {
    name.removeLast(addition.count)
  }
  return name.replacingOccurrences(of: "’", with: "'")
}

print("# code\tEnglish\tChinese, simplified and traditional, parted by |")
print("# Made by Generate/areas.swift: do not edit; other names go to places.tsv.")
for region in Locale.Region.isoRegions.sorted(by: { $0.identifier < $1.identifier }) {
  let code = region.identifier
  guard code != "001", let name = english.localizedString(forRegionCode: code) else { continue }
  var chinese: [String] = []
  for language in languages {
    let word = language.localizedString(forRegionCode: code).map(plain) ?? ""
    if !word.isEmpty, word != plain(name), !chinese.contains(word) { chinese.append(word) }
  }
  print(code, plain(name), chinese.joined(separator: "|"), separator: "\t")
}
