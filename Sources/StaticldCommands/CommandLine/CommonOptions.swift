internal import ArgumentParser
internal import ObjectFiles
internal import Reports

/// Which toolchain is asked.
struct ToolchainOptions: ParsableArguments {
  static let own = OwnOptions(flags: [], valued: ["--cc", "--sysroot"])

  @Option(
    help: ArgumentHelp(
      "The compiler driver that links (default: $CC, then cc).", valueName: "driver"))
  var cc: String?

  @Option(help: ArgumentHelp("The driver's --sysroot.", valueName: "directory"))
  var sysroot: String?
}

/// By which rules a line is judged.
struct LineOptions: ParsableArguments {
  static let own = OwnOptions(flags: [], valued: ["--linker", "--link"])

  @Option(
    help: ArgumentHelp(
      "The linker whose rules hold: bfd, gold, lld or mold (default: what the driver runs).",
      valueName: "linker"))
  var linker: String?

  @Option(
    help: ArgumentHelp(
      "What is linked: static, static-pie or dynamic (default: static).", valueName: "mode"))
  var link: String?
}

/// What an answer in JSON lists on demand.
struct BindingOptions: ParsableArguments {
  static let own = OwnOptions(flags: ["--bindings"], valued: [])

  @Flag(help: "With --format json, list which definition every symbol is bound to.")
  var bindings = false
}

/// How a line is completed.
struct CompletionOptions: ParsableArguments {
  static let own = OwnOptions(flags: [], valued: ["--root", "--prefer", "--exclude"])

  @Option(
    help: ArgumentHelp(
      "In library mode, a symbol that the program uses; may be repeated.", valueName: "symbol"))
  var root: [String] = []

  @Option(
    help: ArgumentHelp(
      "A library (z, or a path) that wins over all evidence; may be repeated.",
      valueName: "library"))
  var prefer: [String] = []

  @Option(
    help: ArgumentHelp("A library that is never chosen; may be repeated.", valueName: "library"))
  var exclude: [String] = []
}

/// How much is said of what is found.
struct FindingOptions: ParsableArguments {
  static let own = OwnOptions(
    flags: ["--all", "--verbose", "-v"], valued: ["--max", "--color"])

  static let usualLimit = 20

  @Option(help: ArgumentHelp("Findings printed of each kind (default: 20).", valueName: "n"))
  var max: Int?

  @Flag(help: "Print every finding.")
  var all = false

  @Flag(name: [.customShort("v"), .long], help: "Show every step and its evidence on stderr.")
  var verbose = false

  @Option(help: "Color messages: auto, always or never.")
  var color: String?

  /// How many findings of one kind are printed; `nil`: all.
  ///
  /// - Throws: ``CommandFailure`` for a number below zero.
  func limit() throws(CommandFailure) -> Int? {
    if let max, max < 0 { throw CommandFailure("--max wants a number that is not negative") }
    return all ? nil : max ?? FindingOptions.usualLimit
  }

  func chosenColor() throws(CommandFailure) -> Diagnostics.Color {
    try OptionValue.of("--color", color) ?? .auto
  }
}

/// Where the answer goes.
struct AnswerOptions: ParsableArguments {
  static let own = OwnOptions(
    flags: ["--schema", "--help", "-h", "--version"], valued: ["--format", "--output"])

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Print the JSON schema of this command's output.")
  var schema = false

  var destination: Output { Output(path: output.map { ByteString($0) }) }
}

/// One of a few words as an option's value.
enum OptionValue {
  /// - Throws: ``CommandFailure`` that names the words known.
  static func of<Value: RawRepresentable & CaseIterable>(
    _ option: String, _ text: String?
  ) throws(CommandFailure) -> Value? where Value.RawValue == String {
    guard let text else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure("'\(text)' is no value of \(option)", hint: "known are \(known)")
  }
}

extension ParsableArguments {
  /// What a command has when the user gives no option.
  static func defaults() throws(CommandFailure) -> Self {
    do {
      return try parse([])
    } catch {
      throw CommandFailure(message(for: error))
    }
  }
}
