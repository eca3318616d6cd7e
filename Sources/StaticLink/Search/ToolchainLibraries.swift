internal import ObjectFiles

/// The libraries that compilers and C libraries ship, by the name that `-l` takes.
///
/// The only libraries that the search knows by name. Where several define a symbol, the earlier one
/// is meant: libstdc++ contains libsupc++.
enum ToolchainLibraries {
  static let names: [ByteString] = [
    "c", "m", "gcc", "gcc_eh", "stdc++", "supc++", "gfortran", "quadmath", "gomp", "atomic",
    "pthread", "dl", "rt", "util", "resolv", "anl", "nsl", "mvec", "itm", "ssp", "stdc++fs",
    "stdc++_libbacktrace", "objc", "c++", "c++abi", "c++experimental", "omp",
  ]

  private static let ranks: [ByteString: Int] = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { ($1, $0) })

  /// The position in the list; `nil` for any other library.
  static func rank(of name: ByteString) -> Int? { ranks[name] }
}
