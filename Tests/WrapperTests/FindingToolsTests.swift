import BinaryHarness
import Foundation
import Testing

/// Which program stands behind the drop-in.
@Suite("Finding the real tool")
struct FindingToolsTests {
  private let project: WrapperBench
  private let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

  init() throws { project = try WrapperBench() }

  private let words = ["-static", "-o", "app", "main.o", "libpicture.a"]

  private func expectMended(_ outcome: Outcome, _ comment: Comment) throws {
    #expect(outcome.succeeded, "\(comment): \(outcome.errorText)")
    #expect(outcome.errorText == "staticld: note: added -lz\n", comment)
    #expect(try project.runs("app"), comment)
  }

  @Test("first in PATH by the compiler's own names, also twice and through links")
  func masks() throws {
    let masks = project.dropIn.libexec + "/bin"
    try project.bench.run("ln", "-sfn", masks, "again")
    for front in [masks, masks + ":" + masks, project.bench.file("again") + ":" + masks] {
      for name in ["cc", "gcc", "g++", "clang"] {
        let outcome = try Command(
          ["env", name] + words, in: project.bench.path, environment: ["PATH": front + ":" + path]
        ).run()
        if name == "clang", outcome.status == 127 { continue }
        try expectMended(outcome, "\(name) in \(front)")
      }
    }
  }

  @Test("behind a compiler cache that looks for the compiler in PATH")
  func nested() throws {
    // As ccache does: the next program of the same name that is not itself.
    try project.bench.write(
      "cache/ccache",
      """
      #!/bin/sh
      self=$(readlink -f "$0")
      name=$(basename "$0")
      echo x >> "$COUNT"
      [ $(wc -l < "$COUNT") -lt 20 ] || { echo endless >&2; exit 99; }
      IFS=:
      for directory in $PATH; do
        [ "$(readlink -f "$directory/$name")" != "$self" ] || continue
        [ -x "$directory/$name" ] && exec "$directory/$name" "$@"
      done
      exit 127
      """)
    try project.bench.run("chmod", "+x", "cache/ccache")
    try project.bench.run("ln", "-sf", "ccache", "cache/gcc")
    let masks = project.dropIn.libexec + "/bin"
    for front in [
      masks + ":" + project.bench.file("cache"), project.bench.file("cache") + ":" + masks,
    ] {
      try? FileManager.default.removeItem(atPath: project.bench.file("count"))
      let environment = ["PATH": front + ":" + path, "COUNT": project.bench.file("count")]
      let outcome = try Command(
        ["env", "gcc"] + words, in: project.bench.path, environment: environment
      ).run()
      try expectMended(outcome, "\(front)")
      let compiled = try Command(
        ["env", "gcc", "-c", "main.c"], in: project.bench.path, environment: environment
      ).run()
      #expect(compiled.succeeded, "\(front): \(compiled.errorText)")
    }
  }

  @Test("another copy of the drop-in in PATH")
  func secondCopy() throws {
    try project.bench.run("mkdir", "-p", "copy")
    for name in ["ld", "gcc"] {
      try project.bench.run("ln", "-sf", "staticld-cc", "copy/" + name)
    }
    try project.bench.run("cp", project.dropIn.libexec + "/staticld-cc", "copy/staticld-cc")
    let masks = project.dropIn.libexec + "/bin"
    let front = masks + ":" + project.bench.file("copy")
    let outcome = try Command(
      ["env", "gcc"] + words, in: project.bench.path, environment: ["PATH": front + ":" + path]
    ).run()
    try expectMended(outcome, "two copies")
    let compiled = try Command(
      ["env", "gcc", "-c", "main.c"], in: project.bench.path,
      environment: ["PATH": front + ":" + path]
    ).run()
    #expect(compiled.succeeded, "\(compiled.errorText)")
  }

  /// As rustc calls it: a directory of its own with the linker that it brings.
  @Test("a linker that the line itself brings, by -B and -fuse-ld=lld")
  func ownLinker() throws {
    let lld = try project.bench.run("which", "ld.lld").outputText.trimmingCharacters(
      in: .whitespacesAndNewlines)
    try project.bench.write(
      "brought/ld.lld",
      "#!/bin/sh\necho used >> \(project.bench.file("used"))\nexec \(lld) \"$@\"\n")
    try project.bench.run("chmod", "+x", "brought/ld.lld")
    let outcome = try project.run(["-B\(project.bench.file("brought"))", "-fuse-ld=lld"] + words)
    try expectMended(outcome, "-B")
    let used = String(decoding: try project.bench.bytes(of: "used"), as: UTF8.self)
    #expect(used.contains("used"))
  }

  @Test("a cross driver's linker")
  func cross() throws {
    try project.bench.write("start.c", "int b(void);\nint main(void) { return b(); }\n")
    try project.bench.write("b.c", "int c(void);\nint b(void) { return c(); }\n")
    try project.bench.write("c.c", "int c(void) { return 0; }\n")
    let gcc = "aarch64-linux-gnu-gcc"
    for name in ["start", "b", "c"] { try project.bench.run(gcc, "-c", name + ".c") }
    try project.bench.run("ar", "rcs", "libb.a", "b.o")
    try project.bench.run("ar", "rcs", "libc2.a", "c.o")
    let outcome = try project.run(
      ["-static", "-o", "app", "libc2.a", "libb.a", "start.o"], environment: ["STATICLD_CC": gcc])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("moved libb.a"), "\(outcome.errorText)")
  }

  @Test("the choice that staticld configure stored, and the environment that beats it")
  func configured() throws {
    let home = ["XDG_CONFIG_HOME": project.bench.file("config")]
    let missing = try Staticld.run(["configure", "--cc", "no-such-cc"], environment: home)
    #expect(missing.status == 2)
    #expect(missing.errorText.contains("'no-such-cc' is not found"))
    let stored = try Staticld.run(
      ["configure", "--cc", "gcc -m64", "--mode", "off"], environment: home)
    #expect(stored.succeeded, "\(stored.errorText)")
    #expect(stored.outputText.contains("cc=gcc -m64") && stored.outputText.contains("mode=off"))
    #expect(try !project.run(words, environment: home).succeeded)
    try expectMended(
      try project.run(words, environment: home.merging(["STATICLD": "fix"]) { $1 }), "STATICLD")
    #expect(try Staticld.run(["configure", "--reset"], environment: home).succeeded)
    try expectMended(try project.run(words, environment: home), "reset")
  }

  @Test("a tool that is nowhere")
  func nowhere() throws {
    let outcome = try project.run(words, environment: ["PATH": "/nonexistent"])
    #expect(outcome.status == 127)
    #expect(outcome.errorText.contains("'cc' is not found in PATH"))
  }
}
