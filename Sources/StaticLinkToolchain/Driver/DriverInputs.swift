package import ObjectFiles

/// What a compiler driver puts on a linker's line, told by its name: the line does not say.
package enum DriverInputs {
  /// Startup objects of GCC 12 and clang 14 to 21.
  package static func isStartup(_ path: ByteString) -> Bool {
    let name = path.lastPathComponent
    guard name.hasSuffix(".o") else { return false }
    return name.hasPrefix("crt") || name.hasSuffix("crt1.o") || name.hasPrefix("clang_rt.crt")
  }

  /// Libraries as `-l` names them that close every line of a driver for C.
  package static func isRuntime(_ name: ByteString) -> Bool {
    runtime.contains(name)
  }

  private static let runtime: WordList = ["gcc", "gcc_s", "gcc_eh", "c"]
}
