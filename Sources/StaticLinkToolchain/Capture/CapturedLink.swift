package import ObjectFiles

/// A link that a build made, with what went into it in places of our own.
package struct CapturedLink: Hashable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case sharedObject = 1
    case executable = 2

    /// `nil` for a relocatable link, which makes but another object.
    init?(_ mode: RequestedMode?) {
      switch mode {
      case .relocatable: return nil
      case .shared: self = .sharedObject
      case .static, .staticPIE, .dynamic, nil: self = .executable
      }
    }

    /// One letter for each, as one process tells another what is wanted.
    package static func letters(of kinds: Set<Kind>) -> ByteString {
      ByteString(kinds.map(\.letter).sorted())
    }

    package static func kinds(of letters: ByteString) -> Set<Kind> {
      Set(allCases.filter { letters.bytes.contains($0.letter) })
    }

    private var letter: UInt8 {
      self == .sharedObject ? UInt8(ascii: "s") : UInt8(ascii: "x")
    }
  }

  /// A file of the build that was copied, because builds delete what they made.
  package struct Kept: Hashable, Sendable {
    /// Where the linker found it.
    package var original: ByteString
    /// The copy.
    package var copy: ByteString
  }

  /// A library that belongs to the machine or was linked by the same build.
  package struct Library: Hashable, Sendable {
    /// `-lfoo`, or the path as the line had it.
    package var spelled: ByteString
    /// The file that the linker took, symbolic links resolved.
    package var path: ByteString
    /// The static library that a static link would take; empty when there is none.
    package var archive: ByteString
  }

  package var kind: Kind
  /// Nanoseconds since the epoch: of several links of one output, the last counts.
  package var time: UInt64
  /// The real linker.
  package var linker: ByteString
  /// Its line, the kept files by their copies.
  package var words: [ByteString]
  /// The driver's line, where a driver stood in front of the linker.
  package var driver: [ByteString]
  package var directory: ByteString
  /// As the line has it.
  package var output: ByteString
  /// The file that was made, symbolic links resolved.
  package var outputPath: ByteString
  /// The same from the root of the build, which is gone when the build has ended.
  package var relativePath: ByteString
  package var kept: [Kept]
  package var libraries: [Library]
}

extension CapturedLink {
  private static let magic = Array("staticld link 1\n".utf8)

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(byte: kind.rawValue)
    writer.write(time)
    for string in [linker, directory, output, outputPath, relativePath] { writer.write(string) }
    for list in [
      words, driver, kept.map(\.original), kept.map(\.copy), libraries.map(\.spelled),
      libraries.map(\.path), libraries.map(\.archive),
    ] { writer.write(list) }
    return CapturedLink.magic + writer.bytes
  }

  /// - Returns: `nil` for anything but what ``bytes`` gives.
  package init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: CapturedLink.magic) else { return nil }
    var reader = ByteReader(bytes[CapturedLink.magic.count...])
    guard let kind = reader.readByte().flatMap(Kind.init(rawValue:)),
      let time = reader.readNumber(), let linker = reader.readString(),
      let directory = reader.readString(), let output = reader.readString(),
      let outputPath = reader.readString(), let relativePath = reader.readString(),
      let words = reader.readStrings(),
      let driver = reader.readStrings(), let originals = reader.readStrings(),
      let copies = reader.readStrings(), let spelled = reader.readStrings(),
      let paths = reader.readStrings(), let archives = reader.readStrings(), reader.isAtEnd,
      originals.count == copies.count, spelled.count == paths.count, paths.count == archives.count
    else { return nil }
    self.init(
      kind: kind, time: time, linker: linker, words: words, driver: driver, directory: directory,
      output: output, outputPath: outputPath, relativePath: relativePath,
      kept: zip(originals, copies).map { Kept(original: $0, copy: $1) },
      libraries: spelled.indices.map {
        Library(spelled: spelled[$0], path: paths[$0], archive: archives[$0])
      })
  }
}
