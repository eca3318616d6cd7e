internal import Glibc
internal import ObjectFiles
internal import StaticLink

extension CommandFailure {
  /// An input that cannot be had, in words: file, member, offset and reason.
  init(_ error: LinkInputError) {
    switch error {
    case .file(let error): self.init(error)
    case .inScript(let script, let error):
      let inner = CommandFailure(error)
      self.init("\(script.forMessage) names an input: \(inner.message)", hint: inner.hint)
    case .missingLibrary(let name, let shared):
      let hint = shared.map {
        "\($0.forMessage) is a shared object; there is no archive \(tag(.sharedOnlyLibrary))"
      }
      self.init(
        "cannot find -l\(name.forMessage) \(tag(.missingLibrary))", hint: hint)
    case .scriptsNestTooDeep(let path):
      self.init("\(path.forMessage): linker scripts name each other without end")
    case .unbalanced(let text):
      self.init(text)
    }
  }

  init(_ error: ObjectFileError) {
    var place = error.path.forMessage
    if let member = error.member { place += "(\(member.forMessage))" }
    if let offset = error.offset { place += " at offset \(offset)" }
    self.init("\(place): \(CommandFailure.text(error.problem))")
  }

  private static func text(_ problem: ObjectFileError.Problem) -> String {
    switch problem {
    case .truncated(let what): "\(what) is cut off \(tag(.malformedFile))"
    case .malformed(let what): "\(what): not valid \(tag(.malformedFile))"
    case .libelf(let text): "\(text) \(tag(.malformedFile))"
    case .unrecognized:
      "no object, archive, shared object or linker script \(tag(.malformedFile))"
    case .notLinkable(let what):
      "is \(what), which cannot be linked \(tag(.incompatibleObject))"
    case .missingMember(let path, let cause):
      "member of a thin archive cannot be read: \(path.forMessage): \(text(cause)) "
        + "\(tag(.thinMemberMissing))"
    case .script(let text): "linker script: \(text) \(tag(.malformedFile))"
    case .file(let error): text(error.cause)
    }
  }

  private static func text(_ cause: FileError.Cause) -> String {
    switch cause {
    case .system(let code): String(cString: strerror(code))
    case .shrank: "became shorter while it was read"
    case .notAFile(let kind): "is a \(kind), not a file"
    }
  }
}

/// An id as findings show it.
private func tag(_ id: Finding.ID) -> String { "[\(id.rawValue)]" }
