import ObjectFiles
import StaticLink

/// One `.pc` file: variables and fields, with `${…}` expanded (pkg-config(1)).
struct PkgConfigFile: Sendable {
  let path: ByteString
  /// `-l` names of `Libs` in their order.
  let libraries: [ByteString]
  /// `-l` names of `Libs.private` in their order.
  let privateLibraries: [ByteString]
  /// Modules of `Requires` and `Requires.private`, versions left out.
  let requires: [ByteString]

  /// The module's name: `zlib` of `zlib.pc`.
  var module: ByteString { path.lastPathComponent.dropLast(3) }

  init(path: ByteString, text: [UInt8]) {
    self.path = path
    let fields = PkgConfigFile.fields(PkgConfigFile.fieldNames, of: text, path: path)
    libraries = PkgConfigFile.libraryNames(fields["Libs"])
    privateLibraries = PkgConfigFile.libraryNames(fields["Libs.private"])
    requires =
      PkgConfigFile.modules(fields["Requires"]) + PkgConfigFile.modules(fields["Requires.private"])
  }

  /// The wanted fields and their values.
  static func fields(
    _ wanted: Set<ByteString>, of text: [UInt8], path: ByteString
  ) -> [ByteString: ByteString] {
    var variables: [ByteString: ByteString] = ["pcfiledir": path.parentDirectory]
    var fields: [ByteString: ByteString] = [:]
    for line in PkgConfigFile.lines(of: text) {
      guard let mark = line.firstIndex(where: { !PkgConfigFile.isNameByte($0) }) else { continue }
      let name = ByteString(line[..<mark])
      let rest = line[mark...].drop { $0 == 0x20 || $0 == 0x09 }
      // What nobody asks for, the description above all, is most of the file.
      guard let kind = rest.first, kind == 0x3d || wanted.contains(name) else {
        continue
      }
      let value = PkgConfigFile.expand(PkgConfigFile.trim(rest.dropFirst()), variables)
      if kind == 0x3d {
        variables[name] = value
      } else if kind == 0x3a {
        fields[name] = value
      }
    }
    return fields
  }

  private static let fieldNames: Set<ByteString> = [
    "Libs", "Libs.private", "Requires", "Requires.private",
  ]

  /// Lines without comments, those that end in a backslash joined.
  private static func lines(of text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var isContinued = false
    for part in text.split(separator: 0x0a, omittingEmptySubsequences: true) {
      var line = Array(part.prefix { $0 != 0x23 })
      if line.last == 0x0d { line.removeLast() }
      let goesOn = line.last == 0x5c
      if goesOn { line.removeLast() }
      if isContinued, !result.isEmpty {
        result[result.count - 1] += line
      } else {
        result.append(line)
      }
      isContinued = goesOn
    }
    return result
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7a || byte >= 0x41 && byte <= 0x5a || byte >= 0x30 && byte <= 0x39
      || byte == 0x5f || byte == 0x2e
  }

  private static func trim(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
    var result = Array(bytes.drop { $0 == 0x20 || $0 == 0x09 })
    while let last = result.last, last == 0x20 || last == 0x09 { result.removeLast() }
    return result
  }

  private static func expand(
    _ value: [UInt8], _ variables: [ByteString: ByteString]
  ) -> ByteString {
    guard value.contains(0x24) else { return ByteString(value) }
    var result: [UInt8] = []
    var rest = value[...]
    while let byte = rest.first {
      if byte == 0x24, rest.dropFirst().first == 0x7b, let end = rest.firstIndex(of: 0x7d) {
        let name = ByteString(rest[(rest.startIndex + 2)..<end])
        result += variables[name]?.bytes ?? []
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return ByteString(result)
  }

  private static func libraryNames(_ value: ByteString?) -> [ByteString] {
    guard let value else { return [] }
    return ResponseWords.split(value.bytes).compactMap { word in
      if word.hasPrefix("-l"), word.count > 2 { return word.dropFirst(2) }
      // Some files name an archive by its path.
      return LibraryFileName.name(ofArchive: word.lastPathComponent)
    }
  }

  /// Module names, separated by blanks or commas, without `>= 1.2`.
  private static func modules(_ value: ByteString?) -> [ByteString] {
    guard let value else { return [] }
    let words = value.bytes.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x2c }
    var result: [ByteString] = []
    var isVersion = false
    for word in words {
      if let first = word.first, first == 0x3c || first == 0x3d || first == 0x3e || first == 0x21 {
        isVersion = true
      } else if isVersion {
        isVersion = false
      } else {
        result.append(ByteString(word))
      }
    }
    return result
  }
}
