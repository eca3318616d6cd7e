import ObjectFiles

/// A compiler driver's arguments, taken apart into what the linker will see and what it will not.
///
/// Like the driver, this passes words on by position: the value of an option given by `-Wl,-u` is
/// whatever word reaches the linker next.
struct DriverGrammar {
  /// The words that reach the linker at their places.
  private(set) var linkerWords: [ByteString] = []
  /// Libraries that were passed on to the linker, out of the driver's sight.
  private(set) var passedLibraries: Set<ByteString> = []
  /// The directories of the driver's own `-L`, which go in front of everything (GCC 12, clang 21).
  private(set) var searchDirectories: [ByteString] = []
  private(set) var driverOptions: [ByteString] = []
  private(set) var skipped: [ByteString] = []
  private(set) var output: ByteString?
  private(set) var modes: Set<RequestedMode> = []

  private let words: [ByteString]
  private var next = 0

  init(_ words: [ByteString]) throws(ArgumentError) {
    self.words = words
    while next < words.count {
      let word = words[next]
      next += 1
      if word.count < 2 || word.bytes[0] != UInt8(ascii: "-") {
        if SourceNames.isSource(word) || word == "-" { throw .sourceFile(word) }
        linkerWords.append(word)
      } else if try !readOwn(word) {
        try readListed(word)
      }
    }
  }

  /// The options that are more than a row of a table.
  private mutating func readOwn(_ word: ByteString) throws(ArgumentError) -> Bool {
    switch word {
    case "-static", "--static": modes.insert(.static)
    case "-static-pie", "--static-pie": modes.insert(.staticPIE)
    case "-shared", "--shared": modes.insert(.shared)
    case "-r":
      modes.insert(.relocatable)
      linkerWords.append(word)
    case "-pie", "--pie":
      modes.insert(.dynamic)
      driverOptions.append(word)
    case "-rdynamic": linkerWords.append("-export-dynamic")
    case "-symbolic": linkerWords.append("-Bsymbolic")
    case "-Xlinker", "--for-linker": pass([try value(of: word)])
    case "-o", "--output": output = try value(of: word)
    case "-l": linkerWords.append("-l" + (try value(of: word)))
    case "-L", "--library-directory": searchDirectories.append(try value(of: word))
    default: return readAttached(word)
    }
    return true
  }

  private mutating func readAttached(_ word: ByteString) -> Bool {
    if word.hasPrefix("-Wl,") {
      pass(word.dropFirst(4).split(separator: UInt8(ascii: ",")))
    } else if word.hasPrefix("--for-linker=") {
      linkerWords.append(word.dropFirst(13))
    } else if word.hasPrefix("--output=") {
      output = word.dropFirst(9)
    } else if word.hasPrefix("-o") {
      output = word.dropFirst(2)
    } else if word.hasPrefix("-L") {
      searchDirectories.append(word.dropFirst(2))
    } else if word.hasPrefix("-l") {
      linkerWords.append(word)
    } else {
      return false
    }
    return true
  }

  private mutating func readListed(_ word: ByteString) throws(ArgumentError) {
    switch classify(word) {
    case .driver: driverOptions.append(word)
    case .driverWithValue:
      driverOptions.append(word)
      driverOptions.append(try value(of: word))
    case .skipped: skipped.append(word)
    case .skippedWithValue:
      skipped.append(word)
      skipped.append(try value(of: word))
    case .linker: linkerWords.append(word)
    case .linkerWithValue:
      linkerWords.append(word)
      linkerWords.append(try value(of: word))
    }
  }

  /// The driver's meaning first, then the linker's, because a linker's own line may be pasted, then
  /// what the first letter suggests.
  private func classify(_ word: ByteString) -> DriverOption {
    if let option = DriverOption.classify(word) { return option }
    if let recognized = RecognizedOption(word), recognized.isLong || isLinkerLetter(word) {
      let isComplete = recognized.option.value == .attached || recognized.value != nil
      return isComplete ? .linker : .linkerWithValue
    }
    return DriverOption.classify(letter: word.bytes[1])
  }

  /// A letter with something attached is the driver's (`-Idir`, `-O2`, `-march=x`), a lone one that
  /// the driver does not know may be the linker's.
  private func isLinkerLetter(_ word: ByteString) -> Bool {
    word.count == 2 && LinkerOption.short(word.bytes[1]) != nil
  }

  private mutating func pass(_ words: [ByteString]) {
    linkerWords += words
    for word in words where word.hasPrefix("-l") { passedLibraries.insert(word.dropFirst(2)) }
  }

  private mutating func value(of option: ByteString) throws(ArgumentError) -> ByteString {
    guard next < words.count else { throw .missingValue(option: option) }
    defer { next += 1 }
    return words[next]
  }
}
