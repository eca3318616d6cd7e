public import ObjectFiles
public import StaticLink

/// The linker's own arguments, as GNU ld 2.40 reads them.
///
/// A long option may have one dash or two, unless it begins with `o`, `l` or `L`, where one dash
/// means the letter; its value follows after `=` or as the next word.
public enum LinkerGrammar {
  /// Reads a linker's arguments, `@FILE` included.
  ///
  /// An option that nobody knows becomes ``LinkArgument/notModelled(_:)``. Groups are not
  /// balanced here, so that a part of a line can be read.
  public static func parse(
    _ words: [ByteString], files: any FileSource
  ) throws(ArgumentError) -> LinkerLine {
    var expansion = ResponseFiles(files: files)
    return try read(expansion.expand(words))
  }

  /// Reads a linker's arguments with response files already replaced.
  static func read(_ words: [ByteString]) throws(ArgumentError) -> LinkerLine {
    var line = LinkerLine()
    var next = 0
    while next < words.count {
      let word = words[next]
      next += 1
      guard let recognized = RecognizedOption(word) else {
        line.arguments.append(.file(word))
        continue
      }
      var spelled = [word]
      var value = recognized.value
      if value == nil, recognized.option.value == .required {
        guard next < words.count else { throw .missingValue(option: word) }
        value = words[next]
        spelled.append(words[next])
        next += 1
      }
      try line.append(recognized.option.effect, value: value ?? "", spelled: spelled)
    }
    return line
  }
}

/// What a linker's arguments say.
public struct LinkerLine: Hashable, Sendable {
  /// Everything but the output, in order.
  public var arguments: [LinkArgument] = []
  /// The last `-o`.
  public var output: ByteString?
  /// The last `-dynamic-linker`, or `-I`.
  public var dynamicLinker: ByteString?
  /// `-static`; GCC spells it `-Bstatic` for some targets, which says less.
  public var isStatic = false
  /// `-pie`, unless `-no-pie` follows.
  public var isPIE = false
  /// `-shared`.
  public var isShared = false
  /// `-r`.
  public var isRelocatable = false

  /// A line that says nothing.
  public init() {}

  /// The kind of output; `nil` when nothing tells, as for a bare `ld a.o`.
  public var requestedMode: RequestedMode? {
    if isRelocatable { return .relocatable }
    if isShared { return .shared }
    if dynamicLinker != nil { return .dynamic }
    if isStatic { return isPIE ? .staticPIE : .static }
    return nil
  }

  mutating func append(
    _ effect: LinkerOption.Effect, value: ByteString, spelled: [ByteString]
  ) throws(ArgumentError) {
    switch effect {
    case .other: arguments.append(.other(spelled))
    case .notModelled: arguments.append(.notModelled(spelled))
    case .argument(let argument): arguments.append(argument)
    case .value(let make): arguments.append(make(value))
    case .setting(let make): arguments.append(.setting(make(value), spelled))
    case .library:
      let isFileName = value.bytes.first == UInt8(ascii: ":")
      arguments.append(.library(isFileName ? value.dropFirst() : value, isFileName: isFileName))
    case .script: arguments.append(.script(value, spelled))
    case .symbols: arguments.append(.justSymbols(value, spelled))
    case .definition: try appendDefinition(value, spelled: spelled)
    case .keyword: appendKeyword(value, spelled: spelled)
    case .output: output = value
    case .mode(let mode): append(mode, value: value, spelled: spelled)
    }
  }

  /// A definition keeps its words, because the expression is needed to spell it again.
  private mutating func appendDefinition(
    _ value: ByteString, spelled: [ByteString]
  ) throws(ArgumentError) {
    guard let (symbol, expression) = value.divided(at: UInt8(ascii: "=")), !symbol.isEmpty else {
      throw .malformedValue(
        option: spelled.first ?? "--defsym", value: value, wanted: "SYMBOL=EXPRESSION")
    }
    arguments.append(.other(spelled))
    arguments.append(.define(symbol, uses: ScriptTokens.symbols(in: expression)))
  }

  private mutating func appendKeyword(_ keyword: ByteString, spelled: [ByteString]) {
    switch keyword {
    case "muldefs": arguments.append(.allowMultipleDefinitions)
    case "defs": arguments.append(.setting(.definesAll(true), spelled))
    case "start-stop-gc": arguments.append(.setting(.boundsKeepSections(false), spelled))
    case "nostart-stop-gc": arguments.append(.setting(.boundsKeepSections(true), spelled))
    case "undefs", "nodefs": arguments.append(.setting(.definesAll(false), spelled))
    default: arguments.append(.other(spelled))
    }
  }

  private mutating func append(
    _ mode: LinkerOption.Mode, value: ByteString, spelled: [ByteString]
  ) {
    switch mode {
    case .isStatic:
      isStatic = true
      arguments += [.searchStatic(true), .setting(.staticOutput, spelled)]
      return
    case .pie: isPIE = true
    case .noPIE: isPIE = false
    case .dynamicLinker: dynamicLinker = value
    case .shared:
      isShared = true
      arguments.append(.setting(.shared, spelled))
      return
    case .relocatable:
      isRelocatable = true
      arguments.append(.setting(.relocatable, spelled))
      return
    }
    arguments.append(.other(spelled))
  }
}
