internal import ArgumentParser
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// The program that GNU ld and LLD run for an error (`--error-handling-script`): it prints what
/// would help.
///
/// Called with `undefined-symbol SYMBOL` or `missing-lib NAME`, where GNU ld writes `-lNAME`
/// (observed with GNU ld 2.40 and LLD 21). The line is the parent's.
enum LinkerHint {
  /// The name under which this program is installed.
  static let programName: ByteString = "staticld-explain"

  /// - Returns: always 0: LLD makes an error of anything else, and the link has failed already.
  static func run(_ words: [ByteString]) -> Int32 {
    guard words.count == 2 else {
      say("to be called by a linker: --error-handling-script=PATH")
      return 0
    }
    do throws(CommandFailure) {
      let machine = try MachineSession()
      switch words[0] {
      case "undefined-symbol": try explain(symbol: words[1], machine)
      case "missing-lib":
        try explain(library: words[1].hasPrefix("-l") ? words[1].dropFirst(2) : words[1], machine)
      default: break
      }
    } catch {
      say(error.message)
    }
    return 0
  }

  private static func say(_ text: String) {
    Diagnostics.standard.raw("staticld: hint: \(text)\n")
  }

  // MARK: Symbols

  /// Who has a symbol, and what keeps it from being used.
  private struct Provider {
    var place: Place
    var reason = LinkExplanation.Obstacle.Reason.notOnLine
    var referrer: Place?

    init(place: Place) { self.place = place }

    init?(_ obstacle: LinkExplanation.Obstacle) {
      guard let place = obstacle.place else { return nil }
      self.place = place
      reason = obstacle.reason
      referrer = obstacle.other
    }
  }

  private static func explain(
    symbol: ByteString, _ machine: MachineSession
  ) throws(CommandFailure) {
    let session = try LineSession(
      CommandWords(ParentProcess.words, options: OwnOptions(flags: [], valued: [])),
      command: "staticld-explain")
    let name = WhyText.display(symbol)
    let found = try ExplainSession.readingAgain {
      () throws(LinkInputError) -> Provider? in
      let given = try session.resolver.explain(session.request, asGiven: true)
      let obstacles = given.why(.symbol(symbol)).obstacles
      if let misplaced = obstacles.first(where: { $0.reason == .wrongOrder }) {
        return Provider(misplaced)
      }
      // As resolve would choose, whatever else has the symbol.
      let complete = try session.resolver.explain(session.request)
      let answer = complete.why(.symbol(symbol))
      guard let node = answer.nodes.first else { return obstacles.first.flatMap(Provider.init) }
      return Provider(place: complete.graph.nodes[node].place)
    }
    guard let found else {
      say("nothing here defines '\(name)'")
      return
    }
    let place = found.place
    let library = place.path.lastPathComponent.forMessage
    let package = session.evidence.package(owning: place.path).map { " of \($0.forMessage)" } ?? ""
    switch found.reason {
    case .wrongOrder:
      let referrer = found.referrer?.path.lastPathComponent.forMessage ?? "what refers to it"
      say("\(place.short) defines '\(name)': put \(library) behind \(referrer)")
    case .sharedOnly:
      say("'\(name)' is in \(library)\(package), a shared object; there is no archive of it")
    default:
      say("\(place.short)\(package) defines '\(name)': add \(word(for: place.path, session))")
    }
  }

  /// `-lz` where the linker's own search finds that very file.
  private static func word(for path: ByteString, _ session: LineSession) -> String {
    let directories =
      session.line.arguments.searchDirectories + session.toolchain.libraryDirectories
    let files = session.machine.files
    guard let name = LibraryFileName.name(ofArchive: path.lastPathComponent),
      let identity = files.identity(of: path),
      let first = directories.lazy.map({ $0.appending(component: path.lastPathComponent) })
        .first(where: { files.identity(of: $0) != nil }),
      files.identity(of: first) == identity
    else { return path.forMessage }
    return "-l\(name.forMessage)"
  }

  // MARK: Libraries

  private static func explain(
    library name: ByteString, _ machine: MachineSession
  ) throws(CommandFailure) {
    let line: ParsedLine
    do throws(ArgumentError) {
      line = try ParsedLine(parsing: ParentProcess.words, files: machine.files)
    } catch {
      throw CommandFailure(error.description)
    }
    let toolchain = try machine.toolchain()
    let evidence = machine.evidence(for: toolchain, line: line)
    let directories = line.arguments.searchDirectories + toolchain.libraryDirectories
    func first(_ file: ByteString) -> ByteString? {
      directories.map { $0.appending(component: file) }
        .first { machine.files.identity(of: $0)?.isRegularFile == true }
    }
    if let archive = first("lib" + name + ".a") {
      say("\(archive.forMessage) is there: add -L\(archive.parentDirectory.forMessage)")
    } else if let shared = first("lib" + name + ".so") {
      let path = machine.files.resolvedPath(shared) ?? shared
      let package = evidence.package(owning: path).map { " of package \($0.forMessage)" } ?? ""
      say("there is only \(path.forMessage)\(package), a shared object, and no archive")
    } else {
      let similar = similarNames(to: name, in: directories, machine.files)
      let known = similar.isEmpty ? "" : "; there is \(similar.joined(separator: ", "))"
      say("no lib\(name.forMessage).a in any directory that is searched\(known)")
    }
  }

  /// Libraries that differ in a version or a suffix: `png16` for `png`.
  private static func similarNames(
    to name: ByteString, in directories: [ByteString], _ files: SystemFiles
  ) -> [String] {
    guard name.count > 1 else { return [] }
    let names = directories.flatMap { files.names(in: $0) }
      .compactMap { LibraryFileName.name(ofArchive: $0) }
      .filter { $0.hasPrefix(name) || name.hasPrefix($0) && $0.count > 2 }
    return Set(names).sorted().prefix(5).map { "-l\($0.forMessage)" }
  }
}
