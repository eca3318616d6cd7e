public import ObjectFiles

/// The rules of one linker that decide what is extracted, what is bound and what is an error.
///
/// Rules are data: the simulation asks for a rule, never for a linker's name.
public struct LinkerSemantics: Hashable, Sendable {
  /// How archives serve undefined symbols.
  public enum ArchiveSearch: Hashable, Sendable {
    /// An archive serves what is undefined when it is reached; groups are searched until nothing
    /// new is extracted (GNU ld, gold).
    case whenReached
    /// What archives could serve is remembered: a later reference extracts from an earlier archive,
    /// at once and depth first (LLD).
    case remembered
    /// All members compete for each symbol by a rank; what can be reached from the objects of the
    /// line through the winners is extracted, and the survivors are bound anew (mold).
    case ranked
  }

  /// What a COMMON symbol of an object does when an archive defines the same name.
  public enum CommonExtraction: Hashable, Sendable {
    case never
    /// Extracts the first member that defines it as global, strong, non-function data.
    case strongData
    /// Extracts the first member, right of the object, that defines it strongly
    /// (`--fortran-common`).
    case strongDefinition
    /// Extracts whatever member wins the name with a definition that is not COMMON.
    case anyDefinition
  }

  /// What an archive without an index means.
  public enum MissingIndex: Hashable, Sendable {
    case isAnError
    /// The members are read in its place.
    case isMadeGood
  }

  /// Which of an archive's two orders counts where several members define a name.
  public enum MemberOrder: Hashable, Sendable {
    case index
    case archive
  }

  /// What becomes of a definition in a COMDAT group that is dropped.
  public enum DroppedDefinition: Hashable, Sendable {
    /// It is a reference.
    case refers
    /// It is a reference, but the name extracts nothing from then on.
    case forbidsExtraction
    /// It takes part while names are bound, and is undefined if it wins.
    case bindsFirst
  }

  /// Which `--start-group` and `--end-group` a linker takes.
  public enum GroupBrackets: Hashable, Sendable {
    /// They nest; one that stays open is closed at the end.
    case nest
    /// They neither nest nor stay open.
    case single
    /// They do not nest, but may stay open.
    case singleOrOpen
    /// They are not looked at.
    case ignored
  }

  /// What makes a group be searched again.
  public enum RescanCounts: Hashable, Sendable {
    /// New undefined and COMMON symbols, and weak references that become strong.
    case everything
    /// The first references of objects to what nothing defines yet.
    case objectsReferences
  }

  public enum DeniedByVisibility: Hashable, Sendable {
    /// It is undefined.
    case isUndefined
    /// It is bound to the shared object, and undefined where a relocation uses it, weakly or not.
    case isBoundAndUndefined
    /// It is bound to the shared object, so that no archive is searched for it, and an error.
    case isBoundAndAnError
  }

  /// How thread-local and ordinary symbols of one name are told apart.
  public enum ThreadLocalMismatch: Hashable, Sendable {
    case isAnError
    /// An error whenever the symbol that is known and the new one differ, references without a type
    /// included.
    case isAnErrorUntyped
    /// An error when a symbol takes the place of a typed one of the other kind.
    case isAnErrorInReplacement
    /// An error when the symbol that won is thread-local and an object's symbol, reference or
    /// definition, has another type.
    case isAnErrorAgainstThreadLocal
    case isIgnored
  }

  /// When the command line asks for a symbol (`-u`, `-e`).
  public enum CommandLineSymbols: Hashable, Sendable {
    /// They are undefined before the first input.
    case before
    /// `-u` before the first input, the entry symbol and those of expressions behind the last.
    case entryLast
    /// They extract while they are unknown or weakly undefined.
    case whileUnknown
    /// They are roots of what is reached.
    case roots
  }

  /// Which shared objects a static link refuses.
  public enum SharedInStaticLink: Hashable, Sendable {
    /// Those that stand behind `-Bstatic` or `-static`.
    case isAnErrorInPlace
    /// The same, and all of them when one of the two stands before the first input.
    case isAnErrorInPlaceOrFromStart
    /// All, when `-static` stands anywhere.
    case isAnErrorUnderStatic
    case isFine
  }

  public var family: LinkerIdentity.Family
  /// The version whose rules these are.
  public var version: String
  public var archiveSearch: ArchiveSearch
  public var memberOrder: MemberOrder
  public var commonExtraction: CommonExtraction
  public var missingIndex: MissingIndex
  public var droppedDefinition: DroppedDefinition
  /// A COMMON symbol takes the place of a weak definition.
  public var commonOverridesWeak: Bool
  /// A strong definition takes the place of a `STB_GNU_UNIQUE` one without an error.
  public var uniqueYields: Bool
  /// Duplicates are looked for when every name has its definition.
  public var findsDuplicatesLate = false
  /// Two absolute definitions of one value are no duplicates.
  public var equalAbsolutesAgree: Bool
  /// Unless the value is zero.
  public var zeroAbsolutesCollide = false
  /// An archive or shared object counts where it stands first on the line, and only there.
  public var takesFilesOnce: Bool
  public var sharedInStaticLink: SharedInStaticLink
  /// A shared object's strong reference does not strengthen a weak one of an object.
  public var weakReferencesKeepShared: Bool
  /// A symbol that only a shared object defines has a value in an expression of `--defsym`.
  public var sharedHasValue: Bool
  /// What shared objects leave undefined is an error (`--no-allow-shlib-undefined`).
  public var checksShared: Bool
  /// What a shared object refers to and another one defines is not looked for in objects.
  public var sharedServesShared = false
  /// What objects refer to, too, is not looked for in shared objects: its relocations tell.
  public var leavesSharedToObjects = false
  /// Collected sections take their references with them (GNU ld 2.40, `elf_link_output_extsym`).
  public var collectsReferences = false
  /// A hidden definition that a shared object refers to is an error.
  public var rejectsHiddenForShared: Bool
  /// What becomes of a symbol that an object wants hidden or protected and only a shared object
  /// defines.
  public var deniedByVisibility: DeniedByVisibility
  /// A hidden or protected symbol has to be defined though no relocation uses it.
  public var checksUnusedHidden: Bool
  /// `--wrap` changes the names of COMMON symbols too.
  public var wrapsCommon: Bool
  /// A reference to `name@VERSION` finds `name@@VERSION` of an object.
  public var defaultVersionServesNamed = true
  /// Relocations through a weak reference make an undefined symbol an error when another reference
  /// is strong.
  public var checksWeakUses = true
  /// An object that uses its own weak definition from a dropped COMDAT group is an error.
  public var rejectsDroppedWeak = false
  /// References of debug information go to `X` itself under `--wrap=X` (`unwrap_hash_lookup` of
  /// GNU ld 2.40).
  public var unwrapsDebugInformation = false
  /// `--wrap` changes the expressions of `--defsym`, too.
  public var wrapsExpressions = true
  /// `--wrap` makes references to `__real_X` extract `X`.
  public var extractsWrapped = true
  /// `--wrap` extracts though there are errors already (LLD 21); else the link ends before.
  public var wrapsAfterErrors = true
  /// `--wrap` changes what an object refers to in itself, too.
  public var wrapsOwnDefinitions = false
  /// `--wrap` changes the references that a dropped definition leaves.
  public var wrapsDropped = false
  /// `--wrap=X` makes of `__real_X` what `X` is, for shared objects too (`SymbolTable::wrap` of
  /// LLD 14 and 21).
  public var servesRealToShared = false
  /// `--wrap` changes the references of shared objects too.
  public var wrapsShared = false
  /// What `--just-symbols` and `-R` mean.
  public var symbolFiles = SymbolFileRules.bfd
  /// What `-T` means.
  public var mainScript = MainScriptRules.bfd
  public var versionScripts = VersionScriptRules.bfd
  /// Definitions in sections that `--gc-sections` drops are no duplicates.
  public var collectsDuplicates = false
  /// `--whole-archive` takes what stands in a `--start-lib`.
  public var wholeArchiveTakesLibraries: Bool
  public var threadLocalMismatch: ThreadLocalMismatch
  /// A relocation in a section that is not loaded, such as debug information, makes an undefined
  /// symbol an error too.
  public var checksUnallocatedSections: Bool
  /// The same for a definition that was dropped with its COMDAT group.
  public var checksUnallocatedDropped: Bool
  /// Texts of `.gnu.warning.SYMBOL` sections are printed.
  public var printsWarningSections: Bool
  public var groupBrackets: GroupBrackets
  public var commandLineSymbols: CommandLineSymbols
  /// `--start-lib` and `--end-lib` are known.
  public var knowsStartLib: Bool
  /// A `--start-lib` may stand inside a group, or in another one; an `--end-lib` alone.
  public var allowsLibraryInGroup: Bool
  /// A `--start-lib` may stay open.
  public var allowsOpenLibrary = true
  /// `--require-defined` is known.
  public var knowsRequireDefined: Bool
  /// `--require-defined` is content with a symbol that some object refers to.
  public var requiresOnlyMention = false
  public var rescanCounts: RescanCounts
  /// An archive is gone through again as long as members are extracted from it, whether or not
  /// they left anything undefined.
  public var rescansAfterExtraction: Bool
  /// `--defsym` defines its symbol where it stands on the line; else behind the last input, and
  /// archives do not serve the symbol.
  public var definesInPlace: Bool
  /// A symbol of a `--defsym` expression that nothing defines ends the link before other symbols
  /// are looked at.
  public var stopsAtOpenExpression: Bool

  /// `.gnu.linkonce` sections are groups.
  public var knowsLinkOnce = true
  /// Every member of an archive is opened, whether or not the link takes it.
  public var opensEveryMember = false
  /// `-l` passes over a library of another machine.
  public var skipsForeignLibraries = true
  /// So many bytes and more behind an archive's tables, if too few for a member, are passed over.
  public var smallestRest: UInt64?
  /// `--whole-archive` takes the members of a thin archive up to one whose file is gone.
  public var wholeArchiveEndsAtGap = false

  public var sectionRoots = SectionRoots()
  /// `__start_` and `__stop_` symbols are made for sections that are not loaded, too.
  public var boundsUnallocated = true
  /// They are made for names that begin with a digit.
  public var boundsDigits = false

  /// Functions whose calls disappear when thread-local accesses are relaxed for an executable, so
  /// that nobody needs to define them (x86 and PowerPC psABIs, "Thread-Local Storage").
  public var relaxedSymbols: [ByteString]
  /// An access to a thread-local symbol that nothing defines is relaxed too; LLD and mold leave it,
  /// and the call in it is undefined as well.
  public var relaxesUndefined = false
  /// The link goes on without an input that is missing, so that symbols are complained of as well.
  public var goesOnWithoutInputs = false
  /// Every symbol remembers whether objects and shared objects defined it and referred to it, which
  /// has a say in what becomes of it (`elf_link_hash_entry` of GNU ld 2.40); a shared object under
  /// `--as-needed` that nothing needs is as if it were not there.
  public var recordsUses = false
}
