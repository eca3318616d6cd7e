package import ObjectFiles

/// A shell pattern for symbol names, as `--undefined-glob` takes it: `*`, `?`, `[…]` and `\`.
package struct GlobPattern {
  private enum Piece {
    case byte(UInt8)
    case any
    case anyRun
    case oneOf([ClosedRange<UInt8>], isNegated: Bool)
  }

  private var pieces: [Piece] = []

  package init(_ pattern: ByteString) {
    var rest = pattern.bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): pieces.append(.anyRun)
      case UInt8(ascii: "?"): pieces.append(.any)
      case UInt8(ascii: "\\"): pieces.append(.byte(rest.popFirst() ?? byte))
      case UInt8(ascii: "["): pieces.append(GlobPattern.set(&rest) ?? .byte(byte))
      default: pieces.append(.byte(byte))
      }
    }
  }

  /// The set that ends with the next bracket; without one, the opening bracket means itself.
  private static func set(_ rest: inout ArraySlice<UInt8>) -> Piece? {
    var inside = rest
    let negation = [UInt8(ascii: "!"), UInt8(ascii: "^")]
    let isNegated = inside.first.map(negation.contains) ?? false
    if isNegated { inside.removeFirst() }
    var ranges: [ClosedRange<UInt8>] = []
    while let byte = inside.popFirst() {
      if byte == UInt8(ascii: "]"), !ranges.isEmpty {
        rest = inside
        return .oneOf(ranges, isNegated: isNegated)
      }
      if inside.first == UInt8(ascii: "-"), let last = inside.dropFirst().first,
        last != UInt8(ascii: "]"), last >= byte
      {
        ranges.append(byte...last)
        inside = inside.dropFirst(2)
      } else {
        ranges.append(byte...byte)
      }
    }
    return nil
  }

  /// Whether the whole of a name is meant.
  package func matches(_ name: some Collection<UInt8>) -> Bool {
    let name = Array(name)
    var piece = 0
    var position = 0
    // Where to go on when what follows the last run fails.
    var retry: (piece: Int, position: Int)?
    while position < name.count {
      if piece < pieces.count {
        if case .anyRun = pieces[piece] {
          piece += 1
          retry = (piece, position)
          continue
        }
        if accepts(piece, name[position]) {
          piece += 1
          position += 1
          continue
        }
      }
      guard let again = retry else { return false }
      retry = (again.piece, again.position + 1)
      (piece, position) = (again.piece, again.position + 1)
    }
    return pieces[piece...].allSatisfy { if case .anyRun = $0 { true } else { false } }
  }

  private func accepts(_ piece: Int, _ byte: UInt8) -> Bool {
    switch pieces[piece] {
    case .byte(let wanted): wanted == byte
    case .any: true
    case .anyRun: false
    case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
    }
  }
}

extension Simulator {
  /// The names known to the link that a pattern matches.
  func names(matching pattern: ByteString) -> [SymbolID] {
    let glob = GlobPattern(pattern)
    return (0..<inputs.names.count).map { SymbolID(UInt32($0)) }.filter {
      glob.matches(inputs.names.name($0).bytes)
    }
  }
}
