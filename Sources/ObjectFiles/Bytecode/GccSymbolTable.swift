internal import CLibelf

/// The symbol table that GCC leaves for linkers' plugins in `.gnu.lto_.symtab.*`.
///
/// Layout of GCC 12 (lto-streamer-out.cc, lto-plugin.c): for each symbol a name, a COMDAT key, both
/// ended by a NUL, a byte each for kind and visibility, 8 bytes of size, 4 of a slot that only the
/// compiler understands. `.gnu.lto_.ext_symtab.*` adds two bytes a symbol, its type first. An object
/// made by `ld -r` has several of each.
struct GccSymbolTable {
  fileprivate struct Entry {
    var name: ArraySlice<UInt8>
    var key: ArraySlice<UInt8>
    var kind: UInt8
    var visibility: UInt8
    var type: UInt8 = 0
    var size: UInt64

    /// How a symbol stands against its namesakes in the same object.
    var strength: Int { kind == 2 || kind == 3 ? 0 : kind == 1 ? 1 : 2 }
  }

  private var entries: [Entry] = []
  private var extended = 0
  private var hasParts = false

  /// Takes in one section `.gnu.lto_.symtab.*`.
  mutating func append(symbols raw: UnsafeRawBufferPointer) throws(ObjectFileError.Problem) {
    hasParts = true
    let bytes = CheckedBytes(Array(raw))
    var position = 0
    while position < bytes.count {
      guard let name = bytes.zeroTerminated(at: position),
        let key = bytes.zeroTerminated(at: name.endIndex + 1),
        let tail = bytes.slice(key.endIndex + 1, 14),
        // The compiler writes its numbers as its machine has them, whatever the target.
        let size = bytes.integer(UInt64.self, at: tail.startIndex + 2, bigEndian: false)
      else { throw .truncated(what: "LTO symbol table") }
      guard tail[tail.startIndex] <= 4, tail[tail.startIndex + 1] <= 3 else {
        throw .malformed(what: "LTO symbol \(entries.count)")
      }
      entries.append(
        Entry(
          name: name, key: key, kind: tail[tail.startIndex],
          visibility: tail[tail.startIndex + 1], size: size))
      position = tail.endIndex
    }
  }

  /// Takes in one section `.gnu.lto_.ext_symtab.*`; all of ``append(symbols:)`` comes before.
  mutating func append(types raw: UnsafeRawBufferPointer) throws(ObjectFileError.Problem) {
    guard raw.first == 1 else { return }
    let count = (raw.count - 1) / 2
    guard count <= entries.count - extended else {
      throw .malformed(what: "LTO symbol table claims \(count) types")
    }
    for row in 0..<count {
      let type = raw[1 + 2 * row]
      guard type <= 2 else { throw .malformed(what: "type of LTO symbol \(row)") }
      entries[extended + row].type = type
    }
    extended += count
  }

  /// What a linker gets to see; `nil` when the object has no such table.
  func bytecode() -> Bytecode? {
    guard hasParts else { return nil }
    var columns = SymbolColumns()
    var groups: [ComdatGroup] = []
    var groupOfKey: [ArraySlice<UInt8>: UInt32] = [:]
    for entry in strongest() {
      var group: UInt32 = 0
      if !entry.key.isEmpty {
        group = groupOfKey[entry.key] ?? UInt32(groups.count + 1)
        if groupOfKey.updateValue(group, forKey: entry.key) == nil {
          groups.append(ComdatGroup(signature: .name(ByteString(entry.key)), isLinkOnce: false))
        }
      }
      entry.name.withUnsafeBytes {
        columns.append(name: $0, flags: entry.flags, section: group, size: entry.size, value: 0)
      }
    }
    return Bytecode(language: .gcc, symbols: columns, groups: groups)
  }

  /// One entry a name, at the place of the first: `ld -r` leaves a definition in one part and
  /// references to it in others, of which the plugin shows the strongest.
  private func strongest() -> [Entry] {
    var result: [Entry] = []
    var rows: [ArraySlice<UInt8>: Int] = [:]
    for entry in entries {
      if let row = rows[entry.name] {
        if entry.strength > result[row].strength { result[row] = entry }
      } else {
        rows[entry.name] = result.count
        result.append(entry)
      }
    }
    return result
  }
}

extension GccSymbolTable.Entry {
  fileprivate var flags: SymbolFlags {
    let isWeak = kind == 1 || kind == 3
    let elfType: UInt8 = type == 1 ? 2 : type == 2 ? 1 : 0
    // DEFAULT, PROTECTED, INTERNAL and HIDDEN in the order of the plugin's interface.
    let elfVisibility: [UInt8] = [0, 3, 1, 2]
    return SymbolFlags(
      info: (isWeak ? 2 : 1) << 4 | elfType, other: elfVisibility[Int(visibility)],
      placement: kind == 2 || kind == 3 ? .undefined : kind == 4 ? .common : .section,
      isVersioned: name.contains(0x40), isHiddenVersion: false)
  }
}

extension ElfImage {
  /// The symbols that GCC's plugin would find in the sections of an object.
  func gccBytecode(
    in sections: [ElfSection], names: UnsafeRawBufferPointer
  ) throws(ObjectFileError.Problem) -> Bytecode? {
    func parts(_ prefix: String) -> [ElfSection] {
      sections.filter {
        elfString(names, at: Int($0.header.sh_name))?.starts(with: prefix.utf8) == true
      }
    }
    var table = GccSymbolTable()
    for section in parts(".gnu.lto_.symtab") { try table.append(symbols: data(of: section).bytes) }
    for section in parts(".gnu.lto_.ext_symtab") {
      try table.append(types: data(of: section).bytes)
    }
    return table.bytecode()
  }
}
