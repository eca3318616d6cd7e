import BinaryHarness
import Foundation
import LinkerObservers

/// The files of a case, for telling which object a path, or a place in an archive, is.
final class Inputs {
  private let directory: String
  /// The archive of each file that is a member of a thin one.
  private(set) var thinMembers: [String: String] = [:]
  /// The archive and the name of each object that is a member, by its number.
  private(set) var members: [Int: String] = [:]
  /// Symbols that a section without memory refers to.
  private(set) var debugReferences: Set<String> = []
  private var tables: [String: ElfTables?] = [:]

  init(_ linkCase: LinkCase, in directory: String) {
    self.directory = directory
    for (_, text) in linkCase.files {
      for match in text.matches(of: /debug_x.*\n\.quad ([a-z0-9_]+)/) {
        debugReferences.formUnion([String(match.output.1), "__wrap_\(match.output.1)"])
      }
    }
    for step in linkCase.steps where step[0] == "ar" {
      for member in step.dropFirst(3) {
        if step[1].contains("T") { thinMembers[member] = short(step[2]) }
        if let number = object(member) {
          members[number] = "\(short(step[2]))(\(short(member)))"
        }
      }
    }
  }

  /// The last part of a path: two linkers need not spell a directory alike.
  func short(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  /// The tables of the file, or of the member whose header is at the offset.
  func tables(_ path: String, member: String?, offset: Int?) -> ElfTables? {
    let key = "\(path)(\(member ?? ""))@\(offset ?? 0)"
    if let known = tables[key] { return known }
    var bytes = contents(path)
    if bytes.starts(with: Array("!<arch>\n".utf8)), let offset, offset + 60 <= bytes.count {
      let size = String(decoding: bytes[(offset + 48)..<(offset + 58)], as: UTF8.self)
      let end = offset + 60 + (Int(size.trimmingCharacters(in: .whitespaces)) ?? 0)
      bytes = Array(bytes[(offset + 60)..<min(end, bytes.count)])
    } else if let member, bytes.starts(with: Array("!<thin>\n".utf8)) {
      let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      bytes = contents((directory + [Substring(member)]).joined(separator: "/"))
    }
    let read = ElfTables(bytes)
    tables[key] = read
    return read
  }

  private func contents(_ path: String) -> [UInt8] {
    let full = path.hasPrefix("/") ? path : "\(directory)/\(path)"
    return FileManager.default.contents(atPath: full).map { Array($0) } ?? []
  }

  /// The number in an object's mark; nil for what is no object.
  func object(_ path: String, member: String? = nil, offset: Int? = nil) -> Int? {
    guard let tables = tables(path, member: member, offset: offset), tables.isRelocatable
    else { return nil }
    return tables.linkedObjects.first
  }
}
