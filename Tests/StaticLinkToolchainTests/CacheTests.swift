import Glibc
import ObjectFiles
import StaticLink
import Testing

@testable import StaticLinkToolchain

@Suite("The cache of toolchains")
struct CacheTests {
  private static let toolchain = Toolchain(
    driver: "/usr/bin/cc", linker: LinkerIdentity(family: .lld, version: "21.0.0", path: "/ld"),
    mode: .staticPIE,
    before: SpellingTests.line, after: [.library("c", isFileName: false), .endLib],
    deferredLibraries: ["m"], searchDirectories: ["/lib", ByteString([0xff, 0x0a])],
    sysroot: "/root",
    linkerDefinedSymbols: ["_end"])

  private static let entry = CacheEntry<Toolchain>(
    key: Array("key".utf8),
    witnesses: [
      Witness(path: "/", state: .present(.directory)), Witness(path: "/nowhere", state: .missing),
    ], answer: toolchain)

  @Test("an entry survives being written down")
  func roundTrip() {
    #expect(CacheEntry<Toolchain>(CacheTests.entry.bytes) == CacheTests.entry)
  }

  @Test("an entry cut anywhere is no entry")
  func truncated() {
    let bytes = CacheTests.entry.bytes
    for count in bytes.indices { #expect(CacheEntry<Toolchain>(Array(bytes.prefix(count))) == nil) }
    #expect(CacheEntry<Toolchain>(bytes + [0]) == nil)
  }

  @Test("an entry with any bit wrong is no entry")
  func corrupted() {
    let bytes = CacheTests.entry.bytes
    for index in bytes.indices {
      for bit in 0..<8 {
        var wrong = bytes
        wrong[index] ^= 1 << UInt8(bit)
        #expect(CacheEntry<Toolchain>(wrong) == nil)
      }
    }
  }

  @Test("lengths that lie do not trap, even under a right checksum")
  func lies() {
    for value in [UInt64.max, 1 << 62, 1 << 31, 1000] {
      var writer = ByteWriter()
      writer.write(value)
      var reader = ByteReader(writer.bytes[...])
      #expect(reader.readString() == nil)
      reader = ByteReader(writer.bytes[...])
      #expect(reader.readStrings() == nil)
    }
  }

  @Test("a second question is answered alike, at once", .enabled(if: isInstalled("gcc")))
  func hit() throws {
    let scratch = Scratch()
    let cache = ToolchainCache(directory: scratch["deep/er"])
    let request = ProbeRequest(command: "gcc", environment: .current)
    let first = try ToolchainProbe.run(request, cache: cache)
    let names = SystemFiles().names(in: scratch["deep/er"])
    #expect(names.count == 1)

    let key = CacheKey(
      request,
      command: try DriverCommand("gcc", search: ExecutableSearch(environment: .current)))
    #expect(cache.toolchain(for: key) == first)
    var fastest = Duration.seconds(1)
    for _ in 0..<20 {
      let started = ContinuousClock.now
      #expect(try ToolchainProbe.run(request, cache: cache) == first)
      fastest = min(fastest, ContinuousClock.now - started)
    }
    // Debug builds on busy machines included; a probe takes ten times as long.
    #expect(fastest < .milliseconds(5))

    let pie = try ToolchainProbe.run(
      ProbeRequest(command: "gcc", mode: .staticPIE, environment: .current), cache: cache)
    #expect(pie.mode == .staticPIE)
    #expect(SystemFiles().names(in: scratch["deep/er"]).count == 2)
  }

  @Test("garbage in the cache is replaced", .enabled(if: isInstalled("gcc")))
  func garbage() throws {
    let scratch = Scratch()
    let cache = ToolchainCache(directory: scratch["c"])
    let request = ProbeRequest(command: "gcc", environment: .current)
    let first = try ToolchainProbe.run(request, cache: cache)
    let name = try #require(SystemFiles().names(in: scratch["c"]).first)
    scratch.write(Array("garbage".utf8), to: "c/" + name)
    #expect(try ToolchainProbe.run(request, cache: cache) == first)
    let file = try SystemFiles().open(scratch["c/" + name])
    #expect(file.size > 100)
  }

  @Test("a changed linker or driver is asked again")
  func witnesses() throws {
    let scratch = Scratch()
    scratch.write(
      Array("#!/bin/sh\necho 'mold 1.0 (compatible with GNU ld)'\n".utf8), to: "ld.mold",
      mode: 0o755)
    let driver = """
      #!/bin/sh
      for a; do case $a in *.o|-l*) o="$o $a";; esac; done
      echo " \(scratch["ld.mold"])$o -lc" >&2
      """
    scratch.write(Array(driver.utf8), to: "cc", mode: 0o755)
    let cache = ToolchainCache(directory: scratch["cache"])
    let request = ProbeRequest(command: scratch["cc"], environment: .current)
    #expect(try ToolchainProbe.run(request, cache: cache).linker.version == "1.0")
    scratch.write(
      Array("#!/bin/sh\necho 'mold 2.0.0 (compatible with GNU ld)'\n".utf8), to: "ld.mold",
      mode: 0o755)
    #expect(try ToolchainProbe.run(request, cache: cache).linker.version == "2.0.0")
    scratch.write(Array((driver + " ").utf8), to: "cc", mode: 0o755)
    #expect(try ToolchainProbe.run(request, cache: cache).linker.version == "2.0.0")
  }

  @Test("a cache that cannot be written is no matter", .enabled(if: isInstalled("gcc")))
  func unwritable() throws {
    let cache = ToolchainCache(directory: "/proc/nowhere")
    let request = ProbeRequest(command: "gcc", environment: .current)
    #expect(try ToolchainProbe.run(request, cache: cache).mode == .static)
  }

  @Test("where the cache is")
  func place() {
    #expect(ToolchainCache(environment: Environment()) == nil)
    #expect(ToolchainCache(environment: Environment(["HOME": ""])) == nil)
    #expect(ToolchainCache(environment: Environment(["HOME": "/h"])) != nil)
    #expect(ToolchainCache(environment: Environment(["XDG_CACHE_HOME": "relative"])) == nil)
  }
}
