/// Bytes that are not what a linker could use, with the place where that shows.
public struct ObjectFileError: Error, Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    /// A structure reaches beyond the end of the file or of its section.
    case truncated(what: String)
    /// A field holds a value that cannot be right.
    case malformed(what: String)
    /// libelf refused the image; its own words.
    case libelf(String)
    /// Not an object, archive, shared object or linker script.
    case unrecognized
    /// An ELF file of a kind that takes no part in a static link, such as an executable.
    case notLinkable(what: String)
    /// A member of a thin archive whose file cannot be read.
    case missingMember(path: ByteString, cause: FileError.Cause)
    /// A linker script that goes beyond what an input script may say.
    case script(String)
    case file(FileError)
  }

  /// The file, as it was named.
  public var path: ByteString
  /// The archive member, when the trouble is inside one.
  public var member: ByteString?
  /// Bytes from the start of the file, or of the member when there is one.
  public var offset: UInt64?
  public var problem: Problem

  public init(
    path: ByteString, member: ByteString? = nil, offset: UInt64? = nil, problem: Problem
  ) {
    self.path = path
    self.member = member
    self.offset = offset
    self.problem = problem
  }

  init(_ error: FileError) {
    self.init(path: error.path, problem: .file(error))
  }
}

extension ObjectFileError.Problem: Error {}
