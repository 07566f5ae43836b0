import PostmortemPlugin
import RegionsWords

/// Stub.
public struct Regions: Extractor {
  public let manifest = Manifest(id: "regions", version: "0.1.0", summary: "", columns: [])
  public let lexicon = Lexicon()
  public init() {}
  public func claims(in reading: Reading) -> [Claim] { [] }
}
