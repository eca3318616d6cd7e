internal import Glibc
package import ObjectFiles

/// The demangler of the C++ runtime that is linked in anyway.
@_silgen_name("__cxa_demangle")
private func cxaDemangle(
  _ name: UnsafePointer<CChar>, _ buffer: UnsafeMutablePointer<CChar>?,
  _ length: UnsafeMutablePointer<Int>?, _ status: UnsafeMutablePointer<CInt>?
) -> UnsafeMutablePointer<CChar>?

package enum Demangler {
  /// The C++ name behind a symbol; `nil` for a symbol that is none.
  package static func demangle(_ symbol: ByteString) -> ByteString? {
    guard symbol.hasPrefix("_Z") else { return nil }
    let text: UnsafeMutablePointer<CChar>? = (symbol.bytes + [0]).withUnsafeBytes { bytes in
      cxaDemangle(bytes.bindMemory(to: CChar.self).baseAddress!, nil, nil, nil)
    }
    guard let text else { return nil }
    defer { free(text) }
    return ByteString(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// A message in which every quoted symbol stands by its C++ name.
  package static func demangleQuoted(_ text: String) -> String {
    guard text.contains("'_Z") else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return parts.map { part in
      guard let name = demangle(ByteString(Array(part.utf8))) else {
        return String(part)
      }
      return name.forMessage
    }.joined(separator: "'")
  }
}
