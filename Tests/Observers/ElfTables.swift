/// The symbols and the contents of a 64-bit little-endian ELF file of any type.
///
/// A linked file is read here and not by `ObjectFiles`, which takes objects only and is what the
/// tests judge.
package struct ElfTables: Sendable {
  package struct Symbol: Sendable {
    package let name: String
    package let value: UInt64
    package let size: UInt64
    package let section: Int
    package let type: UInt8
    package let binding: UInt8

    package var isUndefined: Bool { section == 0 }
    package var isCommon: Bool { section == 0xfff2 }
    package var isAbsolute: Bool { section == 0xfff1 }
    package var isTLS: Bool { type == 6 }
  }

  private struct Section {
    let type: UInt32
    let flags: UInt64
    let address: UInt64
    let offset: Int
    let size: Int
    let link: Int
  }

  package private(set) var symbols: [Symbol] = []
  package private(set) var dynamicSymbols: [Symbol] = []
  package let isRelocatable: Bool
  private let bytes: [UInt8]
  private var sections: [Section] = []
  private var tlsStart: UInt64?

  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= 64, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return nil }
    self.bytes = bytes
    isRelocatable = bytes[16] == 1
    let table = Int(number(at: 40, 8))
    for index in 0..<Int(number(at: 60, 2)) {
      let at = table + index * 64
      sections.append(
        Section(
          type: UInt32(number(at: at + 4, 4)), flags: number(at: at + 8, 8),
          address: number(at: at + 16, 8), offset: Int(number(at: at + 24, 8)),
          size: Int(number(at: at + 32, 8)), link: Int(number(at: at + 40, 4))))
    }
    tlsStart = sections.filter { $0.flags & 0x400 != 0 }.map(\.address).min()
    symbols = readSymbols(type: 2)
    dynamicSymbols = readSymbols(type: 11)
  }

  private func number(at offset: Int, _ width: Int) -> UInt64 {
    guard offset >= 0, offset + width <= bytes.count else { return 0 }
    return (0..<width).reversed().reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) }
  }

  private func readSymbols(type: UInt32) -> [Symbol] {
    guard let table = sections.first(where: { $0.type == type }), table.link < sections.count
    else { return [] }
    let names = sections[table.link].offset
    return (0..<(table.size / 24)).map { index in
      let at = table.offset + index * 24
      let name = bytes[min(names + Int(number(at: at, 4)), bytes.count)...].prefix { $0 != 0 }
      return Symbol(
        name: String(decoding: name, as: UTF8.self), value: number(at: at + 8, 8),
        size: number(at: at + 16, 8), section: Int(number(at: at + 6, 2)),
        type: bytes[at + 4] & 15, binding: bytes[at + 4] >> 4)
    }
  }

  /// The 64-bit word a symbol of a linked file stands at; nil where the file holds no bytes for it.
  package func word(at symbol: Symbol) -> UInt64? {
    address(of: symbol).flatMap { word(atAddress: $0) }
  }

  /// Where a symbol of a linked file is; that of a thread-local one counts from its segment.
  package func address(of symbol: Symbol) -> UInt64? {
    symbol.isTLS ? tlsStart.map { $0 + symbol.value } : symbol.value
  }

  package func word(atAddress address: UInt64) -> UInt64? {
    sections.first {
      $0.type != 8 && $0.flags & 2 != 0 && address >= $0.address
        && address + 8 <= $0.address + UInt64($0.size)
    }.map { number(at: $0.offset + Int(address - $0.address), 8) }
  }

  /// Every aligned word that will be in memory, with the word behind it.
  package func forEachWord(_ body: (UInt64, UInt64) -> Void) {
    for section in sections where section.type != 8 && section.flags & 2 != 0 {
      for offset in stride(from: 0, to: section.size - 7, by: 8) {
        let at = section.offset + offset
        guard number(at: at + 4, 4) & 0xffff_fff0 == Identity.tag else { continue }
        body(number(at: at, 8), number(at: at + 8, 8))
      }
    }
  }
}

/// What a word says of where it was written: which definition, reference or object it belongs to.
package struct Identity: Hashable, Sendable {
  package enum Kind: UInt64, Sendable { case object = 1, definition, reference }

  package let kind: Kind
  package let object: Int
  package let index: Int

  /// The upper half of every such word, above the kind: no linker writes it by itself.
  static let tag: UInt64 = 0x5ca1_d1d0

  package init(_ kind: Kind, object: Int, index: Int = 0) {
    self.kind = kind
    self.object = object
    self.index = index
  }

  package init?(_ word: UInt64) {
    guard word >> 32 & 0xffff_fff0 == Self.tag, let kind = Kind(rawValue: word >> 32 & 15)
    else { return nil }
    self.init(kind, object: Int(word >> 16 & 0xffff), index: Int(word & 0xffff))
  }

  package var word: UInt64 {
    (Self.tag | kind.rawValue) << 32 | UInt64(object) << 16 | UInt64(index)
  }
}
