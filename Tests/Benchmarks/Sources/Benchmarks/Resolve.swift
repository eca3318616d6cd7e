import StaticLinkToolchain

private let library = "/usr/lib/x86_64-linux-gnu/libpython3.11.a"

/// `staticld resolve` against the linkers that link what it found.
func measureResolve(_ machine: Machine, _ report: inout Report) throws {
  let linkers = try Linkers(machine)
  let resolve = try machine.staticld(["resolve", library])
  var ways: [() throws -> Sample] = [
    { try resolve.run().sample }
  ]
  for command in linkers.commands {
    ways.append { try command.run().sample }
  }
  let medians = try interleaved(runs: machine.options.runs, ways)
  for (index, name) in linkers.names.enumerated() {
    report.compare(
      "resolve libpython3.11.a, \(name) linking it", medians[0], against: medians[index + 1],
      limit: name == "ld.lld" ? 1 : nil)
  }
}

/// The commands by which linkers link a program that embeds Python, as the driver would run them.
private struct Linkers {
  var names: [String] = []
  var commands: [Command] = []

  init(_ machine: Machine) throws {
    let workplace = machine.workplace
    let program = try workplace.compile(
      """
      int Py_BytesMain(int, char **);
      int main(int argc, char **argv) { return Py_BytesMain(argc, argv); }

      """, to: "embed.o")
    let line = try workplace.outputs(
      of: try machine.staticld(["resolve", library]).words
    ).output.joined(separator: " ").split(separator: " ").map(String.init)
    for name in ["ld.lld", "mold", "ld.bfd"] {
      let link = "-fuse-ld=" + (name.hasPrefix("ld.") ? String(name.dropFirst(3)) : name)
      let shown = try workplace.outputs(
        of: ["gcc", "-static", link, "-###", program] + line
          + ["-o", workplace.path("embed-" + name)])
      guard let command = linkerCommand(in: shown.errors) else {
        throw BenchmarkError.setUp("gcc -### shows no linker command")
      }
      names.append(name)
      commands.append(Command([name] + command))
    }
  }
}

/// The linker's arguments in what `gcc -###` shows: collect2 passes on all but its own options, and
/// the plug-in is for bitcode that is not there.
func linkerCommand(in transcript: [String]) -> [String]? {
  guard let line = transcript.last(where: { $0.contains("/collect2") }) else { return nil }
  var words = line.split(separator: " ").dropFirst().map { $0.filter { $0 != "\"" } }
  words.removeAll { $0.hasPrefix("-fuse-ld=") || $0.hasPrefix("-plugin-opt=") }
  if let plugin = words.firstIndex(of: "-plugin") { words.removeSubrange(plugin...plugin + 1) }
  return words
}
