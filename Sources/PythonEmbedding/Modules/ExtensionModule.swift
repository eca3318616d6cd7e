public import ObjectFiles
public import StaticLink

/// A compiled module of Python in a static library, ready to be built into an interpreter.
public struct ExtensionModule: Hashable, Sendable {
  /// The name that `import` takes, dotted.
  public var name: ByteString
  /// The function that makes it, as the linker sees it: `PyInit_name`, or what that was renamed to.
  public var initFunction: ByteString
  /// The library that has it.
  public var archive: ByteString

  public init(name: ByteString, initFunction: ByteString, archive: ByteString) {
    self.name = name
    self.initFunction = initFunction
    self.archive = archive
  }
}

extension ExtensionModule {
  /// The module in an archive.
  ///
  /// The function is the `PyInit_` symbol of the archive's index; of several, the one that the
  /// archive's name ends in. The name is the archive's own where that is dotted, as `staticld
  /// capture` names them, and else what stands behind `PyInit_`.
  ///
  /// - Throws: ``ExtensionModuleError``, also for what cannot be read.
  public init(archive path: ByteString, files: any FileSource) throws(ExtensionModuleError) {
    let names = try ExtensionModule.indexedNames(of: path, files: files)
      .filter { $0.hasPrefix("PyInit_") }
    let stem = ExtensionModule.stem(of: path)
    let last = stem.split(separator: UInt8(ascii: ".")).last ?? stem
    let candidates = Array(Set(names)).sorted()
    guard let first = candidates.first else {
      throw ExtensionModuleError(archive: path, cause: .hasNoInitFunction)
    }
    let named = candidates.first { $0 == "PyInit_" + last }
    guard let function = named ?? (candidates.count == 1 ? first : nil) else {
      throw ExtensionModuleError(archive: path, cause: .hasSeveral(candidates))
    }
    let isDotted = stem.bytes.contains(UInt8(ascii: "."))
    self.init(
      name: isDotted || named != nil ? stem : function.dropFirst("PyInit_".utf8.count),
      initFunction: function, archive: path)
  }

  /// The global symbols that an archive's index lists, in its order.
  ///
  /// - Throws: ``ExtensionModuleError``
  public static func indexedNames(
    of path: ByteString, files: any FileSource
  ) throws(ExtensionModuleError) -> [ByteString] {
    do {
      let archive = try Archive(path: path, file: try files.open(path))
      guard let index = archive.index else {
        throw ExtensionModuleError(archive: path, cause: .hasNoIndex)
      }
      return (0..<index.count).map { index.name($0) }
    } catch let error as ExtensionModuleError {
      throw error
    } catch {
      throw ExtensionModuleError(archive: path, cause: .unreadable("\(error)"))
    }
  }

  private static func stem(of path: ByteString) -> ByteString {
    let name = path.lastPathComponent
    return name.hasSuffix(".a") ? name.dropLast(2) : name
  }
}

/// An archive from which no module can be taken.
public struct ExtensionModuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  public enum Cause: Hashable, Sendable {
    /// Nothing in it is called `PyInit_…`.
    case hasNoInitFunction
    /// Several are, and the archive's name is no help.
    case hasSeveral([ByteString])
    /// It has no symbol table.
    case hasNoIndex
    /// It cannot be read, and why.
    case unreadable(String)
  }

  /// The archive.
  public var archive: ByteString
  /// What is wrong with it.
  public var cause: Cause

  /// One line for the user.
  public var description: String {
    switch cause {
    case .hasNoInitFunction:
      "\(archive.forMessage): no function PyInit_… is defined in it: it is no extension module"
    case .hasSeveral(let names):
      "\(archive.forMessage): defines \(names.map(\.forMessage).joined(separator: ", ")), and its "
        + "name does not say which is meant"
    case .hasNoIndex: "\(archive.forMessage): has no symbol table; run ranlib on it"
    case .unreadable(let text): text
    }
  }
}
