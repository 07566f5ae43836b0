import Foundation

/// The idle copies of a plugin's program. As each page holds one copy while it is read, there are never
/// more than pages are read at once.
final class ChildPool: @unchecked Sendable {
  private let lock = NSLock()
  private var idle: [Child] = []

  func take() -> Child? { lock.withLock { idle.popLast() } }

  func give(_ child: Child) { lock.withLock { idle.append(child) } }
}
