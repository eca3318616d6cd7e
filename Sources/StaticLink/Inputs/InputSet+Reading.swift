internal import ObjectFiles

extension FileSource {
  /// A file and what it is by its first bytes; `nil` for nothing that a linker knows.
  func opened(
    _ path: ByteString
  ) throws(ObjectFileError) -> (any RandomAccessFile, FileKind?) {
    do throws(FileError) {
      let file = try open(path)
      let start = try file.read(at: 0, count: Int(min(file.size, UInt64(FileKind.neededBytes))))
      return (file, FileKind(firstBytes: start))
    } catch {
      throw ObjectFileError(path: path, problem: .file(error))
    }
  }
}

extension InputSet {
  /// The bytes of an object, read again.
  func bytes(of loaded: LoadedObject) throws(ObjectFileError) -> [UInt8] {
    let file = files[loaded.file.index]
    if let member = loaded.member, case .archive(let archive) = file.contents {
      return try MemberReader(archive: archive, source: source).bytes(of: member)
    }
    let opened: any RandomAccessFile
    do {
      opened = try source.open(file.path)
    } catch {
      throw ObjectFileError(path: file.path, problem: .file(error))
    }
    return try contents(of: opened, path: file.path, limit: InputSet.largestObject)
  }

  /// An object has 32-bit section sizes in practice; what is larger is no object, but would be
  /// read into memory all the same.
  private static let largestObject: UInt64 = 4 << 30
  private static let largestScript: UInt64 = 16 << 20

  func contents(
    of file: any RandomAccessFile, path: ByteString, limit: UInt64
  ) throws(ObjectFileError) -> [UInt8] {
    guard file.size <= limit else {
      throw ObjectFileError(
        path: path, problem: .malformed(what: "file of \(file.size) bytes"))
    }
    do {
      return try file.read(at: 0, count: Int(file.size))
    } catch {
      throw ObjectFileError(path: path, problem: .file(error))
    }
  }

  func object(
    _ file: any RandomAccessFile, path: ByteString
  ) throws(ObjectFileError) -> ObjectFile {
    let bytes = try contents(of: file, path: path, limit: InputSet.largestObject)
    do throws(ObjectFileError.Problem) {
      return try ObjectFile(elf: bytes)
    } catch {
      throw ObjectFileError(path: path, problem: error)
    }
  }

  /// The symbols of an ELF file, of whatever kind; `nil` for another file.
  func symbolFile(
    at path: ByteString, dynamic: Bool
  ) throws(ObjectFileError) -> ObjectFile? {
    let opened: any RandomAccessFile
    do {
      opened = try source.open(path)
    } catch {
      throw ObjectFileError(path: path, problem: .file(error))
    }
    let bytes = try contents(of: opened, path: path, limit: InputSet.largestObject)
    guard case .elf = FileKind(firstBytes: bytes) else { return nil }
    do throws(ObjectFileError.Problem) {
      return try ObjectFile(symbolsOf: bytes, dynamic: dynamic)
    } catch {
      throw ObjectFileError(path: path, problem: error)
    }
  }

  func script(
    _ file: any RandomAccessFile, path: ByteString
  ) throws(ObjectFileError) -> LinkerScript {
    let text = try contents(of: file, path: path, limit: InputSet.largestScript)
    do throws(ObjectFileError.Problem) {
      return try LinkerScript(text: text)
    } catch {
      throw ObjectFileError(path: path, problem: error)
    }
  }
}
