internal import ObjectFiles

/// The table of builtin modules that an interpreter is extended by (`PyImport_Inittab`).
public struct InitTable: Sendable {
  /// In the order of their names.
  public let modules: [ExtensionModule]

  /// Two modules that cannot both be in one table.
  public enum Conflict: Error, Hashable, Sendable, CustomStringConvertible {
    case name(ExtensionModule, ExtensionModule)
    case initFunction(ExtensionModule, ExtensionModule)
    /// Not a dotted name of Python.
    case notAName(ExtensionModule)

    /// One line for the user.
    public var description: String {
      switch self {
      case .name(let one, let other):
        "module '\(one.name.forMessage)' is in \(one.archive.forMessage) and in "
          + other.archive.forMessage
      case .initFunction(let one, let other):
        "modules '\(one.name.forMessage)' and '\(other.name.forMessage)' have the same init function "
          + "\(one.initFunction.forMessage)"
      case .notAName(let module):
        "'\(module.name.forMessage)' of \(module.archive.forMessage) is no name of a module"
      }
    }
  }

  /// - Throws: the first ``Conflict`` in the order of the names.
  public init(_ modules: [ExtensionModule]) throws(Conflict) {
    let sorted = modules.sorted { ($0.name, $0.archive) < ($1.name, $1.archive) }
    var functions: [ByteString: ExtensionModule] = [:]
    for (index, module) in sorted.enumerated() {
      guard InitTable.isName(module.name), module.initFunction.isIdentifier else {
        throw .notAName(module)
      }
      if index > 0, sorted[index - 1].name == module.name {
        throw .name(sorted[index - 1], module)
      }
      if let other = functions.updateValue(module, forKey: module.initFunction) {
        throw .initFunction(other, module)
      }
    }
    self.modules = sorted
  }

  /// C for CPython 3.11 to 3.13: a table and `staticld_extend_inittab`, which is called before
  /// `Py_Initialize`.
  ///
  /// A module of single-phase initialization takes its full name from the package context, which
  /// CPython sets when it loads a shared object and not for a builtin module: each entry sets it
  /// (`_Py_PackageContext` up to 3.11, `_PyImport_SwapPackageContext` since 3.12).
  public var source: String {
    var text = """
      /* Made by staticld python inittab. */
      #define PY_SSIZE_T_CLEAN
      #include <Python.h>

      #if PY_VERSION_HEX >= 0x030C0000
      extern const char *_PyImport_SwapPackageContext(const char *);
      #define SWAP_CONTEXT(name) _PyImport_SwapPackageContext(name)
      #else
      extern const char *_Py_PackageContext;
      static const char *swap_context(const char *name) {
        const char *before = _Py_PackageContext;
        _Py_PackageContext = name;
        return before;
      }
      #define SWAP_CONTEXT(name) swap_context(name)
      #endif

      #define MODULE(number, name, function) \\
        extern PyObject *function(void); \\
        static PyObject *init_##number(void) { \\
          const char *before = SWAP_CONTEXT(name); \\
          PyObject *module = function(); \\
          SWAP_CONTEXT(before); \\
          return module; \\
        }


      """
    for (number, module) in modules.enumerated() {
      text += "MODULE(\(number), \"\(module.name)\", \(module.initFunction))\n"
    }
    text += "\nstatic struct _inittab staticld_inittab[] = {\n"
    for (number, module) in modules.enumerated() {
      text += "  {\"\(module.name)\", init_\(number)},\n"
    }
    text += """
        {NULL, NULL},
      };

      int staticld_extend_inittab(void) {
        return PyImport_ExtendInittab(staticld_inittab);
      }

      """
    return text
  }

  /// Whether a byte may stand in a dotted name of ASCII letters.
  public static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || (0x30...0x39).contains(byte)
      || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
  }

  /// ASCII only: other modules have punycode in their init functions, and no C compiler need take
  /// their names.
  private static func isName(_ name: ByteString) -> Bool {
    let parts = name.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.allSatisfy { ByteString($0).isIdentifier }
  }
}
