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

  private(set) var modules: [ExtensionModule] = []
  /// The static libraries that were meant when the modules were linked.
  private(set) var needed: [ByteString] = []

  /// Shared objects that modules were linked with and that have no static library beside them,
  /// and the modules; libraries of the compiler are among them.
  private(set) var onlyShared: [(library: String, module: ByteString)] = []

  /// Adds what a manifest lists.
  ///
  /// - Throws: ``CommandFailure`` for what is no such manifest.
  mutating func read(_ path: ByteString) throws(CommandFailure) {
    let text: [UInt8]
    do throws(FileError) {
      let file = try SystemFiles().open(path)
      text = try file.read(at: 0, count: Int(clamping: file.size))
    } catch {
      throw CommandFailure(.file(ObjectFileError(path: path, problem: .file(error))))
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(text)),
      manifest.schema == "staticld/1", manifest.command == "capture"
    else { throw CommandFailure("\(path.forMessage): not a manifest of staticld capture") }
    let directory = path.parentDirectory
    for library in manifest.libraries {
      guard library.kind == "module", let function = library.initFunction else { continue }
      modules.append(
        ExtensionModule(
          name: ByteString(library.name), initFunction: ByteString(function),
          archive: directory.appending(component: ByteString(library.archive))))
      for need in library.needs {
        if need.archive == nil, let path = need.path {
          onlyShared.append((path, ByteString(library.name)))
        }
        guard let archive = need.archive.map({ ByteString($0) }), !needed.contains(archive),
          !CapturedModules.ofTheCompiler.contains(archive.lastPathComponent)
        else { continue }
        needed.append(archive)
      }
    }
  }

  /// Gives a module the name that it has in its package.
  mutating func rename(at index: Int, to name: ByteString) {
    modules[index].name = name
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
        modules.append(try ExtensionModule(archive: archive, files: SystemFiles()))
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }
}
