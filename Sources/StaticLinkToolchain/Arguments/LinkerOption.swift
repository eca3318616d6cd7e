import ObjectFiles
import StaticLink

/// What one option of the linker takes and does.
struct LinkerOption {
  enum Value {
    /// None, or only attached with `=`.
    case attached
    /// Attached with `=`, or the next word.
    case required
  }

  enum Effect {
    /// Changes nothing that the simulation answers.
    case other
    /// Changes it in an unknown way.
    case notModelled
    /// Stands for one element, whatever its value.
    case argument(LinkArgument)
    /// Stands for an element made of its value.
    case value(@Sendable (ByteString) -> LinkArgument)
    /// Changes a rule of the whole line, by its value.
    case setting(@Sendable (ByteString) -> LinkSetting)
    case library
    case symbols
    case script
    case definition
    case keyword
    case output
    case mode(Mode)
  }

  /// What makes the output another kind of file.
  enum Mode {
    case isStatic, pie, noPIE, shared, relocatable, dynamicLinker
  }

  var value: Value
  var effect: Effect

  static let unknown = LinkerOption(value: .attached, effect: .notModelled)
}

extension LinkerOption {
  /// The option of a long name, an unambiguous beginning of one included where the linker accepts
  /// that.
  static func long(_ name: ByteString, abbreviated: Bool) -> LinkerOption? {
    if let exact = LinkerOptionTable.long(name) { return exact }
    guard abbreviated, name.count > 1, let text = name.utf8Text else { return nil }
    let candidates = LinkerOptionTable.long(beginning: text)
    return candidates.count == 1 ? candidates.first?.option : nil
  }

  /// The option of a single letter.
  static func short(_ letter: UInt8) -> LinkerOption? {
    LinkerOptionTable.short[Int(letter)]
  }
}
