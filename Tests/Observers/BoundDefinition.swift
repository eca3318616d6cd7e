/// What a linked file says a name means.
package enum BoundDefinition: Hashable, Sendable, CustomStringConvertible {
  /// The definition of the object with this number.
  case object(Int)
  /// Room without contents: a common symbol's, or a copy of a shared library's.
  case common
  case shared
  case absolute
  /// Defined nowhere: null where a weak reference asks.
  case nothing
  /// The word at the symbol says nothing: a procedure linkage table, a linker's own symbol.
  case unreadable

  package var description: String {
    switch self {
    case .object(let number): "object \(number)"
    case .common: "common"
    case .shared: "shared"
    case .absolute: "absolute"
    case .nothing: "nothing"
    case .unreadable: "unreadable"
    }
  }
}

extension ElfTables {
  /// Which definition each name of the linked file has.
  package var chosenDefinitions: [String: BoundDefinition] {
    let imported = Set(dynamicSymbols.filter(\.isUndefined).map(\.name))
    var chosen: [String: BoundDefinition] = [:]
    for symbol in symbols where !symbol.name.isEmpty && symbol.type != 3 && symbol.type != 4 {
      let meaning = meaning(of: symbol, imported)
      switch chosen[symbol.name] {
      // mold lists a name once a scope: the definition says more than the reference.
      case nil, .nothing: chosen[symbol.name] = meaning
      case meaning: break
      // It drops versions, too, so that one name can mean two definitions.
      default: if meaning != .nothing { chosen[symbol.name] = .unreadable }
      }
    }
    return chosen
  }

  private func meaning(of symbol: Symbol, _ imported: Set<String>) -> BoundDefinition {
    if symbol.isUndefined {
      guard imported.contains(symbol.name) else { return .nothing }
      // A weak one is left to the loader whether a library has it or not.
      return symbol.binding == 2 ? .unreadable : .shared
    }
    if symbol.isAbsolute { return .absolute }
    if isRelocatable { return .unreadable }
    guard let word = word(at: symbol) else { return .common }
    guard let identity = Identity(word), identity.kind == .definition else { return .unreadable }
    return .object(identity.object)
  }

  /// The numbers of the objects whose marks are in the file, each as often as it was linked.
  package var linkedObjects: [Int] {
    var found: [Int] = []
    forEachWord { word, _ in
      if let identity = Identity(word), identity.kind == .object { found.append(identity.object) }
    }
    return found.sorted()
  }
}
