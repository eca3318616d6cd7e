import BinaryHarness
import LinkerObservers

/// What one side says of a link, in words both sides can say.
struct Answer: Sendable {
  enum Verdict: String, Sendable { case links, fails, crashes }

  var verdict = Verdict.fails
  /// Members by archive and name, each as often as it was extracted.
  var extracted: [String: Int] = [:]
  /// False where mold, which names no members, could not be made to finish either.
  var knowsExtracted = true
  /// The numbers of all linked objects; nil where the link left nothing to look into.
  var objects: [Int]?
  var chosen: [String: BoundDefinition] = [:]
  var undefined: Set<String> = []
  var duplicates: Set<String> = []
  /// GNU ld ended, over a hidden symbol without definition or one that a shared object refers to,
  /// before it told all that is undefined: it writes symbols in the order of its hash table.
  var endedEarly = false
  /// Complaints that are about neither.
  var otherErrors: [String] = []

  init() {}

  init(_ observation: LinkerObservation, _ inputs: Inputs) {
    verdict = observation.crashed ? .crashes : observation.succeeded ? .links : .fails
    for member in observation.extracted ?? [] {
      let place = "\(inputs.short(member.archive ?? ""))(\(inputs.short(member.name)))"
      extracted[place, default: 0] += 1
    }
    // GNU ld names a member of a thin archive as if it stood on the line.
    for file in observation.files {
      let path = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
      guard let archive = inputs.thinMembers[path] else { continue }
      extracted["\(archive)(\(inputs.short(path)))", default: 0] += 1
    }
    objects = (observation.forcedImage ?? observation.image)?.linkedObjects
    if observation.extracted == nil {
      knowsExtracted = objects != nil
      for object in objects ?? [] {
        if let place = inputs.members[object] { extracted[place, default: 0] += 1 }
      }
    }
    chosen = observation.image?.chosenDefinitions ?? [:]
    undefined = Self.unversioned(observation.messages.undefined)
    duplicates = Self.unversioned(observation.messages.duplicates)
    endedEarly =
      observation.linker == .bfd
      && ["isn't defined", "is referenced by DSO"].contains {
        observation.messages.text.contains($0)
      }
    otherErrors = observation.succeeded ? [] : observation.messages.others
  }

  /// `s0@@V1` as `s0`: the linkers do not agree on which of the two to print.
  static func unversioned(_ names: Set<String>) -> Set<String> {
    Set(names.map { String($0.prefix { $0 != "@" }) })
  }

  var text: String {
    let members = extracted.sorted { $0.key < $1.key }.map { $1 == 1 ? $0 : "\($0) x\($1)" }
    let bindings = chosen.filter { $0.key.wholeMatch(of: /_*(wrap_|real_)?[st]\d.*/) != nil }
      .sorted { $0.key < $1.key }.map { "\($0) = \($1)" }
    return """
        verdict: \(verdict.rawValue)
        extracted: \(knowsExtracted ? members.joined(separator: " ") : "unknown")
        objects: \(objects.map { $0.map(String.init).joined(separator: " ") } ?? "-")
        chosen: \(bindings.joined(separator: ", "))
        undefined: \(undefined.sorted().joined(separator: " "))
        duplicates: \(duplicates.sorted().joined(separator: " "))
        other errors: \(otherErrors.joined(separator: "; "))

      """
  }
}
