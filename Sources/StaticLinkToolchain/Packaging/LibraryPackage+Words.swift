public import ObjectFiles
import StaticLink

extension LibraryPackage {
  /// Whether the interface is more than a list of different libraries.
  ///
  /// Tools drop what is repeated and move what they know, so such an interface has to be one word.
  var needsOneWord: Bool {
    let inputs = interface.filter(\.isInput)
    return inputs.count < interface.count || Set(inputs).count < inputs.count
      || interface.contains(.file(archive))
  }

  /// The interface in the words of a compiler driver, those of the linker in one `-Wl,…` where
  /// they have to stay together.
  ///
  /// - Throws: ``PackagingError`` for a comma, which would end a word inside of `-Wl,…`.
  public func interfaceWords(for format: String) throws(PackagingError) -> [ByteString] {
    guard !interface.isEmpty else { return driverFlags }
    guard needsOneWord else { return driverFlags + LineSpelling.driver.words(for: interface) }
    let words = LineSpelling.linker.words(for: interface)
    return driverFlags + [try LibraryPackage.passed(words, format: format)]
  }

  static func passed(
    _ words: [ByteString], format: String
  ) throws(PackagingError) -> ByteString {
    if let word = words.first(where: { $0.isEmpty || $0.contains(UInt8(ascii: ",")) }) {
      throw .word(word, format: format)
    }
    return words.reduce(into: "-Wl") { $0 += "," + $1 }
  }

  /// No text format has a place for these.
  static func refuseControls(
    in words: [ByteString], format: String
  ) throws(PackagingError) {
    if let word = words.first(where: { $0.bytes.contains { $0 < 0x20 || $0 == 0x7f } }) {
      throw .word(word, format: format)
    }
  }

  /// Every word that comes from outside.
  var words: [ByteString] {
    [archive, description] + compileFlags + includeDirectories + driverFlags
      + LineSpelling.linker.words(for: interface)
  }
}
