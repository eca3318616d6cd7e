public import ObjectFiles
import StaticLink

/// Keeps the answers of ``ToolchainProbe`` in files, one for each question.
///
/// An answer is used only while the driver, the linker and the directories that it rests on are
/// unchanged. The cache only saves time: it never fails, it just does not answer.
public struct ToolchainCache: Sendable {
  private let directory: CacheDirectory

  /// A cache in a directory that need not exist yet.
  public init(directory: ByteString) {
    self.directory = CacheDirectory(path: directory)
  }

  /// The user's cache: `$XDG_CACHE_HOME/staticld` or `~/.cache/staticld`.
  ///
  /// `nil` when neither place is known. A relative `XDG_CACHE_HOME` is ignored, as its standard
  /// demands.
  public init?(environment: Environment) {
    guard let directory = CacheDirectory(environment: environment) else { return nil }
    self.directory = directory
  }

  func toolchain(for key: CacheKey) -> Toolchain? {
    directory.answer(Toolchain.self, for: key)
  }

  func store(_ toolchain: Toolchain, witnesses: [Witness], for key: CacheKey) {
    directory.store(toolchain, witnesses: witnesses, for: key)
  }
}
