internal import ObjectFiles
internal import Reports

/// A glob on demangled names: `*` any text, `?` any byte; `foo::bar` means every overload.
struct NamePattern: Sendable {
  private let alternatives: [[UInt8]]
  /// Text that the mangled name of every match contains; empty when nothing is certain.
  private let fragment: [UInt8]

  /// - Returns: `nil` for a plain symbol.
  init?(_ text: ByteString) {
    let bytes = text.bytes
    let isGlob = bytes.contains { $0 == 0x2a || $0 == 0x3f }
    let isQualified = zip(bytes, bytes.dropFirst()).contains { $0 == 0x3a && $1 == 0x3a }
    guard isGlob || isQualified || bytes.contains(0x28) else { return nil }
    // A name without its parameters stands for all overloads, with an ABI tag or without.
    let endings = ["", "(*", "[abi:*", " const", " const&", " &", " &&"]
    alternatives = endings.map { bytes + Array($0.utf8) }
    fragment = NamePattern.longestIdentifier(in: bytes.prefix { $0 != 0x28 })
  }

  /// Whether a symbol is meant.
  ///
  /// Demangling is dear, so names that cannot match are turned away.
  func matches(_ symbol: UnsafeRawBufferPointer) -> Bool {
    guard fragment.isEmpty || NamePattern.contains(symbol, fragment) else { return false }
    let name = ByteString(symbol)
    let text = Demangler.demangle(name) ?? name
    return alternatives.contains { NamePattern.glob($0, text.bytes) }
  }

  /// Names that mangling abbreviates or spells as words of the language (Itanium C++ ABI, 5.1).
  private static let abbreviated: Set<String> = [
    "std", "allocator", "basic_string", "string", "basic_istream", "istream", "basic_ostream",
    "ostream", "basic_iostream", "iostream", "char_traits", "operator", "new", "delete", "vtable",
    "for", "typeinfo", "name", "guard", "variable", "thunk", "virtual", "non", "covariant", "to",
    "VTT", "construction", "in", "anonymous", "namespace", "char", "bool", "int", "long", "short",
    "float", "double", "signed", "unsigned", "void", "wchar_t", "const", "volatile", "auto",
    "decltype", "nullptr_t", "char8_t", "char16_t", "char32_t", "true", "false", "lambda",
  ]

  private static func longestIdentifier(in bytes: some Sequence<UInt8>) -> [UInt8] {
    let words = Array(bytes).split { byte in
      !(byte == 0x5f || byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5a
        || byte >= 0x61 && byte <= 0x7a)
    }
    let certain = words.filter { word in
      let text = String(decoding: word, as: UTF8.self)
      return !(word.first! >= 0x30 && word.first! <= 0x39) && !abbreviated.contains(text)
    }
    return certain.max { $0.count < $1.count }.map(Array.init) ?? []
  }

  private static func contains(_ text: UnsafeRawBufferPointer, _ part: [UInt8]) -> Bool {
    guard text.count >= part.count, let first = part.first else { return part.isEmpty }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }

  /// Goes back to the last `*` only, so it takes no more steps than the product of the lengths.
  private static func glob(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == 0x2a {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == 0x3f || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        p = last.pattern + 1
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == 0x2a }
  }
}
