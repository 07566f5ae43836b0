import PostmortemPlugin

/// How long a row took from its beginning to one of its later steps, in minutes, as well as the pages let
/// it be said.
public struct Elapsed: Sendable, Hashable {
  /// Nil where only a bound is known.
  public let minutes: Double?
  /// The least and the most it can have been; nil where the pages set no bound.
  public let low: Double?
  public let high: Double?
  public let evidence: [Int]

  init?(from start: Incident.Milestone, to end: Incident.Milestone) {
    let (a, b) = (start.moment, end.moment)
    guard a.clock != nil, b.clock != nil, (a.instant == nil) == (b.instant == nil), let from = a.order,
      let to = b.order, to >= from
    else { return nil }
    let (first, last) = (a.reach, b.reach)
    minutes = a.isBound || b.isBound ? nil : Double(to - from) / 60
    // "No later than" leaves the other side open.
    low = b.isBound ? nil : max(0, Double(last.lowerBound - first.upperBound) / 60)
    high = a.isBound ? nil : Double(last.upperBound - first.lowerBound) / 60
    evidence = Array(start.evidence.prefix(1)) + end.evidence.prefix(1)
  }
}

extension Moment {
  /// The seconds that the words can mean, around `order`.
  fileprivate var reach: ClosedRange<Int> {
    let middle = order ?? 0
    if let earliest, let latest, earliest <= latest { return earliest...latest }
    let slack = precision >= .hour ? 1800 : approximate ? 900 : 0
    return middle - slack...middle + slack
  }
}

/// The usual times of an incident. All are measured from its beginning, the first effect that users saw;
/// some vendors count from detection instead.
public enum Metric: String, Sendable, CaseIterable {
  /// To the provider's first public word: how long its dashboard was green while the service was down.
  case acknowledge = "Time to acknowledge"
  /// To where most of the effect was gone.
  case mitigate = "Time to mitigate"
  /// To where it was over, or else to where the provider closed it.
  case recover = "Time to recover"

  public func elapsed(_ incident: Incident) -> Elapsed? {
    guard let start = incident.milestone(.started) else { return nil }
    let phases: [Phase]
    switch self {
    case .acknowledge: phases = [.acknowledged]
    case .mitigate: phases = [.mitigated, .partiallyRecovered]
    case .recover: phases = [.recovered, .resolved]
    }
    return phases.lazy.compactMap { incident.milestone($0) }.first.flatMap { Elapsed(from: start, to: $0) }
  }
}

/// How a measure lies over rows. There is no mean: the lengths of outages have too long a tail for one.
public struct Distribution: Sendable, Hashable {
  public let count: Int
  public let least: Double
  public let firstQuartile: Double
  public let median: Double
  public let thirdQuartile: Double
  public let most: Double

  /// - Parameter values: in any order; nil without any.
  public init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    least = first
    most = last
    firstQuartile = Distribution.quantile(0.25, of: sorted)
    median = Distribution.quantile(0.5, of: sorted)
    thirdQuartile = Distribution.quantile(0.75, of: sorted)
  }

  /// Between the two nearest values in proportion (type 7 of Hyndman and Fan, 1996: the one of R and NumPy).
  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
