package import ObjectFiles
import StaticLink

/// Which linker a compiler driver runs for a line, as the driver itself says
/// (`-print-prog-name`).
package struct DriverLinker {
  /// The driver's absolute path.
  package var driver: ByteString
  /// All words of the line.
  package var words: [ByteString]
  /// `ld`, `ld.lld`, …: what the driver looks for.
  package var name: ByteString
  /// What the driver is run with.
  package var environment: any EnvironmentVariables

  package init(
    driver: ByteString, words: [ByteString], name: ByteString,
    environment: any EnvironmentVariables
  ) {
    self.driver = driver
    self.words = words
    self.name = name
    self.environment = environment
  }

  /// The linker's absolute path; `nil` when the driver does not know or does not understand.
  ///
  /// - Parameter search: leaves out what must not be found.
  package func path(search: ExecutableSearch, cache: CacheDirectory?) -> ByteString? {
    let key = CacheKey(
      driver: driver, words: DriverLinker.decisive(words), linker: name, environment: environment)
    if let known = cache?.answer(Answer.self, for: key), !search.avoids(known.path) {
      return known.path
    }
    guard let said = ask() else { return nil }
    // The bare name means that the driver leaves the search to the system.
    let isPath = said.isAbsolutePath && !search.avoids(said)
    guard let path = isPath ? said : search.find(name) else { return nil }
    let absent = isPath ? [] : search.places(before: path, for: name)
    if let witnesses = Witness.all(
      programs: [driver, path], absent: absent.filter { !search.avoids($0) }, arguments: [],
      directories: [])
    {
      cache?.store(Answer(path: path), witnesses: witnesses, for: key)
    }
    return path
  }

  private func ask() -> ByteString? {
    var environment = environment.all
    environment["LC_ALL"] = "C"
    let question = ChildProcess(
      driver, words + ["-print-prog-name=" + name], environment: environment)
    guard let outcome = try? question.run(), outcome.status.isSuccess else { return nil }
    let line = ByteString(outcome.output.prefix { $0 != 0x0a })
    return line.isEmpty ? nil : line
  }

  /// The words that can change the answer, so that one answer serves many lines: everything but
  /// inputs, search paths, macros, warnings and the like.
  private static func decisive(_ words: [ByteString]) -> [ByteString] {
    var kept: [ByteString] = []
    var skipsValue = false
    for word in words {
      if skipsValue {
        skipsValue = false
        continue
      }
      guard word.bytes.first == UInt8(ascii: "-"), word.count > 1 else {
        // A response file may say anything.
        if word.bytes.first == UInt8(ascii: "@") || isValue(after: kept.last) { kept.append(word) }
        continue
      }
      let letter = word.bytes[1]
      if idle.contains(letter), !word.hasPrefix("-fuse-ld") {
        skipsValue = word.count == 2 && separate.contains(letter)
      } else {
        kept.append(word)
      }
    }
    return kept
  }

  private static func isValue(after option: ByteString?) -> Bool {
    option == "-B" || option == "-target" || option == "-isysroot" || option == "-specs"
  }

  private static let idle = Array("lLIDUOgWwfoxueTz".utf8)
  private static let separate = Array("lLIDUoxueTz".utf8)

  private struct Answer: CachedAnswer {
    static var magic: String { "staticld linker 1\n" }
    var path: ByteString

    init(path: ByteString) {
      self.path = path
    }

    init?(from reader: inout ByteReader) {
      guard let path = reader.readString() else { return nil }
      self.path = path
    }

    func write(to writer: inout ByteWriter) {
      writer.write(path)
    }
  }
}
