internal import ObjectFiles

extension Simulator {
  func locate(_ input: LineStructure.Input) throws(LinkInputError) -> FileID {
    switch input.name {
    case .file(let path):
      return try load(path)
    case .library(let name, let isFileName):
      let paths = search.candidates(
        for: name, isFileName: isFileName, allowsShared: input.allowsShared)
      var isFound = false
      for path in paths {
        isFound = true
        let file = try load(path)
        if !semantics.skipsForeignLibraries || isCompatible(file) { return file }
      }
      let shared = search.first(for: name, isFileName: isFileName, allowsShared: true)
      throw .missingLibrary(name: name, sharedOnly: isFound ? nil : shared)
    }
  }

  /// GNU ld skips an incompatible library and goes on searching.
  private func isCompatible(_ file: FileID) -> Bool {
    guard let (wanted, _) = format, let found = inputs.format(of: file) else { return true }
    return found == wanted
  }

  /// Looks into every member, as a linker does that opens them all.
  mutating func checkMembers(of file: FileID) throws(ObjectFileError) {
    guard let (wanted, first) = format else { return _ = try inputs.heads(of: file) }
    for head in try inputs.heads(of: file) {
      guard let own = head.format, own != wanted,
        case .archive(let archive) = inputs.files[file.index].contents
      else { continue }
      let member = try archive.member(at: head.offset)
      resolution.findings.append(
        Finding(
          .incompatibleObject, "is for \(own.text), the link for \(wanted.text)",
          place: Place(path: inputs.path(of: file), member: member.name, offset: head.offset),
          hint: "\(first.short) came first"))
    }
  }

  /// GNU ld 2.40 and mold 1.10 do not mind bytes behind an archive's tables that are too few for a
  /// member; GNU ld as long as there are enough for a name.
  func checkRest(of archive: Archive) throws(ObjectFileError) {
    guard archive.rest > 0 else { return }
    if let fewest = semantics.smallestRest, archive.rest >= fewest || archive.index != nil,
      !archive.isThin || semantics.archiveSearch == .whenReached
    {
      return
    }
    throw ObjectFileError(
      path: archive.path, offset: archive.firstMember - archive.rest,
      problem: .truncated(what: "archive member header"))
  }

  func wholeMembers(of file: FileID) throws(ObjectFileError) -> [ObjectID] {
    guard semantics.wholeArchiveEndsAtGap else { return try inputs.allMembers(of: file) }
    return try inputs.membersUpToGap(of: file)
  }

  private func load(_ path: ByteString) throws(LinkInputError) -> FileID {
    do {
      return try inputs.load(path)
    } catch {
      throw .file(error)
    }
  }

  func locate(
    _ member: LinkerScript.Input, of script: FileID, as input: LineStructure.Input
  ) throws(LinkInputError) -> FileID {
    let scriptPath = inputs.path(of: script)
    do {
      let file = try locate(member.name, named: scriptPath, as: input)
      inputs.note(file, namedBy: script)
      return file
    } catch {
      throw .inScript(scriptPath, error)
    }
  }

  private func locate(
    _ name: LinkerScript.Input.Name, named scriptPath: ByteString, as input: LineStructure.Input
  ) throws(LinkInputError) -> FileID {
    switch name {
    case .library(let name):
      var library = input
      library.name = .library(name, isFileName: false)
      return try locate(library)
    case .file(let name):
      var path = name
      if name.hasPrefix("=") {
        path = line.sysroot + name.dropFirst()
      } else if name.isAbsolutePath, !line.sysroot.isEmpty, scriptPath.hasPrefix(line.sysroot) {
        // An absolute name in a script of the sysroot stays inside it (ld manual, "File Commands").
        path = line.sysroot + name
      }
      return try load(search.first(forScriptFile: path, besides: scriptPath) ?? path)
    }
  }
}
