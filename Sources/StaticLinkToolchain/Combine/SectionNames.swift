import ObjectFiles

/// Sections whose name says something to the linker.
enum SectionNames {
  /// `foo` of `.gnu.warning.foo`: whoever refers to foo is warned.
  static func warned(_ section: ByteString) -> ByteString? {
    let head: ByteString = ".gnu.warning."
    return section.hasPrefix(head) ? section.dropFirst(head.count) : nil
  }

  /// Sections that are right for the object that a compiler wrote and for no other: bytecode, which
  /// knows nothing of what becomes local, and tables of symbols by their numbers.
  static func isForOneObject(_ section: ByteString) -> Bool {
    section.hasPrefix(".gnu.lto_") || section.hasPrefix(".gnu.debuglto_")
      || [".llvm.lto", ".llvmbc", ".llvmcmd", ".llvm_addrsig", ".llvm.call-graph-profile"]
        .contains(section)
  }

  /// What a section of the time before COMDAT groups is called where every object keeps its own.
  static func withoutLinkOnce(_ section: ByteString) -> ByteString? {
    let head: ByteString = ".gnu.linkonce."
    guard section.hasPrefix(head) else { return nil }
    let rest = section.dropFirst(head.count)
    for (kind, name) in linkOnce where rest.hasPrefix(kind) {
      return name + rest.dropFirst(kind.count - 1)
    }
    return nil
  }

  /// GNU ld's default script (binutils 2.40).
  private static let linkOnce: [(kind: ByteString, name: ByteString)] = [
    ("t.", ".text"), ("r.", ".rodata"), ("d.", ".data"), ("b.", ".bss"), ("td.", ".tdata"),
    ("tb.", ".tbss"), ("s.", ".sdata"), ("sb.", ".sbss"), ("lt.", ".ltext"), ("lr.", ".lrodata"),
    ("l.", ".ldata"), ("lb.", ".lbss"), ("wi.", ".debug_info"),
  ]

  /// Sections that stay apart, so that --gc-sections still can leave out what nobody uses.
  static let separate: [ByteString] = [
    ".text*", ".rodata*", ".data*", ".bss*", ".tdata*", ".tbss*", ".sdata*", ".sbss*",
    ".gcc_except_table*",
  ]
}
