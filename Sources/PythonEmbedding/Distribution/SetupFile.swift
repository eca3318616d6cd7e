/// `Modules/Setup.stdlib`, which configure writes: a line a module, as makesetup reads it.
public struct SetupFile: Sendable {
  /// What becomes of one module.
  public enum Decision: Hashable, Sendable {
    /// As configure has it, or with these words more: flags, and libraries for the link line.
    case built([String])
    case leftOut(String)
  }

  /// The text for `Modules/Setup.local`, in which nothing is left to anybody else.
  public private(set) var text = ""
  /// In the order of the text.
  public private(set) var built: [String] = []
  public private(set) var leftOut: [PythonInstallation.LeftOut] = []

  /// - Parameters:
  ///   - stdlib: what configure wrote.
  ///   - decisions: for modules about which configure is not asked; it looks for shared libraries.
  public init(stdlib: String, decisions: [String: Decision]) {
    var isShared = false
    for line in stdlib.split(separator: "\n", omittingEmptySubsequences: false) {
      // Whatever has to be a shared object cannot be in a static library.
      if line == "*shared*" { isShared = true }
      guard !isShared, !SetupFile.isModule(line) else {
        if let module = Module(line) { take(module, decisions[module.name], isShared: isShared) }
        continue
      }
      text += line + "\n"
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    // A module that is only not named here, later series take from Setup.stdlib all the same.
    text += "\n*disabled*\n" + leftOut.map { $0.module + "\n" }.joined()
  }

  /// One line: `#@MODULE__DBM_TRUE@_dbm _dbmmodule.c`.
  private struct Module {
    var name: String
    var words: [Substring]
    var isFound: Bool

    init?(_ line: Substring) {
      guard SetupFile.isModule(line) else { return nil }
      var line = line
      isFound = line.first != "#"
      if !isFound { line.removeFirst() }
      if line.first == "@", let end = line.dropFirst().firstIndex(of: "@") {
        line = line[line.index(after: end)...]
      }
      words = line.split(separator: " ")
      guard let first = words.first else { return nil }
      name = String(first)
    }
  }

  /// A name, with or without configure's mark in front, and a source file; prose has blanks there.
  private static func isModule(_ line: Substring) -> Bool {
    let words = line.drop { $0 == "#" }.split(separator: " ")
    guard words.count >= 2, line.prefix(2) != "##", line.prefix(2) != "# " else { return false }
    return words.dropFirst().contains { $0.hasSuffix(".c") }
  }

  private mutating func take(_ module: Module, _ decision: Decision?, isShared: Bool) {
    let name = module.name
    if isShared || SetupFile.isTest(name) {
      leave(name, PythonInstallation.LeftOut.test)
    } else if name == "_scproxy" {
      leave(name, PythonInstallation.LeftOut.foreign)
    } else if let reason = LibraryModule.unwanted[name] {
      leave(name, reason)
    } else {
      switch decision {
      case .leftOut(let reason): leave(name, reason)
      case .built(let words): build(module, words)
      case nil where module.isFound: build(module, [])
      case nil: leave(name, "configure does not find what it wants")
      }
    }
  }

  private static func isTest(_ name: String) -> Bool {
    name.hasPrefix("_test") || name.hasPrefix("_xxtest") || name.hasPrefix("xx")
      || name == "_ctypes_test"
  }

  private mutating func leave(_ name: String, _ reason: String) {
    leftOut.append(.init(module: name, reason: reason))
  }

  private mutating func build(_ module: Module, _ words: [String]) {
    var line = module.words.joined(separator: " ")
    if !words.isEmpty {
      // makesetup adds what configure found only where a line has no flags of its own.
      let variable = "MODULE_" + module.name.uppercased()
      line += " $(\(variable)_CFLAGS) $(\(variable)_LDFLAGS) " + words.joined(separator: " ")
    }
    text += line + "\n"
    built.append(module.name)
  }
}
