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
    for key in keys { entries[key] = value(of: key, in: text) }
    return entries
  }

  /// What the last line for a key says; others are passed over, because no build may fail for
  /// this file.
  static func value(of key: ByteString, in text: [UInt8]) -> ByteString? {
    let line = text.split(separator: 0x0a).last { line in
      line.count > key.count + 1 && line.starts(with: key.bytes)
        && line[line.startIndex + key.count] == 0x3d
    }
    return line.map { ByteString($0.dropFirst(key.count + 1)) }
  }

  package static func text(of entries: [ByteString: ByteString]) -> [UInt8] {
    keys.flatMap { key in entries[key].map { key.bytes + [0x3d] + $0.bytes + [0x0a] } ?? [] }
  }
}
