internal import ObjectFiles

/// Reads definitions again to compare them, within a budget.
final class BodyReader {
  /// Bytes of objects that may still be read.
  private var budget: UInt64 = 16 << 20
  private var known: [ObjectID: [UInt8]] = [:]
  private var bodies: [Place: SymbolBody?] = [:]
  private let inputs: InputSet

  /// Where a definition is.
  struct Place: Hashable {
    var object: ObjectID
    var extent: SymbolBody.Extent
  }

  init(inputs: InputSet) {
    self.inputs = inputs
  }

  /// Whether two definitions are the same; `unknown` where that cannot be told, or not cheaply.
  func agreement(
    of first: (object: ObjectID, row: Int), with second: (object: ObjectID, row: Int)
  ) -> SymbolBody.Agreement {
    guard let left = extent(of: first), let right = extent(of: second) else { return .unknown }
    if left.size != right.size { return .different }
    guard let left = body(at: Place(object: first.object, extent: left)),
      let right = body(at: Place(object: second.object, extent: right))
    else { return .unknown }
    return left.agreement(with: right)
  }

  /// The same for any number of definitions, all against the first: what differs counts most.
  func agreement(of definitions: [(object: ObjectID, row: Int)]) -> SymbolBody.Agreement {
    guard let first = definitions.first else { return .unknown }
    let all = definitions.dropFirst().map { agreement(of: first, with: $0) }
    return all.contains(.different) ? .different : all.contains(.unknown) ? .unknown : .identical
  }

  /// `nil` for a definition without a size, as hand-written assembly has them, or in no section.
  func extent(of symbol: (object: ObjectID, row: Int)) -> SymbolBody.Extent? {
    let object = inputs.objects[symbol.object.index].object
    let symbols = object.symbols
    guard !object.isSeenThroughBytecode, symbols.sections[symbol.row] != 0,
      symbols.sizes[symbol.row] > 0
    else { return nil }
    return .init(
      section: symbols.sections[symbol.row], offset: symbols.values[symbol.row],
      size: symbols.sizes[symbol.row])
  }

  func body(at place: Place) -> SymbolBody? {
    if bodies[place] == nil { read([place]) }
    return bodies[place] ?? nil
  }

  /// Reads definitions, those of one object at once, which takes it apart only once.
  func read(_ places: [Place]) {
    var order: [ObjectID] = []
    var extents: [ObjectID: [SymbolBody.Extent]] = [:]
    for place in places where bodies[place] == nil {
      bodies[place] = .some(nil)
      if extents[place.object] == nil { order.append(place.object) }
      extents[place.object, default: []].append(place.extent)
    }
    for object in order {
      guard let bytes = bytes(of: object), let wanted = extents[object],
        let found = try? ObjectFile.bodies(at: wanted, in: bytes)
      else { continue }
      for (extent, body) in zip(wanted, found) {
        bodies[Place(object: object, extent: extent)] = .some(body)
      }
    }
  }

  /// The object's bytes, `nil` when they cannot be had or the budget is spent.
  private func bytes(of object: ObjectID) -> [UInt8]? {
    if let bytes = known[object] { return bytes }
    let loaded = inputs.objects[object.index]
    let size = loaded.member?.size ?? 1 << 16
    guard size <= budget, let bytes = try? inputs.bytes(of: loaded) else { return nil }
    budget -= size
    known[object] = bytes
    return bytes
  }
}

extension SymbolBody.Agreement {
  /// The same for a message.
  var text: String {
    switch self {
    case .identical: ", with the same contents"
    case .different: ", with other contents"
    case .unknown: ""
    }
  }
}
