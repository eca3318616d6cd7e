import ObjectFiles
import StaticLink

/// What the inputs of a combination define and refer to, and what keeps them from being combined.
struct InputSurvey {
  struct Definition {
    /// Where the name is defined first.
    var place: Place
    var strength: SymbolDefinition.Strength
    /// Every definition of the name is a COMMON one.
    var isCommonOnly: Bool
    /// The definition beside which GNU ld lets no other stand.
    var exclusive: Place?
  }

  private(set) var definitions: [ByteString: Definition] = [:]
  private(set) var references: Set<ByteString> = []
  private(set) var sections: Set<ByteString> = []
  /// Sections whose order is that of others, so that GNU ld must not make one of several.
  private(set) var linkOrderedSections: Set<ByteString> = []
  private(set) var findings: [Finding] = []
  private(set) var objects = 0
  private(set) var format: ObjectFormat?
  /// The inputs that are archives.
  private(set) var archives: Set<ByteString> = []
  /// A hash of all contents.
  private(set) var fingerprint: UInt64 = 0
  private let files: any FileSource
  private let reportsDuplicates: Bool

  /// Reads every object and every member.
  ///
  /// - Throws: ``CombinationError/unreadable(_:)``.
  init(_ request: CombinationRequest, files: any FileSource) throws(CombinationError) {
    self.files = files
    reportsDuplicates = request.archives == .whole
    for input in request.inputs { try add(input) }
  }

  private mutating func add(_ path: ByteString) throws(CombinationError) {
    let (file, kind) = try InputSurvey.open(path, files)
    guard kind == .archive || kind == .thinArchive else {
      return try add(try InputSurvey.contents(of: file, path), at: Place(path: path))
    }
    archives.insert(path)
    let (archive, members) = try InputSurvey.members(of: file, path)
    let reader = MemberReader(archive: archive, source: files)
    for member in members {
      let place = Place(path: path, member: member.name, offset: member.headerOffset)
      let bytes: [UInt8]
      do throws(ObjectFileError) { bytes = try reader.bytes(of: member) } catch {
        throw InputSurvey.unreadable(error, at: place)
      }
      try add(bytes, at: place)
    }
  }

  private mutating func add(_ bytes: [UInt8], at place: Place) throws(CombinationError) {
    fingerprint = bytes.withUnsafeBytes { NameHash(of: $0).value } &+ fingerprint &* 31
    if FileKind(firstBytes: bytes) == .bitcode { return reject(.llvm, at: place) }
    do throws(ObjectFileError.Problem) {
      guard FileKind(firstBytes: bytes) == .elf else { throw .unrecognized }
      let object = try ObjectFile(elf: bytes)
      guard object.kind == .relocatable else { throw .notLinkable(what: "a shared object") }
      try ObjectFile.checkIntegrity(of: bytes)
      if object.isSlimLTO { return reject(object.bytecode?.language ?? .gcc, at: place) }
      add(object, try ObjectFile.sectionHeaders(in: bytes), at: place)
    } catch {
      throw InputSurvey.unreadable(
        ObjectFileError(path: place.path, member: place.member, problem: error), at: place)
    }
  }

  private mutating func reject(_ language: Bytecode.Language, at place: Place) {
    findings.append(
      Finding(
        .ltoOnlyMember, "holds \(language.rawValue) bytecode and no machine code", place: place,
        hint: "compile it without -flto, or with -ffat-lto-objects"))
  }

  private mutating func add(_ object: ObjectFile, _ headers: [SectionHeader], at place: Place) {
    objects += 1
    if let format, format != object.format {
      findings.append(
        Finding(
          .incompatibleObject, "is for \(object.format.text), the first one for \(format.text)",
          place: place))
      return
    }
    format = object.format
    for header in headers {
      sections.insert(header.name)
      if header.isLinkOrdered { linkOrderedSections.insert(header.name) }
    }
    for row in 0..<object.symbols.count { add(row, of: object, at: place) }
  }

  private mutating func add(_ row: Int, of object: ObjectFile, at place: Place) {
    let flags = object.symbols.flags[row]
    let name = object.symbols.name(row)
    guard !flags.isUndefined else {
      references.insert(name)
      return
    }
    let strength = SymbolDefinition.Strength(flags)
    let isReplaceable = flags.isWeak || flags.isCommon || object.isInGroup(row)
    let exclusive = isReplaceable ? nil : place
    guard var known = definitions[name] else {
      definitions[name] = Definition(
        place: place, strength: strength, isCommonOnly: flags.isCommon, exclusive: exclusive)
      return
    }
    if !flags.isCommon, known.isCommonOnly || known.strength == .weak, exclusive != nil {
      known.place = place
      known.strength = strength
    }
    known.isCommonOnly = known.isCommonOnly && flags.isCommon
    if let exclusive, let first = known.exclusive, reportsDuplicates {
      findings.append(
        Finding(
          .duplicateSymbol, "'\(name.forMessage)' is defined in \(first.short), too",
          place: exclusive,
          hint: exclusive.member != nil
            ? "--needed takes of archives what is referred to, and of several the first" : nil,
          symbol: name))
    }
    known.exclusive = known.exclusive ?? exclusive
    definitions[name] = known
  }
}

// MARK: Reading

extension InputSurvey {
  private static func open(
    _ path: ByteString, _ files: any FileSource
  ) throws(CombinationError) -> (any RandomAccessFile, FileKind?) {
    do throws(FileError) {
      let file = try files.open(path)
      let start = try file.read(at: 0, count: Int(min(file.size, UInt64(FileKind.neededBytes))))
      return (file, FileKind(firstBytes: start))
    } catch {
      throw unreadable(error, path)
    }
  }

  private static func contents(
    of file: any RandomAccessFile, _ path: ByteString
  ) throws(CombinationError) -> [UInt8] {
    do throws(FileError) { return try file.read(at: 0, count: Int(clamping: file.size)) } catch {
      throw unreadable(error, path)
    }
  }

  private static func members(
    of file: any RandomAccessFile, _ path: ByteString
  ) throws(CombinationError) -> (Archive, [ArchiveMember]) {
    do throws(ObjectFileError) {
      let archive = try Archive(path: path, file: file)
      return (archive, try archive.members())
    } catch {
      throw unreadable(error, at: Place(path: path))
    }
  }

  private static func unreadable(_ error: FileError, _ path: ByteString) -> CombinationError {
    unreadable(ObjectFileError(path: path, problem: .file(error)), at: Place(path: path))
  }

  private static func unreadable(_ error: ObjectFileError, at place: Place) -> CombinationError {
    var finding = Finding(.file(error))
    if place.member != nil { finding.place = place }
    return .unreadable(finding)
  }
}

extension ObjectFile {
  /// Whether a symbol is defined in a section of which the linker takes one of several.
  func isInGroup(_ row: Int) -> Bool {
    let section = Int(symbols.sections[row])
    return section < groupOfSection.count && groupOfSection[section] != 0
  }
}
