internal import FoundationEssentials
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLink
internal import StaticLinkToolchain

/// The extension modules that manifests of `staticld capture` list, or archives hold.
struct CapturedModules {
  private struct Manifest: Decodable {
    struct Library: Decodable {
      struct Need: Decodable {
        var spelled: String
        var path: String?
        var archive: String?
      }

      var kind: String
      var name: String
      var initFunction: String?
      var archive: String
      var needs: [Need]
    }

    var schema: String
    var command: String
    var libraries: [Library]
  }

  private struct Entry {
    var module: ExtensionModule
    /// The static libraries that were meant when it was linked.
    var archives: [ByteString] = []
    /// Shared objects that it was linked with and that have no static library beside them.
    var shared: [ByteString] = []
  }

  private var entries: [Entry] = []

  var modules: [ExtensionModule] { entries.map(\.module) }

  /// The static libraries that the modules want, each once.
  var needed: [ByteString] {
    var seen: Set<ByteString> = []
    return entries.flatMap(\.archives).filter { seen.insert($0).inserted }
  }

  /// What may be missing where a symbol is left; a compiler finds its own libraries elsewhere.
  var onlyShared: [(library: ByteString, module: ByteString)] {
    entries.flatMap { entry in
      entry.shared.filter { library in
        !["libstdc++.", "libgcc_s.", "libgfortran.", "libquadmath."].contains {
          library.lastPathComponent.hasPrefix($0)
        }
      }.map { ($0, entry.module.name) }
    }
  }

  /// Leaves out what is not wanted.
  mutating func exclude(_ patterns: [String]) {
    let globs = patterns.map { GlobPattern(ByteString($0)) }
    entries.removeAll { entry in globs.contains { $0.matches(entry.module.name.bytes) } }
  }

  /// Adds what a manifest lists.
  ///
  /// - Throws: ``CommandFailure`` for what is no such manifest.
  mutating func read(_ path: ByteString) throws(CommandFailure) {
    let text: [UInt8]
    do throws(FileError) {
      text = try SystemFiles().contents(of: path)
    } catch {
      throw CommandFailure(.file(ObjectFileError(path: path, problem: .file(error))))
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(text)),
      manifest.schema == "staticld/1", manifest.command == "capture"
    else { throw CommandFailure("\(path.forMessage): not a manifest of staticld capture") }
    let directory = path.parentDirectory
    for library in manifest.libraries {
      guard library.kind == "module", let function = library.initFunction else { continue }
      var entry = Entry(
        module: ExtensionModule(
          name: ByteString(library.name), initFunction: ByteString(function),
          archive: directory.appending(component: ByteString(library.archive))))
      for need in library.needs {
        if let archive = need.archive.map({ ByteString($0) }) {
          if !CapturedModules.ofTheCompiler.contains(archive.lastPathComponent) {
            entry.archives.append(archive)
          }
        } else if let path = need.path {
          entry.shared.append(ByteString(path))
        }
      }
      entries.append(entry)
    }
  }

  /// Gives a module the name that it has in its package.
  mutating func rename(at index: Int, to name: ByteString) {
    entries[index].module.name = name
  }

  /// A driver adds these itself.
  private static let ofTheCompiler: Set<ByteString> = [
    "libc.a", "libm.a", "libgcc.a", "libgcc_eh.a", "libpthread.a", "libdl.a", "librt.a",
    "libutil.a",
  ]

  /// Adds the modules in archives; all that are none are named in one error.
  mutating func add(_ archives: [ByteString]) throws(CommandFailure) {
    for archive in archives {
      do throws(ExtensionModuleError) {
        entries.append(
          Entry(module: try ExtensionModule(archive: archive, files: SystemFiles())))
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }
}
