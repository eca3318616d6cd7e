/// The object whose group of a signature was kept.
struct KeptGroups {
  /// By signature, ``SymbolStates/noOwner`` where no object has brought one.
  private var groups: [UInt32] = []
  /// `.gnu.linkonce` sections, which are apart from groups of the same name.
  private var sections: [SymbolID: ObjectID] = [:]

  /// The object that brought the group first; `nil` when it is this one, whose group is kept.
  mutating func keeper(
    of signature: SymbolID, isLinkOnce: Bool, orElse object: ObjectID
  ) -> ObjectID? {
    guard !isLinkOnce else {
      if let keeper = sections[signature] { return keeper }
      sections[signature] = object
      return nil
    }
    if groups.count <= signature.index {
      let missing = max(signature.index + 1, groups.count * 2) - groups.count
      groups.append(contentsOf: repeatElement(SymbolStates.noOwner, count: missing))
    }
    let keeper = groups[signature.index]
    guard keeper == SymbolStates.noOwner else { return ObjectID(raw: keeper) }
    groups[signature.index] = object.raw
    return nil
  }
}
