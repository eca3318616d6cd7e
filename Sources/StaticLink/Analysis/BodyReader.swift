internal import ObjectFiles

/// Reads definitions again to compare them, within a budget.
final class BodyReader {
  /// Bytes of objects that may still be read.
  private var budget: UInt64 = 16 << 20
  private var known: [ObjectID: [UInt8]] = [:]
  private let inputs: InputSet

  init(inputs: InputSet) {
    self.inputs = inputs
  }

  /// Whether two definitions are the same; `unknown` where that cannot be told, or not cheaply.
  func agreement(
    of first: (object: ObjectID, row: Int), with second: (object: ObjectID, row: Int)
  ) -> SymbolBody.Agreement {
    guard let left = extent(of: first), let right = extent(of: second) else { return .unknown }
    if left.size != right.size { return .different }
    guard let left = body(of: first.object, at: left),
      let right = body(of: second.object, at: right)
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

  func body(of object: ObjectID, at extent: SymbolBody.Extent) -> SymbolBody? {
    guard let bytes = bytes(of: object) else { return nil }
    return (try? ObjectFile.bodies(at: [extent], in: bytes))?.first ?? nil
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
