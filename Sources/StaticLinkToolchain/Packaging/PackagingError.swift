public import ObjectFiles

/// Why a link line does not become a package.
public enum PackagingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line has an object, which belongs to a program and not to a library.
  case object(ByteString)
  /// No archive is among the inputs.
  case noArchive
  /// The package's own archive stands under `--whole-archive`.
  case wholeArchive(ByteString)
  case name(ByteString)
  case version(ByteString)
  /// A word that the format has no spelling for.
  case word(ByteString, format: String)

  /// One line for the user.
  public var description: String {
    switch self {
    case .object(let path):
      "\(path.forMessage) is an object: a package describes a library, give archives only"
    case .noArchive:
      "no archive among the link arguments: the first one is the package"
    case .wholeArchive(let path):
      "\(path.forMessage) stands under --whole-archive, which a package cannot ask for itself"
    case .name(let name):
      "'\(name.forMessage)' is no package name: letters, digits and _.+- are; --name gives another"
    case .version(let version): "'\(version.forMessage)' is no package version"
    case .word(let word, let format): "'\(word.forMessage)' cannot be written in --format \(format)"
    }
  }
}
