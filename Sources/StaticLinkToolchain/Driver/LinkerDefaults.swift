import ObjectFiles
import StaticLink

/// Where a linker looks and what it defines when nothing on the line says so.
struct LinkerDefaults {
  var searchDirectories: [ByteString] = []
  var sysroot: ByteString
  var symbols: [ByteString]

  init(
    of linker: LinkerIdentity, switches line: LinkerSwitches, sysroot given: ByteString? = nil,
    mode: LinkMode, environment: Environment
  ) throws(ProbeError) {
    sysroot = line.sysroot ?? given ?? ""
    var names = Set(
      LinkerOwnSymbols.names(
        of: linker.family, emulation: line.emulation, mode: mode, isPIE: line.isPIE))
    switch linker.family {
    case .bfd:
      let ask = LinkerQuestions(linker: linker.path, environment: environment)
      if line.sysroot ?? given == nil { sysroot = LinkerSwitches.asPrefix(try ask.sysroot()) }
      let script = try ask.script(emulation: line.emulation, isPIE: line.isPIE)
      names.formUnion(script.symbols)
      searchDirectories = script.searchDirectories.map { [sysroot] directory in
        directory.bytes.first == UInt8(ascii: "=") ? sysroot + directory.dropFirst() : directory
      }
    case .gold:
      // Debian's looks into the multiarch directories as well, which its drivers name anyway.
      searchDirectories = [sysroot + "/lib", sysroot + "/usr/lib"]
    case .lld, .mold:
      // Neither has directories of its own on Linux (LLD 21, mold 1.10).
      break
    }
    if line.hasNoDefaultDirectories { searchDirectories = [] }
    symbols = names.sorted()
  }
}

/// What GNU ld answers about itself.
private struct LinkerQuestions {
  let linker: ByteString
  let environment: Environment

  func sysroot() throws(ProbeError) -> ByteString {
    ByteString(try run(["--print-sysroot"]).prefix { $0 != 0x0a })
  }

  /// The script depends on the emulation, and position-independent output has another one.
  func script(emulation: ByteString?, isPIE: Bool) throws(ProbeError) -> DefaultScript {
    var words: [ByteString] = emulation.map { ["-m", $0] } ?? []
    if isPIE { words.append("-pie") }
    return DefaultScript(verbose: try run(words + ["--verbose"]))
  }

  private func run(_ arguments: [ByteString]) throws(ProbeError) -> [UInt8] {
    do throws(ProcessError) {
      return try ChildProcess(linker, arguments, environment: environment).run().output
    } catch {
      throw .process(error)
    }
  }
}
