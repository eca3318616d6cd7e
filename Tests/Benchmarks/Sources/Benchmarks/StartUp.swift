import ObjectFiles
import StaticLinkToolchain

/// What is paid before the first byte of an input is read.
func measureStartUp(_ machine: Machine, _ report: inout Report) throws {
  let hello = Command([
    try machine.workplace.compile(
      "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n", to: "hello",
      options: ["-static"])
  ])
  let version = try machine.staticld(["--version"])
  let cache = ToolchainCache(directory: ByteString(machine.workplace.path("cache")))
  let medians = try interleaved(
    runs: machine.options.runs,
    [
      { try version.run().sample },
      { try hello.run().sample },
      { try probe(cache) },
      { try probe(nil) },
    ])
  report.compare("start-up: --version, static C hello", medians[0], against: medians[1])
  report.compare("toolchain from the cache, asked anew", medians[2], against: medians[3])
}

private func probe(_ cache: ToolchainCache?) throws -> Sample {
  try measure {
    do throws(ProbeError) {
      _ = try ToolchainProbe.run(Machine.request, cache: cache)
    } catch {
      throw BenchmarkError.setUp(error.description)
    }
  }
}
