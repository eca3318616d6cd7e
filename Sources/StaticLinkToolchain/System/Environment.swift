import Glibc
public import ObjectFiles

/// Environment variables, however they are kept.
public protocol EnvironmentVariables {
  /// A variable's value; `nil` when it is not set.
  subscript(name: ByteString) -> ByteString? { get }
  /// All of them as a value.
  var all: Environment { get }
}

/// Environment variables as a value, so that what a function depends on stands in its arguments.
public struct Environment: Hashable, Sendable {
  /// The values by their names.
  public var variables: [ByteString: ByteString]

  /// The variables given, and none of this process.
  public init(_ variables: [ByteString: ByteString] = [:]) {
    self.variables = variables
  }

  /// The variables of this process, as they are now.
  public static var current: Environment {
    var entries: [UnsafeMutablePointer<CChar>] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(entry)
      next += 1
    }
    return Environment(entries: entries)
  }

  /// The variables of a block of `NAME=value`.
  package init(entries: [UnsafeMutablePointer<CChar>]) {
    variables = [:]
    for entry in entries {
      // The first of several equal names wins, as in getenv.
      if let (name, value) = ByteString(cString: entry).divided(at: UInt8(ascii: "=")),
        variables[name] == nil
      {
        variables[name] = value
      }
    }
  }

  /// A variable's value; `nil` when it is not set.
  public subscript(name: ByteString) -> ByteString? {
    get { variables[name] }
    set { variables[name] = newValue }
  }

  /// `NAME=value`, by name, for a child process.
  var entries: [ByteString] {
    variables.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
  }
}

extension Environment: EnvironmentVariables {
  public var all: Environment { self }
}

extension EnvironmentVariables {
  /// A variable's value when it is set and not empty.
  public func nonEmpty(_ name: ByteString) -> ByteString? {
    guard let value = self[name], !value.isEmpty else { return nil }
    return value
  }
}

/// The working directory of this process.
func currentDirectory() -> ByteString {
  guard let path = getcwd(nil, 0) else { return "." }
  defer { free(path) }
  return ByteString(cString: path)
}
