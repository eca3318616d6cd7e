internal import ObjectFiles

/// A version of CPython.
public struct PythonVersion: Hashable, Sendable {
  public var major: Int
  public var minor: Int
  public var micro: Int
  /// As it was found: `3.11.2`, `3.14.0rc1+`.
  public var text: String

  /// `3.11`: what libraries and directories are called by.
  public var series: String { "\(major).\(minor)" }

  /// - Returns: `nil` for what is no version of three numbers.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2)
    guard parts.count == 3, let major = Int(parts[0]), let minor = Int(parts[1]),
      let micro = Int(parts[2].prefix { $0.isNumber })
    else { return nil }
    (self.major, self.minor, self.micro, self.text) = (major, minor, micro, text)
  }
}
