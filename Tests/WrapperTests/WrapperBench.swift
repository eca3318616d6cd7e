import BinaryHarness
import Foundation
import Testing

/// A program that needs zlib through an archive, and the drop-in to link it with.
struct WrapperBench {
  let bench: Workbench
  let dropIn: DropIn

  init() throws {
    bench = try Workbench()
    dropIn = try DropIn.shared.get()
    try bench.write("main.c", "int picture(void);\nint main(void) { return picture() != 42; }\n")
    try bench.write(
      "picture.c",
      """
      const char *zlibVersion(void);
      int picture(void) { return zlibVersion()[0] ? 42 : 0; }
      """)
    try bench.run("gcc", "-c", "main.c", "picture.c")
    try bench.run("ar", "rcs", "libpicture.a", "picture.o")
  }

  /// Runs the drop-in under a name of its own.
  func run(
    _ name: String = "cc", _ words: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    try Command([dropIn.tool(name)] + words, in: bench.path, environment: environment).run()
  }

  /// A script in the place of a tool.
  ///
  /// - Returns: its path, `tools` and its name.
  @discardableResult
  func tool(_ name: String, _ script: String) throws -> String {
    try bench.write("tools/\(name).sh", "#!/bin/sh\n" + script)
    // Whatever another test starts while we write a file has it open until it execs, and a file
    // that is open for writing cannot be run.
    try bench.run("install", "-m", "755", "tools/\(name).sh", "tools/\(name)")
    return bench.file("tools/\(name)")
  }

  /// The same words given to the real tool.
  func real(_ name: String = "cc", _ words: [String]) throws -> Outcome {
    try Command([name] + words, in: bench.path).run()
  }

  func runs(_ program: String) throws -> Bool {
    try Command([bench.file(program)], in: bench.path).run().succeeded
  }
}
