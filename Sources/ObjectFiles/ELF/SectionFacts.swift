/// What the sections of an object say to a linker.
struct SectionFacts {
  var groups: [ComdatGroup] = []
  /// As ``ObjectFile/groupOfSection``.
  var groupOfSection: [UInt32] = []
  var identifierSections: [(name: ByteString, isAllocated: Bool)] = []
  var warnings: [(symbol: ByteString, text: ByteString)] = []

  /// Notes that a section belongs to the last of ``groups``.
  mutating func mark(section: Int, of count: Int) {
    if groupOfSection.isEmpty { groupOfSection = Array(repeating: 0, count: count) }
    if section > 0, section < count { groupOfSection[section] = UInt32(groups.count) }
  }
}
