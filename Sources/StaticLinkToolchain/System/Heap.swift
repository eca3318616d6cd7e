internal import CGlibc
internal import Glibc

/// The C library's heap, for programs that are about to keep much in it.
///
/// The kernel hands out memory page by page, when each is touched first: of a short run that is a
/// tenth of the time.
package enum Heap {
  private static let largePage = 2 << 20
  private static let page = 4096

  /// Has the next megabyte at once, which any link with a C library in it fills.
  package static func prepare() {
    guard let room = grow(by: 1 << 20, alignment: page) else { return }
    // A kernel before 5.14 does not know it and goes on page by page.
    madvise(room.start, room.count, MADV_POPULATE_WRITE)
  }

  /// Has what is allocated from now on lie in large pages, where the kernel has them (`madvise(2)`,
  /// MADV_HUGEPAGE).
  ///
  /// A large link is tables of many megabytes that are looked into here and there: with pages of 4 KiB
  /// the kernel hands out thousands of them one by one, and the processor knows few of them at a time.
  package static func prepareForMuch() {
    // Address space: memory is taken for what is used of it.
    guard let room = grow(by: 48 << 20, alignment: largePage) else { return }
    madvise(room.start, room.count, MADV_HUGEPAGE)
  }

  /// - Returns: the new part of the heap, from the first boundary of a page of a size on; `nil` where
  ///   it does not grow.
  private static func grow(
    by bytes: Int, alignment: Int
  ) -> (start: UnsafeMutableRawPointer, count: Int)? {
    // Large arrays would lie in mappings of their own, and what is given back would leave the heap.
    guard mallopt(M_MMAP_THRESHOLD, Int32(8 * largePage)) == 1,
      mallopt(M_TRIM_THRESHOLD, Int32(2 * bytes)) == 1, mallopt(M_TOP_PAD, Int32(bytes)) == 1
    else { return nil }
    // More than is left of it.
    guard let first = malloc(largePage / 8) else { return nil }
    defer { free(first) }
    mallopt(M_TOP_PAD, Int32(largePage / 8))
    let start = (UInt(bitPattern: first) + UInt(alignment) - 1) & ~UInt(alignment - 1)
    let end = UInt(bitPattern: sbrk(0))
    // A heap that cannot grow is somewhere else.
    guard start < end, end - start <= UInt(2 * bytes) else { return nil }
    return UnsafeMutableRawPointer(bitPattern: start).map { ($0, Int(end - start)) }
  }
}
