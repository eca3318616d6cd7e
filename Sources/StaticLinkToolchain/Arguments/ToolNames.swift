package import ObjectFiles

/// Which words at the front of a pasted line are the tool and not an input.
package enum ToolNames {
  package static func isLauncher(_ word: ByteString) -> Bool {
    launchers.contains(word.lastPathComponent)
  }

  /// Names such as `gcc`, `x86_64-linux-gnu-gcc-12`, `/opt/bin/clang++`, `musl-gcc`, `staticld-cc`.
  package static func isCompiler(_ word: ByteString) -> Bool {
    isTool(word, named: compilers)
  }

  /// Names such as `ld`, `ld.lld`, `aarch64-linux-gnu-ld.bfd`, `mold`, `collect2`.
  package static func isLinker(_ word: ByteString) -> Bool {
    isTool(word, named: linkers)
  }

  private static func isTool(_ word: ByteString, named names: WordList) -> Bool {
    if word.bytes.first == UInt8(ascii: "-") { return false }
    return names.containsEnd(of: withoutVersion(word.lastPathComponent))
  }

  private static func withoutVersion(_ name: ByteString) -> ByteString {
    guard let dash = name.bytes.lastIndex(of: UInt8(ascii: "-")) else { return name }
    let tail = name.bytes[(dash + 1)...]
    let isVersion =
      tail.first.map { digits.contains($0) } == true
      && tail.allSatisfy { digits.contains($0) || $0 == UInt8(ascii: ".") }
    return isVersion ? ByteString(name.bytes[..<dash]) : name
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private static let launchers: WordList = ["ccache", "sccache", "distcc", "icecc", "clang-cache"]

  private static let compilers: WordList = [
    "cc", "c++", "gcc", "g++", "gfortran", "clang", "clang++", "flang", "f77", "f95", "c89", "c99",
    "gdc", "gccgo", "tcc", "icc", "icpc", "icx", "icpx", "ifort", "ifx", "nvc", "nvc++", "pgcc",
    "mpicc", "mpicxx", "mpic++", "mpif77", "mpif90", "mpifort", "hipcc",
  ]

  private static let linkers: WordList = [
    "ld", "ld.bfd", "ld.gold", "ld.lld", "ld.mold", "gold", "lld", "mold", "collect2", "real-ld",
  ]
}

/// Which inputs a driver would compile first.
enum SourceNames {
  static func isSource(_ path: ByteString) -> Bool {
    let name = path.lastPathComponent
    guard let dot = name.bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return false }
    return suffixes.contains(name.dropFirst(dot + 1))
  }

  private static let suffixes: WordList = [
    "c", "cc", "cp", "cxx", "cpp", "c++", "C", "CPP", "i", "ii", "m", "mm", "M", "mi", "mii", "f",
    "F", "for", "FOR", "fpp", "FPP", "ftn", "FTN", "f77", "f90", "F90", "f95", "F95", "f03", "F03",
    "f08", "F08", "s", "S", "sx", "ads", "adb", "d", "go", "cu", "cl", "ll", "h", "hh", "hpp",
  ]
}
