import BinaryHarness
import Foundation
import Testing

/// One sound file to damage, and the run of the binary that has to survive the damage.
struct CorruptFixture {
  static let names = [
    "plain.o", "debug.o", "comdat.o", "common.o", "lib.a", "libthin.a", "libbsd.a", "script.a",
  ]

  let name: String
  let original: [UInt8]
  private let bench: Workbench
  private let arguments: [String]

  init(_ name: String) throws {
    self.name = name
    bench = try Workbench()
    try bench.object("main.o", "int a(void); int main(void) { return a(); }")
    try Self.make(name, bench)
    original = try bench.bytes(of: name)
    arguments = ["main.o", name]
  }

  /// Small files that together have every structure the readers walk.
  private static func make(_ name: String, _ bench: Workbench) throws {
    let source = "int b(void); int a(void) { return b(); }"
    let other = "static int t; __thread int u; int b(void) { return t + u; }"
    switch name {
    case "plain.o": try bench.object(name, "int a(void) { return 0; }")
    case "debug.o": try bench.object(name, "int a(void) { return 0; }", flags: ["-g"])
    case "common.o":
      try bench.object(name, "int c; int a(void) { return c; }", flags: ["-fcommon"])
    case "comdat.o":
      try bench.object(
        name, "template <class T> T id(T x) { return x; } extern \"C\" int a() { return id(0); }",
        language: "cc", compiler: "g++")
    case "script.a":
      try bench.archive("libreal.a", compiling: [("a.o", "int a(void) { return 0; }")])
      try bench.write(name, "/* script */\nGROUP ( libreal.a AS_NEEDED ( libreal.a ) )\n")
    default:
      let long = "a_member_with_a_long_name_for_the_table.o"
      let members = [("b.o", other), (long, source)]
      for (member, text) in members { try bench.object(member, text) }
      let tool =
        switch name {
        case "libthin.a": ["ar", "qcsT"]
        case "libbsd.a": ["llvm-ar", "--format=bsd", "qcs"]
        default: ["ar", "qcs"]
        }
      try bench.run(tool + [name] + members.map(\.0))
    }
  }

  /// Runs the binary on the damaged bytes, with memory limited as a small machine would.
  func check(_ bytes: [UInt8], _ damage: String) throws {
    try bench.write(name, bytes: bytes)
    let outcome = try Command(
      [
        "sh", "-c", "ulimit -v 2000000; exec \"$@\"", "sh", try Staticld.path(), "resolve",
        "--allow-unresolved", "--format", "json",
      ] + arguments, in: bench.path, timeout: 10
    ).run()
    var complaint: String?
    switch outcome.ending {
    case .exit(0), .exit(1): break
    case .exit(2) where outcome.errorText.contains(name): break
    // A damaged script asks for a file that is not there: that file is the one to name.
    case .exit(2)
    where name == "script.a" && outcome.errorText.contains("No such file or directory"): break
    default: complaint = "\(outcome.ending)"
    }
    if outcome.cpuSeconds > 2 { complaint = "\(outcome.cpuSeconds) s of CPU" }
    guard let complaint else { return }
    let kept =
      "\(NSTemporaryDirectory())/staticld-corrupt-\(UInt64.random(in: 0...999_999))-\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: kept))
    Issue.record("\(name) \(damage): \(complaint); kept as \(kept)\n\(outcome.errorText)")
  }
}
