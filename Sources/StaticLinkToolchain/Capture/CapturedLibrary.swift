package import ObjectFiles

/// What a build linked, as a static library.
package struct CapturedLibrary: Sendable {
  package enum Kind: String, Sendable {
    /// A Python extension module.
    case module
    case library
    case executable
  }

  /// A library that it needs.
  package struct Need: Sendable {
    /// `-lfoo`, or the path as the line had it.
    package var spelled: ByteString
    /// The file that the linker took.
    package var path: ByteString
    /// Another library of this capture that stands for it.
    package var captured: ByteString?
    /// The machine's static library in place of a shared one; `nil` when there is none.
    package var archive: ByteString?
  }

  package var kind: Kind
  /// The name that tells it from all others: a module's dotted one, or the output's.
  package var name: ByteString
  /// `PyInit_…` of a module.
  package var initFunction: ByteString?
  package var archive: ByteString
  /// What is in the archive: the build's own names, a member's in parentheses.
  package var members: [ByteString]
  package var link: CapturedLink
  package var needs: [Need]
}

/// A library that could not be made, and why.
package struct CaptureProblem: Sendable {
  package var output: ByteString
  package var text: String
}
