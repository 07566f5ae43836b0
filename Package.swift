// swift-tools-version: 6.2
import PackageDescription

/// The two targets of a plugin: its Swift grammar in `Plugins/<name>` and its word lists, compiled
/// in as a C target with `#embed`, in `Plugins/<name>/Words`. Modules are called `<name>Plugin` and
/// `<name>Words`, because a module and a type of one name can't be told apart.
func plugin(_ name: String) -> [Target] {
  [
    .target(
      name: "\(name)Words", path: "Plugins/\(name)/Words", exclude: wordFiles(name), publicHeadersPath: "include"),
    .target(
      name: "\(name)Plugin", dependencies: ["PostmortemPlugin", .target(name: "\(name)Words")],
      path: "Plugins/\(name)", exclude: ["README.md", "Words"] + (corpora.contains(name) ? ["Examples"] : [])),
  ]
}

/// The built-in plugins. The list in `BuiltIn.swift` says which order they are shown in.
let plugins: [(name: String, words: [String])] = [
  ("Timestamps", ["times.en.tsv", "times.zh.tsv", "zones.tsv"]),
  ("Nature", ["signs.tsv"]),
  ("Products", ["services.tsv", "frames.tsv", "kinds.tsv", "trades.tsv"]),
  (
    "Regions",
    ["areas.tsv", "subdivisions.tsv", "cities.tsv", "clouds.tsv", "places.tsv", "frames.tsv", "Generate", "SOURCES.md"]
  ),
  ("Causes", ["causes.en.tsv", "causes.zh.tsv"]),
  ("Status", ["status.en.tsv", "status.zh.tsv"]),
  ("Symptoms", ["symptoms.en.tsv", "symptoms.zh.tsv"]),
  ("Impact", ["impact.tsv"]),
]
/// Those with more examples than a README can hold.
let corpora: Set<String> = ["Timestamps"]
func wordFiles(_ name: String) -> [String] { plugins.first { $0.name == name }!.words }
let pluginModules = plugins.map { Target.Dependency.target(name: "\($0.name)Plugin") }

let package = Package(
  name: "postmortem",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "postmortem", targets: ["postmortem"]),
    .library(name: "PostmortemPlugin", targets: ["PostmortemPlugin"]),
    .library(name: "PostmortemReading", targets: ["PostmortemReading"]),
    .library(name: "PostmortemCore", targets: ["PostmortemCore"]),
    .library(name: "PostmortemIncidents", targets: ["PostmortemIncidents"]),
    .library(name: "PostmortemReport", targets: ["PostmortemReport"]),
    .library(name: "PluginTools", targets: ["PluginTools"]),
    .library(name: "PostmortemCLI", targets: ["PostmortemCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .target(name: "PostmortemWords", exclude: ["cues.en.tsv", "cues.zh.tsv", "parts.tsv", "vague.tsv"]),
    .target(
      name: "PostmortemPlugin", dependencies: ["PostmortemWords"],
      // Double's rounding calls the C mathematics library, which nothing else here would link.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "PostmortemReading", dependencies: ["PostmortemPlugin", "CLibXML2", "CCMark", "CZlib"],
      linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
    .target(name: "PostmortemCore", dependencies: ["PostmortemPlugin"]),
    .target(name: "PostmortemIncidents", dependencies: ["PostmortemPlugin"]),
    .target(name: "ReportAssets", exclude: ["report.css", "report.js"]),
    .target(name: "PostmortemReport", dependencies: ["PostmortemIncidents", "PostmortemPlugin", "ReportAssets"]),
    .target(
      name: "PluginTools",
      dependencies: ["PostmortemCore", "PostmortemPlugin", "PluginAssets", "CPCRE2", "CSpawn", "Yams"]),
    .target(name: "CSpawn"),
    .target(name: "PluginAssets", exclude: ["Templates"]),
    .target(
      name: "PostmortemCLI",
      dependencies: [
        "PostmortemReading", "PostmortemCore", "PostmortemIncidents", "PostmortemReport", "PostmortemPlugin",
        "PluginTools",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "Yams",
      ] + pluginModules),
    .executableTarget(name: "postmortem", dependencies: ["PostmortemCLI"]),
    .executableTarget(
      name: "benchmark", dependencies: ["PostmortemReading", "CLibXML2"], path: "Benchmarks/Reading"),
    .executableTarget(
      name: "plugin-benchmark", dependencies: ["PluginTools", "PostmortemCLI", "PostmortemCore", "PostmortemReading"],
      path: "Benchmarks/Plugins"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "PostmortemCLI", "PostmortemCore", "PostmortemIncidents", "PostmortemPlugin", "PostmortemReading",
        "PostmortemReport",
      ], path: "Benchmarks/Fuzz"),
    .testTarget(name: "PluginTests", dependencies: ["PostmortemPlugin", "PostmortemCore", "TimestampsPlugin"]),
    .testTarget(name: "PluginToolsTests", dependencies: ["PluginTools", "PostmortemCLI"]),
    .testTarget(name: "ReadingTests", dependencies: ["PostmortemReading", "PostmortemPlugin"]),
    .testTarget(name: "IncidentTests", dependencies: ["PostmortemIncidents", "PostmortemReport"]),
    .testTarget(
      name: "HouseTests", dependencies: ["PostmortemCLI", "PluginTools", "PostmortemReading", "PostmortemReport"]),
  ] + plugins.flatMap { plugin($0.name) },
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
