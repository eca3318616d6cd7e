internal import ObjectFiles
internal import StaticLinkToolchain

/// Whether a driver's line may end in a link.
///
/// A wrong yes costs a little time, because then our linker is never called; after a wrong no, a
/// link is not helped.
enum LinkQuestion {
  enum Answer {
    case doesNotLink
    /// `generatesCode`: whether something is compiled before, or by the linker itself (LTO).
    case links(generatesCode: Bool)
  }

  static func answer(_ words: [ByteString]) -> Answer {
    var hasInput = false
    var generatesCode = false
    var index = 0
    while index < words.count {
      let bytes = words[index].bytes
      index += 1
      guard bytes.count > 1, bytes[0] == UInt8(ascii: "-") else {
        if bytes.first == UInt8(ascii: "@") {
          return answerExpanded(words)
        }
        hasInput = true
        generatesCode = generatesCode || !isLinked(words[index - 1])
        continue
      }
      if bytes[1] == UInt8(ascii: "l") { hasInput = true }
      if stops(words[index - 1]) { return .doesNotLink }
      if words[index - 1].hasPrefix("-x") || words[index - 1].hasPrefix("-flto") {
        generatesCode = true
      }
      if withValue.contains(words[index - 1]) { index += 1 }
    }
    return hasInput ? .links(generatesCode: generatesCode) : .doesNotLink
  }

  private static func answerExpanded(_ words: [ByteString]) -> Answer {
    guard let expanded = try? ResponseFiles.expand(words, files: SystemFiles()) else {
      return .doesNotLink
    }
    // What leads to no file stays a word, which is an input then.
    return answer(expanded.map { $0.bytes.first == UInt8(ascii: "@") ? "input" : $0 })
  }

  /// Whether a driver passes a file of this name on to the linker.
  private static func isLinked(_ path: ByteString) -> Bool {
    path.hasSuffix(".o") || path.hasSuffix(".a") || path.hasSuffix(".so")
  }

  /// Options after which nothing is linked, or the driver tells about itself.
  ///
  /// `-v` is among them: CMake reads the linker's line out of what the driver prints then.
  private static func stops(_ word: ByteString) -> Bool {
    words.contains(word) || word.hasPrefix("-print-") || word.hasPrefix("--print-")
      || word.hasPrefix("--help")
      || word.hasPrefix("-dump") && !word.hasPrefix("-dumpbase")
        && !word.hasPrefix("-dumpdir")
  }

  private static let words: WordList = [
    "-c", "-S", "-E", "-M", "-MM", "-###", "-v", "--version", "-fsyntax-only", "--target-help",
    "--compile", "--assemble", "--preprocess", "--dependencies", "--user-dependencies",
    "--verbose", "-cc1", "-cc1as", "--precompile", "--analyze", "-emit-ast", "-emit-pch",
    "-extract-api",
  ]

  private static let withValue: WordList = [
    "-o", "-x", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix",
    "-iwithprefix", "-isysroot", "-I", "-L", "-D", "-U", "-MF", "-MT", "-MQ", "-MJ", "-Xlinker",
    "-Xassembler", "-Xpreprocessor", "-Xclang", "-T", "-u", "-z", "-e", "-B", "--param", "-target",
    "-mllvm", "-arch", "-wrapper", "-aux-info", "-dumpbase", "-dumpdir", "-dumpbase-ext",
    "--sysroot", "-specs",
  ]
}
