/// The global symbols of a little-endian ELF64 object: what tells apart two members of one name, and
/// a linker's own definitions from an object's.
struct ObjectSymbols {
  private(set) var undefined: Set<String> = []
  /// Those of them that are weak.
  private(set) var weak: Set<String> = []
  private(set) var defined: Set<String> = []

  init(_ bytes: [UInt8]) {
    func number(_ at: Int, _ width: Int) -> Int {
      guard at >= 0, at + width <= bytes.count else { return 0 }
      return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }
    guard bytes.count > 64, bytes[..<6].elementsEqual([0x7f, 0x45, 0x4c, 0x46, 2, 1]) else {
      return
    }
    let headers = number(0x28, 8)
    let entrySize = number(0x3a, 2)
    func section(_ index: Int, _ field: Int, _ width: Int = 8) -> Int {
      number(headers + index * entrySize + field, width)
    }
    for index in 0..<number(0x3c, 2) where section(index, 4, 4) == 2 {  // SHT_SYMTAB
      let names = section(section(index, 0x28, 4), 0x18)
      let start = section(index, 0x18)
      for at in stride(from: start + 24, to: start + section(index, 0x20), by: 24) {
        let binding = number(at + 4, 1) >> 4
        if binding == 0 { continue }
        let bytes = bytes[min(names + number(at, 4), bytes.count)...].prefix { $0 != 0 }
        let name = String(decoding: bytes, as: UTF8.self)
        if number(at + 6, 2) != 0 {  // SHN_UNDEF
          defined.insert(name)
        } else {
          undefined.insert(name)
          if binding == 2 { weak.insert(name) }
        }
      }
    }
  }
}
