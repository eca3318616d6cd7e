public import ObjectFiles
public import StaticLink

/// The kind of file that a pasted line asks for.
public enum RequestedMode: String, Hashable, Sendable, CaseIterable {
  /// An executable that needs no other file at run time.
  case `static`
  /// The same, to be loaded anywhere.
  case staticPIE = "static-pie"
  /// An executable that a dynamic linker starts.
  case dynamic
  /// A shared object.
  case shared
  /// An object file.
  case relocatable
}

/// A link line as a person or a build tool wrote it, sorted by who it concerns.
public struct ParsedLine: Hashable, Sendable {
  /// The compiler's name when the line begins with one.
  public var compiler: ByteString?
  /// The linker's name when the line begins with one; its words were then read by the linker's
  /// grammar alone.
  public var linker: ByteString?
  /// Options that change what the driver adds to the link or which linker it runs.
  public var driverOptions: [ByteString] = []
  /// The link's elements in the linker's order: the driver's own `-L` stand first, because the
  /// driver moves them there, in front of its own directories.
  public var arguments: [LinkArgument] = []
  /// How many of the arguments were moved to the front.
  public var leadingSearchDirectories = 0
  /// Libraries given as `-Wl,-lNAME`, which the driver does not see and so does not move.
  public var passedLibraries: Set<ByteString> = []
  /// The last `-o`.
  public var output: ByteString?
  /// What `-static`, `-static-pie`, `-pie`, `-shared` and `-r` ask for; `nil` when none is there.
  public var requestedMode: RequestedMode?
  /// Options that do not concern the link, with their values.
  public var skipped: [ByteString] = []

  /// A line that says nothing.
  public init() {}

  /// Reads a line: a compiler driver's arguments, with or without the compiler in front, or a
  /// linker's when its name stands in front.
  ///
  /// Options of the linker may stand bare on a driver's line, where a driver would refuse them;
  /// what has a meaning for the driver keeps that meaning.
  ///
  /// - Throws: ``ArgumentError`` for what neither driver nor linker would accept, and for a source
  ///   file.
  public init(parsing words: [ByteString], files: any FileSource) throws(ArgumentError) {
    var expansion = ResponseFiles(files: files)
    var rest = try expansion.expand(words)[...]
    if rest.count > 1, ToolNames.isLauncher(rest[rest.startIndex]),
      ToolNames.isCompiler(rest[rest.startIndex + 1])
    {
      rest.removeFirst()
    }
    if let first = rest.first, ToolNames.isLinker(first) {
      linker = rest.removeFirst()
      try read(linkerWords: Array(rest))
      return
    }
    if let first = rest.first, ToolNames.isCompiler(first) { compiler = rest.removeFirst() }
    try read(driverWords: Array(rest), expansion: &expansion)
  }

  /// Reads a linker's own line, whatever the linker is called.
  package init(
    linker: ByteString, words: [ByteString], files: any FileSource
  ) throws(ArgumentError) {
    self.linker = linker
    try read(linkerWords: ResponseFiles.expand(words, files: files))
  }

  private mutating func read(linkerWords: [ByteString]) throws(ArgumentError) {
    let line = try LinkerGrammar.read(linkerWords)
    arguments = line.arguments.map(\.withKnownDirectories)
    output = line.output
    requestedMode = line.requestedMode
  }

  private mutating func read(
    driverWords: [ByteString], expansion: inout ResponseFiles
  ) throws(ArgumentError) {
    let driver = try DriverGrammar(driverWords)
    // The linker expands what the driver passes on (-Wl,@file).
    let line = try LinkerGrammar.read(expansion.expand(driver.linkerWords))
    arguments = driver.searchDirectories.map { .searchDirectory($0) } + line.arguments
    leadingSearchDirectories = driver.searchDirectories.count
    passedLibraries = driver.passedLibraries
    driverOptions = driver.driverOptions
    output = line.output ?? driver.output
    skipped = driver.skipped
    // The strongest wins, as it does when the driver sees several.
    requestedMode = [.relocatable, .shared, .staticPIE, .static, .dynamic].first {
      driver.modes.contains($0)
    }
  }
}
