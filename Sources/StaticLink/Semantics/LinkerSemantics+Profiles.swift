internal import ObjectFiles

extension LinkerSemantics {
  /// GNU ld (bfd) as observed with 2.40 on Debian 12.
  public static let bfd = LinkerSemantics(
    family: .bfd, version: "2.40", archiveSearch: .whenReached, memberOrder: .index,
    commonExtraction: .strongData, missingIndex: .isAnError,
    droppedDefinition: .forbidsExtraction, commonOverridesWeak: true, uniqueYields: false,
    equalAbsolutesAgree: true, takesFilesOnce: false,
    sharedInStaticLink: .isAnErrorInPlaceOrFromStart,
    weakReferencesKeepShared: false, sharedHasValue: false, checksShared: true,
    leavesSharedToObjects: true, collectsReferences: true,
    rejectsHiddenForShared: true, deniedByVisibility: .isUndefined,
    checksUnusedHidden: true, wrapsCommon: false, unwrapsDebugInformation: true,
    wrapsDropped: true, wrapsShared: true,
    wholeArchiveTakesLibraries: false,
    threadLocalMismatch: .isAnError,
    checksUnallocatedSections: true, checksUnallocatedDropped: true,
    printsWarningSections: true, groupBrackets: .nest,
    commandLineSymbols: .before, knowsStartLib: false, allowsLibraryInGroup: true,
    knowsRequireDefined: true,
    rescanCounts: .everything, rescansAfterExtraction: false, definesInPlace: true,
    stopsAtOpenExpression: true, smallestRest: 16, wholeArchiveEndsAtGap: true,
    sectionRoots: SectionRoots(
      keepsUnallocatedNotes: true, keepsExported: false, debugFollowsObject: true,
      knowsBoundsOption: true),
    boundsDigits: true,
    relaxedSymbols: relaxed, relaxesUndefined: true, recordsUses: true)

  /// gold as observed with 1.16 (binutils 2.40) on Debian 12.
  public static let gold = LinkerSemantics(
    family: .gold, version: "1.16", archiveSearch: .whenReached, memberOrder: .index,
    commonExtraction: .never, missingIndex: .isAnError, droppedDefinition: .refers,
    commonOverridesWeak: true, uniqueYields: false, equalAbsolutesAgree: true,
    takesFilesOnce: false, sharedInStaticLink: .isAnErrorUnderStatic,
    weakReferencesKeepShared: true, sharedHasValue: false, checksShared: true,
    leavesSharedToObjects: true,
    rejectsHiddenForShared: false, deniedByVisibility: .isBoundAndAnError,
    checksUnusedHidden: false, wrapsCommon: true, rejectsDroppedWeak: true, wrapsExpressions: false,
    wrapsShared: true, symbolFiles: .gold, mainScript: .gold, versionScripts: .gold,
    wholeArchiveTakesLibraries: true,
    threadLocalMismatch: .isAnErrorUntyped,
    checksUnallocatedSections: true,
    checksUnallocatedDropped: false,
    printsWarningSections: true, groupBrackets: .single, commandLineSymbols: .whileUnknown,
    knowsStartLib: true, allowsLibraryInGroup: false, allowsOpenLibrary: false,
    knowsRequireDefined: false, rescanCounts: .objectsReferences,
    rescansAfterExtraction: true, definesInPlace: false,
    stopsAtOpenExpression: false,
    sectionRoots: SectionRoots(
      keepsInitPrefix: true, keepsUnallocated: true, keepsExceptionTables: true,
      keepsGroups: false),
    boundsDigits: true,
    relaxedSymbols: relaxed, relaxesUndefined: true, goesOnWithoutInputs: true)

  /// LLD as observed with 14 on Debian 12.
  public static let lld14 = LinkerSemantics(
    family: .lld, version: "14", archiveSearch: .remembered, memberOrder: .index,
    commonExtraction: .strongDefinition, missingIndex: .isMadeGood, droppedDefinition: .refers,
    commonOverridesWeak: true, uniqueYields: false, equalAbsolutesAgree: true,
    takesFilesOnce: false, sharedInStaticLink: .isAnErrorInPlace,
    weakReferencesKeepShared: true, sharedHasValue: false, checksShared: true,
    rejectsHiddenForShared: false, deniedByVisibility: .isUndefined,
    checksUnusedHidden: false, wrapsCommon: false, extractsWrapped: false,
    wrapsAfterErrors: false, wrapsOwnDefinitions: true,
    wrapsDropped: true, servesRealToShared: true, symbolFiles: .lld14, mainScript: .lld14,
    versionScripts: .lld14,
    wholeArchiveTakesLibraries: false,
    threadLocalMismatch: .isAnErrorInReplacement,
    checksUnallocatedSections: false, checksUnallocatedDropped: false,
    printsWarningSections: false, groupBrackets: .singleOrOpen,
    commandLineSymbols: .entryLast, knowsStartLib: true, allowsLibraryInGroup: false,
    knowsRequireDefined: false,
    rescanCounts: .everything, rescansAfterExtraction: true, definesInPlace: false,
    stopsAtOpenExpression: false, knowsLinkOnce: false,
    skipsForeignLibraries: false,
    sectionRoots: SectionRoots(
      boundsKeepSections: false, boundsKeepLibc: true, knowsBoundsOption: true),
    relaxedSymbols: relaxed)

  /// LLD as observed with 21, the Swift toolchain's.
  public static let lld21: LinkerSemantics = {
    var rules = lld14
    rules.version = "21"
    rules.memberOrder = .archive
    rules.commonExtraction = .never
    rules.droppedDefinition = .bindsFirst
    rules.uniqueYields = true
    rules.zeroAbsolutesCollide = true
    rules.findsDuplicatesLate = true
    rules.sharedServesShared = true
    rules.threadLocalMismatch = .isAnErrorAgainstThreadLocal
    rules.rejectsHiddenForShared = true
    rules.symbolFiles = .lld21
    rules.mainScript = .lld21
    rules.versionScripts = .lld21
    rules.defaultVersionServesNamed = false
    rules.opensEveryMember = true
    rules.extractsWrapped = true
    rules.wrapsAfterErrors = true
    return rules
  }()

  /// mold as observed with 1.10.1 on Debian 12.
  public static let mold = LinkerSemantics(
    family: .mold, version: "1.10", archiveSearch: .ranked, memberOrder: .archive,
    commonExtraction: .anyDefinition, missingIndex: .isMadeGood, droppedDefinition: .refers,
    commonOverridesWeak: false, uniqueYields: false, equalAbsolutesAgree: false,
    takesFilesOnce: true, sharedInStaticLink: .isFine,
    weakReferencesKeepShared: false, sharedHasValue: true, checksShared: false,
    rejectsHiddenForShared: false, deniedByVisibility: .isBoundAndUndefined,
    checksUnusedHidden: false, wrapsCommon: false, defaultVersionServesNamed: false,
    checksWeakUses: false, wrapsExpressions: false, symbolFiles: .mold, mainScript: .mold,
    versionScripts: .mold,
    collectsDuplicates: true,
    wholeArchiveTakesLibraries: false,
    threadLocalMismatch: .isIgnored,
    checksUnallocatedSections: true,
    checksUnallocatedDropped: true,
    printsWarningSections: false, groupBrackets: .ignored, commandLineSymbols: .roots,
    knowsStartLib: true, allowsLibraryInGroup: true,
    knowsRequireDefined: true, requiresOnlyMention: true, rescanCounts: .everything,
    rescansAfterExtraction: true, definesInPlace: false,
    stopsAtOpenExpression: false, knowsLinkOnce: false,
    opensEveryMember: true, smallestRest: 0,
    sectionRoots: SectionRoots(
      keepsJava: false, keepsInitPrefix: true, keepsIdentifiers: true, keepsUnallocated: true,
      keepsGroups: false),
    boundsUnallocated: false, relaxedSymbols: relaxed)

  /// Every profile, the versions of a family from old to new.
  public static let all = [bfd, gold, lld14, lld21, mold]

  private static let relaxed: [ByteString] = ["__tls_get_addr", "___tls_get_addr"]

  /// The rules of a linker as it names itself: those of the newest profile that is not newer than
  /// the linker, or of the oldest one.
  public static func rules(of linker: LinkerIdentity) -> LinkerSemantics {
    let family = all.filter { $0.family == linker.family }
    let fitting = family.last { !isOlder(linker.version, than: $0.version) }
    return fitting ?? family.first ?? .bfd
  }

  /// Whether a linker is newer than every version whose rules are known.
  public func isOutdated(for linker: LinkerIdentity) -> Bool {
    LinkerSemantics.all.last { $0.family == family } == self
      && LinkerSemantics.isOlder(version, than: linker.version, upTo: version)
  }

  /// Compares the numbers of two versions, as many as `precision` has when it is given.
  private static func isOlder(
    _ left: String, than right: String, upTo precision: String? = nil
  ) -> Bool {
    let count = precision.map { numbers($0).count } ?? .max
    return numbers(left).prefix(count).lexicographicallyPrecedes(numbers(right).prefix(count))
  }

  private static func numbers(_ version: String) -> [Int] {
    version.split { !$0.isNumber }.prefix(3).map { Int($0) ?? 0 }
  }
}
