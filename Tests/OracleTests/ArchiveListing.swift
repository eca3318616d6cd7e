import BinaryHarness
import Foundation

/// The members of an archive with their offsets and what the index says they define.
///
/// An independent reader of a few lines: the tests must not take the tool's word for it.
struct ArchiveListing {
  struct Member {
    var name: String
    /// Where the member's header starts: what the index refers to, and what `offset` means.
    var offset: Int
    var contents: Range<Int>
  }

  let isThin: Bool
  private(set) var members: [Member] = []
  private var index: (table: Range<Int>, width: Int)?
  private let bytes: Data

  init?(path: String) {
    guard isArchive(path),
      let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    else { return nil }
    bytes = data
    isThin = bytes[2] == UInt8(ascii: "t")
    var at = 8
    var longNames = 0..<0
    while at + 60 <= bytes.count {
      let field = text(at..<at + 16)
      let size = number(in: at + 48..<at + 58)
      let isTable = field == "/" || field == "//" || field == "/SYM64/"
      let isStored = isTable || !isThin
      let contents = at + 60..<min(at + 60 + (isStored ? size : 0), bytes.count)
      switch field {
      case "/": index = (contents, 4)
      case "/SYM64/": index = (contents, 8)
      case "//": longNames = contents
      default:
        members.append(Member(name: name(field, in: longNames), offset: at, contents: contents))
      }
      at = contents.upperBound + (isStored ? size & 1 : 0)
    }
  }

  /// The offsets of the members that define each symbol, in index order.
  func definers() -> [String: [Int]] {
    guard let (table, width) = index, table.count >= width else { return [:] }
    let bytes = [UInt8](self.bytes[table])
    func number(_ at: Int) -> Int { bytes[at..<at + width].reduce(0) { $0 << 8 | Int($1) } }
    let count = number(0)
    let names = bytes[(width * (count + 1))...]
      .split(separator: 0, omittingEmptySubsequences: false)
    var definers: [String: [Int]] = [:]
    for (entry, name) in names.prefix(count).enumerated() {
      definers[String(decoding: name, as: UTF8.self), default: []]
        .append(number(width * (entry + 1)))
    }
    return definers
  }

  /// Whether the member's object refers to a symbol without defining it.
  func refers(_ member: Member, to symbol: String) -> Bool {
    ObjectSymbols(bytes(of: member)).undefined.contains(symbol)
  }

  func bytes(of member: Member) -> [UInt8] { [UInt8](bytes[member.contents]) }

  private func name(_ field: String, in longNames: Range<Int>) -> String {
    guard field.first == "/" else {
      return field.last == "/" ? String(field.dropLast()) : field
    }
    let start = Int(field.dropFirst()) ?? 0
    let rest = bytes[min(longNames.lowerBound + start, longNames.upperBound)..<longNames.upperBound]
    let line = String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return line.hasSuffix("/") ? String(line.dropLast()) : line
  }

  private func number(in field: Range<Int>) -> Int {
    bytes[field].prefix { $0 != UInt8(ascii: " ") }
      .reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
  }

  /// A header's field without its padding.
  private func text(_ field: Range<Int>) -> String {
    let used = bytes[field].lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 }
    return String(decoding: bytes[field.lowerBound..<(used ?? field.lowerBound)], as: UTF8.self)
  }
}

/// Whether a file starts as an archive, ordinary or thin.
func isArchive(_ path: String) -> Bool {
  let start = beginning(of: path, count: 8)
  return start.elementsEqual("!<arch>\n".utf8) || start.elementsEqual("!<thin>\n".utf8)
}

/// Whether a file is a relocatable ELF object, of either byte order.
func isObject(_ path: String) -> Bool {
  let start = beginning(of: path, count: 18)
  return start.count == 18 && start.prefix(4).elementsEqual([0x7f, 0x45, 0x4c, 0x46])
    && start[16] + start[17] == 1
}

private func beginning(of path: String, count: Int) -> [UInt8] {
  guard let file = FileHandle(forReadingAtPath: path) else { return [] }
  defer { try? file.close() }
  return [UInt8]((try? file.read(upToCount: count)) ?? Data())
}
