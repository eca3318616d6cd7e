import Glibc
import ObjectFiles

/// Paths as C wants them, valid as long as the value lives.
final class CPaths {
  private let strings: [UnsafeMutablePointer<CChar>?]
  let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
  let count: Int

  init(_ paths: [ByteString]) {
    strings = paths.map { path in
      (path.bytes + [0]).withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.flatMap { strdup($0) } }
      }
    }
    count = strings.count
    pointers = .allocate(capacity: max(1, count))
    for (index, string) in strings.enumerated() {
      (pointers + index).initialize(to: string.map { UnsafePointer($0) })
    }
  }

  deinit {
    for string in strings { free(string) }
    pointers.deallocate()
  }
}
