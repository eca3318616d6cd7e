import Glibc
package import ObjectFiles
import StaticLink

/// Makes static libraries of the links that a build made.
package struct CaptureAssembly {
  private let store: CaptureStore
  private let directory: ByteString
  private let environment: Environment
  private let ar: ArchiveTool
  private let files = SystemFiles()

  /// - Parameters:
  ///   - store: what the build left.
  ///   - directory: where the libraries go.
  /// - Returns: `nil` when there is no `ar`.
  package init?(store: CaptureStore, directory: ByteString, environment: Environment) {
    guard let ar = ArchiveTool(environment: environment) else { return nil }
    self.store = store
    self.directory = directory
    self.environment = environment
    self.ar = ar
  }

  /// - Parameter kinds: the links that count.
  /// - Returns: the libraries in the order of their names; of several links of one name, the last.
  package func run(
    _ kinds: Set<CapturedLink.Kind>
  ) -> (libraries: [CapturedLibrary], problems: [CaptureProblem]) {
    var libraries: [ByteString: CapturedLibrary] = [:]
    var problems: [CaptureProblem] = []
    let links = store.links().filter { kinds.contains($0.kind) }
    // An earlier link of the same file would only be made to be replaced.
    var last: [ByteString: Int] = [:]
    for (index, link) in links.enumerated() { last[link.outputPath] = index }
    for (index, link) in links.enumerated() where last[link.outputPath] == index {
      do throws(CaptureFailure) {
        let library = try library(of: link)
        libraries[library.name] = library
      } catch {
        problems.append(CaptureProblem(output: link.output, text: error.text))
      }
    }
    let names = Dictionary(
      libraries.values.map { ($0.link.outputPath, $0.name) }, uniquingKeysWith: { $1 })
    let sorted = libraries.values.sorted { $0.name < $1.name }.map { library in
      var library = library
      for index in library.needs.indices {
        library.needs[index].captured = names[library.needs[index].path]
      }
      return library
    }
    return (sorted, problems)
  }

  private func library(of link: CapturedLink) throws(CaptureFailure) -> CapturedLibrary {
    let inputs = try LinkedObjects(link, files: files, environment: environment).inputs()
    guard !inputs.isEmpty else { throw CaptureFailure(text: "none of its objects was kept") }
    let scratch = store.path.appending(component: "members")
    defer { FileCopy.removeTree(scratch) }
    var paths: [ByteString] = []
    for (index, input) in inputs.enumerated() {
      paths.append(
        try input.file(in: scratch.appending(component: ByteString("\(index)")), files: files))
    }
    let temporary = store.path.appending(component: "library.a")
    do throws(ArchiveToolError) {
      try ar.create(temporary, from: paths)
    } catch {
      throw CaptureFailure(text: error.text)
    }
    let initFunction = initFunction(in: temporary, of: link)
    let name = ModuleName.name(of: link, initFunction: initFunction)
    let archive = directory.appending(component: name + ".a")
    guard FileCopy.rename(temporary, to: archive) else {
      throw CaptureFailure(text: "cannot write \(archive.forMessage): \(systemMessage(errno))")
    }
    let kind: CapturedLibrary.Kind =
      link.kind == .executable ? .executable : initFunction == nil ? .library : .module
    return CapturedLibrary(
      kind: kind, name: name, initFunction: initFunction, archive: archive,
      members: inputs.map { $0.name(in: link) }, link: link,
      needs: link.libraries.map {
        .init(spelled: $0.spelled, path: $0.path, archive: $0.archive.isEmpty ? nil : $0.archive)
      })
  }

  /// `PyInit_X` of a shared object `X.so`; another one where there is only that.
  private func initFunction(in archive: ByteString, of link: CapturedLink) -> ByteString? {
    guard link.kind == .sharedObject, let file = try? files.open(archive),
      let index = (try? Archive(path: archive, file: file))?.index
    else { return nil }
    let names = (0..<index.count).map { index.name($0) }.filter { $0.hasPrefix("PyInit_") }
    let expected = "PyInit_" + ModuleName.stem(of: link)
    return names.contains(expected) ? expected : Set(names).count == 1 ? names.first : nil
  }

}

/// Why a link gives no library.
struct CaptureFailure: Error {
  var text: String
}

/// The name of a captured library.
enum ModuleName {
  /// A module's dotted name, from where the build puts it; a library's or a program's own.
  static func name(of link: CapturedLink, initFunction: ByteString?) -> ByteString {
    guard let initFunction else {
      let name = link.outputPath.lastPathComponent
      return LibraryFileName.name(ofSharedObject: name).map { "lib" + $0 } ?? stem(of: link)
    }
    var parts = link.relativePath.split(separator: UInt8(ascii: "/")).dropLast()
    // Above a directory that cannot be a package, and above `src`, there is no package.
    if let index = parts.lastIndex(where: { !isIdentifier($0) || $0 == "src" }) {
      parts = parts[(index + 1)...]
    }
    let module = initFunction.dropFirst("PyInit_".utf8.count)
    return ByteString(Array((parts + [module]).map(\.bytes).joined(separator: [0x2e])))
  }

  /// `_x` of `_x.cpython-311-x86_64-linux-gnu.so`.
  static func stem(of link: CapturedLink) -> ByteString {
    let name = link.outputPath.lastPathComponent
    let dot = name.bytes.dropFirst().firstIndex(of: UInt8(ascii: "."))
    return dot.map { ByteString(name.bytes[..<$0]) } ?? name
  }

  private static func isIdentifier(_ name: ByteString) -> Bool {
    name.bytes.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte >= 0x80 || (0x30...0x39).contains(byte)
        || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
  }
}
