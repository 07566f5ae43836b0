/// The place of everything that may be cited, as a tree of steps: an element's XPath, a value's pointer
/// inside JSON, or both where an element holds JSON. A place is built only when a quotation is printed.
public struct Paths: Sendable {
  private var parents: [Int32] = []
  private var steps: [String] = []
  /// The entries that are values inside JSON; their step is the whole pointer.
  private var values: Set<Int> = []

  public init() {}

  /// How many places are known.
  public var count: Int { steps.count }

  /// Adds an element below `parent` (nil for the root) and returns its index.
  public mutating func append(_ step: String, below parent: Int?) -> Int {
    parents.append(Int32(parent ?? -1))
    steps.append(step)
    return steps.count - 1
  }

  /// Adds a value by its RFC 6901 pointer: in the page itself, or in the JSON that the element
  /// `parent` holds.
  public mutating func append(pointer: String, below parent: Int?) -> Int {
    values.insert(steps.count)
    return append(pointer, below: parent)
  }

  /// The absolute XPath (1.0) of an element, such as `/html/body/article/p[2]`; nil for a value of a
  /// page that is JSON.
  public func xpath(_ index: Int) -> String? {
    var parts: [String] = []
    var current = index
    while current >= 0, current < steps.count {
      if !values.contains(current) { parts.append(steps[current]) }
      current = Int(parents[current])
    }
    return parts.isEmpty && values.contains(index) ? nil : "/" + parts.reversed().joined(separator: "/")
  }

  /// The pointer of a value inside JSON; nil for an element.
  public func pointer(_ index: Int) -> String? { values.contains(index) ? steps[index] : nil }

  /// The whole place for people: the XPath, then the pointer.
  public func place(_ index: Int) -> String {
    [xpath(index), pointer(index)].compactMap { $0 }.joined(separator: " ")
  }
}
