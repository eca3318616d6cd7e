/// What is known of every name while a link is simulated: a column for each attribute, indexed by
/// ``SymbolID``.
struct SymbolStates: Sendable {
  /// The states of bfd's linker hash table (`bfd_link_hash_type`), which the other linkers share.
  enum Kind: UInt8, Sendable {
    case new
    case undefined
    case undefinedWeak
    case defined
    case definedWeak
    case common
    /// A member that is not in the link defines it (LLD's lazy symbols); the owner is a row of
    /// ``LazyMembers``.
    case lazy
    /// The same, with nothing but weak references so far.
    case lazyWeak

    var isDefined: Bool { self == .defined || self == .definedWeak || self == .common }
    var isUndefined: Bool { self == .undefined || self == .undefinedWeak }
    var isLazy: Bool { self == .lazy || self == .lazyWeak }
  }

  private(set) var kinds: [Kind] = []
  /// The object that defines the symbol, or the one whose reference made it undefined.
  private(set) var owners: [UInt32] = []
  /// The row of the symbol in the owner's table.
  private(set) var rows: [UInt32] = []
  /// `STT_*` as first made known; thread-local mismatches are told from it.
  var types: [UInt8] = []
  /// The definition stands in a shared object.
  var isShared: [Bool] = []

  /// `STV_*`, the most constraining that any object wants (gABI, "Symbol Visibility").
  private(set) var visibilities: [UInt8] = []
  var marks: [SymbolMarks] = []

  /// `STV_PROTECTED`.
  static let protected: UInt8 = 3

  /// No object: a symbol of the command line or of the linker itself.
  static let noOwner = UInt32.max

  /// Makes room for a name, and those interned since.
  @inline(__always)
  mutating func cover(_ id: SymbolID, of inputs: InputSet) {
    if id.index >= kinds.count { grow(to: inputs.names.count) }
  }

  /// Makes room for names interned since.
  mutating func grow(to count: Int) {
    let missing = count - kinds.count
    guard missing > 0 else { return }
    SymbolStates.extend(&kinds, by: missing, .new)
    SymbolStates.extend(&owners, by: missing, SymbolStates.noOwner)
    SymbolStates.extend(&rows, by: missing, 0)
    SymbolStates.extend(&types, by: missing, 0)
    SymbolStates.extend(&isShared, by: missing, false)
    SymbolStates.extend(&visibilities, by: missing, 0)
    SymbolStates.extend(&marks, by: missing, [])
  }

  private static func extend<Value>(_ column: inout [Value], by count: Int, _ value: Value) {
    column.makeRoom(for: column.count + count)
    column.append(contentsOf: repeatElement(value, count: count))
  }

  mutating func constrain(_ id: SymbolID, to visibility: UInt8) {
    let known = visibilities[id.index]
    visibilities[id.index] = known == 0 ? visibility : min(known, visibility)
  }

  /// Makes a symbol what another one is.
  mutating func copy(_ id: SymbolID, from other: SymbolID) {
    kinds[id.index] = kinds[other.index]
    owners[id.index] = owners[other.index]
    rows[id.index] = rows[other.index]
    types[id.index] = types[other.index]
    isShared[id.index] = isShared[other.index]
    visibilities[id.index] = visibilities[other.index]
    marks[id.index] = marks[other.index]
  }

  /// Hidden or internal.
  func isHidden(_ id: SymbolID) -> Bool { [1, 2].contains(visibilities[id.index]) }

  /// A name interned since the last ``grow(to:)`` is new to the link.
  func kind(_ id: SymbolID) -> Kind { id.index < kinds.count ? kinds[id.index] : .new }

  func owner(_ id: SymbolID) -> ObjectID? {
    guard id.index < owners.count else { return nil }
    let raw = owners[id.index]
    return raw == SymbolStates.noOwner ? nil : ObjectID(raw: raw)
  }

  func row(_ id: SymbolID) -> Int { Int(rows[id.index]) }

  /// The row of ``LazyMembers`` that could define a lazy symbol.
  func lazyMember(_ id: SymbolID) -> Int { Int(owners[id.index]) }

  mutating func setLazy(_ id: SymbolID, member: Int, isWeak: Bool) {
    kinds[id.index] = isWeak ? .lazyWeak : .lazy
    owners[id.index] = UInt32(truncatingIfNeeded: member)
  }

  /// What no member served in the end is unknown, or weakly undefined.
  mutating func dropLazy() {
    for index in kinds.indices where kinds[index] == .lazy || kinds[index] == .lazyWeak {
      kinds[index] = kinds[index] == .lazy ? .new : .undefinedWeak
      owners[index] = SymbolStates.noOwner
    }
  }

  mutating func set(_ id: SymbolID, _ kind: Kind, owner: ObjectID?, row: Int) {
    kinds[id.index] = kind
    owners[id.index] = owner?.raw ?? SymbolStates.noOwner
    rows[id.index] = UInt32(truncatingIfNeeded: row)
  }
}
