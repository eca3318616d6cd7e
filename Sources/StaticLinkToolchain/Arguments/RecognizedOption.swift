import ObjectFiles

/// A word that is an option of the linker, with the value that is part of the same word.
struct RecognizedOption {
  var option: LinkerOption
  var value: ByteString?
  /// Whether a long name of the linker's was written, rather than a letter or something unknown.
  var isLong: Bool

  /// `nil` when the word is a file.
  init?(_ word: ByteString) {
    let dash = UInt8(ascii: "-")
    guard word.count > 1, word.bytes.first == dash else { return nil }
    let hasTwoDashes = word.bytes[1] == dash
    let body = word.dropFirst(hasTwoDashes ? 2 : 1)
    guard let letter = body.bytes.first else {
      self.init(.unknown, nil, isLong: false)
      return
    }
    let (name, attached) =
      body.divided(at: UInt8(ascii: "=")).map { ($0.head, $0.tail) }
      ?? (body, nil)
    let mayBeLong =
      hasTwoDashes || (body.count > 1 && !RecognizedOption.alwaysShort.contains(letter))
    if mayBeLong, let option = LinkerOption.long(name, abbreviated: hasTwoDashes) {
      self.init(option, attached, isLong: true)
    } else if !hasTwoDashes, let option = LinkerOption.short(letter),
      option.value == .required || body.count == 1
    {
      self.init(option, body.count > 1 ? body.dropFirst() : nil, isLong: false)
    } else {
      self.init(.unknown, nil, isLong: false)
    }
  }

  private init(_ option: LinkerOption, _ value: ByteString?, isLong: Bool) {
    self.option = option
    self.value = value
    self.isLong = isLong
  }

  /// `-omagic` is `-o magic` and `-library` is `-l ibrary` (GNU ld 2.40).
  private static let alwaysShort = Array("olL".utf8)
}
