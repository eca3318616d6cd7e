/// What the generator may use; one can begin with the plainest programs.
enum Feature: String, CaseIterable, Sendable {
  case weak, group, whole, twice, twins, undefinedOption, entry, muldefs
  case common, unique, tls, function, ifunc, untyped, visibility, comdat, debug, unused
  case thin, unindexed, script, byName, lib, nested, wrap, defsym, requireDefined
  case shared, asNeeded, versions, gc, relocatable, excludeLibs, dynamicList
  case weakReference, bstatic, versionScript

  static let basic: Set<Feature> = [.weak, .weakReference, .group, .whole, .twice]

  /// All that random programs have by default; relocatable links (`-r`) wait for a comparison of
  /// their own.
  static let all = Set(allCases).subtracting([.relocatable])

  /// `basic`, `all`, or names with `+` to add and `-` to take away.
  static func set(_ text: String) -> Set<Feature>? {
    var features: Set<Feature> = []
    for word in text.split(separator: ",") {
      let name = word.drop { $0 == "+" || $0 == "-" }
      let meant: Set<Feature>
      switch name {
      case "basic": meant = basic
      case "all": meant = all
      default:
        guard let feature = Feature(rawValue: String(name)) else { return nil }
        meant = [feature]
      }
      if word.first == "-" { features.subtract(meant) } else { features.formUnion(meant) }
    }
    return features
  }
}
