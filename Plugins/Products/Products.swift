import PostmortemPlugin
import ProductsWords

/// Stub.
public struct Products: Extractor {
  public let manifest = Manifest(id: "products", version: "0.1.0", summary: "", columns: [])
  public let lexicon = Lexicon()
  public init() {}
  public func claims(in reading: Reading) -> [Claim] { [] }
}
