extension LinkerSemantics {
  /// What a version script means to the link of an executable, measured script by script (GNU ld
  /// 2.40, gold 1.16, LLD 14 and 21, mold 1.10).
  public struct VersionScriptRules: Hashable, Sendable {
    /// How a name finds its pattern where several match.
    public enum Precedence: Hashable, Sendable {
      /// A name before a pattern, `*` last; in quotes everything is a name; what is global in one
      /// node is not local in another (`bfd_find_version_for_sym` of GNU ld 2.40).
      case global
      /// A name before a pattern, `*` last; of names the first one counts, of patterns the last one
      /// (`SymbolTable::scanVersionScript` of LLD 21).
      case firstName
    }

    public var precedence = Precedence.global
    /// An empty script says nothing.
    public var mayBeEmpty = false
    /// A block's last name may stand without a semicolon.
    public var allowsOpenStatement = false
    /// Blocks may follow each other in any order, and be empty.
    public var allowsAnyBlocks = true
    public var allowsNamelessBesideOthers = true
    public var allowsSameNode = true
    public var allowsUnknownDependency = true
    /// A name may be global in one node and local in another one.
    public var allowsInTwoNodes = true
    /// A name may be global and local in one node.
    public var allowsGlobalAndLocal = true
    /// A node that stands twice is a duplicate definition when there are shared objects.
    public var collidesWithShared = false
    /// A name that nothing defines is an error; `nil` where `--no-undefined-version` changes nothing
    /// of that.
    public var rejectsUndefined: Bool?

    func refuses(_ problem: VersionScript.Problem) -> Bool {
      switch problem {
      case .syntax: true
      case .joinedKeyword: false
      case .empty: !mayBeEmpty
      case .openStatement: !allowsOpenStatement
      case .blockOrder: !allowsAnyBlocks
      case .namelessBesideOthers: !allowsNamelessBesideOthers
      case .sameNode: !allowsSameNode
      case .unknownDependency: !allowsUnknownDependency
      case .inTwoNodes: !allowsInTwoNodes
      case .globalAndLocal: !allowsGlobalAndLocal
      }
    }

    static let bfd = VersionScriptRules(
      allowsAnyBlocks: false, allowsNamelessBesideOthers: false, allowsSameNode: false,
      allowsUnknownDependency: false, allowsInTwoNodes: false)
    static let gold = VersionScriptRules(
      allowsAnyBlocks: false, allowsGlobalAndLocal: false, collidesWithShared: true)
    static let lld14 = VersionScriptRules(
      precedence: .firstName, allowsNamelessBesideOthers: false, rejectsUndefined: false)
    static let lld21 = VersionScriptRules(
      precedence: .firstName, allowsNamelessBesideOthers: false, rejectsUndefined: true)
    static let mold = VersionScriptRules(mayBeEmpty: true, allowsOpenStatement: true)
  }
}
