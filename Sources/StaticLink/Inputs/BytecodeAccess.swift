public import ObjectFiles

/// Reads LLVM bitcode, whose format only LLVM's own tools know.
///
/// `StaticLink` runs no process: whoever owns the machine asks a tool that goes with the linker.
public protocol BitcodeReader: Sendable {
  /// The symbols of a bitcode file, or of every member of an archive with bitcode in it; asked
  /// once a file. `nil` when there is no tool, or none that knows this bitcode.
  func listing(of path: ByteString) -> BitcodeListing?
}

extension LinkerSemantics {
  /// What a linker makes of objects that hold a compiler's intermediate code.
  enum BytecodeRule: Hashable, Sendable {
    /// A plugin of the line reads it. Without one, an object of GCC's counts as one that defines
    /// nothing, with a message, and bitcode is not recognized (GNU ld 2.40, gold 1.16).
    case pluginOrEmpty
    /// A plugin of the line reads it; without one, the link ends (mold 1.10).
    case pluginOrFatal
    /// The linker reads LLVM's itself and loads no plugin; an object of GCC's counts as one that
    /// defines nothing, without a word (LLD 14 and 21).
    case llvmOnly
  }

  var bytecodeRule: BytecodeRule {
    switch family {
    case .bfd, .gold: .pluginOrEmpty
    case .mold: .pluginOrFatal
    case .lld: .llvmOnly
    }
  }
}

/// Which intermediate code the linker of a link can read.
struct BytecodeAccess: Sendable {
  var readsGCC = false
  var readsLLVM = false
  var reader: (any BitcodeReader)?

  /// Nothing but machine code counts.
  static let none = BytecodeAccess()

  init() {}

  /// - Parameter line: the linker's whole line, on which `-plugin` may stand.
  init(
    line: [LinkArgument], semantics: LinkerSemantics, reader: (any BitcodeReader)?
  ) {
    self.reader = reader
    guard semantics.bytecodeRule != .llvmOnly else {
      readsLLVM = true
      return
    }
    for plugin in line.compactMap(\.plugin) {
      if plugin.lastPathComponent.hasPrefix("LLVMgold") {
        readsLLVM = true
      } else {
        readsGCC = true
      }
    }
  }

  init(_ request: ResolveRequest, reader: (any BitcodeReader)?) {
    let toolchain = request.toolchain
    self.init(
      line: toolchain.before + request.arguments + toolchain.after, semantics: request.semantics,
      reader: reader)
  }
}

extension LinkArgument {
  /// The file of a `-plugin` option.
  public var plugin: ByteString? {
    guard case .other(let words) = self, let first = words.first else { return nil }
    for name: ByteString in ["-plugin", "--plugin"] {
      if first == name { return words.count > 1 ? words[1] : nil }
      if first.hasPrefix(name + "=") { return first.dropFirst(name.count + 1) }
    }
    return nil
  }
}

extension InputSet {
  /// Whether an index was made by a tool that did not read the members' bytecode: it lists the
  /// mark that GCC leaves in every such object, and nothing else of them.
  func lacksBytecode(_ index: ArchiveIndex) -> Bool {
    bytecode.readsGCC && index.hashes.contains(NameHash(of: Bytecode.mark).value)
  }

  /// An object as the link's linker sees it.
  func seen(_ object: consuming ObjectFile) -> ObjectFile {
    guard bytecode.readsGCC, let seen = object.seenThroughBytecode else { return object }
    return seen
  }

  /// A member as the link's linker sees it; the first one that is bitcode has the whole archive
  /// listed.
  func seen(
    _ object: consuming ObjectFile, of archive: Archive, file: FileID, at offset: UInt64
  ) throws(ObjectFileError) -> ObjectFile {
    guard object.bytecode?.language == .llvm else { return seen(object) }
    guard bytecode.readsLLVM, let reader = bytecode.reader else { return object }
    if files[file.index].bitcode == nil {
      let members = try archive.members()
      let symbols = reader.listing(of: archive.path)?.symbols(of: members)
      keep(bitcode: symbols ?? [:], of: file)
    }
    return ObjectFile(bitcode: files[file.index].bitcode?[offset])
  }
}

extension ObjectFile {
  /// GCC's bytecode alone, which the linker of this link does not read.
  var isUnreadGCC: Bool { isSlimLTO && bytecode?.language == .gcc && !isSeenThroughBytecode }

  /// `nil` for LLVM bitcode, which does not tell.
  var knownFormat: ObjectFormat? { bytecode?.language == .llvm ? nil : format }
}
