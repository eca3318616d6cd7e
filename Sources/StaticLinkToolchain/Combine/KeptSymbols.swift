import ObjectFiles
import StaticLink

/// Which names stay global, and under which names.
struct KeptSymbols {
  /// The new name of every definition that is kept.
  private(set) var names: [ByteString: ByteString] = [:]
  /// The new name of every reference that is renamed.
  private(set) var references: [ByteString: ByteString] = [:]
  /// Section sets that stay the program's, because their bounds are kept.
  private(set) var sectionSets: Set<ByteString> = []
  private(set) var findings: [Finding] = []
  private let prefix: ByteString

  init(_ request: CombinationRequest, _ survey: InputSurvey) {
    prefix = request.prefix
    for name in request.kept { keep(name, survey) }
    keep(matching: request.keptPatterns, survey)
    for rename in request.renames { apply(rename, survey) }
    checkUnique(survey)
  }

  private mutating func keep(_ name: ByteString, _ survey: InputSurvey) {
    let found = KeptSymbols.definitions(of: name, survey)
    for name in found { names[name] = prefix + name }
    guard found.isEmpty else { return }
    if let set = KeptSymbols.section(boundedBy: name), survey.sections.contains(set) {
      sectionSets.insert(set)
      return
    }
    let isReferred = survey.references.contains(name)
    refuse(
      "'\(name.forMessage)' is to be kept and not defined by any input"
        + (isReferred ? ", only referred to" : ""), name)
  }

  private mutating func keep(matching patterns: [ByteString], _ survey: InputSurvey) {
    for pattern in patterns {
      let glob = GlobPattern(pattern)
      let found = survey.definitions.keys.filter { glob.matches($0.bytes) }
      for name in found { names[name] = prefix + name }
      if found.isEmpty {
        refuse("no input defines a symbol that matches '\(pattern.forMessage)'", nil)
      }
    }
  }

  private mutating func apply(_ rename: CombinationRequest.Rename, _ survey: InputSurvey) {
    let found = KeptSymbols.definitions(of: rename.old, survey)
    for name in found { names[name] = rename.new }
    guard found.isEmpty else { return }
    guard survey.references.contains(rename.old) else {
      return refuse(
        "'\(rename.old.forMessage)' is to be renamed and in none of the inputs", rename.old)
    }
    references[rename.old] = rename.new
  }

  /// A renamed definition must not meet another one.
  private mutating func checkUnique(_ survey: InputSurvey) {
    var owners: [ByteString: ByteString] = [:]
    for (old, new) in names.sorted(by: { $0.key < $1.key }) {
      var other = owners.updateValue(old, forKey: new)
      if other == nil, new != old, survey.definitions[new] != nil, names[new] ?? new == new {
        other = new
      }
      guard let other else { continue }
      findings.append(
        Finding(
          .duplicateSymbol,
          "'\(old.forMessage)' cannot be named '\(new.forMessage)': so is "
            + (other == new ? "another definition" : "'\(other.forMessage)'"),
          place: survey.definitions[old]?.place, symbol: old))
    }
  }

  private mutating func refuse(_ message: String, _ symbol: ByteString?) {
    findings.append(Finding(.unresolvedSymbol, message, symbol: symbol))
  }

  /// The name itself, or as the default version of itself: references to `foo` bind to `foo@@V`.
  private static func definitions(of name: ByteString, _ survey: InputSurvey) -> [ByteString] {
    if survey.definitions[name] != nil { return [name] }
    return survey.definitions.keys.filter { $0.hasPrefix(name + "@@") }
  }

  /// `set` of `__start_set` and `__stop_set`.
  static func section(boundedBy name: ByteString) -> ByteString? {
    for bound: ByteString in ["__start_", "__stop_"] where name.hasPrefix(bound) {
      return name.dropFirst(bound.count)
    }
    return nil
  }
}
