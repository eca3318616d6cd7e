internal import ArgumentParser
internal import ObjectFiles
internal import StaticLink

struct GraphCommand: LinkCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Print the dependency graph of a link.",
    usage: "staticld graph [OPTIONS] [--] LINK ARGUMENTS…",
    discussion: """
      Prints who refers to whom, with the symbols on the edges and cycles marked, of libraries or \
      of their members:

        staticld graph main.o -lpng | dot -Tsvg > graph.svg
        staticld graph --format html --output graph.html main.o -lpng

      The line is completed first, as resolve does. The HTML is one file that needs nothing else, \
      with search, zoom and the members of every library.

      Exit status: 0 printed; 2 wrong usage or unreadable input.
      """)

  enum Format: String, CaseIterable {
    case dot, mermaid, json, html
  }

  static let ownOptions =
    ExplainOptions.own + AnswerOptions.own + OwnOptions(flags: [], valued: ["--level", "--max"])

  @Option(
    help: ArgumentHelp(
      "What the nodes are: library or member (default: library).", valueName: "level"))
  var level: String?

  @Option(
    help: ArgumentHelp(
      "Symbols on an edge of dot and mermaid (default: 3).", valueName: "n"))
  var max: Int?

  @OptionGroup var link: ExplainOptions

  @Option(
    help: ArgumentHelp(
      "How to print: dot, mermaid, json or html (default: dot).", valueName: "format"))
  var format: String?

  @OptionGroup var answer: AnswerOptions

  mutating func run(_ words: CommandWords) throws(CommandFailure) -> Int32 {
    if answer.schema {
      try answer.destination.write(PackageResources.graph_schema_json)
      return 0
    }
    let format: Format = try OptionValue.of("--format", format) ?? .dot
    let level: GraphPicture.Level = try OptionValue.of("--level", level) ?? .library
    if let max, max < 0 { throw CommandFailure("--max wants a number that is not negative") }
    let session = try ExplainSession(words, command: "graph", options: link)
    var graph = try ExplainSession.readingAgain { () throws(LinkInputError) in
      try session.explanation.measuredGraph()
    }
    if format != .json {
      for index in graph.libraries.indices {
        graph.libraries[index].path = session.readable(graph.libraries[index].path)
      }
    }
    let picture = GraphPicture(graph, level: level)
    let symbols = max ?? 3
    let text =
      switch format {
      case .dot: GraphDot(picture: picture, symbolLimit: symbols).text
      case .mermaid: GraphMermaid(picture: picture, symbolLimit: symbols).text
      case .json: GraphJSON(picture: picture, session: session).document()
      case .html: GraphHTML(graph: graph, level: level).page()
      }
    try answer.destination.write(text)
    return 0
  }
}
