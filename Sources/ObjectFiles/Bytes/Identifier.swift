extension ByteString {
  /// A name of C's, in ASCII.
  package var isIdentifier: Bool {
    bytes.first.map { !(0x30...0x39).contains($0) } == true && hasIdentifierCharacters
  }

  /// Letters, digits and underscores, in ASCII, and at least one of them.
  package var hasIdentifierCharacters: Bool {
    bytes.withUnsafeBytes(\.hasIdentifierCharacters)
  }
}

extension UnsafeRawBufferPointer {
  /// Letters, digits and underscores, in ASCII, and at least one of them.
  var hasIdentifierCharacters: Bool {
    !isEmpty
      && allSatisfy {
        $0 == 0x5f || $0 >= 0x61 && $0 <= 0x7a || $0 >= 0x41 && $0 <= 0x5a
          || $0 >= 0x30 && $0 <= 0x39
      }
  }
}
