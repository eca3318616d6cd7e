extension Program {
  /// The same program without the objects that nothing uses, the others numbered without gaps.
  var canonical: Program {
    var made = self
    let old = self
    let numbers = usedObjects.sorted()
    func new(_ object: Int) -> Int { numbers.firstIndex(of: object) ?? 0 }
    made.objects = numbers.map { old.objects[$0] }
    for index in made.archives.indices {
      made.archives[index].members = old.archives[index].members.filter(numbers.contains).map(new)
    }
    for index in made.shared.indices {
      made.shared[index].objects = old.shared[index].objects.filter(numbers.contains).map(new)
    }
    for index in made.scripts.indices {
      made.scripts[index].entries = old.scripts[index].entries.map { entry in
        if case .object(let number) = entry { .object(new(number)) } else { entry }
      }
    }
    func renamed(_ items: [Item]) -> [Item] {
      items.map { item in
        if case .object(let number) = item { return .object(new(number)) }
        return item.children.map { item.with(renamed($0)) } ?? item
      }
    }
    made.line = renamed(old.line)
    return made
  }
}

extension LinkCase {
  /// The text without what differs between two programs of one cause: names in order.
  var signature: String {
    let text = script([])
    var names: [Substring: String] = [:]
    return text.replacing(/0x5ca1[0-9a-f]+/, with: "ID")
      .replacing(/(lib[as]|-l[as]|script|[soagdt])\d+/) { match in
        let known = names[match.output.0] ?? "\(match.output.1)'\(names.count)"
        names[match.output.0] = known
        return known
      }
  }
}
