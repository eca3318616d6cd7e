internal import ObjectFiles

extension Finding {
  /// What a linker complains about when an input cannot be had.
  public init(_ error: LinkInputError) {
    switch error {
    case .file(let error):
      self.init(error)
    case .inScript(let script, let error):
      self.init(error)
      message = "names an input: " + (place.map { "\($0.path.forMessage): " } ?? "") + message
      place = Place(path: script)
    case .missingLibrary(let name, nil):
      self.init(.missingLibrary, "cannot find -l\(name.forMessage)")
    case .missingLibrary(let name, let shared?):
      self.init(
        .sharedOnlyLibrary, "cannot find -l\(name.forMessage)",
        hint: "\(shared.forMessage) is a shared object; there is no archive")
    case .scriptsNestTooDeep(let path):
      self.init(
        .malformedFile, "linker scripts name each other without end", place: Place(path: path))
    case .unbalanced(let text):
      self.init(.malformedLine, text)
    }
  }

  private init(_ error: ObjectFileError) {
    let offset = error.offset.map { $0 > 0 ? " (at offset \($0))" : "" } ?? ""
    self.init(
      Finding.id(of: error.problem), Finding.text(error.problem) + offset,
      place: Place(path: error.path, member: error.member))
  }

  private static func id(of problem: ObjectFileError.Problem) -> ID {
    switch problem {
    case .truncated, .malformed, .libelf, .unrecognized, .script: .malformedFile
    case .notLinkable: .incompatibleObject
    case .missingMember: .thinMemberMissing
    case .file(let error): error.cause.isAbsence ? .missingLibrary : .malformedFile
    }
  }

  private static func text(_ problem: ObjectFileError.Problem) -> String {
    switch problem {
    case .truncated(let what): "\(what) is cut off"
    case .malformed(let what): "\(what): not valid"
    case .libelf(let text): text
    case .unrecognized: "no object, archive, shared object or linker script"
    case .notLinkable(let what): "is \(what), which cannot be linked"
    case .missingMember(let path, let cause):
      "member of a thin archive cannot be read: \(path.forMessage): \(cause)"
    case .script(let text): "linker script: \(text)"
    case .file(let error): error.cause.description
    }
  }
}
