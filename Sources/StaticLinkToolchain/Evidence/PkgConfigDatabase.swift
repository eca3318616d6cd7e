import ObjectFiles
import StaticLink

/// Every `.pc` file at hand, read once, found by the library that its `Libs` names.
struct PkgConfigDatabase: Sendable {
  private var modules: [ByteString: PkgConfigFile] = [:]
  /// The module whose `Libs` begins with the library.
  private var owners: [ByteString: ByteString] = [:]
  /// A module that names the library at all.
  private var mentions: [ByteString: ByteString] = [:]

  /// - Parameter directories: where `.pc` files lie; an earlier directory hides a later one.
  init(directories: [ByteString], files: some FileSource) {
    var order: [ByteString] = []
    for directory in directories {
      for name in files.names(in: directory) where name.hasSuffix(".pc") {
        let path = directory.appending(component: name)
        guard modules[name.dropLast(3)] == nil, let file = try? files.open(path),
          file.size < 1 << 20, let text = try? file.read(at: 0, count: Int(file.size))
        else { continue }
        let module = PkgConfigFile(path: path, text: text)
        modules[module.module] = module
        order.append(module.module)
      }
    }
    for name in order.sorted() {
      guard let module = modules[name] else { continue }
      for (position, library) in module.libraries.enumerated() {
        if position == 0, prefers(name, to: owners[library], for: library) {
          owners[library] = name
        }
        if mentions[library] == nil { mentions[library] = name }
      }
    }
  }

  /// Among several modules of one library, the one that is named like it.
  private func prefers(
    _ module: ByteString, to other: ByteString?, for library: ByteString
  ) -> Bool {
    guard let other else { return true }
    func isNamedLike(_ name: ByteString) -> Bool { name == library || name == "lib" + library }
    return isNamedLike(module) && !isNamedLike(other)
  }

  func module(of library: ByteString) -> PkgConfigFile? {
    (owners[library] ?? mentions[library]).flatMap { modules[$0] }
  }

  /// The module whose own library this is, and every module that it requires.
  func modules(describing library: ByteString) -> [PkgConfigFile] {
    var waiting = owners[library].map { [$0] } ?? []
    var visited: Set<ByteString> = []
    var result: [PkgConfigFile] = []
    while !waiting.isEmpty {
      let name = waiting.removeFirst()
      guard visited.insert(name).inserted, let module = modules[name] else { continue }
      result.append(module)
      waiting += module.requires
    }
    return result
  }

  /// What the module of a library names beside it.
  func needs(of library: ByteString) -> [DeclaredNeed] {
    guard let module = module(of: library) else { return [] }
    var result: [DeclaredNeed] = []
    var seen: Set<ByteString> = [library]
    func add(_ names: [ByteString], from file: PkgConfigFile) {
      for name in names where seen.insert(name).inserted {
        result.append(DeclaredNeed(library: name, source: .pkgConfig, file: file.path))
      }
    }
    add(module.libraries + module.privateLibraries, from: module)
    var visited: Set<ByteString> = [module.module]
    var waiting = module.requires
    while !waiting.isEmpty {
      let name = waiting.removeFirst()
      guard visited.insert(name).inserted, let required = modules[name] else { continue }
      add(required.libraries, from: required)
      waiting += required.requires
    }
    return result
  }
}
