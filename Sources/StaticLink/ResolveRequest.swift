public import ObjectFiles

/// What to resolve: the user's part of a link line and what may be chosen for it.
public struct ResolveRequest: Sendable {
  /// The user's arguments, without what the driver adds.
  public var arguments: [LinkArgument]
  /// How many search directories at the front of ``arguments`` belong before the driver's own.
  public var leadingSearchDirectories: Int
  public var toolchain: Toolchain
  public var semantics: LinkerSemantics
  /// In library mode, the symbols that a program will use; empty: any of them.
  public var roots: [ByteString]
  /// Library names (`z`) or paths that win over all evidence.
  public var prefer: [ByteString]
  /// Library names or paths that are never chosen.
  public var exclude: [ByteString]

  /// Whose missing libraries may be looked for.
  public var completes = Completion.everything

  /// For whose references libraries may be added to a line.
  public enum Completion: Sendable {
    /// Whatever is open.
    case everything
    /// Only what archives leave open. A symbol that an object or an option of the line asks for is
    /// its author's business: a configure script that probes for one wants to hear the truth.
    case archives
  }

  /// Whether inputs without any object are judged for a program that is not there yet (library
  /// mode); otherwise they are judged as the linker would, which asks them for `main`.
  public var allowsLibraryMode: Bool
  /// Whether the answer lists the files of the link and which of their members are in it.
  public var wantsLibraries = true
  /// Whether the answer lists what every symbol is bound to.
  public var wantsBindings: Bool
  /// Whether a judgement goes beyond what the linker says: definitions that differ, references that
  /// stay null, libraries that do not go together.
  public var wantsAnalysis = false

  /// Whether the process ends soon: what was read is then left for the system to take back, which is
  /// faster than to give back every table of every object.
  public var isLast = false

  /// The other linkers that the answer is compared with, asked for only when they may differ; without
  /// it no linker but ``toolchain``'s counts.
  public var otherLinkers: (@Sendable (LinkerIdentity.Family) -> LinkerView?)?
  /// Whether all linkers are simulated, plain though it may be that they agree; of a resolution,
  /// whether only a line counts with which all take the same members.
  public var demandsAgreement = false

  /// The user's directories, then those of the toolchain.
  var searchDirectories: [ByteString] {
    arguments.searchDirectories + toolchain.libraryDirectories
  }

  public init(
    arguments: [LinkArgument], leadingSearchDirectories: Int = 0, toolchain: Toolchain,
    semantics: LinkerSemantics = .bfd, roots: [ByteString] = [], prefer: [ByteString] = [],
    exclude: [ByteString] = [], allowsLibraryMode: Bool = true, wantsBindings: Bool = false
  ) {
    self.arguments = arguments
    self.leadingSearchDirectories = leadingSearchDirectories
    self.toolchain = toolchain
    self.semantics = semantics
    self.roots = roots
    self.prefer = prefer
    self.exclude = exclude
    self.allowsLibraryMode = allowsLibraryMode
    self.wantsBindings = wantsBindings
  }
}
