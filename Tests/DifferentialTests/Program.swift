/// A random program: objects, what they are packed into, and the line that links them.
struct Program: Hashable, Sendable {
  var objects: [ObjectModel] = []
  var archives: [ArchiveModel] = []
  var shared: [SharedModel] = []
  var scripts: [ScriptModel] = []
  var line: [Item] = []
}

struct ObjectModel: Hashable, Sendable {
  var definitions: [Definition] = []
  var references: [Reference] = []
  /// Lies in a directory of its own as `m.o`, so that an archive gets members of one name.
  var isTwin = false
  var hasEntry = false
}

struct Definition: Hashable, Sendable {
  enum Strength: Sendable { case strong, weak, common, unique }
  enum Kind: Sendable { case data, function, tls, ifunc, untyped }
  enum Version: String, Sendable {
    case none = ""
    case fallback = "@@V1"
    case old = "@V0"
  }

  var symbol: String
  var strength = Strength.strong
  var kind = Kind.data
  var visibility = Visibility.normal
  /// The signature of the COMDAT group the definition is in.
  var group: String?
  var version = Version.none
}

enum Visibility: String, Sendable { case normal, hidden, protected }

struct Reference: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case allocated, debug, unused
    case group(String)
  }

  var symbol: String
  var isWeak = false
  var place = Place.allocated
  var visibility = Visibility.normal
  var isTLS = false
}

struct ArchiveModel: Hashable, Sendable {
  enum Kind: Sendable { case normal, thin, unindexed }

  var members: [Int] = []
  var kind = Kind.normal
}

struct SharedModel: Hashable, Sendable {
  var objects: [Int] = []
  /// Bears the name of the archive of this number, with `.so` for `.a`.
  var besideArchive: Int?
  var needs: [Int] = []
}

struct ScriptModel: Hashable, Sendable {
  enum Command: String, Sendable {
    case input = "INPUT"
    case group = "GROUP"
  }

  enum Entry: Hashable, Sendable {
    case object(Int)
    case archive(Int)
    case shared(Int, asNeeded: Bool)
  }

  var command = Command.input
  var entries: [Entry] = []
}

/// A part of the line.
indirect enum Item: Hashable, Sendable {
  case object(Int)
  case archive(Int, byName: Bool)
  case shared(Int, byName: Bool)
  case script(Int)
  case group([Item])
  case whole([Item])
  case lib([Item])
  case asNeeded([Item])
  case bstatic([Item])
  /// Words that mean the same wherever they stand alone.
  case words([String])
  /// A text file of this name and contents, and the words that name it.
  case file(String, String, [String])

  var children: [Item]? {
    switch self {
    case .group(let items), .whole(let items), .lib(let items), .asNeeded(let items),
      .bstatic(let items):
      items
    default: nil
    }
  }

  func with(_ items: [Item]) -> Item {
    switch self {
    case .group: .group(items)
    case .whole: .whole(items)
    case .lib: .lib(items)
    case .asNeeded: .asNeeded(items)
    case .bstatic: .bstatic(items)
    default: self
    }
  }
}
