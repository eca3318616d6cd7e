internal import BuildWrapper
internal import ObjectFiles
internal import Reports
internal import StaticLink

/// What `staticld configure` shows: the toolchain, and what the wrapper was told.
struct ConfigureReport {
  let store: WrapperStore
  let toolchain: Toolchain

  private var profile: String { LinkerSemantics.rules(of: toolchain.linker).profileName }

  var text: String {
    var lines = [
      "driver:      \(toolchain.driver.forMessage)",
      "linker:      \(toolchain.linker.displayName) (\(toolchain.linker.path.forMessage))",
      "rules:       \(profile)",
    ]
    for directory in toolchain.libraryDirectories {
      lines.append("searches:    \(directory.forMessage)")
    }
    lines.append("stored in:   \(store.path.forMessage)")
    for key in WrapperFile.keys {
      guard let value = store.entries[key] else { continue }
      lines.append("  \(key.description)=\(value.forMessage)")
    }
    if store.entries.isEmpty {
      lines.append("  nothing; staticld-cc runs the cc that is next in PATH")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSON {
    .object(
      [
        ("schema", .string("staticld/1")), ("command", .string("configure")),
      ] + JSON.name("driver", toolchain.driver) + [
        (
          "linker",
          .object(
            [
              ("name", .string(toolchain.linker.family.rawValue)),
              ("version", .string(toolchain.linker.version)), ("profile", .string(profile)),
            ] + JSON.name("path", toolchain.linker.path))
        ),
        (
          "searchDirectories",
          .array(toolchain.libraryDirectories.map { .string($0.description) })
        ),
      ] + JSON.name("file", store.path) + [
        (
          "stored",
          .object(
            WrapperFile.keys.compactMap { key in
              store.entries[key].map { (key.description, .string($0.description)) }
            })
        )
      ])
  }
}
