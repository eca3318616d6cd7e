/// Makes a program from random numbers.
struct Generator {
  var random: SplitMix64
  let features: Set<Feature>
  var program = Program()
  var pool: [String] = []
  var threadPool: [String] = []

  static func program(seed: UInt64, number: Int, features: Set<Feature>) -> Program {
    var generator = Generator(
      random: SplitMix64(seed: seed, program: number), features: features)
    return generator.make()
  }

  private init(random: SplitMix64, features: Set<Feature>) {
    self.random = random
    self.features = features
  }

  /// True with this probability, and never without the feature.
  mutating func chance(_ feature: Feature, _ percent: Int) -> Bool {
    random.isTrue(percent) && features.contains(feature)
  }

  private mutating func make() -> Program {
    pool = (0..<(3 + random.below(5))).map { "s\($0)" }
    if chance(.tls, 25) { threadPool = ["t0", "t1"] }
    var start = object(definitions: random.below(2), references: 1 + random.below(3))
    start.hasEntry = true
    start.isTwin = false
    program.objects.append(start)
    makeArchives()
    if chance(.shared, 35) { makeShared() }
    if random.isTrue(65) { defineTheRest() }
    makeLine()
    return program
  }

  private mutating func makeArchives() {
    for number in 0..<(1 + random.below(3)) {
      var archive = ArchiveModel()
      let twins = chance(.twins, 10)
      for _ in 0..<random.below(5) {
        var member = object(definitions: 1 + random.below(2), references: random.below(3))
        member.isTwin = twins
        archive.members.append(program.objects.count)
        program.objects.append(member)
      }
      if random.isTrue(97) && archive.members.isEmpty && number == 0 { continue }
      if chance(.thin, 12) { archive.kind = .thin }
      if !archive.members.isEmpty && chance(.unindexed, 4) { archive.kind = .unindexed }
      program.archives.append(archive)
    }
  }

  private mutating func makeShared() {
    for _ in 0..<(1 + random.below(2)) {
      var library = SharedModel()
      var inside = object(definitions: 1 + random.below(3), references: random.below(10) / 8)
      inside.isTwin = false
      inside.definitions.removeAll { $0.kind == .tls || $0.kind == .ifunc }
      // Neither could be linked: a version needs a version script of the library's own.
      for index in inside.references.indices { inside.references[index].visibility = .normal }
      for index in inside.definitions.indices { inside.definitions[index].version = .none }
      library.objects = [program.objects.count]
      program.objects.append(inside)
      if !program.archives.isEmpty && chance(.byName, 15) {
        let archive = random.below(program.archives.count)
        if !program.shared.contains(where: { $0.besideArchive == archive }) {
          library.besideArchive = archive
        }
      }
      if let last = program.shared.indices.last, random.isTrue(20),
        !inside.contradicts(program.objects[program.shared[last].objects[0]])
      {
        library.needs = [last]
      }
      program.shared.append(library)
    }
  }

  /// Most links should succeed: what nobody defines gets a definition somewhere.
  private mutating func defineTheRest() {
    let defined = Set(program.objects.flatMap { $0.definitions.map(\.symbol) })
    let wanted = Set(program.objects.flatMap { $0.references.map(\.symbol) })
    for symbol in wanted.subtracting(defined).sorted() {
      let number = random.below(program.objects.count)
      if program.objects[number].references.contains(where: { $0.symbol == symbol }) { continue }
      if program.shared.contains(where: { $0.objects.contains(number) }) { continue }
      program.objects[number].definitions.append(definition(of: symbol))
    }
  }

  mutating func object(definitions: Int, references: Int) -> ObjectModel {
    var made = ObjectModel()
    for _ in 0..<definitions {
      // Nobody defines `__real_X`, the name for what `--wrap=X` hides.
      let symbol = name().replacing("__real_", with: "__wrap_")
      if made.definitions.contains(where: { $0.symbol == symbol }) { continue }
      made.definitions.append(definition(of: symbol))
    }
    for _ in 0..<references {
      let symbol = name()
      if made.references.contains(where: { $0.symbol == symbol }) { continue }
      var reference = reference(to: symbol)
      // The assembler knows what is in its own file, and refuses the other kind.
      if let own = made.definitions.first(where: { $0.symbol == symbol }) {
        reference.isTLS = own.kind == .tls && own.strength != .common
      }
      made.references.append(reference)
    }
    return made
  }

  private mutating func name() -> String {
    if !threadPool.isEmpty && random.isTrue(25) { return random.pick(threadPool) }
    if chance(.wrap, 3) { return (random.isTrue(60) ? "__wrap_" : "__real_") + random.pick(pool) }
    return random.pick(pool)
  }

  private mutating func definition(of symbol: String) -> Definition {
    var made = Definition(symbol: symbol)
    let isThreadLocal = symbol.hasPrefix("t") != chance(.tls, 1)
    if chance(.weak, 25) { made.strength = .weak }
    if isThreadLocal {
      made.kind = .tls
    } else {
      if chance(.function, 25) { made.kind = .function }
      if chance(.untyped, 10) { made.kind = .untyped }
      if chance(.ifunc, 3) { made.kind = .ifunc }
      if chance(.common, 12) { made.strength = .common }
      if made.kind == .data && chance(.unique, 5) { made.strength = .unique }
    }
    if chance(.visibility, 10) {
      made.visibility = random.isTrue(75) ? .hidden : .protected
    }
    if made.strength != .common && chance(.comdat, 15) { made.group = "g\(random.below(3))" }
    // Versions are for what a library exports; groups are for what every object may bring.
    if made.strength != .common && made.visibility == .normal && made.group == nil
      && chance(.versions, 3)
    {
      made.version = random.isTrue(70) ? .fallback : .old
    }
    return made
  }

  private mutating func reference(to symbol: String) -> Reference {
    var made = Reference(symbol: symbol)
    made.isTLS = symbol.hasPrefix("t") != chance(.tls, 1)
    if chance(.weakReference, 20) { made.isWeak = true }
    if chance(.visibility, 4) { made.visibility = random.isTrue(75) ? .hidden : .protected }
    if chance(.debug, 8) { made.place = .debug }
    if !made.isWeak && chance(.unused, 8) { made.place = .unused }
    if chance(.comdat, 8) { made.place = .group("g\(random.below(3))") }
    return made
  }
}

extension ObjectModel {
  /// Whether a name is thread-local in one of two objects and ordinary in the other, so that GNU ld
  /// makes no shared object of one that needs the other.
  fileprivate func contradicts(_ other: ObjectModel) -> Bool {
    let own = kinds
    return other.kinds.contains { symbol, isTLS in own[symbol].map { $0 != isTLS } ?? false }
  }

  private var kinds: [String: Bool] {
    let pairs =
      definitions.map { ($0.symbol, $0.kind == .tls) } + references.map { ($0.symbol, $0.isTLS) }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
