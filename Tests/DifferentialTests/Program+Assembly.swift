import LinkerObservers

extension ObjectModel {
  /// The object as text for `as`.
  ///
  /// Every definition holds a word that says whose it is, every reference stands behind one, and
  /// the object has a mark of its own: the linked file tells what became of each.
  ///
  /// With `linksSections` whoever reaches a definition of the object reaches its references too,
  /// as a function's code does: otherwise nothing would be left of a link that drops sections.
  func assembly(number: Int, linksSections: Bool) -> String {
    let hasUses = references.contains { $0.place == .allocated }
    let reach = linksSections && hasUses ? [".quad .Luses"] : []
    var lines = [".section .data.mark,\"aw\"", quad(.init(.object, object: number))]
    if hasEntry {
      lines += [".globl _start", ".section .text._start,\"ax\"", "_start: .quad 0"] + reach
    }
    for (index, definition) in definitions.enumerated() {
      lines += definition.lines(.init(.definition, object: number, index: index))
      if definition.strength != .common { lines += reach }
    }
    if !reach.isEmpty { lines += [".section .data.refs,\"aw\"", ".Luses:"] }
    let own = Set(definitions.map(\.symbol))
    for (index, reference) in references.enumerated() {
      if !own.contains(reference.symbol) { lines += reference.attributes }
      lines += reference.use(.init(.reference, object: number, index: index))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

private func quad(_ identity: Identity) -> String { ".quad 0x" + String(identity.word, radix: 16) }

extension Definition {
  fileprivate func lines(_ identity: Identity) -> [String] {
    if strength == .common {
      return [".comm \(symbol),\(8 * (1 + identity.object % 3)),8"] + visibilityLines
    }
    let label = version == .none ? symbol : "\(symbol)__v"
    var lines = [strength == .weak ? ".weak \(label)" : ".globl \(label)"]
    lines.append(".section \(section)")
    switch (kind, strength) {
    case (_, .unique): lines.append(".type \(label),@gnu_unique_object")
    case (.data, _): lines.append(".type \(label),@object")
    case (.function, _): lines.append(".type \(label),@function")
    case (.tls, _): lines.append(".type \(label),@tls_object")
    case (.ifunc, _): lines.append(".type \(label),@gnu_indirect_function")
    case (.untyped, _): break
    }
    lines.append("\(label): \(quad(identity))")
    if kind != .untyped { lines.append(".size \(label),8") }
    if version != .none { lines.append(".symver \(label),\(symbol)\(version.rawValue),remove") }
    return lines + visibilityLines
  }

  private var visibilityLines: [String] {
    visibility == .normal ? [] : [".\(visibility.rawValue) \(symbol)"]
  }

  private var section: String {
    let (stem, flags) =
      switch kind {
      case .data, .untyped: ("data", "aw")
      case .function, .ifunc: ("text", "ax")
      case .tls: ("tdata", "awT")
      }
    return group.map { ".\(stem).\(symbol),\"\(flags)G\",@progbits,\($0),comdat" }
      ?? ".\(stem).\(symbol),\"\(flags)\",@progbits"
  }
}

extension Reference {
  fileprivate var attributes: [String] {
    (isWeak ? [".weak \(symbol)"] : [])
      + (visibility == .normal ? [] : [".\(visibility.rawValue) \(symbol)"])
  }

  fileprivate func use(_ identity: Identity) -> [String] {
    let pointer = isTLS ? ".quad \(symbol)@dtpoff" : ".quad \(symbol)"
    // As a program's code does it: an offset in data is for debug sections, and nothing else.
    let load = "movq \(symbol)@gottpoff(%rip),%rax"
    switch place {
    case .allocated where isTLS: return [".section .text.refs,\"ax\"", load]
    case .group(let signature) where isTLS:
      return [".section .text.g,\"axG\",@progbits,\(signature),comdat", load]
    case .allocated: return [".section .data.refs,\"aw\"", quad(identity), pointer]
    case .debug: return [".section .debug_x,\"\",@progbits", pointer]
    case .unused: return [".globl \(symbol)"]
    case .group(let signature):
      return [
        ".section .data.g,\"awG\",@progbits,\(signature),comdat", quad(identity), pointer,
      ]
    }
  }
}
