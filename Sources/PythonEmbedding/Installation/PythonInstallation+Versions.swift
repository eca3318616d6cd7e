internal import ObjectFiles
internal import StaticLinkToolchain

extension PythonInstallation {
  /// A search directory without the wanted library makes a linker take another version's, which
  /// then does not fit the headers.
  func checkVersions(_ files: SystemFiles) throws(PythonInstallationError) {
    let ofLibrary = try PythonInstallation.version(ofLibrary: library, files)
    guard ofLibrary == version.text else {
      throw .mismatch(library, ofLibrary, interpreter ?? description, version.text)
    }
    let headers = includeDirectories.map { $0.appending(component: "patchlevel.h") }
    guard let header = headers.first(where: { files.resolvedPath($0) != nil }) else {
      throw .missing(
        part: includeDirectories.first?.appending(component: "Python.h") ?? "Python.h",
        of: description)
    }
    let ofHeader = try PythonInstallation.version(ofHeader: header, files)
    guard ofHeader == version.text else {
      throw .mismatch(header, ofHeader, library, ofLibrary)
    }
  }

  /// `PY_VERSION`, which getversion.c has as a string.
  private static func version(
    ofLibrary path: ByteString, _ files: SystemFiles
  ) throws(PythonInstallationError) -> String {
    do {
      let archive = try Archive(path: path, file: try files.open(path))
      for member in try archive.members() where member.name == "getversion.o" {
        if let version = firstVersion(in: try archive.contents(of: member)) { return version }
      }
    } catch let error as FileError {
      throw .unreadable(path, error.cause.description)
    } catch {
      throw .unreadable(path, "\(error)")
    }
    throw .unreadable(path, "its getversion.o, which would tell the version, is not there")
  }

  static func version(
    ofHeader path: ByteString, _ files: SystemFiles
  ) throws(PythonInstallationError) -> String {
    let text: [UInt8]
    do throws(FileError) {
      text = try files.contents(of: path)
    } catch {
      throw .unreadable(path, "\(error.cause)")
    }
    for line in ByteString(text).split(separator: 0x0a) where line.hasPrefix("#define PY_VERSION ")
    {
      if let version = firstVersion(in: line.bytes) { return version }
    }
    throw .unreadable(path, "does not define PY_VERSION")
  }

  /// The first `3.x.y…` in some bytes.
  private static func firstVersion(in bytes: [UInt8]) -> String? {
    var start = 0
    while let three = bytes[start...].firstIndex(of: UInt8(ascii: "3")) {
      let word = bytes[three...].prefix { byte in
        InitTable.isNameByte(byte) || byte == UInt8(ascii: "+")
      }
      let text = String(decoding: word, as: UTF8.self)
      if text.hasPrefix("3."), PythonVersion(text) != nil { return text }
      start = three + 1
    }
    return nil
  }
}
