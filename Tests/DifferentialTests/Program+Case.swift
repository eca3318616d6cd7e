extension Program {
  /// The program as files, commands and a line.
  var linkCase: LinkCase {
    var made = LinkCase()
    for number in usedObjects.sorted() {
      let file = objectFile(number)
      let source = file.dropLast(1) + "s"
      made.add(
        String(source), objects[number].assembly(number: number, linksSections: dropsSections))
      made.steps.append(["as", "-o", file, String(source)])
    }
    for number in usedArchives.sorted() {
      let archive = archives[number]
      let letters =
        switch archive.kind {
        case .normal: "qcs"
        case .thin: "qcsT"
        case .unindexed: "qcS"
        }
      made.steps.append(["ar", letters, archiveFile(number)] + archive.members.map(objectFile))
    }
    for number in usedShared.sorted() { made.steps.append(sharedStep(number)) }
    for number in usedScripts.sorted() { made.add("script\(number).ld", scriptText(number)) }
    made.line = line.flatMap { words(of: $0, &made) }
    return made
  }

  func objectFile(_ number: Int) -> String {
    objects[number].isTwin ? "d\(number)/m.o" : "o\(number).o"
  }

  func archiveFile(_ number: Int) -> String { "liba\(number).a" }

  func sharedFile(_ number: Int) -> String {
    shared[number].besideArchive.map { "liba\($0).so" } ?? "libs\(number).so"
  }

  private func sharedStep(_ number: Int) -> [String] {
    let file = sharedFile(number)
    return ["ld.bfd", "-shared", "-soname", file, "-o", file]
      + shared[number].objects.map(objectFile) + shared[number].needs.map(sharedFile)
  }

  private func scriptText(_ number: Int) -> String {
    let entries = scripts[number].entries.map { entry in
      switch entry {
      case .object(let object): objectFile(object)
      case .archive(let archive): archiveFile(archive)
      case .shared(let library, asNeeded: true): "AS_NEEDED ( \(sharedFile(library)) )"
      case .shared(let library, asNeeded: false): sharedFile(library)
      }
    }
    return "\(scripts[number].command.rawValue) ( \(entries.joined(separator: " ")) )\n"
  }

  private func words(of item: Item, _ made: inout LinkCase) -> [String] {
    let inner = (item.children ?? []).flatMap { words(of: $0, &made) }
    switch item {
    case .object(let number): return [objectFile(number)]
    case .archive(let number, let byName):
      return byName ? ["-L.", "-la\(number)"] : [archiveFile(number)]
    case .shared(let number, let byName):
      let file = sharedFile(number)
      return byName ? ["-L.", "-l" + file.dropFirst(3).dropLast(3)] : [file]
    case .script(let number): return ["script\(number).ld"]
    case .group: return ["--start-group"] + inner + ["--end-group"]
    case .whole: return ["--whole-archive"] + inner + ["--no-whole-archive"]
    case .lib: return ["--start-lib"] + inner + ["--end-lib"]
    case .asNeeded: return ["--as-needed"] + inner + ["--no-as-needed"]
    case .bstatic: return ["-Bstatic"] + inner + ["-Bdynamic"]
    case .words(let words): return words
    case .file(let name, let text, let words):
      made.add(name, text)
      return words
    }
  }
}

extension Program {
  private var allItems: [Item] {
    func flat(_ item: Item) -> [Item] { [item] + (item.children ?? []).flatMap(flat) }
    return line.flatMap(flat)
  }

  private var entries: [ScriptModel.Entry] { usedScripts.flatMap { scripts[$0].entries } }

  var usedScripts: Set<Int> {
    Set(allItems.compactMap { if case .script(let number) = $0 { number } else { nil } })
  }

  var usedArchives: Set<Int> {
    Set(
      allItems.compactMap { if case .archive(let number, _) = $0 { number } else { nil } }
        + entries.compactMap { if case .archive(let number) = $0 { number } else { nil } })
  }

  var usedShared: Set<Int> {
    let named = Set(
      allItems.compactMap { if case .shared(let number, _) = $0 { number } else { nil } }
        + entries.compactMap { if case .shared(let number, _) = $0 { number } else { nil } })
    return named.union(named.flatMap { shared[$0].needs })
  }

  var usedObjects: Set<Int> {
    Set(
      allItems.compactMap { if case .object(let number) = $0 { number } else { nil } }
        + entries.compactMap { if case .object(let number) = $0 { number } else { nil } }
        + usedArchives.flatMap { archives[$0].members } + usedShared.flatMap { shared[$0].objects })
  }

  /// Some rules are about a line without any object, which nobody writes.
  var hasEntry: Bool { usedObjects.contains { objects[$0].hasEntry } }

  /// Whether sections that nothing reaches are dropped.
  private var dropsSections: Bool {
    uses { if case .words(["--gc-sections"]) = $0 { true } else { false } }
  }

  func uses(_ test: (Item) -> Bool) -> Bool { allItems.contains(where: test) }
}
