internal import ObjectFiles
internal import StaticLinkToolchain

/// What the wrapper is told, by its environment or by `staticld configure`.
struct WrapperSettings {
  enum Mode: String {
    /// Only a link that fails is looked at, and put right where the rules allow it.
    case fix
    /// Every link is judged before the linker runs.
    case check
    /// The real tools are run, and that is all.
    case off
  }

  private(set) var mode = Mode.fix
  /// A value of `STATICLD` that means nothing.
  private(set) var unknownMode: ByteString?
  private(set) var log: ByteString?
  private(set) var saveDirectory: ByteString?
  /// Where `staticld capture` wants what goes into links.
  let capture: ByteString?
  /// Set by `staticld capture` for the build that it runs.
  static let captureVariable: ByteString = "STATICLD_CAPTURE"
  static let capturedKindsVariable: ByteString = "STATICLD_CAPTURE_KINDS"

  /// The kinds of links that it wants.
  var capturedKinds: Set<CapturedLink.Kind> {
    CapturedLink.Kind.kinds(of: environment[WrapperSettings.capturedKindsVariable] ?? "")
  }

  /// Whether links are none of our business.
  var looksAway: Bool { mode == .off && capture == nil }

  /// Whether links that work leave no trace.
  var asksForFailuresOnly: Bool {
    mode == .fix && unknownMode == nil && log == nil && saveDirectory == nil && capture == nil
  }

  private let stored: [UInt8]
  private let environment: EnvironmentBlock

  init(_ environment: EnvironmentBlock) {
    self.environment = environment
    stored = WrapperSettings.stored(environment)
    capture = environment.nonEmpty(WrapperSettings.captureVariable)
    log = environment.nonEmpty("STATICLD_LOG") ?? stored("log")
    saveDirectory = environment.nonEmpty("STATICLD_SAVE_DIR") ?? stored("save-dir")
    if let word = environment.nonEmpty("STATICLD") ?? stored("mode") {
      if let known = Mode(rawValue: word.description) { mode = known } else { unknownMode = word }
    }
  }

  /// The command to run in place of a tool, as `ccache gcc-12`; `nil`: the next one in PATH.
  func command(for name: ByteString) -> [ByteString]? {
    let (variable, key): (ByteString, ByteString) =
      switch name {
      case "cc": ("STATICLD_CC", "cc")
      case "c++": ("STATICLD_CXX", "cxx")
      case "gfortran": ("STATICLD_FC", "fc")
      case "ld": ("STATICLD_LD", "ld")
      default: ("", "")
      }
    guard !key.isEmpty, let text = environment.nonEmpty(variable) ?? stored(key) else { return nil }
    let words = ResponseWords.split(text.bytes)
    return words.isEmpty ? nil : words
  }

  private func stored(_ key: ByteString) -> ByteString? {
    stored.isEmpty ? nil : WrapperFile.value(of: key, in: stored)
  }

  /// The text of the file that `staticld configure` writes.
  private static func stored(_ environment: EnvironmentBlock) -> [UInt8] {
    guard let path = WrapperFile.path(home: environment["HOME"], environment["XDG_CONFIG_HOME"]),
      // Nearly always it is not there, and an error costs more to throw than a look at the file.
      SystemFiles().identity(of: path) != nil,
      let file = try? SystemFiles().open(path),
      let text = try? file.read(at: 0, count: Int(min(file.size, 1 << 16)))
    else { return [] }
    return text
  }
}
