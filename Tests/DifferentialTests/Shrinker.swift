/// Finds a smaller program that still shows the difference.
struct Shrinker {
  /// Whether a program still shows it.
  let shows: (Program) -> Bool

  /// Takes away what can be taken away, again and again, until nothing can.
  func shrink(_ program: Program) -> Program {
    var smallest = program
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for change in Self.changes {
        var index = 0
        while let candidate = change(smallest, index) {
          if candidate != smallest && shows(candidate) {
            smallest = candidate
            isSmaller = true
          } else {
            index += 1
          }
        }
      }
    }
    return smallest
  }

  /// Each gives its n-th smaller program, nil when it has no more.
  private typealias Change = @Sendable (Program, Int) -> Program?

  private static let changes: [Change] = [
    dropItem, unwrapItem, dropMember, dropDefinition, dropReference, simplifyArchive,
    simplifyScript, simplifyDefinition, simplifyReference, simplifyObject,
  ]

  private static func dropItem(_ program: Program, _ index: Int) -> Program? {
    changingItem(program, index) { _ in [] }
  }

  /// Puts what a pair of words encloses in their place.
  private static func unwrapItem(_ program: Program, _ index: Int) -> Program? {
    changingItem(program, index) { item in
      switch item {
      case .archive(let number, true): [.archive(number, byName: false)]
      case .shared(let number, true): [.shared(number, byName: false)]
      default: item.children ?? [item]
      }
    }
  }

  private static func changingItem(
    _ program: Program, _ index: Int, _ change: (Item) -> [Item]
  ) -> Program? {
    var count = -1
    func changed(_ items: [Item]) -> [Item] {
      items.flatMap { item -> [Item] in
        count += 1
        if count == index { return change(item) }
        return [item.children.map { item.with(changed($0)) } ?? item]
      }
    }
    var made = program
    made.line = changed(program.line)
    return count >= index ? made : nil
  }

  private static func dropMember(_ program: Program, _ index: Int) -> Program? {
    let places = program.archives.indices.flatMap { archive in
      program.archives[archive].members.indices.map { (archive, $0) }
    }
    guard index < places.count else { return nil }
    var made = program
    made.archives[places[index].0].members.remove(at: places[index].1)
    return made
  }

  private static func dropDefinition(_ program: Program, _ index: Int) -> Program? {
    changingDefinition(program, index) { _ in nil }
  }

  private static func dropReference(_ program: Program, _ index: Int) -> Program? {
    changingReference(program, index) { _ in nil }
  }

  private static func changingDefinition(
    _ program: Program, _ index: Int, _ change: (Definition) -> Definition?
  ) -> Program? {
    let used = program.usedObjects.sorted()
    let places = used.flatMap { object in
      program.objects[object].definitions.indices.map { (object, $0) }
    }
    guard index < places.count else { return nil }
    var made = program
    let (object, place) = places[index]
    let result = change(made.objects[object].definitions[place])
    made.objects[object].definitions.replaceSubrange(
      place...place, with: result.map { [$0] } ?? [])
    return made
  }

  private static func changingReference(
    _ program: Program, _ index: Int, _ change: (Reference) -> Reference?
  ) -> Program? {
    let used = program.usedObjects.sorted()
    let places = used.flatMap { object in
      program.objects[object].references.indices.map { (object, $0) }
    }
    guard index < places.count else { return nil }
    var made = program
    let (object, place) = places[index]
    let result = change(made.objects[object].references[place])
    made.objects[object].references.replaceSubrange(place...place, with: result.map { [$0] } ?? [])
    return made
  }

  private static func simplifyDefinition(_ program: Program, _ index: Int) -> Program? {
    let simplifications: [(inout Definition) -> Void] = [
      { $0.strength = .strong }, { $0.kind = .data }, { $0.visibility = .normal },
      { $0.group = nil }, { $0.version = .none },
    ]
    return changingDefinition(program, index / simplifications.count) { definition in
      var made = definition
      simplifications[index % simplifications.count](&made)
      return made
    }
  }

  private static func simplifyReference(_ program: Program, _ index: Int) -> Program? {
    let simplifications: [(inout Reference) -> Void] = [
      { $0.isWeak = false }, { $0.place = .allocated }, { $0.visibility = .normal },
      { $0.isTLS = false },
    ]
    return changingReference(program, index / simplifications.count) { reference in
      var made = reference
      simplifications[index % simplifications.count](&made)
      return made
    }
  }

  private static func simplifyArchive(_ program: Program, _ index: Int) -> Program? {
    guard index < program.archives.count else { return nil }
    var made = program
    made.archives[index].kind = .normal
    return made
  }

  private static func simplifyScript(_ program: Program, _ index: Int) -> Program? {
    let places = program.usedScripts.sorted().flatMap { script in
      program.scripts[script].entries.indices.map { (script, $0) }
    }
    guard index < places.count else { return nil }
    var made = program
    // An empty list is another fault than whatever this one shows.
    if made.scripts[places[index].0].entries.count > 1 {
      made.scripts[places[index].0].entries.remove(at: places[index].1)
    }
    return made
  }

  private static func simplifyObject(_ program: Program, _ index: Int) -> Program? {
    guard index < program.objects.count else { return nil }
    var made = program
    made.objects[index].isTwin = false
    return made
  }
}
