/// A linker that a line can be judged by, with what the driver adds when it runs this one.
public struct LinkerView: Sendable {
  public var toolchain: Toolchain
  public var semantics: LinkerSemantics

  public init(toolchain: Toolchain, semantics: LinkerSemantics) {
    self.toolchain = toolchain
    self.semantics = semantics
  }

  /// A linker that is not on this machine, by the newest rules known of its family.
  public init(_ family: LinkerIdentity.Family, inPlaceOf toolchain: Toolchain) {
    let semantics = LinkerSemantics.all.last { $0.family == family } ?? .bfd
    self.init(toolchain: toolchain, semantics: semantics)
  }
}

extension LinkerIdentity.Family {
  /// `GNU ld`, `gold`, `LLD` or `mold`.
  public var displayName: String {
    switch self {
    case .bfd: "GNU ld"
    case .gold: "gold"
    case .lld: "LLD"
    case .mold: "mold"
    }
  }

  /// `GNU ld and gold`; in the order in which the families are declared.
  static func list(_ families: [Self]) -> String {
    let names = allCases.filter { families.contains($0) }.map(\.displayName)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
