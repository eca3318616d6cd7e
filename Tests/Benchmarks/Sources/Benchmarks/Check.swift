/// `staticld check` of a line against LLD linking it: a small static program, and one that uses
/// LLVM, with every archive of Debian's llvm-14-dev on its line.
func measureCheck(_ machine: Machine, _ report: inout Report) throws {
  let program = try machine.workplace.compile(
    "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n", to: "small.o")
  try compare(
    "a small program", Line(driver: "gcc", words: ["-static", program]), machine, &report)
  let libraries = try llvm(machine)
  let object = try machine.workplace.compile(
    llvmProgram, to: "llvm.o", options: ["-c", "-I/usr/lib/llvm-14/include"])
  let words = ["-static", object] + libraries + ["-lrt", "-ldl", "-lm", "-lz", "-ltinfo"]
  try compare("LLVM, static", Line(driver: "g++", words: words), machine, &report)
  try compare(
    "LLVM, not static", Line(driver: "g++", words: Array(words.dropFirst())), machine, &report)
}

/// The most of LLD's time that a check may take.
private let limit = 0.3

private struct Line {
  var driver: String
  var words: [String]
}

private func compare(
  _ what: String, _ line: Line, _ machine: Machine, _ report: inout Report
) throws {
  let output = machine.workplace.path("checked")
  let words = ["-fuse-ld=lld"] + line.words + ["-o", output]
  let shown = try machine.workplace.outputs(of: [line.driver, "-###"] + words)
  guard let linker = linkerCommand(in: shown.errors) else {
    throw BenchmarkError.setUp("\(line.driver) -### shows no linker command")
  }
  let link = Command(["ld.lld"] + linker)
  let raw = try machine.staticld(["check", "ld.lld"] + linker)
  let mode = line.words.contains("-static") ? [] : ["--link", "dynamic"]
  let driver = try machine.staticld(["check"] + mode + [line.driver] + words)
  let medians = try interleaved(
    runs: machine.options.runs,
    [
      { try raw.run().sample }, { try driver.run().sample }, { try link.run().sample },
    ])
  report.compare(
    "check \(what), linker's line, ld.lld linking it", medians[0], against: medians[2],
    limit: limit)
  report.compare(
    "check \(what), driver's line, ld.lld linking it", medians[1], against: medians[2],
    limit: limit)
}

/// The archives that llvm-config names; Polly's are in no package.
func llvm(_ machine: Machine) throws -> [String] {
  let names = try machine.workplace.outputs(of: [
    "llvm-config-14", "--link-static", "--libdir", "--libs", "all",
  ]).output
  guard names.count == 2 else { throw BenchmarkError.setUp("llvm-config-14 names no libraries") }
  // Whichever of the two comes first.
  let directory = names.first { $0.hasPrefix("/") } ?? ""
  let libraries = (names.first { $0.hasPrefix("-l") } ?? "").split(separator: " ")
  return ["-L" + directory] + libraries.map(String.init).filter { !$0.hasPrefix("-lPolly") }
}

/// Every target, the passes and the JIT, so that most members of most archives are in the link.
let llvmProgram = """
  #include <llvm-c/Core.h>
  #include <llvm-c/ExecutionEngine.h>
  #include <llvm-c/LLJIT.h>
  #include <llvm-c/Target.h>
  #include <llvm-c/Transforms/PassBuilder.h>
  int main(int argc, char **argv) {
    LLVMInitializeAllTargetInfos();
    LLVMInitializeAllTargets();
    LLVMInitializeAllTargetMCs();
    LLVMInitializeAllAsmParsers();
    LLVMInitializeAllAsmPrinters();
    LLVMInitializeAllDisassemblers();
    LLVMOrcLLJITRef jit;
    if (LLVMOrcCreateLLJIT(&jit, LLVMOrcCreateLLJITBuilder())) return 1;
    return LLVMRunPasses(LLVMModuleCreateWithName("m"), "default<O2>", 0,
                         LLVMCreatePassBuilderOptions()) != 0;
  }

  """
