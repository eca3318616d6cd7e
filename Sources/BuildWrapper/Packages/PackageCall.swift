internal import Glibc
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// A call of pkg-config: what a static link needs is worked out from the archives, everything else
/// is the real one's.
struct PackageCall {
  let words: [ByteString]
  let own: OwnFiles

  func run(_ environment: EnvironmentBlock) -> Int32 {
    let search = own.search(environment)
    guard let real = search.find("pkg-config") ?? search.find("pkgconf") else {
      return Complaint.notFound("pkg-config")
    }
    var environment = environment
    own.mark(&environment, passing: real)
    let settings = WrapperSettings(environment)
    if settings.mode != .off, let question = PackageQuestion(words),
      let answer = StaticPackages(
        real: real, question: question, environment: environment.all
      ).answer()
    {
      _ = writeAll(answer, to: STDOUT_FILENO)
      return 0
    }
    return Execution.replace(real, words, environment)
  }
}

/// A call for the libraries of a static link.
struct PackageQuestion {
  /// `--libs-only-l`, `--libs-only-L`, `--libs-only-other`; empty: all of them.
  enum Part: Hashable { case libraries, directories, other }

  private(set) var parts: Set<Part> = []
  /// The words without those that ask for libraries.
  private(set) var others: [ByteString] = []
  private(set) var asksForFlags = false

  /// - Returns: `nil` for any other question.
  init?(_ words: [ByteString]) {
    var isStatic = false
    var asksForLibraries = false
    for word in words {
      switch word {
      case "--static": isStatic = true
      case "--libs": asksForLibraries = true
      case "--libs-only-l": parts.insert(.libraries)
      case "--libs-only-L": parts.insert(.directories)
      case "--libs-only-other": parts.insert(.other)
      default:
        if word.hasPrefix("--cflags") { asksForFlags = true }
        if PackageQuestion.isAnotherQuestion(word) { return nil }
        others.append(word)
      }
    }
    guard isStatic, asksForLibraries || !parts.isEmpty else { return nil }
    if asksForLibraries { parts = [] }
  }

  /// Options with which pkg-config answers something else than flags.
  private static func isAnotherQuestion(_ word: ByteString) -> Bool {
    guard word.hasPrefix("--") else { return false }
    let harmless: [ByteString] = [
      "--cflags", "--print-errors", "--short-errors", "--silence-errors", "--errors-to-stdout",
      "--define-variable", "--define-prefix", "--dont-define-prefix", "--prefix-variable",
      "--with-path", "--keep-system-libs", "--keep-system-cflags", "--ignore-conflicts",
      "--maximum-traverse-depth", "--pure", "--shared", "--env-only", "--personality",
      "--msvc-syntax", "--dont-relocate-paths", "--atleast-pkgconfig-version", "--",
    ]
    return !harmless.contains { word == $0 || word.hasPrefix($0 + "=") || word.hasPrefix($0 + "-") }
  }

  func wants(_ part: Part) -> Bool { parts.isEmpty || parts.contains(part) }
}
