/// Works on many items at once and delivers the results in the order of the items, with memory
/// bounded by the number of workers and not by the number of items.
public enum Batch {
  /// - Parameters:
  ///   - items: the work, in the order of delivery.
  ///   - jobs: how many items are worked on at once.
  ///   - work: makes a result of an item; runs in parallel.
  ///   - deliver: gets each result, one after the other, in order; where it throws, the batch ends.
  public static func run<Item: Sendable, Result: Sendable, Failed: Error>(
    _ items: some Sequence<Item>, jobs: Int, work: @escaping @Sendable (Item) async -> Result,
    deliver: (Result) async throws(Failed) -> Void
  ) async throws(Failed) {
    let width = max(1, jobs)
    var failed: Failed?
    await withTaskGroup(of: (Int, Result).self) { group in
      var source = items.makeIterator()
      var started = 0
      var delivered = 0
      var waiting: [Int: Result] = [:]
      func start() -> Bool {
        guard let item = source.next() else { return false }
        let index = started
        started += 1
        group.addTask { (index, await work(item)) }
        return true
      }
      for _ in 0..<width where !start() { break }
      while let (index, result) = await group.next() {
        waiting[index] = result
        while let next = waiting.removeValue(forKey: delivered) {
          delivered += 1
          do throws(Failed) { try await deliver(next) } catch {
            failed = error
            group.cancelAll()
            return
          }
        }
        // A slow page must not let the finished ones behind it pile up.
        while started - delivered - waiting.count < width, started - delivered < width * 16, start() {}
      }
    }
    if let failed { throw failed }
  }
}
