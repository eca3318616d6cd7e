import ObjectFiles
import StaticLink
import Testing

@testable import StaticLinkToolchain

@Suite("Asking the machine's toolchains")
struct ProbeTests {
  private func probe(
    _ command: ByteString, options: [ByteString] = [], mode: LinkMode = .static,
    linker: LinkerIdentity.Family? = nil
  ) throws -> Toolchain {
    try ToolchainProbe.run(
      ProbeRequest(
        command: command, options: options, mode: mode, linker: linker, environment: .current))
  }

  /// Everything a line must have to be of use.
  private func expectUsable(
    _ toolchain: Toolchain, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let line = toolchain.before + toolchain.after
    for argument in line {
      switch argument {
      case .file(let path):
        let isThere = SystemFiles().identity(of: path) != nil
        #expect(isThere, "\(path)", sourceLocation: sourceLocation)
      case .notModelled(let words):
        Issue.record("not modelled: \(words)", sourceLocation: sourceLocation)
      case .other(let words):
        let isTemporary = words.contains { $0.description.contains("/tmp/") }
        #expect(!isTemporary, sourceLocation: sourceLocation)
      default: break
      }
    }
    #expect(
      toolchain.linkerDefinedSymbols.contains("__init_array_start"), sourceLocation: sourceLocation)
    #expect(toolchain.linkerDefinedSymbols.contains("_end"), sourceLocation: sourceLocation)
    #expect(
      toolchain.linkerDefinedSymbols == toolchain.linkerDefinedSymbols.sorted(),
      sourceLocation: sourceLocation)
    #expect(
      toolchain.after.contains(.library("c", isFileName: false)), sourceLocation: sourceLocation)
  }

  @Test("gcc's answer is what gcc -### says", .enabled(if: isInstalled("gcc")))
  func gcc() throws {
    let toolchain = try probe("gcc")
    expectUsable(toolchain)
    let scratch = Scratch()
    scratch.write([], to: "x.o")
    let child = ChildProcess(
      toolchain.driver, ["-static", "-###", scratch["x.o"]], environment: .current)
    let shown = try #require(try DriverTranscript(child.run().errors).linkerCommand)
    var words: [ByteString] = []
    for word in shown.dropFirst() where !word.hasPrefix("-plugin-opt") { words.append(word) }
    if let output = words.firstIndex(of: "-o") { words.removeSubrange(output...(output + 1)) }
    let exists = { (directory: ByteString) in SystemFiles().identity(of: directory) != nil }
    words.removeAll { $0.hasPrefix("-L") && !exists($0.dropFirst(2)) }
    let spelled = LineSpelling.linker.words(
      for: toolchain.before + [.file(scratch["x.o"])] + toolchain.after)
    // `-static` is two elements: what it says of `-l`, and what it says of the output.
    #expect(spelled == words.flatMap { $0 == "-static" ? ["-Bstatic", $0] : [$0] })
    #expect(toolchain.mode == .static)
    #expect(toolchain.driver.isAbsolutePath)
    #expect(toolchain.linker.path.isAbsolutePath)
    #expect(toolchain.sysroot == "")
    #expect(toolchain.searchDirectories.contains("/usr/lib"))
  }

  @Test(
    "every driver on this machine",
    arguments: ["cc", "gcc", "g++", "gfortran", "clang", "aarch64-linux-gnu-gcc", "musl-gcc"],
    [LinkMode.static, .staticPIE, .dynamic])
  func drivers(command: String, mode: LinkMode) throws {
    guard isInstalled(ByteString(command)) else { return }
    let toolchain = try probe(ByteString(command), mode: mode)
    expectUsable(toolchain)
    #expect(toolchain.mode == mode)
    if command == "musl-gcc" { #expect(toolchain.searchDirectories == []) }
    if command.hasPrefix("aarch64") {
      #expect(toolchain.linker.path.description.contains("aarch64"))
    }
  }

  @Test(
    "every linker behind gcc and clang", arguments: LinkerIdentity.Family.allCases,
    ["gcc", "clang"])
  func linkers(family: LinkerIdentity.Family, command: String) throws {
    guard isInstalled(ByteString(command)), isInstalled("ld." + ByteString(family.rawValue)) else {
      return
    }
    let toolchain = try probe(ByteString(command), linker: family)
    expectUsable(toolchain)
    #expect(toolchain.linker.family == family)
    #expect(toolchain.linker.version.first?.isNumber == true)
    if family == .lld || family == .mold { #expect(toolchain.searchDirectories == []) }
  }

  @Test("options change what is added", .enabled(if: isInstalled("gcc")))
  func options() throws {
    let openMP = try probe("gcc", options: ["-fopenmp"])
    #expect(openMP.after.contains(.library("gomp", isFileName: false)))
    let bare = try probe("gcc -nostdlib")
    #expect(bare.after == [])
    let chosen = try probe("gcc", options: ["-fuse-ld=gold"])
    #expect(chosen.linker.family == .gold)
  }

  @Test(
    "a pasted line, completed, is the line that the driver gives its linker",
    arguments: ["gcc", "g++", "clang"],
    [
      "a.o -L. -lz", "-lm a.o -lc -lz -lm -lc",
      "-L/usr a.o -Wl,--start-group,b.a,-lm -Wl,--end-group -fopenmp -lz",
      "-O2 -g a.o -Wl,--whole-archive b.a -Wl,--no-whole-archive -pthread -Wl,-u -Wl,f -l:libm.a",
      "-nostartfiles a.o -Wl,-Bdynamic -Xlinker --defsym -Xlinker x=1 -nodefaultlibs b.a",
    ])
  func completed(command: String, pasted: String) throws {
    guard isInstalled(ByteString(command)) else { return }
    let scratch = Scratch()
    for name in ["a.o", "b.a"] as [ByteString] { scratch.write([], to: name) }
    let words = pasted.split(separator: " ").map { ByteString(String($0)) }
    let line = try ParsedLine(parsing: words, files: SystemFiles())
    let toolchain = try probe(ByteString(command), options: line.driverOptions)
    let complete = toolchain.completeLine(
      around: line.arguments, leadingSearchDirectories: line.leadingSearchDirectories,
      keeping: line.passedLibraries)

    let child = ChildProcess(
      toolchain.driver, ["-static", "-###"] + words, environment: .current,
      workingDirectory: scratch.path)
    let shown = try #require(try DriverTranscript(child.run().errors).linkerCommand)
    let given = try LinkerGrammar.parse(Array(shown.dropFirst()), files: SystemFiles())
    let expected = given.arguments.filter { argument in
      switch argument {
      case .other(let words): !words[0].hasPrefix("-plugin-opt")
      case .searchDirectory(let path): SystemFiles().identity(of: path) != nil
      default: true
      }
    }
    #expect(complete == expected)
  }

  @Test("a missing driver is named")
  func missing() throws {
    let error = try #require(throws: ProbeError.self) { try probe("no-such-cc -m32") }
    #expect(error == .commandNotFound("no-such-cc"))
    #expect(error.description.contains("no-such-cc"))
    #expect(throws: ProbeError.commandNotFound("")) { try probe("") }
  }

  @Test("a driver that fails is quoted", .enabled(if: isInstalled("gcc")))
  func failing() throws {
    let error = try #require(throws: ProbeError.self) { try probe("gcc", options: ["-m99"]) }
    #expect(error.description.contains("-m99"))
    guard case .driverFailed = error else { throw error }
  }

  @Test("a driver that shows nothing is said to")
  func silent() throws {
    let error = try #require(throws: ProbeError.self) { try probe("/bin/true") }
    guard case .noLinkerCommand = error else { throw error }
  }

  @Test("CC names the driver when nothing else does")
  func environment() {
    #expect(ProbeRequest(environment: Environment(["CC": "ccache gcc"])).command == "ccache gcc")
    #expect(ProbeRequest(environment: Environment(["CC": ""])).command == "cc")
  }

  @Test("a launcher is run, the driver behind it is named", .enabled(if: isInstalled("gcc")))
  func launcher() throws {
    let toolchain = try probe("env A=1 gcc -pthread")
    #expect(toolchain.driver.lastPathComponent == "gcc")
  }
}
