import Glibc
import ObjectFiles
import Synchronization

/// A regular file on this machine.
///
/// It may outlive its descriptor: ``DescriptorPool`` takes descriptors back when many files are
/// open, and the next read opens the file again and insists on finding the same one.
final class SystemFile: RandomAccessFile {
  /// The place where a descriptor is kept, apart from the file, so that the pool does not keep the
  /// file alive.
  final class Slot: Sendable {
    let descriptor: Mutex<Descriptor?>

    init(_ descriptor: Descriptor) {
      self.descriptor = Mutex(descriptor)
    }

    func close() {
      // Released after the lock, because a deinit under a lock is somebody else's code.
      let closed = descriptor.withLock { descriptor in
        defer { descriptor = nil }
        return descriptor
      }
      withExtendedLifetime(closed) {}
    }
  }

  let path: ByteString
  let status: FileStatus
  private let slot: Slot
  private let pool: DescriptorPool

  init(_ path: ByteString, pool: DescriptorPool) throws(FileError) {
    let (descriptor, status) = try Descriptor.open(path)
    self.path = path
    self.status = status
    self.slot = Slot(descriptor)
    self.pool = pool
    pool.keep(slot)
  }

  deinit {
    slot.close()
  }

  var size: UInt64 { status.size }

  func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
    try checkExtent(offset, count)
    return try descriptor().read(at: offset, count: count, path: path)
  }

  func bytes(at offset: UInt64, count: Int) throws(FileError) -> SharedBytes {
    try checkExtent(offset, count)
    return try descriptor().sharedBytes(at: offset, count: count, path: path)
  }

  func inMemory() -> any RandomAccessFile {
    guard let descriptor = try? descriptor(),
      let mapped = MappedFile(descriptor, path: path, size: size)
    else { return self }
    return mapped
  }

  /// Without this check a corrupt size in a file would ask for that much memory.
  private func checkExtent(_ offset: UInt64, _ count: Int) throws(FileError) {
    let (end, overflow) = offset.addingReportingOverflow(UInt64(clamping: count))
    guard !overflow, end <= size else {
      throw FileError(path: path, operation: .read, cause: .shrank)
    }
  }

  private func descriptor() throws(FileError) -> Descriptor {
    if let open = slot.descriptor.withLock({ $0 }) { return open }
    let (reopened, now) = try Descriptor.open(path)
    guard now == status else {
      throw FileError(path: path, operation: .read, cause: .system(ESTALE))
    }
    slot.descriptor.withLock { $0 = reopened }
    pool.keep(slot)
    return reopened
  }
}

/// Bounds how many descriptors are open at once.
///
/// A link may name thousands of archives, while the usual limit is 1,024 descriptors. Raising the
/// limit would change what the children inherit, and opening for each read costs three system
/// calls instead of one. So the oldest descriptor is closed when a new one would exceed the
/// capacity; a read that is under way keeps its own reference.
final class DescriptorPool: Sendable {
  private struct Ring {
    var slots: [SystemFile.Slot] = []
    var next = 0
  }

  let capacity: Int
  private let ring = Mutex(Ring())

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  func keep(_ slot: SystemFile.Slot) {
    let evicted: SystemFile.Slot? = ring.withLock { ring in
      if ring.slots.count < capacity {
        ring.slots.append(slot)
        return nil
      }
      let old = ring.slots[ring.next]
      ring.slots[ring.next] = slot
      ring.next = (ring.next + 1) % capacity
      return old === slot ? nil : old
    }
    evicted?.close()
  }
}
