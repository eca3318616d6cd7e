internal import ObjectFiles
internal import StaticLink

extension CommandFailure {
  /// An input that cannot be had, in words: file, member, offset and reason.
  init(_ error: LinkInputError) {
    self.init(Finding(error))
  }

  /// The same of a finding that ends the command.
  init(_ finding: Finding) {
    var place = ""
    if let found = finding.place {
      place = found.path.forMessage
      if let member = found.member { place += "(\(member.forMessage))" }
      if let offset = found.offset { place += " at offset \(offset)" }
      place += ": "
    }
    self.init(place + finding.message + " [\(finding.id.rawValue)]", hint: finding.hint)
  }
}
