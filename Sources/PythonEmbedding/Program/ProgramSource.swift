public import ObjectFiles

/// The C sources of a program around a static Python.
public enum ProgramSource {
  /// What a program does when it is started.
  public enum Entry: Hashable, Sendable {
    /// All that the interpreter does: options, scripts, `-c`, `-m`, a prompt.
    case interpreter
    /// `module:function`, whose result is the exit status; or a module's name, run as `__main__`.
    case call(String)
  }

  /// `main`, the interpreter's configuration and the module `_staticld`.
  public static var main: [UInt8] { PackageResources.program_c }

  /// What stands in for `dlopen` and its like, see ``wrappedSymbols``.
  public static var dynamic: [UInt8] { PackageResources.dynamic_c }

  /// The symbols for `--wrap` with ``dynamic``.
  public static let wrappedSymbols: [ByteString] = ["dlopen", "dlsym", "dlclose", "dlerror"]

  /// The frozen modules that every program has, by their names.
  public static var bootModules: [(name: String, source: [UInt8])] {
    [
      ("_staticld_boot", PackageResources.boot_py),
      ("_staticld_resources", PackageResources.resources_py),
    ]
  }

  /// The settings of one program, in C.
  public static func settings(_ entry: Entry, hasSources: Bool) -> String {
    let word = if case .call(let text) = entry { "\"\(text)\"" } else { "0" }
    return """
      const char *const staticld_entry = \(word);
      const int staticld_has_sources = \(hasSources ? 1 : 0);

      """
  }

  /// A table of functions and variables by their names, in C: what `ctypes.pythonapi` finds.
  ///
  /// - Parameter names: symbols of libpython; those that are no C identifiers are left out.
  public static func symbolTable(of names: [ByteString]) -> String {
    let sorted = Set(names).filter(\.isIdentifier).sorted()
    var text = "#include <stddef.h>\n"
    for name in sorted { text += "extern char \(name)[];\n" }
    text += "const struct { const char *name; void *address; } staticld_symbols[] = {\n"
    for name in sorted { text += "  {\"\(name)\", \(name)},\n" }
    return text + "  {0, 0},\n};\nconst size_t staticld_symbol_count = \(sorted.count);\n"
  }
}
