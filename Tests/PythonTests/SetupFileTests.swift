import PythonEmbedding
import Testing

/// What is made of the module list that configure writes.
@Suite("Setup.stdlib")
struct SetupFileTests {
  /// Lines as configure of 3.11.2 wrote them, but for their number.
  private static let stdlib = """
    # -*- makefile -*-
    # * Module lines without any compiler and linker flags automatically use
    #   $(MODULE_{NAME}_CFLAGS) and $(MODULE_{NAME}_LDFLAGS). These flags are
    *static*

    ############################################################################
    array arraymodule.c
    _lsprof _lsprof.c rotatingtree.c
    #@MODULE__DBM_TRUE@_dbm _dbmmodule.c
    # gdbm module needs -lgdbm
    _gdbm _gdbmmodule.c
    spwd spwdmodule.c
    #ossaudiodev ossaudiodev.c
    # needs -lffi and -ldl
    #@MODULE__CTYPES_TRUE@_ctypes _ctypes/_ctypes.c _ctypes/callbacks.c
    #_sqlite3 _sqlite/blob.c _sqlite/connection.c
    _uuid _uuidmodule.c
    #_scproxy _scproxy.c
    #_testbuffer _testbuffer.c
    # Some testing modules MUST be built as shared libraries.
    *shared*
    #_ctypes_test _ctypes/_ctypes_test.c
    xxlimited xxlimited.c
    """

  private let setup = SetupFile(
    stdlib: stdlib,
    decisions: [
      "_ctypes": .built(["-DHAVE_FFI_CLOSURE_ALLOC", "-lffi", "-ldl"]),
      "_sqlite3": .built(["-lsqlite3", "-lm"]),
      "_uuid": .leftOut("there is no static library libuuid.a"),
    ])

  private var lines: [Substring] { setup.text.split(separator: "\n") }

  @Test("modules are built as configure found them, or as their libraries allow")
  func built() {
    #expect(setup.built == ["array", "_lsprof", "spwd", "_ctypes", "_sqlite3"])
    #expect(lines.contains("_lsprof _lsprof.c rotatingtree.c"))
    #expect(
      lines.contains(
        "_ctypes _ctypes/_ctypes.c _ctypes/callbacks.c $(MODULE__CTYPES_CFLAGS) "
          + "$(MODULE__CTYPES_LDFLAGS) -DHAVE_FFI_CLOSURE_ALLOC -lffi -ldl"))
  }

  @Test("what is left out has a reason, and later rules cannot bring it back")
  func leftOut() throws {
    let reasons = Dictionary(
      uniqueKeysWithValues: setup.leftOut.map { ($0.module, $0.reason) })
    #expect(
      Set(reasons.keys) == [
        "_dbm", "_gdbm", "ossaudiodev", "_uuid", "_scproxy", "_testbuffer", "_ctypes_test",
        "xxlimited",
      ])
    #expect(reasons["_uuid"] == "there is no static library libuuid.a")
    #expect(reasons["_gdbm"]?.contains("GPL") == true)
    #expect(reasons["ossaudiodev"] == "configure does not find what it wants")
    let disabled = try #require(lines.firstIndex(of: "*disabled*"))
    #expect(lines[(disabled + 1)...].map(String.init) == setup.leftOut.map(\.module))
    #expect(!lines.contains("*shared*"))
  }

  /// makesetup takes a line with `=` for a variable and fails much later.
  @Test("no module line has an equals sign")
  func noVariables() {
    #expect(!lines.contains { !$0.hasPrefix("#") && $0.contains("=") })
  }
}
