internal import ObjectFiles
internal import StaticLink

extension CommandFailure {
  /// An input that cannot be had, in words: file, member, offset and reason.
  init(_ error: LinkInputError) {
    let finding = Finding(error)
    var place = ""
    if let found = finding.place {
      place = found.path.forMessage
      if let member = found.member { place += "(\(member.forMessage))" }
      place += ": "
    }
    self.init(place + finding.message + " [\(finding.id.rawValue)]", hint: finding.hint)
  }
}
