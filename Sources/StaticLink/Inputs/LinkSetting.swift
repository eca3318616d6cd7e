public import ObjectFiles

/// A rule that an option changes for the whole line, wherever the option stands.
public enum LinkSetting: Hashable, Sendable {
  /// `-static`, beside what it says of `-l`.
  case staticOutput
  /// `-r`: the output is an object again, in which symbols may stay open.
  case relocatable
  /// `-shared`.
  case shared
  /// `-z defs` (`--no-undefined`) or, for `false`, `-z undefs`: what a shared object leaves open is
  /// an error.
  case definesAll(Bool)
  /// `--gc-sections` or `--no-gc-sections`.
  case gcSections(Bool)
  /// `-z nostart-stop-gc` or, for `false`, `-z start-stop-gc` (GNU ld, LLD): whether `__start_X`
  /// keeps the sections `X`.
  case boundsKeepSections(Bool)
  /// `--fortran-common` or `--no-fortran-common` (LLD).
  case fortranCommon(Bool)
  /// `--undefined-glob PATTERN` (LLD, mold).
  case undefinedGlob(ByteString)
  /// `--unresolved-symbols=ignore-all`, `--warn-unresolved-symbols`, `--noinhibit-exec`: open
  /// symbols do not fail the link. `false` takes that back.
  case allowsUnresolved(Bool)
  /// `--allow-shlib-undefined` or, for `false`, `--no-allow-shlib-undefined`: whether what shared
  /// objects leave open is none of this link's business.
  case allowsSharedUndefined(Bool)
  /// `--exclude-libs`, as it was given: archives whose symbols shared objects do not see.
  case excludeLibraries(ByteString)
  /// `--version-script`, as it was given: what shared objects see of the output.
  case versionScript(ByteString)
  /// `--no-undefined-version` or, for `true`, `--undefined-version`: whether a version script may
  /// name what nothing defines.
  case undefinedVersions(Bool)
  /// `--dynamic-list`, as it was given: the same for an executable.
  case dynamicList(ByteString)
}
