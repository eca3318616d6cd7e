public import ObjectFiles

/// What an object or archive wants from others.
public enum UndefinedSymbols {
  /// A name that is referenced and not defined.
  public struct Entry: Hashable, Sendable {
    public var symbol: ByteString
    /// Every reference is weak: the link may go without it.
    public var isWeak: Bool
  }

  /// The symbols that a file as a whole leaves undefined, in the order in which they come up.
  ///
  /// - Throws: ``LinkInputError`` when the file cannot be read or is neither object nor archive.
  public static func of(
    _ path: ByteString, files: any FileSource
  ) throws(LinkInputError) -> [Entry] {
    var bytecode = BytecodeAccess()
    bytecode.readsGCC = true
    let inputs = InputSet(source: files, bytecode: bytecode)
    let objects: [ObjectID]
    do throws(ObjectFileError) {
      let file = try inputs.load(path)
      switch inputs.files[file.index].contents {
      case .object(let id): objects = [id]
      case .archive: objects = try inputs.allMembers(of: file)
      case .shared:
        throw ObjectFileError(path: path, problem: .notLinkable(what: "shared object"))
      case .script:
        throw ObjectFileError(path: path, problem: .notLinkable(what: "linker script"))
      }
    } catch {
      throw .file(error)
    }
    return entries(objects, inputs)
  }

  private static func entries(_ objects: [ObjectID], _ inputs: InputSet) -> [Entry] {
    var defined: Set<SymbolID> = []
    var order: [SymbolID] = []
    var isWeak: [SymbolID: Bool] = [:]
    for id in objects {
      let loaded = inputs.objects[id.index]
      for (row, symbol) in loaded.names.enumerated() {
        let flags = loaded.object.symbols.flags[row]
        if !flags.isUndefined {
          defined.insert(symbol)
          if let version = VersionedName(inputs.names.name(symbol)), version.isDefault {
            defined.insert(inputs.names.intern(version.base))
          }
        } else if let known = isWeak[symbol] {
          isWeak[symbol] = known && flags.isWeak
        } else {
          order.append(symbol)
          isWeak[symbol] = flags.isWeak
        }
      }
    }
    return order.filter { !defined.contains($0) }.map {
      Entry(symbol: inputs.names.name($0), isWeak: isWeak[$0] ?? false)
    }
  }
}
