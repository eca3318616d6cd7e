package import ObjectFiles

/// The plain file in which `staticld configure` leaves what the wrapper should know.
///
/// One `key=value` a line, so that reading it costs nothing: `mode`, `cc`, `cxx`, `fc`, `ld`,
/// `log`, `save-dir`.
package enum WrapperFile {
  package static let keys: [ByteString] = ["mode", "cc", "cxx", "fc", "ld", "log", "save-dir"]

  /// `$XDG_CONFIG_HOME/staticld/wrapper` or `~/.config/staticld/wrapper`; `nil` without a home.
  package static func path(home: ByteString?, _ configuration: ByteString?) -> ByteString? {
    let base: ByteString
    if let configuration, configuration.isAbsolutePath {
      base = configuration
    } else if let home, home.isAbsolutePath {
      base = home.appending(component: ".config")
    } else {
      return nil
    }
    return base.appending(component: "staticld/wrapper")
  }

  package static func entries(in text: [UInt8]) -> [ByteString: ByteString] {
    var entries: [ByteString: ByteString] = [:]
    for line in text.split(separator: 0x0a) {
      guard let equals = line.firstIndex(of: 0x3d) else { continue }
      let key = ByteString(line[..<equals])
      let value = ByteString(line[(equals + 1)...])
      if keys.contains(key), !value.isEmpty { entries[key] = value }
    }
    return entries
  }

  package static func text(of entries: [ByteString: ByteString]) -> [UInt8] {
    keys.flatMap { key in entries[key].map { key.bytes + [0x3d] + $0.bytes + [0x0a] } ?? [] }
  }
}
