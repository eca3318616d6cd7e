import ObjectFiles
import StaticLink

/// A fact about the machine that an answer rests on, cheap to check again.
struct Witness: Hashable, Sendable {
  enum State: Hashable, Sendable {
    case missing
    /// It is there; what is in it does not matter.
    case present(FileStatus.Kind)
    /// It is this very file, unchanged.
    case exact(FileStatus)
  }

  var path: ByteString
  var state: State

  init(path: ByteString, state: State) {
    self.path = path
    self.state = state
  }

  var holds: Bool {
    let now = FileStatus(path: path)
    switch state {
    case .missing: return now == nil
    case .present(let kind): return now?.kind == kind
    case .exact(let status): return now == status
    }
  }

  /// - Returns: `nil` when the answer should not be kept, because a startup object was not found:
  ///   it may be installed at any moment, anywhere.
  static func all(
    programs: [ByteString], absent: [ByteString], arguments: [LinkArgument],
    directories: [ByteString]
  ) -> [Witness]? {
    var paths: Set<ByteString> = Set(directories)
    for case .file(let path) in arguments {
      guard path.isAbsolutePath, FileStatus(path: path) != nil else { return nil }
      paths.insert(path)
    }
    let exact = Set(programs).sorted().map { path in
      Witness(path: path, state: FileStatus(path: path).map { .exact($0) } ?? .missing)
    }
    let present = paths.sorted().map { path in
      Witness(path: path, state: FileStatus(path: path).map { .present($0.kind) } ?? .missing)
    }
    return exact + present + absent.map { Witness(path: $0, state: .missing) }
  }
}

extension ByteWriter {
  mutating func write(_ witness: Witness) {
    write(witness.path)
    switch witness.state {
    case .missing: write(byte: 0)
    case .present(let kind):
      write(byte: 1)
      write(byte: kind.rawValue)
    case .exact(let status):
      write(byte: 2)
      write(status)
    }
  }

  mutating func write(_ status: FileStatus) {
    write(byte: status.kind.rawValue)
    write(status.device)
    write(status.inode)
    write(status.size)
    write(UInt64(bitPattern: status.modifiedSeconds))
    write(UInt64(bitPattern: status.modifiedNanoseconds))
  }
}

extension ByteReader {
  mutating func readWitness() -> Witness? {
    guard let path = readString(), let tag = readByte() else { return nil }
    switch tag {
    case 0: return Witness(path: path, state: .missing)
    case 1: return readKind().map { Witness(path: path, state: .present($0)) }
    case 2: return readStatus().map { Witness(path: path, state: .exact($0)) }
    default: return nil
    }
  }

  private mutating func readKind() -> FileStatus.Kind? {
    readByte().flatMap(FileStatus.Kind.init(rawValue:))
  }

  private mutating func readStatus() -> FileStatus? {
    guard let kind = readKind(), let device = readNumber(), let inode = readNumber(),
      let size = readNumber(), let seconds = readNumber(), let nanoseconds = readNumber()
    else { return nil }
    return FileStatus(
      kind: kind, device: device, inode: inode, size: size,
      modifiedSeconds: Int64(bitPattern: seconds),
      modifiedNanoseconds: Int64(bitPattern: nanoseconds))
  }
}
