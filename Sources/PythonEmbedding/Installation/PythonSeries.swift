/// The series of CPython that can be embedded, and all in which they differ here.
///
/// What differs in C is asked of the headers where it is compiled: the package context of a
/// single-phase module is `_Py_PackageContext` in 3.11 and `_PyRuntime.imports.pkgcontext` from
/// 3.12 on, see ``InitTable``.
public enum PythonSeries: Int, CaseIterable, Hashable, Sendable {
  case v311 = 11
  case v312
  case v313

  /// - Returns: `nil` for a series that is not known.
  public init?(_ version: PythonVersion) {
    guard version.major == 3 else { return nil }
    self.init(rawValue: version.minor)
  }

  /// - Parameter name: `3.11`.
  public init?(name: String) {
    guard let series = PythonSeries.allCases.first(where: { $0.name == name }) else { return nil }
    self = series
  }

  /// `3.11`: what libraries and directories are called by.
  public var name: String { "3.\(rawValue)" }

  /// Whether the tests build and run programs with it; no Debian release has 3.12.
  public var isTested: Bool { self != .v312 }

  /// The Debian release whose source package it is.
  var debianRelease: String? {
    switch self {
    case .v311: "bookworm"
    case .v312: nil
    case .v313: "trixie"
    }
  }

  /// Whether a row of the frozen modules' table ends in a function that makes the code object
  /// (`struct _frozen`, Include/cpython/import.h).
  var frozenRowHasGetter: Bool { self != .v313 }

  /// Compiler flags that configure finds out of itself in later series.
  ///
  /// In 3.11 setup.py did, which builds shared modules only. No flag has `=`, by which makesetup
  /// knows a variable.
  func compilerFlags(of module: String) -> [String] {
    guard self == .v311 else { return [] }
    return switch module {
    case "_ctypes":
      ["-DHAVE_FFI_PREP_CIF_VAR", "-DHAVE_FFI_PREP_CLOSURE_LOC", "-DHAVE_FFI_CLOSURE_ALLOC"]
    case "_curses", "_curses_panel":
      ["-DHAVE_NCURSESW", "-D_XOPEN_SOURCE_EXTENDED"]
    default: []
    }
  }
}
