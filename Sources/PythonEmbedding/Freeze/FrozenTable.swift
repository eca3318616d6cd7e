public import ObjectFiles

/// What was frozen as assembler source: `staticld_frozen`, a table for `PyImport_FrozenModules`,
/// and `staticld_data` with `staticld_data_count`, sorted rows of name, address and size.
public enum FrozenTable {
  /// The source, which takes the blob from where it is; 64-bit targets only.
  ///
  /// What a row looks like, ``PythonSeries`` knows.
  public static func source(of report: FreezeReport, blob: ByteString) -> String {
    let series = PythonVersion(report.version).flatMap { PythonSeries($0) }
    let hasGetter = series?.frozenRowHasGetter ?? false
    var text = """
      /* Made by staticld python freeze for Python \(report.version). */
      .section .rodata.staticld, "a", @progbits
      .balign 16
      .Lblob:
      .incbin \(quoted(blob.bytes))

      """
    for (number, module) in report.modules.enumerated() {
      text += ".Lm\(number): .asciz \(quoted(module.name.utf8))\n"
    }
    for (number, datum) in report.data.enumerated() {
      text += ".Ld\(number): .asciz \(quoted(datum.name.utf8))\n"
    }
    text += head(of: "staticld_frozen")
    for (number, module) in report.modules.enumerated() {
      text += ".quad .Lm\(number), .Lblob+\(module.offset)\n"
      text += ".long \(module.size), \(module.isPackage ? 1 : 0)\n"
      if hasGetter { text += ".quad 0\n" }
    }
    text += ".quad 0, 0, 0\(hasGetter ? ", 0" : "")\n"
    text += head(of: "staticld_data")
    for (number, datum) in report.data.enumerated() {
      text += ".quad .Ld\(number), .Lblob+\(datum.offset), \(datum.size)\n"
    }
    text += head(of: "staticld_data_count") + ".quad \(report.data.count)\n"
    return text + "\n.section .note.GNU-stack, \"\", @progbits\n"
  }

  private static func head(of symbol: String) -> String {
    """

    .section .data.rel.ro.staticld, "aw", @progbits
    .balign 8
    .globl \(symbol)
    .type \(symbol), @object
    \(symbol):

    """
  }

  private static func quoted(_ bytes: some Sequence<UInt8>) -> String {
    var text = "\""
    for byte in bytes {
      switch byte {
      case 0x20...0x21, 0x23...0x5b, 0x5d...0x7e: text.unicodeScalars.append(.init(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text + "\""
  }
}
