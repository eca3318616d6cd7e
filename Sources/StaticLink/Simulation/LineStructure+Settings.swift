internal import ObjectFiles

/// What the options of the whole line say.
extension LineStructure {
  /// The output is an object.
  var isRelocatable: Bool { settings.contains { $0.setting == .relocatable } }
  var isStatic: Bool { settings.contains { $0.setting == .staticOutput } }
  var isShared: Bool { settings.contains { $0.setting == .shared } }
  var collectsSections: Bool { last { $0 == .gcSections($1) } ?? false }
  var boundsKeepSections: Bool? { last { $0 == .boundsKeepSections($1) } }
  var allowsSharedUndefined: Bool? { last { $0 == .allowsSharedUndefined($1) } }
  var allowsUndefinedVersions: Bool? { last { $0 == .undefinedVersions($1) } }
  var fortranCommon: Bool? { last { $0 == .fortranCommon($1) } }

  var hasVersionScript: Bool {
    settings.contains { if case .versionScript = $0.setting { true } else { false } }
  }

  /// Whether a symbol that nothing defines fails the link.
  var rejectsUnresolved: Bool {
    if isRelocatable || last({ $0 == .allowsUnresolved($1) }) == true { return false }
    return !isShared || last { $0 == .definesAll($1) } == true
  }

  var undefinedGlobs: [ByteString] {
    settings.compactMap {
      if case .undefinedGlob(let pattern) = $0.setting { pattern } else { nil }
    }
  }

  /// The file names of archives that `--exclude-libs` names; `ALL` stands for every archive.
  var excludedLibraries: [ByteString] {
    settings.flatMap { setting, _ -> [ByteString] in
      guard case .excludeLibraries(let names) = setting else { return [] }
      return names.bytes.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ":") }
        .map { ByteString(Array($0)) }
    }
  }

  /// The value of the last setting of a kind, told by a comparison with both values.
  private func last(_ isKind: (LinkSetting, Bool) -> Bool) -> Bool? {
    for (setting, _) in settings.reversed() {
      for value in [true, false] where isKind(setting, value) { return value }
    }
    return nil
  }
}
