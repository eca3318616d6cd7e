/// What the command line asks for.
struct Options {
  static let usage = """
    usage: Benchmarks [--no-limits] [--runs N] [--only PART] [--staticld FILE] [--prefix DIR]

      --no-limits      print the figures, whatever they are, and exit with 0
      --runs N         measurements of each side (default 15)
      --only PART      check, dropin, resolve, memory, startup, indexes or symbols; may be
                       repeated
      --staticld FILE  the release binary (default bin/staticld below the drop-in's DIR)
      --prefix DIR     where the drop-in is installed (default ../../.build/staticld, where
                       make build lays it out)
    """

  enum Part: String, CaseIterable {
    // In this order: a child's peak memory can never be told below that of the process that
    // spawned it, so what makes this process large comes last.
    case memory, startup, check, dropin, resolve, indexes, symbols
  }

  var enforcesLimits = true
  var runs = 15
  var parts: [Part] = []
  // Not the file that the linker has written: it is in memory in other pieces than an installed one.
  var staticld: String { chosen ?? prefix + "/bin/staticld" }
  private var chosen: String?
  var prefix = "../../.build/staticld"

  func wants(_ part: Part) -> Bool { parts.isEmpty || parts.contains(part) }

  init(_ words: [String]) throws {
    var rest = words[...]
    func value(of option: String, _ rest: inout ArraySlice<String>) throws
      -> String
    {
      guard let value = rest.popFirst() else {
        throw BenchmarkError.usage("\(option) wants a value")
      }
      return value
    }
    while let word = rest.popFirst() {
      switch word {
      case "--no-limits":
        enforcesLimits = false
      case "--runs":
        guard let number = Int(try value(of: word, &rest)), number > 0 else {
          throw BenchmarkError.usage("--runs wants a positive number")
        }
        runs = number
      case "--only":
        guard let part = Part(rawValue: try value(of: word, &rest)) else {
          throw BenchmarkError.usage("no such part")
        }
        parts.append(part)
      case "--staticld":
        chosen = try value(of: word, &rest)
      case "--prefix":
        prefix = try value(of: word, &rest)
      default:
        throw BenchmarkError.usage("unknown option \(word)")
      }
    }
  }
}

enum BenchmarkError: Error, CustomStringConvertible {
  case usage(String)
  /// Something that the measurement needs is not there or did not work.
  case setUp(String)
  /// Both sides were to do the same and did not.
  case disagreement(String)

  var description: String {
    switch self {
    case .usage(let text): "\(text)\n\(Options.usage)"
    case .setUp(let text): text
    case .disagreement(let text): "the two sides did not do the same: \(text)"
    }
  }
}
