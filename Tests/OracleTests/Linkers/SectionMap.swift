import Foundation
import LinkerObservers

/// Which file each piece of a linked image came from, as the linker's map says.
struct SectionMap {
  struct Piece {
    var start: UInt64
    var end: UInt64
    /// Index into `files`; nil for what the linker made.
    var file: Int?
  }

  private(set) var files: [String] = []
  private var numbers: [Substring: Int] = [:]
  /// Sorted, and disjoint but for those without bytes.
  private var pieces: [Piece] = []
  /// Thread-local sections: `.tbss` shares its addresses with what follows it.
  private var threadPieces: [Piece] = []

  init(_ text: String, of linker: ObservedLinker) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    switch linker {
    case .bfd, .gold: readGNU(lines)
    case .lld14, .lld21: readColumns(lines, .lld)
    case .mold: readColumns(lines, .mold)
    }
    numbers = [:]
    pieces.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    threadPieces.sort { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  /// The files whose sections hold the address; for a symbol without a size also one that ends
  /// there.
  func files(at address: UInt64, isSized: Bool, isThreadLocal: Bool) -> Set<String> {
    let pieces = isThreadLocal ? threadPieces : pieces
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= address { low = middle + 1 } else { high = middle }
    }
    var found: Set<String> = []
    var index = low - 1
    while index >= 0 {
      let piece = pieces[index]
      let isHere = address < piece.end || (!isSized && address == piece.end)
      if isHere, let file = piece.file { found.insert(files[file]) }
      // Nothing in front of one that begins lower reaches as far.
      if !piece.isEmpty && piece.start < address { break }
      index -= 1
    }
    return found
  }

  private mutating func add(
    _ section: Substring, _ start: UInt64, _ size: UInt64, _ file: Substring?
  ) {
    guard start != 0, !Self.unloaded.contains(where: { section.hasPrefix($0) }) else { return }
    let isMade = Self.made.contains { section.hasPrefix($0) } || file?.contains(".ltrans") == true
    let piece = Piece(
      start: start, end: start &+ size, file: isMade ? nil : file.map { number(of: $0) })
    if section.hasPrefix(".tbss") || section.hasPrefix(".tdata") {
      threadPieces.append(piece)
    } else {
      pieces.append(piece)
    }
  }

  /// Without addresses of their own.
  private static let unloaded = [".debug", ".zdebug", ".comment", ".stab", ".gnu.lto", ".group"]

  /// Made of equal pieces of several files, so that the map names but the first.
  private static let made = [".rodata.cst", ".rodata.str"]

  private mutating func number(of file: Substring) -> Int {
    if let known = numbers[file] { return known }
    numbers[file] = files.count
    files.append(String(file))
    return files.count - 1
  }

  /// ` SECTION ADDRESS SIZE FILE` of GNU ld and gold; a long SECTION has a line of its own.
  private mutating func readGNU(_ lines: [Substring]) {
    var pending: Substring?
    var isMap = false
    for line in lines {
      if !isMap {
        isMap = line.hasPrefix("Linker script and memory map") || line.hasPrefix("Memory map")
        continue
      }
      if line.hasPrefix(Self.indent), let section = pending {
        addGNU(section, line)
        pending = nil
        continue
      }
      pending = nil
      guard line.first == " ", let name = line.dropFirst().first, name != " ",
        name != "*" || line.hasPrefix(" ** common")
      else { continue }
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 1 { pending = words[0] } else { addGNU(words[0], words[1]) }
    }
  }

  private static let indent = String(repeating: " ", count: 16)

  private mutating func addGNU(_ section: Substring, _ rest: Substring) {
    let rest = rest.drop { $0 == " " }
    let text = rest.hasPrefix("common ") ? rest.dropFirst(7) : rest
    let words = text.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let start = Self.hexadecimal(words[0]),
      let size = Self.hexadecimal(words[1])
    else { return }
    let file = words.count > 2 ? words[2].drop { $0 == " " } : ""
    add(section, start, size, file.isEmpty ? nil : file)
  }

  private static func hexadecimal(_ word: Substring) -> UInt64? {
    word.hasPrefix("0x") ? UInt64(word.dropFirst(2), radix: 16) : nil
  }

  /// Numbers, then an output section, or behind 8 more blanks `FILE:(SECTION)`.
  private mutating func readColumns(_ lines: [Substring], _ columns: Columns) {
    for line in lines.dropFirst() {
      var rest = line[...]
      var numbers: [Substring] = []
      for _ in 0..<columns.count {
        rest = rest.drop { $0 == " " }
        numbers.append(rest.prefix { $0 != " " })
        rest = rest.dropFirst(numbers.last?.count ?? 0)
      }
      let isInput = rest.hasPrefix("         ") && !rest.hasPrefix("          ")
      guard isInput, let cut = rest.range(of: ":(", options: .backwards),
        let start = UInt64(numbers[0].trimmingPrefix("0x"), radix: 16),
        let size = UInt64(numbers[columns.size], radix: columns.radix)
      else { continue }
      let file = rest[..<cut.lowerBound].drop { $0 == " " }
      add(rest[cut.upperBound...].dropLast(), start, size, file == "<internal>" ? nil : file)
    }
  }

  /// How many numbers a line begins with, and which one is the size.
  private struct Columns {
    var count: Int
    var size: Int
    var radix: Int

    static let lld = Columns(count: 4, size: 2, radix: 16)
    static let mold = Columns(count: 3, size: 1, radix: 10)
  }
}

extension SectionMap.Piece {
  var isEmpty: Bool { start == end }
}
