import BinaryHarness
import Foundation
import Testing

/// What the drop-in makes of links that fail.
@Suite("Links that are put right")
struct RepairTests {
  private let project: WrapperBench

  init() throws { project = try WrapperBench() }

  static let linkers = ["bfd", "gold", "lld", "mold"]

  @Test("a library that an archive needs is added", arguments: linkers)
  func addsLibrary(linker: String) throws {
    let words = ["-static", "-fuse-ld=" + linker, "-o", "app", "main.o", "libpicture.a"]
    #expect(try !project.real(words: words).succeeded)
    let outcome = try project.run(words)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.errorText == "staticld: note: added -lz\n")
    #expect(try project.runs("app"))
  }

  @Test("libraries in the wrong order are moved", arguments: ["bfd", "gold"])
  func moves(linker: String) throws {
    let words = ["-static", "-fuse-ld=" + linker, "-o", "app", "-lz", "libpicture.a", "main.o"]
    #expect(try !project.real(words: words).succeeded)
    let outcome = try project.run(words)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(
      outcome.errorText
        == "staticld: note: moved libpicture.a after main.o; moved -lz after libpicture.a\n")
    #expect(try project.runs("app"))
  }

  @Test("an executable that may be loaded anywhere, and one that needs shared objects")
  func modes() throws {
    for mode in [["-static-pie"], [], ["-no-pie"], ["-static", "-nostartfiles", "-nostdlib"]] {
      let words = mode + ["-o", "app", "main.o", "libpicture.a"]
      let outcome = try project.run(words)
      if mode.contains("-nostdlib") {
        // The C library is missing on the line, and the object asks for nothing of it.
        #expect(try project.real(words: words).status == outcome.status)
      } else {
        #expect(outcome.succeeded, "\(mode): \(outcome.errorText)")
        #expect(outcome.errorText == "staticld: note: added -lz\n", "\(mode)")
        #expect(try project.runs("app"), "\(mode)")
      }
    }
  }

  /// A configure script that probes for a symbol must hear the truth.
  @Test("what an object asks for itself is not added")
  func ownReference() throws {
    let words = ["-static", "-o", "app", "main.o", "picture.o"]
    let real = try project.real(words: words)
    let outcome = try project.run(words)
    #expect(outcome.status == real.status)
    #expect(
      outcome.errorText.contains("picture.c:(.text+0x5): undefined reference to `zlibVersion'"))
    #expect(outcome.errorText.contains("picture.o: error: undefined symbol 'zlibVersion'"))
    #expect(outcome.errorText.contains("add -lz"), "\(outcome.errorText)")
    #expect(!FileManager.default.fileExists(atPath: project.bench.file("app")))
  }

  @Test("a probe for strlcpy goes on failing though libbsd has it")
  func probe() throws {
    try project.bench.write(
      "conftest.c", "char strlcpy(); int main(void) { return strlcpy(); }\n")
    let words = ["-static", "-fno-builtin", "-o", "conftest", "conftest.c"]
    #expect(try !project.real(words: words).succeeded, "this C library has it")
    #expect(try !project.run(words).succeeded)
  }

  @Test("a mended line keeps every option of the first one")
  func options() throws {
    let words = [
      "-static", "-o", "app", "-Wl,-z,noexecstack,--build-id=none,-Map=app.map", "-Wl,--defsym=x=1",
      "main.o", "libpicture.a", "-Wl,-u,picture",
    ]
    let outcome = try project.run(words)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let reference = words.filter { $0 != "app" && $0 != "-o" } + ["-lz", "-o", "reference"]
    #expect(try project.real(words: reference).succeeded)
    #expect(try project.bench.bytes(of: "app") == project.bench.bytes(of: "reference"))
    #expect(FileManager.default.fileExists(atPath: project.bench.file("app.map")))
  }

  @Test("the arguments stand in a response file, 200,000 bytes of them")
  func responseFile() throws {
    // GCC puts all options into one variable, which cannot be that long; files are not among them.
    let archives = (0..<4000).map { String(repeating: "./", count: 15 + $0 % 10) + "libpicture.a" }
    try project.bench.write(
      "line", (["main.o"] + archives).joined(separator: "\n") + "\n")
    let outcome = try project.run(["-static", "-o", "app", "@line"])
    #expect(outcome.succeeded, "\(outcome.errorText.prefix(2000))")
    #expect(try project.runs("app"))
    let plain = try project.run(["-static", "-o", "second", "main.o"] + archives)
    #expect(plain.succeeded, "\(plain.errorText.prefix(2000))")
    #expect(try project.runs("second"))
  }

  @Test("a link that is mended costs two links, and one that cannot be one more")
  func links() throws {
    try project.tool(
      "ld",
      """
      # It is also asked for its version.
      case "$*" in *"-o app"*) echo x >> \(project.bench.file("count"));; esac
      exec ld "$@"

      """)
    let words = ["-B" + project.bench.file("tools"), "-static", "-o", "app", "main.o"]
    func count() throws -> Int { try project.bench.bytes(of: "count").count / 2 }
    #expect(try project.run(words + ["libpicture.a"]).succeeded)
    #expect(try count() == 2)
    let hopeless = try project.run(words)
    #expect(!hopeless.succeeded)
    #expect(hopeless.errorText.contains("undefined reference to `picture'"))
    #expect(try count() == 4)
  }

  @Test("on a terminal a driver writes in its colours, and a link is mended all the same")
  func terminal() throws {
    let command = [project.dropIn.tool("cc"), "-static", "-o", "app", "main.o", "libpicture.a"]
    let outcome = try Command(
      ["script", "-qec", command.joined(separator: " "), "/dev/null"], in: project.bench.path
    ).run()
    #expect(outcome.succeeded)
    #expect(outcome.outputText.contains("staticld: note: added -lz"), "\(outcome.outputText)")
    let driver = try project.tool("driver", "test -t 2 && echo on a terminal\n")
    let coloured = try Command(
      ["script", "-qec", command.joined(separator: " "), "/dev/null"], in: project.bench.path,
      environment: ["STATICLD_CC": driver]
    ).run()
    #expect(coloured.outputText.contains("on a terminal"), "\(coloured.outputText)")
  }

  @Test("the linker by itself, as staticld-ld")
  func linker() throws {
    try project.bench.write("start.s", ".globl _start\n_start: call a\n")
    try project.bench.write("a.s", ".globl a\na: call b\n")
    try project.bench.write("b.s", ".globl b\nb: ret\n")
    for name in ["start", "a", "b"] {
      try project.bench.run("as", "-o", name + ".o", name + ".s")
    }
    try project.bench.run("ar", "rcs", "liba.a", "a.o")
    try project.bench.run("ar", "rcs", "libb.a", "b.o")
    let words = ["-o", "app", "libb.a", "liba.a", "start.o"]
    #expect(try !Command(["ld"] + words, in: project.bench.path).run().succeeded)
    let outcome = try project.run("ld", words)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("moved liba.a"), "\(outcome.errorText)")
  }

  @Test("the launcher form, with a compiler, a linker and an archiver")
  func launcher() throws {
    let binary = project.dropIn.root + "/bin/staticld"
    func launch(_ words: [String]) throws -> Outcome {
      try Command([binary, "cc", "--"] + words, in: project.bench.path).run()
    }
    let outcome = try launch(["gcc", "-static", "-o", "app", "main.o", "libpicture.a"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.errorText == "staticld: note: added -lz\n")
    #expect(try launch(["ar", "rcs", "other.a", "picture.o"]).succeeded)
    #expect(try project.bench.bytes(of: "other.a") == project.bench.bytes(of: "libpicture.a"))
    #expect(try launch(["gcc", "-c", "main.c", "-o", "again.o"]).succeeded)
  }

  @Test("STATICLD=off changes nothing, STATICLD=check only reports")
  func switches() throws {
    let words = ["-static", "-o", "app", "main.o", "libpicture.a"]
    let real = try project.real(words: words)
    let off = try project.run(words, environment: ["STATICLD": "off"])
    #expect(off.status == real.status)
    #expect(off.errorText == real.errorText)
    let check = try project.run(words, environment: ["STATICLD": "check"])
    #expect(check.status == real.status)
    #expect(check.errorText.hasPrefix("libpicture.a(picture.o): error: undefined symbol"))
    #expect(check.errorText.hasSuffix(real.errorText))
    let good = try project.run(words + ["-lz"], environment: ["STATICLD": "check"])
    #expect(good.succeeded && good.errorText.isEmpty, "\(good.errorText)")
  }
}

extension WrapperBench {
  func run(_ words: [String], environment: [String: String] = [:]) throws -> Outcome {
    try run("cc", words, environment: environment)
  }

  func real(words: [String]) throws -> Outcome { try real("cc", words) }
}
