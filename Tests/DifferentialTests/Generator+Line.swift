extension Generator {
  mutating func makeLine() {
    var items: [Item] = []
    for number in program.archives.indices {
      items.append(.archive(number, byName: chance(.byName, 15)))
      if chance(.twice, 20) { items.append(.archive(number, byName: false)) }
    }
    for number in program.shared.indices {
      items.append(.shared(number, byName: chance(.byName, 15)))
    }
    if random.isTrue(40) { items.append(loneObject()) }
    if chance(.script, 12) { wrapInScript(&items) }
    shuffle(&items)
    if chance(.lib, 12) {
      let objects = (0...random.below(3)).map { _ in loneObject() }
      items.insert(.lib(objects), at: random.below(items.count + 1))
    }
    if chance(.group, 25) { enclose(&items) { .group($0) } }
    if chance(.nested, 3) { enclose(&items) { .group($0) } }
    if chance(.whole, 10) { enclose(&items) { .whole($0) } }
    if chance(.asNeeded, 10) { enclose(&items) { .asNeeded($0) } }
    if chance(.bstatic, 5) { enclose(&items) { .bstatic($0) } }
    // Mostly the program's object comes first; where it does not, archives pass unheeded.
    items.insert(.object(0), at: random.isTrue(80) ? 0 : random.below(items.count + 1))
    addOptions(&items)
    program.line = items
  }

  private mutating func loneObject() -> Item {
    let made = object(definitions: 1 + random.below(2), references: random.below(2))
    program.objects.append(made)
    return .object(program.objects.count - 1)
  }

  private mutating func shuffle(_ items: inout [Item]) {
    for index in items.indices.dropFirst().reversed() {
      items.swapAt(index, random.below(index + 1))
    }
  }

  private mutating func enclose(_ items: inout [Item], _ make: ([Item]) -> Item) {
    guard !items.isEmpty else { return }
    let start = random.below(items.count)
    let end = start + 1 + random.below(items.count - start)
    items.replaceSubrange(start..<end, with: [make(Array(items[start..<end]))])
  }

  /// Moves some of the inputs into a linker script that names them.
  private mutating func wrapInScript(_ items: inout [Item]) {
    var script = ScriptModel(command: random.isTrue(50) ? .input : .group)
    let count = 1 + random.below(2)
    for _ in 0..<count where !items.isEmpty {
      let index = random.below(items.count)
      switch items[index] {
      case .object(let number): script.entries.append(.object(number))
      case .archive(let number, _): script.entries.append(.archive(number))
      case .shared(let number, _):
        script.entries.append(.shared(number, asNeeded: random.isTrue(40)))
      default: continue
      }
      items.remove(at: index)
    }
    guard !script.entries.isEmpty else { return }
    program.scripts.append(script)
    items.append(.script(program.scripts.count - 1))
  }

  private mutating func addOptions(_ items: inout [Item]) {
    var options: [Item] = []
    func word(_ words: String...) -> Item { .words(words) }
    if chance(.undefinedOption, 8) { options.append(word("-u", random.pick(pool))) }
    if chance(.entry, 4) { options.append(word("-e", random.pick(pool))) }
    if chance(.muldefs, 6) {
      options.append(word(random.isTrue(50) ? "--allow-multiple-definition" : "-zmuldefs"))
    }
    if chance(.wrap, 6) { options.append(word("--wrap=" + random.pick(pool))) }
    if chance(.defsym, 5) {
      let symbol = random.pick(pool)
      let value = random.isTrue(50) ? random.pick(pool.filter { $0 != symbol }) : "0x1000"
      options.append(word("--defsym=\(symbol)=\(value)"))
    }
    if chance(.requireDefined, 3) {
      options.append(word("--require-defined=" + random.pick(pool)))
    }
    if chance(.gc, 5) { options.append(word("--gc-sections")) }
    if chance(.relocatable, 3) { options.append(word("-r")) }
    if chance(.excludeLibs, 3) { options.append(word("--exclude-libs=ALL")) }
    if chance(.dynamicList, 3) {
      let text = "{ \(random.pick(pool)); };\n"
      options.append(.file("names.list", text, ["--dynamic-list=names.list"]))
    }
    if chance(.versionScript, 3) {
      let exported = random.pick(pool)
      let hidden = random.pick(pool.filter { $0 != exported })
      let text = "V1 { global: \(exported); local: \(hidden); };\n"
      options.append(.file("names.map", text, ["--version-script=names.map"]))
    }
    for option in options { items.insert(option, at: random.below(items.count + 1)) }
  }
}
