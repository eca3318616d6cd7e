extension Array where Element: BitwiseCopyable {
  /// Elements that are all written at once.
  ///
  /// `Array(repeating:count:)` and `Array(unsafeUninitializedCapacity:)` ask the runtime for the type of
  /// their memory at every call (Swift 6.2), which for the few symbols of a small object takes
  /// longer than to copy them.
  ///
  /// - Parameter fill: initializes every element.
  @inlinable
  @inline(__always)
  package init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    self = withUnsafeTemporaryAllocation(of: Element.self, capacity: count) { buffer in
      fill(buffer)
      return Array(UnsafeBufferPointer(buffer))
    }
  }
}
