internal import ObjectFiles

extension InputSet {
  /// The places where relocations use the undefined symbols of an object.
  func uses(in id: ObjectID) throws(ObjectFileError) -> [LoadedObject.SymbolUse] {
    if let known = objects[id.index].uses { return known }
    let loaded = objects[id.index]
    var uses: [LoadedObject.SymbolUse] = []
    guard !loaded.object.isSeenThroughBytecode else {
      // No relocation says what the code uses: it uses what it names.
      let flags = loaded.object.symbols.flags
      uses = flags.indices.filter { flags[$0].isUndefined }.map {
        LoadedObject.SymbolUse(row: UInt32($0), section: 0, isAllocated: true)
      }
      objects[id.index].uses = uses
      return uses
    }
    let bytes = try bytes(of: loaded)
    do throws(ObjectFileError.Problem) {
      uses = try loaded.object.undefinedUses(in: bytes).map {
        LoadedObject.SymbolUse(
          row: $0.symbolIndex - loaded.object.firstGlobal, section: $0.section,
          isAllocated: $0.isAllocated)
      }
    } catch {
      throw ObjectFileError(
        path: files[loaded.file.index].path, member: loaded.member?.name, problem: error)
    }
    objects[id.index].uses = uses
    return uses
  }

  /// The sections of an object and what they need, read anew: only linkers that collect sections
  /// ask for it.
  func sectionGraph(of id: ObjectID) throws(ObjectFileError) -> SectionGraph {
    let loaded = objects[id.index]
    let bytes = try bytes(of: loaded)
    do throws(ObjectFileError.Problem) {
      return try loaded.object.sectionGraph(in: bytes)
    } catch {
      throw ObjectFileError(
        path: files[loaded.file.index].path, member: loaded.member?.name, problem: error)
    }
  }
}
