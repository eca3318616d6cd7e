internal import ArgumentParser
internal import ObjectFiles
internal import StaticLink

struct WhyCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell why a symbol, library or member is in a link, or why not.",
    usage: "staticld why [OPTIONS] SYMBOL|LIBRARY|MEMBER [OPTIONS] [--] LINK ARGUMENTS…",
    discussion: """
      Prints the shortest chain of references from a root to what is asked about; for what is not \
      in the link, where it is defined and what keeps it out:

        staticld why inflate main.o -lpng
        staticld why 'libz.a(inflate.o)' --all main.o -lpng

      The line is completed first, as resolve does. A symbol with ::, (, * or ? is a pattern for \
      demangled names.

      Exit status: 0 it is in the link; 1 it is not; 2 wrong usage or unreadable input.
      """)

  enum Format: String, CaseIterable {
    case text, json
  }

  static let subjectOptions: Set<String>? = ["--symbol", "--library", "--member"]

  static let ownOptions =
    ExplainOptions.own + AnswerOptions.own
    + OwnOptions(
      flags: ["--all", "--size"], valued: ["--max", "--symbol", "--library", "--member"])

  @Option(
    help: ArgumentHelp("Ask about a symbol, whatever else has its name.", valueName: "symbol"))
  var symbol: [String] = []

  @Option(
    help: ArgumentHelp("Ask about a library: z, libz.a or a path.", valueName: "library"))
  var library: [String] = []

  @Option(
    help: ArgumentHelp(
      "Ask about a member or an object: inflate.o or libz.a(inflate.o).", valueName: "member"))
  var member: [String] = []

  @Flag(help: "Print more chains than the shortest, and count the rest.")
  var all = false

  @Option(help: ArgumentHelp("Lines of one kind (default: 20).", valueName: "n"))
  var max: Int?

  @Flag(help: "Tell what it adds, and what would go if nobody referred to it.")
  var size = false

  @OptionGroup var link: ExplainOptions

  @Option(help: ArgumentHelp("How to print: text or json (default: text).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(PackageResources.why_schema_json)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .text
    if let max, max < 0 { throw CommandFailure("--max wants a number that is not negative") }
    var words = words
    var asked: ByteString?
    if symbol.isEmpty, library.isEmpty, member.isEmpty {
      guard let first = words.link.first else {
        throw CommandFailure("nothing is asked about", hint: "staticld why inflate main.o -lpng")
      }
      asked = first
      words.link.removeFirst()
    }
    guard !words.link.isEmpty else {
      throw CommandFailure(
        "no link arguments", hint: "staticld why \(asked?.forMessage ?? "inflate") main.o -lpng")
    }
    let session = try ExplainSession(words, command: "why", options: link)
    let questions = WhyQuestions(explanation: session.explanation)
    var subjects = try asked.map { (word) throws(CommandFailure) in try questions.subjects(word) }
    if subjects == nil {
      subjects = symbol.flatMap { questions.symbols(ByteString($0)) }
      subjects? += library.map { .library(WhyQuestions.libraryName(ByteString($0))) }
      subjects? += try member.map { (name) throws(CommandFailure) in
        try questions.member(ByteString(name))
      }
    }
    let run = WhyRun(
      session: session, subjects: subjects ?? [], limit: max ?? 20, wantsAll: all,
      wantsSizes: size)
    let answers = try run.answers()
    switch format {
    case .json: try answer.destination.write(WhyJSON(run: run, answers: answers).document())
    case .text:
      try answer.destination.write(Array(WhyText(run: run, answers: answers).text.utf8))
    }
    return answers.allSatisfy { $0.answer.verdict != .notInLink } ? 0 : 1
  }
}
