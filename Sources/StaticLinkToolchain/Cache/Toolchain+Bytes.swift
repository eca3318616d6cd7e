import ObjectFiles
import StaticLink

extension ByteWriter {
  mutating func write(_ toolchain: Toolchain) {
    write(toolchain.driver)
    write(ByteString(toolchain.linker.family.rawValue))
    write(ByteString(toolchain.linker.version))
    write(toolchain.linker.path)
    write(ByteString(toolchain.mode.rawValue))
    for arguments in [toolchain.before, toolchain.after] {
      write(UInt64(arguments.count))
      for argument in arguments { write(argument) }
    }
    write(toolchain.deferredLibraries)
    write(toolchain.searchDirectories)
    write(toolchain.sysroot)
    write(toolchain.linkerDefinedSymbols)
  }
}

extension ByteReader {
  mutating func readToolchain() -> Toolchain? {
    guard let driver = readString(),
      let family = readText().flatMap(LinkerIdentity.Family.init(rawValue:)),
      let version = readText(),
      let linkerPath = readString(),
      let mode = readText().flatMap(LinkMode.init(rawValue:)),
      let before = readList({ $0.readArgument() }),
      let after = readList({ $0.readArgument() }),
      let deferred = readStrings(),
      let searchDirectories = readStrings(),
      let sysroot = readString(),
      let symbols = readStrings()
    else { return nil }
    return Toolchain(
      driver: driver,
      linker: LinkerIdentity(family: family, version: version, path: linkerPath), mode: mode,
      before: before, after: after, deferredLibraries: deferred,
      searchDirectories: searchDirectories, sysroot: sysroot,
      linkerDefinedSymbols: symbols)
  }

  private mutating func readText() -> String? {
    readString()?.utf8Text
  }
}
