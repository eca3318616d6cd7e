internal import ObjectFiles

/// One line to simulate, from the first startup object to the last.
struct LinkLine: Sendable {
  var arguments: [LinkArgument]
  /// The linker's own search directories, behind every `-L`.
  var searchDirectories: [ByteString]
  var sysroot: ByteString
  /// Whether `-l` may find a shared object.
  var allowsShared: Bool
  /// Names that the linker defines when they are referenced.
  var linkerDefinedSymbols: [ByteString]
  /// References from startup objects that are nobody's fault: `main`, while there is no program.
  var excused: [ByteString] = []
}
