internal import Glibc
internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain
internal import TOMLKit

/// What `staticld.toml` sets: options beat the environment, the environment beats these.
struct Settings {
  var cc: String?
  var linker: String?
  var link: String?
  var sysroot: String?
  var format: String?
  var prefer: [String] = []
  var exclude: [String] = []

  private static let fileName: ByteString = "staticld.toml"

  /// The nearest `staticld.toml` above the working directory, then the one of the user; a key of
  /// the former wins.
  ///
  /// - Throws: ``CommandFailure`` naming the file, for what is no TOML or no known key.
  static func load(
    files: SystemFiles, environment: Environment
  ) throws(CommandFailure) -> Settings {
    var settings = Settings()
    for path in [userFile(environment, files), projectFile(files)] {
      if let path { try settings.read(path, files: files) }
    }
    return settings
  }

  private static func projectFile(_ files: SystemFiles) -> ByteString? {
    guard var directory = files.resolvedPath(".") else { return nil }
    while true {
      let path = directory.appending(component: fileName)
      if files.identity(of: path)?.isRegularFile == true { return path }
      guard directory != "/" else { return nil }
      directory = directory.parentDirectory
    }
  }

  private static func userFile(_ environment: Environment, _ files: SystemFiles) -> ByteString? {
    let base =
      environment.nonEmpty("XDG_CONFIG_HOME")
      ?? environment.nonEmpty("HOME")?.appending(component: ".config")
    guard let base else { return nil }
    let path = base.appending(component: "staticld").appending(component: fileName)
    return files.identity(of: path)?.isRegularFile == true ? path : nil
  }

  private mutating func read(
    _ path: ByteString, files: SystemFiles
  ) throws(CommandFailure) {
    let text: [UInt8]
    do {
      let file = try files.open(path)
      text = try file.read(at: 0, count: Int(min(file.size, 1 << 20)))
    } catch {
      throw CommandFailure("cannot read \(path.forMessage)")
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: String(decoding: text, as: UTF8.self))
    } catch {
      throw CommandFailure("\(path.forMessage): \(error)")
    }
    for (key, value) in table { try set(key, value, path) }
  }

  private mutating func set(
    _ key: String, _ value: any TOMLValueConvertible, _ path: ByteString
  ) throws(CommandFailure) {
    switch key {
    case "cc": cc = try Settings.text(value, key, path)
    case "linker": linker = try Settings.text(value, key, path)
    case "link": link = try Settings.text(value, key, path)
    case "sysroot": sysroot = try Settings.text(value, key, path)
    case "format": format = try Settings.text(value, key, path)
    case "prefer": prefer = try Settings.list(value, key, path)
    case "exclude": exclude = try Settings.list(value, key, path)
    default:
      throw CommandFailure(
        "\(path.forMessage): unknown key '\(key)'",
        hint: "known are cc, exclude, format, link, linker, prefer and sysroot")
    }
  }

  private static func text(
    _ value: any TOMLValueConvertible, _ key: String, _ path: ByteString
  ) throws(CommandFailure) -> String {
    guard let text = value.string else {
      throw CommandFailure("\(path.forMessage): '\(key)' wants a string")
    }
    return text
  }

  private static func list(
    _ value: any TOMLValueConvertible, _ key: String, _ path: ByteString
  ) throws(CommandFailure) -> [String] {
    guard let array = value.array else {
      throw CommandFailure("\(path.forMessage): '\(key)' wants an array of strings")
    }
    var result: [String] = []
    for element in array { result.append(try text(element, key, path)) }
    return result
  }
}
