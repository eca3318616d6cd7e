internal import ArgumentParser
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLinkToolchain

struct InittabCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "inittab",
    abstract: "Write the table of builtin modules for an interpreter.",
    usage: "staticld python inittab [--manifest FILE]... [-o FILE] [ARCHIVES...]",
    discussion: """
      The modules are those of the manifests that staticld capture writes, and of archives with a \
      function PyInit_NAME. The C source defines staticld_extend_inittab(), to be called before \
      Py_Initialize().

      Exit status: 0 written; 1 modules that are none, or exclude each other; 2 wrong usage or an \
      unreadable input.
      """)

  static let takesNames = true
  static let ownOptions = OwnOptions(flags: [], valued: ["--manifest", "-o", "--output"])

  @Option(help: ArgumentHelp("A manifest.json of staticld capture.", valueName: "file"))
  var manifest: [String] = []

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    guard !manifest.isEmpty || !words.link.isEmpty else {
      throw CommandFailure(
        "no modules", hint: "staticld python inittab --manifest captured/manifest.json")
    }
    var captured = CapturedModules()
    for path in manifest { try captured.read(ByteString(path)) }
    var modules = captured.modules
    var problems: [String] = []
    for archive in words.link {
      do throws(ExtensionModuleError) {
        modules.append(try ExtensionModule(archive: archive, files: SystemFiles()))
      } catch {
        if case .unreadable(let text) = error.cause { throw CommandFailure(text) }
        problems.append(error.description)
      }
    }
    let table: InitTable
    do throws(InitTable.Conflict) {
      table = try InitTable(modules)
    } catch {
      problems.append(error.description)
      return InittabCommand.say(problems)
    }
    guard problems.isEmpty else { return InittabCommand.say(problems) }
    try Output(path: output.map { ByteString($0) }).write(Array(table.source.utf8))
    return 0
  }

  private static func say(_ problems: [String]) -> Int32 {
    for problem in problems { Diagnostics.standard.error(problem) }
    return 1
  }
}
