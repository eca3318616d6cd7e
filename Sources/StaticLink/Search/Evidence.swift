/// Why a provider was preferred.
public struct Evidence: Hashable, Sendable {
  /// The rungs of the ladder, strongest first.
  public enum Kind: String, Hashable, Sendable, Comparable, CaseIterable {
    /// The user said so: `--prefer`.
    case preferred
    /// The compiler ships it.
    case toolchain
    /// The requiring library declares it.
    case declared
    /// It lies in a directory that the user named by `-L`, or beside the requiring library in one
    /// that is no default directory.
    case sameDirectory = "same-directory"
    /// It belongs to the package of the requiring library.
    case samePackage = "same-package"
    /// The package of the requiring library depends on its package.
    case packageDependency = "package-dependency"
    /// It defines the most of what is open.
    case coverage

    public static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }

    private var rank: Int { Kind.allCases.firstIndex(of: self) ?? Kind.allCases.count }
  }

  public var kind: Kind
  public var detail: String

  public init(kind: Kind, detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
