internal import CGlibc
internal import Glibc

/// The C library's heap, for programs that are about to keep much in it.
package enum Heap {
  /// Bytes of the address space set aside; memory is taken for what is used of them.
  private static let reserve = 48 << 20
  private static let largePage = 2 << 20

  /// Has what is allocated from now on lie in large pages, where the kernel has them (`madvise(2)`,
  /// MADV_HUGEPAGE).
  ///
  /// A large link is tables of many megabytes that are looked into here and there: with pages of 4 KiB
  /// the kernel hands out thousands of them one by one, and the processor knows few of them at a time.
  package static func useLargePages() {
    // Arrays that grow would lie in mappings of their own, and a part given back would be lost.
    guard mallopt(M_MMAP_THRESHOLD, Int32(largePage * 8)) == 1,
      mallopt(M_TRIM_THRESHOLD, Int32(reserve * 2)) == 1, mallopt(M_TOP_PAD, Int32(reserve)) == 1
    else { return }
    // More than is left of the heap, so that it grows.
    guard let first = malloc(largePage) else { return }
    defer { free(first) }
    mallopt(M_TOP_PAD, Int32(largePage))
    let start = (UInt(bitPattern: first) + UInt(largePage) - 1) & ~UInt(largePage - 1)
    let end = UInt(bitPattern: sbrk(0))
    // A heap that cannot grow is somewhere else.
    guard start < end, end - start <= UInt(2 * reserve) else { return }
    // A kernel without them goes on with small ones.
    madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
  }
}
