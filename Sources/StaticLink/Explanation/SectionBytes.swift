internal import ObjectFiles

/// Bytes in memory, in the columns of `size(1)`'s Berkeley format.
///
/// Sections of dropped COMDAT groups do not count. The linker can still make less of the rest, by
/// merging strings, or more, by aligning.
public struct SectionBytes: Hashable, Sendable {
  /// Code and constants.
  public var text: UInt64 = 0
  public var data: UInt64 = 0
  /// Zeroes, COMMON symbols that this object's definition stands for included.
  public var bss: UInt64 = 0

  public var total: UInt64 { text &+ data &+ bss }

  public init() {}

  public static func + (left: SectionBytes, right: SectionBytes) -> SectionBytes {
    var sum = left
    sum.text &+= right.text
    sum.data &+= right.data
    sum.bss &+= right.bss
    return sum
  }

  public static func += (left: inout SectionBytes, right: SectionBytes) { left = left + right }
}

extension SectionBytes {
  /// What an object adds to a link.
  ///
  /// - Throws: ``LinkInputError`` when it cannot be read again.
  init(
    of id: ObjectID, in resolution: Resolution, inputs: InputSet
  ) throws(LinkInputError) {
    let loaded = inputs.objects[id.index]
    guard loaded.object.kind == .relocatable else { return }
    for section in try SectionBytes.sections(of: loaded, inputs: inputs) {
      let group = loaded.object.groupOfSection(of: section.index)
      guard group == 0 || !resolution.droppedGroups.contains(group, of: id) else {
        continue
      }
      switch section.kind {
      case .text: text &+= section.size
      case .data: data &+= section.size
      case .bss: bss &+= section.size
      }
    }
    for (row, name) in loaded.names.enumerated()
    where loaded.object.symbols.flags[row].isCommon && resolution.states.owner(name) == id {
      bss &+= loaded.object.symbols.sizes[row]
    }
  }

  private static func sections(
    of loaded: LoadedObject, inputs: InputSet
  ) throws(LinkInputError) -> [AllocatedSection] {
    do throws(ObjectFileError) {
      let bytes = try inputs.bytes(of: loaded)
      do throws(ObjectFileError.Problem) {
        return try ObjectFile.allocatedSections(in: bytes)
      } catch {
        throw ObjectFileError(
          path: inputs.path(of: loaded.file), member: loaded.member?.name, problem: error)
      }
    } catch {
      throw .file(error)
    }
  }
}
