import ObjectFiles

/// How a compiler driver treats its options, GCC 12's and clang's together.
enum DriverOption: Equatable {
  /// Changes what the driver adds to the link or which linker it runs.
  case driver
  /// The same, and the next word belongs to it.
  case driverWithValue
  /// Concerns compilation, or nothing.
  case skipped
  case skippedWithValue
  /// Goes to the linker as it is.
  case linker
  /// Goes to the linker, and its value is the next word unless attached.
  case linkerWithValue

  static func classify(_ word: ByteString) -> DriverOption? {
    if let exact = exact.first(where: { $0.names.contains(word) }) { return exact.option }
    return prefixes.first { word.begins(with: $0.prefix) }?.option
  }

  private static let exact: [(option: DriverOption, names: SpacedWords)] = [
    (
      .driver,
      """
      -pthread -pthreads -nostdlib -nostartfiles -nodefaultlibs -nolibc -nostdlib++ -noposixlib
      -static-libgcc -static-libstdc++ -static-libgfortran -static-libquadmath -static-libgo
      -static-libgm2 -static-libphobos -static-libasan -static-libtsan -static-libubsan
      -static-liblsan -static-libsan -static-openmp -static-rtlib -shared-libgcc -shared-libsan
      -shared-libasan -shared-libphobos -p -pg -pie --pie -no-pie --no-pie -nopie --coverage
      -coverage -Ofast -posix -frtlib-add-rpath
      """
    ),
    (
      .driverWithValue,
      "-B -target --sysroot -gcc-toolchain --gcc-toolchain -specs --specs -resource-dir --config"
    ),
    (
      .skippedWithValue,
      """
      -D -U -I -A -x -J -G -include -imacros -idirafter -iprefix -iwithprefix -iwithprefixbefore
      -isystem -iquote -isysroot -imultilib -iframework -cxx-isystem -MF -MT -MQ -MJ -aux-info
      -arch --param -dumpbase -dumpbase-ext -dumpdir -wrapper -Xclang -Xpreprocessor -Xassembler
      -Xopenmp-target -Xanalyzer -mllvm -ivfsoverlay -index-store-path
      --serialize-diagnostics -main-file-name -working-directory
      """
    ),
    (
      .skipped,
      """
      -c -S -E -w -v -### -Q -H -P -C -CC -M -MM -MD -MMD -MG -MP -MV -O -g -ansi -pedantic
      -pedantic-errors -pipe -save-temps -time -undef -nostdinc -nostdinc++ -trigraphs -traditional
      -traditional-cpp -remap -pass-exit-codes -emit-llvm -cpp -nocpp --version --help --verbose
      -fPIC -fpic -fPIE -fpie -fno-PIC -fno-pic -fno-PIE -fno-pie -fno-plt -fcommon -fno-common
      -fexceptions -fno-exceptions -frtti -fno-rtti -fwrapv -fwrapv-pointer -fomit-frame-pointer
      -fno-omit-frame-pointer -ffunction-sections -fdata-sections -fasynchronous-unwind-tables
      -fno-asynchronous-unwind-tables -funwind-tables -fno-unwind-tables -fstack-clash-protection
      -fno-strict-aliasing -fstrict-aliasing -fno-strict-overflow -fsigned-char -funsigned-char
      -fshort-enums -fno-semantic-interposition -fno-math-errno -fno-trapping-math -finline
      -fno-inline -finline-functions -funroll-loops -fpermissive -fno-color-diagnostics
      -fcolor-diagnostics -fno-ident -fno-merge-constants -ffreestanding -fsyntax-only
      -fno-caret-diagnostics
      """
    ),
    (.linker, "-s -t -N -n -dn -dy -dc -dp -( -)"),
    (.linkerWithValue, "-u -T -z -e -h -R -m"),
  ]

  /// The first that fits counts, so an exception stands before its rule.
  private static let prefixes: [(prefix: StaticString, option: DriverOption)] = [
    ("-fopenmp", .driver), ("-fuse-", .driver), ("-flto", .driver), ("-fno-lto", .driver),
    ("-fvisibility", .skipped), ("-fdiagnostics-", .skipped), ("-fmessage-length", .skipped),
    ("-fmacro-prefix-map=", .skipped), ("-ffile-prefix-map=", .skipped),
    ("-fdebug-prefix-map=", .skipped), ("-fno-builtin", .skipped), ("-ftree-", .skipped),
    ("-fno-tree-", .skipped), ("-ftemplate-", .skipped), ("-fmax-errors", .skipped),
    ("-fcf-protection", .skipped), ("-fabi-version", .skipped), ("-fdebug-", .skipped),
    ("-ferror-limit", .skipped), ("-std=", .skipped), ("--std=", .skipped),
    ("--sysroot=", .driver), ("--target=", .driver), ("-target=", .driver), ("-specs=", .driver),
    ("--specs=", .driver), ("-stdlib=", .driver), ("--stdlib=", .driver), ("-rtlib=", .driver),
    ("--rtlib=", .driver), ("-unwindlib=", .driver), ("--unwindlib=", .driver),
    ("--gcc-toolchain=", .driver), ("--gcc-install-dir=", .driver), ("--ld-path=", .driver),
    ("-resource-dir=", .driver), ("--config=", .driver), ("-tune=", .driver),
    ("-print-", .skipped), ("--print-", .skipped), ("-dump", .skipped), ("-save-temps", .skipped),
    ("--param=", .skipped), ("-iwithprefix", .skipped), ("-isystem", .skipped),
    ("-iquote", .skipped), ("-idirafter", .skipped), ("-include", .skipped),
  ]

  /// What the letter alone says of a word that is in no table, neither here nor in the linker's.
  static func classify(letter: UInt8) -> DriverOption {
    switch letter {
    case UInt8(ascii: "f"), UInt8(ascii: "m"), UInt8(ascii: "B"): .driver
    case UInt8(ascii: "u"), UInt8(ascii: "T"), UInt8(ascii: "z"), UInt8(ascii: "e"),
      UInt8(ascii: "R"):
      .linker
    default: .skipped
    }
  }
}
