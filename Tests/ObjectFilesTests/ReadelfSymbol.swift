import BinaryHarness
import ObjectFiles

/// A line of `readelf -sW`: what a symbol is, in readelf's words.
struct ReadelfSymbol: Hashable, CustomStringConvertible {
  var name: ByteString
  var value: UInt64
  var size: UInt64
  var type: ByteString
  var binding: ByteString
  var visibility: ByteString
  /// A section's number, `UND`, `ABS` or `COM`.
  var section: ByteString

  var description: String {
    "\(name) \(value) \(size) \(type) \(binding) \(visibility) \(section)"
  }

  /// The global symbols in the order of the table.
  static func table(
    of name: String, in bench: Workbench, option: String = "-s"
  ) throws -> [ReadelfSymbol] {
    try bench.lines("readelf", "-W", option, name).compactMap { line in
      var fields = line.fields
      // `puts@GLIBC_2.2.5 (2)`: the number is the version's in the file.
      if let last = fields.last, last.hasPrefix("("), last.hasSuffix(")") { fields.removeLast() }
      guard fields.count >= 8, fields[0].hasSuffix(":"), fields[4] != "LOCAL",
        let value = UInt64(fields[1].description, radix: 16)
      else { return nil }
      let size = fields[2].description
      let isHex = size.hasPrefix("0x")
      guard let size = UInt64(isHex ? String(size.dropFirst(2)) : size, radix: isHex ? 16 : 10)
      else { return nil }
      // Machines print flags of their own between visibility and section.
      return ReadelfSymbol(
        name: fields[fields.count - 1], value: value, size: size, type: fields[3],
        binding: fields[4], visibility: fields[5], section: fields[fields.count - 2])
    }
  }

  init(
    name: ByteString, value: UInt64, size: UInt64, type: ByteString, binding: ByteString,
    visibility: ByteString, section: ByteString
  ) {
    self.name = name
    self.value = value
    self.size = size
    self.type = type
    self.binding = binding
    self.visibility = visibility
    self.section = section
  }

  /// A row of our own columns in readelf's words.
  init(_ symbols: SymbolColumns, _ row: Int) {
    let flags = symbols.flags[row]
    name = symbols.name(row)
    value = symbols.values[row]
    size = symbols.sizes[row]
    type =
      switch flags.typeCode {
      case 0: "NOTYPE"
      case 1: "OBJECT"
      case 2: "FUNC"
      case 6: "TLS"
      case 10: "IFUNC"
      default: "?"
      }
    binding = flags.isWeak ? "WEAK" : flags.isUnique ? "UNIQUE" : "GLOBAL"
    visibility = ["DEFAULT", "INTERNAL", "HIDDEN", "PROTECTED"][Int(flags.visibilityCode)]
    section =
      switch flags.placement {
      case .undefined: "UND"
      case .absolute: "ABS"
      case .common: "COM"
      case .section: ByteString("\(symbols.sections[row])")
      }
  }
}

extension SymbolColumns {
  var inWordsOfReadelf: [ReadelfSymbol] { (0..<count).map { ReadelfSymbol(self, $0) } }
}
