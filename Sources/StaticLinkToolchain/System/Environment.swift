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
  private struct Variable: Hashable, Sendable {
    var name: ByteString
    var value: ByteString
  }

  /// By name, each once: they are read at every start, and few are asked for.
  private var variables: [Variable] = []

  /// The variables given, and none of this process.
  public init(_ variables: [ByteString: ByteString] = [:]) {
    self.variables = variables.map { Variable(name: $0.key, value: $0.value) }
      .sorted { $0.name < $1.name }
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
    variables.reserveCapacity(entries.count)
    for entry in entries {
      // The first of several equal names wins, as in getenv.
      if let (name, value) = ByteString(cString: entry).divided(at: UInt8(ascii: "=")),
        self[name] == nil
      {
        self[name] = value
      }
    }
  }

  /// The names of all variables, in byte order.
  public var names: [ByteString] { variables.map(\.name) }

  /// A variable's value; `nil` when it is not set.
  public subscript(name: ByteString) -> ByteString? {
    get {
      let place = place(of: name)
      return isThere(name, at: place) ? variables[place].value : nil
    }
    set {
      let place = place(of: name)
      switch (newValue, isThere(name, at: place)) {
      case (let value?, true): variables[place].value = value
      case (let value?, false): variables.insert(Variable(name: name, value: value), at: place)
      case (nil, true): variables.remove(at: place)
      case (nil, false): break
      }
    }
  }

  /// Where a variable is, or would be.
  private func place(of name: ByteString) -> Int {
    variables.partitioningIndex { !($0.name < name) }
  }

  private func isThere(_ name: ByteString, at place: Int) -> Bool {
    place < variables.count && variables[place].name == name
  }

  /// `NAME=value`, by name, for a child process.
  var entries: [ByteString] {
    variables.map { $0.name + "=" + $0.value }
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
