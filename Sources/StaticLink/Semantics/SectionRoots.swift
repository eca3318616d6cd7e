internal import ObjectFiles

extension LinkerSemantics {
  /// Which sections `--gc-sections` keeps though nothing refers to them, measured section by
  /// section (GNU ld 2.40, gold 1.16, LLD 14 and 21, mold 1.10).
  public struct SectionRoots: Hashable, Sendable {
    /// `.jcr`.
    public var keepsJava = true
    /// Sections whose name begins with `.init` or `.fini`, not only those two.
    public var keepsInitPrefix = false
    /// Allocated sections whose name is a C identifier.
    public var keepsIdentifiers = false
    /// Sections that are not loaded, whatever they are.
    public var keepsUnallocated = false
    /// Notes that are not loaded.
    public var keepsUnallocatedNotes = false
    /// `.gcc_except_table`.
    public var keepsExceptionTables = false
    /// What `--dynamic-list` names is kept in a link without shared objects, too.
    public var keepsExported = true
    /// With a section of a COMDAT group all of them are kept.
    public var keepsGroups = true
    /// Debug information is kept with anything else of its object.
    public var debugFollowsObject = false
    /// A reference to `__start_X` or `__stop_X` keeps the sections `X`.
    public var boundsKeepSections = true
    /// It does so at least where `X` begins with `__libc_`.
    public var boundsKeepLibc = false
    /// `-z start-stop-gc` and `-z nostart-stop-gc` decide that.
    public var knowsBoundsOption = false

    /// Tables for the linker, no contents: `SHT_SYMTAB`, `_STRTAB`, `_RELA`, `_REL`, `_GROUP`,
    /// `_SYMTAB_SHNDX`.
    private static let tableTypes: [UInt32] = [0, 2, 3, 4, 9, 17, 18]
    private static let noteType: UInt32 = 7
    /// `SHT_INIT_ARRAY`, `SHT_FINI_ARRAY`, `SHT_PREINIT_ARRAY`.
    private static let arrayTypes: ClosedRange<UInt32> = 14...16

    /// Whether a reference to `__start_X` or `__stop_X` keeps the sections of a name.
    ///
    /// - Parameter option: what the line says.
    func boundsKeep(_ section: ByteString, option: Bool?) -> Bool {
      if boundsKeepLibc, section.hasPrefix("__libc_") { return true }
      return knowsBoundsOption ? option ?? boundsKeepSections : boundsKeepSections
    }

    func keeps(_ section: SectionGraph.Section) -> Bool {
      if SectionRoots.tableTypes.contains(section.type) { return false }
      if section.isRetained || SectionRoots.arrayTypes.contains(section.type) { return true }
      if section.type == SectionRoots.noteType {
        return section.isAllocated || keepsUnallocatedNotes || keepsUnallocated
      }
      guard section.isAllocated else { return keepsUnallocated }
      let name = section.name
      if name == ".init" || name == ".fini" || name == ".eh_frame" { return true }
      if keepsJava, name == ".jcr" { return true }
      if keepsExceptionTables, name == ".gcc_except_table" { return true }
      if keepsInitPrefix, name.hasPrefix(".init") || name.hasPrefix(".fini") { return true }
      if keepsIdentifiers, name.isIdentifier { return true }
      return [".ctors", ".dtors", ".init_array", ".fini_array"].contains { name.hasPrefix($0) }
    }
  }
}

extension LinkerSemantics {
  /// Whether `__start_` and `__stop_` symbols are made for a section.
  func bounds(_ section: ByteString, isAllocated: Bool) -> Bool {
    guard isAllocated || boundsUnallocated, let first = section.bytes.first else { return false }
    return section.hasIdentifierCharacters && (boundsDigits || !(0x30...0x39).contains(first))
  }
}
