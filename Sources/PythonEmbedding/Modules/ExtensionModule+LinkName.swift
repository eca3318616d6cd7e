public import ObjectFiles

extension ExtensionModule {
  /// A name for the init function that no other module has, and that says which one this is.
  ///
  /// In the way of the Java Native Interface a dot becomes `_` and `_` becomes `_1`, so that
  /// `a.b_c` and `a_b.c` differ: `PyInit_a_b_1c`, `PyInit_a_1b_c`.
  public var linkName: ByteString {
    var bytes = Array("PyInit_".utf8)
    for byte in name.bytes {
      switch byte {
      case UInt8(ascii: "."): bytes.append(UInt8(ascii: "_"))
      case UInt8(ascii: "_"): bytes += Array("_1".utf8)
      default: bytes.append(byte)
      }
    }
    return ByteString(bytes)
  }
}
