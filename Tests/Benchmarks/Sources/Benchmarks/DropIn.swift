import Glibc

/// What a build pays for the drop-in: calls that only compile, and links that succeed.
func measureDropIn(_ machine: Machine, _ report: inout Report) throws {
  try measureCompiling(machine, &report)
  let workplace = machine.workplace
  let small = try workplace.compile(
    "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n", to: "linked.o")
  try measureLink(
    "a small program", [small], of: "gcc", runs: manyRuns, machine, &report)
  try measureLink(
    "a small program, static", ["-static", small], of: "gcc", runs: manyRuns, machine, &report)
  let libraries = try llvm(machine) + ["-lrt", "-ldl", "-lm", "-lz", "-ltinfo"]
  let object = try workplace.compile(
    llvmProgram, to: "linked-llvm.o", options: ["-c", "-I/usr/lib/llvm-14/include"])
  try measureLink(
    "LLVM, static, LLD", ["-fuse-ld=lld", "-static", object] + libraries, of: "g++",
    runs: machine.options.runs, machine, &report)
}

/// A few milliseconds each, of which a tenth is to be told.
private let manyRuns = 200

/// A compiler that does nothing, called by the drop-in, and by the least program that could call it.
private func measureCompiling(_ machine: Machine, _ report: inout Report) throws {
  let workplace = machine.workplace
  let stub = try workplace.compile(
    "int main(void) { return 0; }\n", to: "stub", options: ["-static"])
  let caller = try workplace.compile(
    "#include <unistd.h>\nint main(int argc, char **argv) { return execv(\"\(stub)\", argv); }\n",
    to: "caller", options: ["-static"])
  setenv("STATICLD_CC", stub, 1)
  defer { unsetenv("STATICLD_CC") }
  let words = ["-O2", "-c", "main.c", "-o", "main.o"]
  let wrapped = try machine.dropIn("cc", words)
  let plain = Command([caller] + words)
  let medians = try interleaved(
    runs: manyRuns, [{ try wrapped.run().sample }, { try plain.run().sample }])
  report.compare(
    "the drop-in, compiling only, a C program that calls the compiler", medians[0],
    against: medians[1], limit: 2)
}

private func measureLink(
  _ what: String, _ words: [String], of driver: String, runs: Int, _ machine: Machine,
  _ report: inout Report
) throws {
  let words = words + ["-o", machine.workplace.path("linked")]
  let wrapped = try machine.dropIn(driver == "g++" ? "c++" : "cc", words)
  let plain = Command([driver] + words)
  let medians = try interleaved(
    runs: runs, [{ try wrapped.run().sample }, { try plain.run().sample }])
  report.compare(
    "the drop-in, linking \(what), \(driver) alone", medians[0], against: medians[1], limit: 1.1)
}
