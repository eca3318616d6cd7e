internal import ArgumentParser
internal import BuildWrapper
internal import ObjectFiles
internal import Reports
internal import StaticLink
internal import StaticLinkToolchain

struct ConfigureCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "configure",
    abstract: "Tell the drop-in for CC and LD what to run, and show what is found here.",
    usage: "staticld configure [OPTIONS]",
    discussion: """
      What is given is checked and stored in $XDG_CONFIG_HOME/staticld/wrapper, where staticld-cc \
      and its like read it; the environment (STATICLD, STATICLD_CC, …) beats it. Without options \
      it only shows the toolchain and what is stored.

      Exit status: 0 done; 2 wrong usage, or a tool that is not there.
      """)

  enum Format: String, CaseIterable {
    case text, json
  }

  static let takesNames = true
  static let ownOptions =
    AnswerOptions.own
    + OwnOptions(
      flags: ["--reset"],
      valued: ["--cc", "--cxx", "--fc", "--ld", "--mode", "--log", "--save-dir", "--sysroot"])

  @Option(help: ArgumentHelp("What staticld-cc runs, as 'ccache gcc-12'.", valueName: "command"))
  var cc: String?

  @Option(help: ArgumentHelp("What staticld-c++ runs.", valueName: "command"))
  var cxx: String?

  @Option(help: ArgumentHelp("What staticld-gfortran runs.", valueName: "command"))
  var fc: String?

  @Option(help: ArgumentHelp("What staticld-ld runs.", valueName: "command"))
  var ld: String?

  @Option(help: ArgumentHelp("fix, check or off.", valueName: "mode"))
  var mode: String?

  @Option(help: ArgumentHelp("Where every link is logged.", valueName: "file"))
  var log: String?

  @Option(help: ArgumentHelp("Where what reproduces a link is saved.", valueName: "directory"))
  var saveDir: String?

  @Option(help: ArgumentHelp("The driver's --sysroot, for what is shown.", valueName: "directory"))
  var sysroot: String?

  @Flag(help: "Forget what was stored before.")
  var reset = false

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(PackageResources.configure_schema_json)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .text
    guard words.link.isEmpty else {
      throw CommandFailure("'\(words.link[0].forMessage)' is no option of configure")
    }
    let environment = Environment.current
    var store = try WrapperStore(environment)
    if reset { store.entries = [:] }
    let given: [(key: ByteString, value: String?)] = [
      ("cc", cc), ("cxx", cxx), ("fc", fc), ("ld", ld), ("mode", mode), ("log", log),
      ("save-dir", saveDir),
    ]
    for case (let key, .some(let value)) in given { try store.set(key, ByteString(value)) }
    var options = try ToolchainOptions.defaults()
    options.sysroot = sysroot
    options.cc = store.entries["cc"]?.description
    let toolchain = try MachineSession(options).toolchain()
    if reset || given.contains(where: { $0.value != nil }) { try store.save() }
    let report = ConfigureReport(store: store, toolchain: toolchain)
    switch format {
    case .text: try answer.destination.write(Array(report.text.utf8))
    case .json: try answer.destination.write(report.json.document())
    }
    return 0
  }
}
