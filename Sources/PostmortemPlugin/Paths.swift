/// The XPath of every element that may be cited, as a tree of steps: a path is built only when a
/// quotation is printed.
public struct Paths: Sendable {
  private var parents: [Int32] = []
  private var steps: [String] = []

  public init() {}

  /// How many elements are known.
  public var count: Int { steps.count }

  /// Adds an element below `parent` (nil for the root) and returns its index.
  public mutating func append(_ step: String, below parent: Int?) -> Int {
    parents.append(Int32(parent ?? -1))
    steps.append(step)
    return steps.count - 1
  }

  /// The absolute XPath (1.0) of an element, such as `/html/body/article/p[2]`.
  public func xpath(_ index: Int) -> String {
    var parts: [String] = []
    var current = index
    while current >= 0, current < steps.count {
      parts.append(steps[current])
      current = Int(parents[current])
    }
    return "/" + parts.reversed().joined(separator: "/")
  }
}
