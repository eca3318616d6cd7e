/// An x86-64 object of a few hundred bytes: thousands of them are made faster than compiled.
struct TinyObject {
  var defines: [String]
  var refersTo: [String]
  /// Bytes of `.text`.
  var size: Int

  var bytes: [UInt8] {
    let strings = Strings(defines + refersTo)
    let names = Strings([".text", ".symtab", ".strtab", ".shstrtab"])
    var symbols = [UInt8](repeating: 0, count: 24)
    for (index, offset) in strings.offsets.enumerated() {
      let isDefined = index < defines.count
      symbols += number(offset, 4) + [0x10, 0] + number(isDefined ? 1 : 0, 2)
      symbols += number(0, 16)
    }
    let parts = [
      [UInt8](repeating: 0x90, count: (size + 7) / 8 * 8), symbols, strings.bytes, names.bytes,
    ]
    var file = header(sections: 64 + parts.reduce(0) { $0 + $1.count })
    var table = [UInt8](repeating: 0, count: 64)
    // Type, flags, link, info and entry size of each section.
    let kinds = [(1, 6, 0, 0, 0), (2, 0, 3, 1, 24), (3, 0, 0, 0, 0), (3, 0, 0, 0, 0)]
    for (index, part) in parts.enumerated() {
      let kind = kinds[index]
      table += number(names.offsets[index], 4) + number(kind.0, 4) + number(kind.1, 8)
      table += number(0, 8) + number(file.count, 8) + number(part.count, 8)
      table += number(kind.2, 4) + number(kind.3, 4) + number(8, 8) + number(kind.4, 8)
      file += part
    }
    return file + table
  }

  private struct Strings {
    var bytes: [UInt8] = [0]
    var offsets: [Int] = []

    init(_ names: [String]) {
      for name in names {
        offsets.append(bytes.count)
        bytes += Array(name.utf8) + [0]
      }
      bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    }
  }

  private func header(sections: Int) -> [UInt8] {
    [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + number(0, 8) + number(1, 2) + number(62, 2)
      + number(1, 4) + number(0, 16) + number(sections, 8) + number(0, 4) + number(64, 2)
      + number(0, 4) + number(64, 2) + number(5, 2) + number(4, 2)
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
