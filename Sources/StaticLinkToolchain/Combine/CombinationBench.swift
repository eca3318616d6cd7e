import ObjectFiles
import StaticLink

/// The private directory in which the tools do their work.
struct CombinationBench: ~Copyable {
  private let directory: TemporaryDirectory
  private let tools: CombinationTools
  private let files = SystemFiles()

  init(_ tools: CombinationTools, environment: Environment) throws(CombinationError) {
    self.tools = tools
    do throws(FileError) { directory = try TemporaryDirectory(environment: environment) } catch {
      throw .file(error)
    }
  }

  func file(_ name: ByteString) -> ByteString { directory.path.appending(component: name) }

  /// Makes one object of all, with its COMMON symbols allocated, because no local one can be left
  /// to a later link.
  func link(
    _ words: [ByteString], survey: InputSurvey, keepsGroups: Bool, to name: ByteString
  ) throws(CombinationError) -> (path: ByteString, messages: [UInt8]) {
    let output = file(name)
    var line: [ByteString] = ["-r", "-d", "-o", output]
    if let emulation = CombinationBench.emulation(survey.format) { line += ["-m", emulation] }
    // A group whose signature is local would go with the group of another object of that name.
    if !keepsGroups { line.append("--force-group-allocation") }
    line += (SectionNames.separate + survey.linkOrderedSections.sorted()).map { "--unique=" + $0 }
    do throws(CombinationError) {
      return (output, try tools.run(tools.linker.path, line + words).errors)
    } catch {
      guard case .toolFailed(let path, let message) = error else { throw error }
      throw CombinationBench.refusal(of: path, message, survey.format)
    }
  }

  private static func refusal(
    of linker: ByteString, _ message: ByteString, _ format: ObjectFormat?
  ) -> CombinationError {
    let text = message.description
    let isForeign = ["wrong format", "unrecognised emulation"].contains { text.contains($0) }
    guard let format, isForeign else { return .linkFailed(linker: linker, message: message) }
    return .refused([
      Finding(
        .incompatibleObject, "\(linker.forMessage) links nothing for \(format.text)",
        hint: "name the driver of that machine with --cc")
    ])
  }

  /// GNU ld takes the format of its first emulation whatever the inputs are.
  private static func emulation(_ format: ObjectFormat?) -> ByteString? {
    switch (format?.machine, format?.elfClass) {
    case (3, _): "elf_i386"
    case (62, 1): "elf32_x86_64"
    case (62, _): "elf_x86_64"
    default: nil
    }
  }

  /// Names, sections and weak symbols first: local symbols go by their new names.
  func edit(_ object: ByteString, _ edits: ObjectEdits) throws(CombinationError) -> ByteString {
    var words: [ByteString] = []
    for name in edits.removedSections { words.append("--remove-section=" + name) }
    for (old, new) in edits.sectionRenames { words.append("--rename-section=" + old + "=" + new) }
    words += try list(
      edits.renames.map { ($0.old + " " + $0.new, $0.old + "=" + $0.new) },
      as: "--redefine-sym", file: "renames")
    words += try list(edits.weakened.map { ($0, $0) }, as: "--weaken-symbol", file: "weak")
    guard !words.isEmpty else { return object }
    let output = file("edited.o")
    try tools.run(tools.objcopy, words + [object, output])
    return output
  }

  /// Apart from ``edit(_:_:)``, because objcopy 2.40 makes nothing local that it makes weak, and
  /// leaves unique what it only makes local.
  func localize(
    _ object: ByteString, _ edits: ObjectEdits
  ) throws(CombinationError) -> ByteString {
    let words = try list(
      edits.localized.map { ($0, $0) }, as: "--localize-symbol", file: "local")
    guard !words.isEmpty else { return object }
    let output = file("combined.o")
    try tools.run(tools.objcopy, words + [object, output])
    return output
  }

  /// An archive with the object as its only member, without time and owner.
  func archive(_ object: ByteString, as member: ByteString) throws(CombinationError) -> ByteString {
    let named = file(member)
    let output = file("archive.a")
    do throws(FileError) {
      try object.rename(to: named)
    } catch {
      throw .file(error)
    }
    try tools.run(tools.ar, ["qcsD", output, named])
    return output
  }

  func bytes(of path: ByteString) throws(CombinationError) -> [UInt8] {
    do throws(FileError) {
      return try files.contents(of: path)
    } catch {
      throw .file(error)
    }
  }

  /// objcopy's words for many symbols: a file, and options for names that no line of one can hold.
  private func list(
    _ names: [(line: ByteString, word: ByteString)], as option: ByteString, file name: ByteString
  ) throws(CombinationError) -> [ByteString] {
    let isSpecial = { (name: ByteString) in
      name.bytes.contains { $0 <= 0x20 || $0 == UInt8(ascii: "#") }
    }
    var words = names.filter { isSpecial($0.word) }.map { option + "=" + $0.word }
    let plain = names.filter { !isSpecial($0.word) }
    guard !plain.isEmpty else { return words }
    let path = file(name)
    do throws(FileError) {
      try path.write(plain.flatMap { $0.line.bytes + [0x0a] })
    } catch {
      throw .file(error)
    }
    words.append(option + "s=" + path)
    return words
  }
}
