internal import FoundationEssentials
internal import ObjectFiles
internal import PythonEmbedding
internal import StaticLink
internal import StaticLinkToolchain

/// The modules that a manifest of `staticld capture` lists.
enum CapturedModules {
  private struct Manifest: Decodable {
    struct Library: Decodable {
      var kind: String
      var name: String
      var initFunction: String?
      var archive: String
    }

    var schema: String
    var command: String
    var libraries: [Library]
  }

  /// - Throws: ``CommandFailure`` for what is no such manifest.
  static func read(_ path: ByteString) throws(CommandFailure) -> [ExtensionModule] {
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
    return manifest.libraries.compactMap { library in
      guard library.kind == "module", let function = library.initFunction else { return nil }
      return ExtensionModule(
        name: ByteString(library.name), initFunction: ByteString(function),
        archive: path.parentDirectory.appending(component: ByteString(library.archive)))
    }
  }
}
