import PostmortemPlugin
import TimestampsWords

/// Stub.
public struct Timestamps: Extractor {
  public let manifest = Manifest(id: "timestamps", version: "0.1.0", summary: "", columns: [])
  public let lexicon = Lexicon()
  public init() {}
  public func claims(in reading: Reading) -> [Claim] { [] }
}
