import ObjectFiles
import StaticLink

/// The options of the four linkers, from `ld --help` of GNU ld 2.40, gold 1.16, LLD 21 and
/// mold 1.10.
///
/// The rows without a row of their own in ``LinkArgument`` are sorted into those that leave
/// extraction, bindings and errors alone and those that do not.
enum LinkerOptionTable {
  /// By the letter's code.
  static let short: [LinkerOption?] = {
    var table: [LinkerOption?] = Array(repeating: nil, count: Int(UInt8.max) + 1)
    func add(_ letters: String, _ option: LinkerOption?) {
      for letter in letters.utf8 { table[Int(letter)] = option }
    }
    add("dEgMnNqsStvVwxX", .init(value: .attached, effect: .other))
    add("aAfFGhmOPyY", .init(value: .required, effect: .other))
    add("bc", .init(value: .required, effect: .notModelled))
    add("T", long("script"))
    add("R", long("just-symbols"))
    add("ir", long("relocatable"))
    let letters: [(String, ByteString)] = [
      ("e", "entry"), ("I", "dynamic-linker"), ("l", "library"), ("L", "library-path"),
      ("o", "output"), ("u", "undefined"), ("(", "start-group"), (")", "end-group"),
    ]
    for (letter, name) in letters {
      add(letter, long(name))
    }
    add("z", .init(value: .required, effect: .keyword))
    return table
  }()

  /// The option of a long name.
  static func long(_ name: ByteString) -> LinkerOption? {
    telling.first { $0.names.contains(name) }?.option
      ?? others.first { $0.names.contains(name) }?.option
  }

  /// Every long name that begins so, and its option.
  static func long(beginning start: String) -> [(name: String, option: LinkerOption)] {
    (telling + others).flatMap { row in row.names.all.map { ($0, row.option) } }
      .filter { $0.0.hasPrefix(start) }
  }

  private typealias Row = (names: SpacedWords, option: LinkerOption)

  private static let others: [Row] = [
    (harmlessFlags, .init(value: .attached, effect: .other)),
    (harmlessWithValue, .init(value: .required, effect: .other)),
    (decisiveFlags, .init(value: .attached, effect: .notModelled)),
    (decisiveWithValue, .init(value: .required, effect: .notModelled)),
  ]

  private static let telling: [Row] = {
    var table: [Row] = []
    table.reserveCapacity(80)
    func add(_ names: SpacedWords, _ value: LinkerOption.Value, _ effect: LinkerOption.Effect) {
      table.append((names, LinkerOption(value: value, effect: effect)))
    }
    add("start-group", .attached, .argument(.startGroup))
    add("end-group", .attached, .argument(.endGroup))
    add("start-lib", .attached, .argument(.startLib))
    add("end-lib", .attached, .argument(.endLib))
    add("push-state", .attached, .argument(.pushState))
    add("pop-state", .attached, .argument(.popState))
    add("whole-archive", .attached, .argument(.wholeArchive(true)))
    add("no-whole-archive", .attached, .argument(.wholeArchive(false)))
    add("as-needed", .attached, .argument(.asNeeded(true)))
    add("no-as-needed", .attached, .argument(.asNeeded(false)))
    add("Bstatic dn non_shared", .attached, .argument(.searchStatic(true)))
    add("Bdynamic dy call_shared", .attached, .argument(.searchStatic(false)))
    add("allow-multiple-definition", .attached, .argument(.allowMultipleDefinitions))

    add("gc-sections", .attached, .setting { _ in .gcSections(true) })
    add("no-gc-sections", .attached, .setting { _ in .gcSections(false) })
    add("fortran-common", .attached, .setting { _ in .fortranCommon(true) })
    add("no-fortran-common", .attached, .setting { _ in .fortranCommon(false) })
    add("undefined-glob", .required, .setting { .undefinedGlob($0) })
    add("noinhibit-exec", .attached, .setting { _ in .allowsUnresolved(true) })
    add("warn-unresolved-symbols", .attached, .setting { _ in .allowsUnresolved(true) })
    add("error-unresolved-symbols", .attached, .setting { _ in .allowsUnresolved(false) })
    add(
      "unresolved-symbols", .required,
      .setting { .allowsUnresolved($0 == "ignore-all" || $0 == "ignore-in-object-files") })
    add("allow-shlib-undefined", .attached, .setting { _ in .allowsSharedUndefined(true) })
    add("no-allow-shlib-undefined", .attached, .setting { _ in .allowsSharedUndefined(false) })
    add("no-undefined", .attached, .setting { _ in .definesAll(true) })
    add("version-script", .required, .setting { .versionScript($0) })
    add("undefined-version", .attached, .setting { _ in .undefinedVersions(true) })
    add("no-undefined-version", .attached, .setting { _ in .undefinedVersions(false) })
    add("dynamic-list", .required, .setting { .dynamicList($0) })
    add("exclude-libs", .required, .setting { .excludeLibraries($0) })

    add("library", .required, .library)
    add("library-path", .required, .value { .searchDirectory($0) })
    add("undefined", .required, .value { .undefined($0) })
    add("require-defined", .required, .value { .requireDefined($0) })
    add("entry", .required, .value { .entry($0) })
    add("wrap", .required, .value { .wrap($0) })
    add("script", .required, .script)
    add("just-symbols", .required, .symbols)
    add("defsym", .required, .definition)
    add("output", .required, .output)

    add("static", .attached, .mode(.isStatic))
    add("pie pic-executable", .attached, .mode(.pie))
    add("no-pie no-pic-executable", .attached, .mode(.noPIE))
    add("shared Bshareable", .attached, .mode(.shared))
    add("relocatable", .attached, .mode(.relocatable))
    add("dynamic-linker", .required, .mode(.dynamicLinker))
    return table
  }()

  private static let harmlessFlags: SpacedWords = """
    Bgroup Bno-symbolic Bsymbolic Bsymbolic-functions Bsymbolic-non-weak
    Bsymbolic-non-weak-functions EB EL Qy
    apply-dynamic-relocs build-id check-sections color-diagnostics compress-debug-sections cref
    ctf-variables dc default-imported-symver default-symver demangle detect-odr-violations
    disable-multiple-abs-defs disable-new-dtags discard-all discard-locals discard-none dp
    dynamic-list-cpp-new dynamic-list-cpp-typeinfo dynamic-list-data eh-frame-hdr embedded-relocs
    emit-relocs enable-new-dtags enable-non-contiguous-regions
    enable-non-contiguous-regions-warnings export-dynamic fatal-warnings fix-cortex-a53-835769
    fix-cortex-a53-843419 fix-cortex-a8 flto flto-partition fno-lto force-exe-suffix
    force-group-allocation fork fuse-ld fuse-linker-plugin gc-keep-exported gdb-index
    ignore-data-address-equality ld-generated-unwind-info map-whole-files mmap-output-file
    no-apply-dynamic-relocs no-build-id no-check-sections
    no-color-diagnostics no-copy-dt-needed-entries no-ctf-variables no-demangle
    no-detect-odr-violations no-dynamic-linker no-eh-frame-hdr no-export-dynamic
    no-fatal-warnings no-fix-cortex-a53-835769 no-fix-cortex-a53-843419 no-fork
    no-gdb-index no-keep-memory no-ld-generated-unwind-info no-map-whole-files no-omagic
    no-print-gc-sections no-print-icf-sections no-print-map-discarded no-relax no-rosegment
    no-strip-discarded no-threads no-warn-execstack
    no-warn-rwx-segments no-warn-search-mismatch no-warn-symbol-ordering no-warnings omagic
    nmagic pack-dyn-relocs package-metadata perf plt-align plt-static-chain post-thread-count
    print-gc-sections print-icf-sections print-map print-map-discarded print-memory-usage
    print-output-format print-stats qmagic quiet reduce-memory-overheads relax repro rosegment
    secure-plt sort-common split-by-file split-by-reloc stats stats-all strip-all strip-debug
    strip-debug-gdb strip-debug-non-line strip-discarded strip-lto-sections target-help threads
    trace traditional-format unique use-android-relr-tags verbose version
    warn-alternate-em warn-backrefs warn-common warn-constructors warn-execstack warn-ifunc-textrel
    warn-multiple-gp warn-once warn-rwx-segments warn-section-align warn-symbol-ordering
    warn-textrel x86-64-v2 icf lto-O thinlto-jobs thinlto-cache-dir thinlto-cache-policy time-trace
    error-limit filler pack-relative-relocs help
    """

  private static let harmlessWithValue: SpacedWords = """
    Map Tbss Tdata Tldata-segment Trodata-segment Ttext Ttext-segment architecture assert audit
    auxiliary chroot ctf-share-types dependency-file depaudit error-handling-script
    export-dynamic-symbol export-dynamic-symbol-list filter fini gpsize hash-size hash-style
    image-base init lto-partitions max-cache-size mllvm oformat orphan-handling out-implib plugin
    plugin-opt print-symbol-order reproduce retain-symbols-file rpath rpath-link section-start
    section-ordering-file soname sort-section spare-dynamic-tags symbol-ordering-file sysroot
    task-link thread-count trace-symbol version-exports-section why-extract
    """

  private static let decisiveFlags: SpacedWords = """
    Ur accept-unknown-input-arch copy-dt-needed-entries define-common
    no-accept-unknown-input-arch no-allow-multiple-definition no-define-common
    no-warn-mismatch nostdlib
    """

  private static let decisiveWithValue: SpacedWords = """
    dT default-script format ignore-unresolved-symbol mri-script
    warn-backrefs-exclude
    """
}
