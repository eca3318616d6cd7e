public import ObjectFiles

/// The name that `-l` takes, from the name of a library's file.
public enum LibraryFileName {
  /// `z` of `libz.a`; `nil` for anything else.
  public static func name(ofArchive file: ByteString) -> ByteString? {
    guard file.hasPrefix("lib"), file.hasSuffix(".a"), file.count > 5 else { return nil }
    return file.dropFirst(3).dropLast(2)
  }

  /// `z` of `libz.so` or `libz.so.1`; `nil` for anything else.
  public static func name(ofSharedObject file: ByteString) -> ByteString? {
    guard file.hasPrefix("lib") else { return nil }
    let parts = file.dropFirst(3).split(separator: 0x2e)
    guard let mark = parts.firstIndex(of: "so"), mark > 0 else { return nil }
    let name = Array(parts[..<mark].map(\.bytes).joined(separator: [0x2e]))
    return name.isEmpty ? nil : ByteString(name)
  }
}
