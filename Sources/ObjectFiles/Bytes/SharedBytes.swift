/// Bytes that many look at and nobody changes: a part of an array, or of a file where it lies in
/// memory, in the place of a copy of it.
public struct SharedBytes: Sendable {
  private enum Storage: Sendable {
    case array([UInt8])
    case memory(SharedMemory)
  }

  private var storage: Storage
  /// Inside the storage.
  private var range: Range<Int>

  public init(_ bytes: [UInt8] = []) {
    storage = .array(bytes)
    range = 0..<bytes.count
  }

  /// - Precondition: the range lies inside the memory.
  public init(_ memory: SharedMemory, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= memory.count)
    storage = .memory(memory)
    self.range = range
  }

  public var count: Int { range.count }

  /// - Precondition: the part lies inside these bytes.
  public func part(_ part: Range<Int>) -> SharedBytes {
    precondition(part.lowerBound >= 0 && part.upperBound <= count)
    var result = self
    result.range = (range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound)
    return result
  }

  @inline(__always)
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .memory(let memory):
      body(UnsafeRawBufferPointer(start: memory.start + range.lowerBound, count: range.count))
    case .array(let bytes):
      bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }

  /// A copy of these bytes.
  public var array: [UInt8] {
    if case .array(let bytes) = storage, range == bytes.indices { return bytes }
    return withBytes { Array($0) }
  }

  /// The memory that the bytes lie in for as long as it is kept; `nil` for an array, which has no
  /// address of its own.
  public var memory: SharedMemory? {
    if case .memory(let memory) = storage { memory } else { nil }
  }

  /// `nil` where the integer does not lie inside.
  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int, bigEndian: Bool
  ) -> Value? {
    withBytes { $0.integer(type, at: offset, bigEndian: bigEndian) }
  }

  /// The string at an offset; `nil` when it does not end inside.
  func string(at offset: Int) -> ByteString? {
    withBytes { elfString($0, at: offset).map { ByteString($0) } }
  }

  mutating func append(contentsOf more: UnsafeRawBufferPointer) {
    var bytes: [UInt8]
    if case .array(let whole) = storage, range == whole.indices {
      bytes = whole
    } else {
      bytes = array
    }
    storage = .array([])
    bytes.append(contentsOf: more)
    range = bytes.indices
    storage = .array(bytes)
  }
}

extension UnsafeRawBufferPointer {
  /// `nil` where the integer does not lie inside.
  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int, bigEndian: Bool
  ) -> Value? {
    let size = MemoryLayout<Value>.size
    guard offset >= 0, count >= size, offset <= count - size else { return nil }
    let raw = loadUnaligned(fromByteOffset: offset, as: Value.self)
    return bigEndian ? Value(bigEndian: raw) : Value(littleEndian: raw)
  }
}

/// Memory that stays where it is until nobody keeps it any more.
public final class SharedMemory: Sendable {
  nonisolated(unsafe) public let start: UnsafeRawPointer
  /// Bytes.
  public let count: Int
  private let release: @Sendable (UnsafeRawPointer, Int) -> Void

  /// - Parameter release: gives the memory back.
  public init(
    _ start: UnsafeRawPointer, count: Int,
    release: @escaping @Sendable (UnsafeRawPointer, Int) -> Void
  ) {
    self.start = start
    self.count = count
    self.release = release
  }

  /// Memory of its own, which whoever asks for it fills before anybody else sees it.
  public convenience init(ofBytes count: Int) {
    self.init(
      UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 1)),
      count: count, release: { start, _ in start.deallocate() })
  }

  deinit { release(start, count) }
}
