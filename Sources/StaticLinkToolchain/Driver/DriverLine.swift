import ObjectFiles
import StaticLink

/// What a driver puts around the inputs on its linker's line.
struct DriverLine: Hashable, Sendable {
  /// The program on the line: collect2 for GCC, the linker for clang.
  var program: ByteString
  var before: [LinkArgument]
  var after: [LinkArgument]
  /// Which of ``movable`` the driver took from between the placeholders.
  var deferred: [ByteString]

  /// Libraries that g++ is known to move behind its own; the probe looks whether this driver does.
  static let movable: [ByteString] = ["m", "c"]

  /// - Parameter placeholders: two files with `-l` of every ``movable`` library between them.
  /// - Returns: `nil` when the placeholders are not on the line.
  init?(
    _ command: [ByteString], placeholders: (ByteString, ByteString)
  ) throws(ArgumentError) {
    guard let program = command.first, let first = command.lastIndex(of: placeholders.0),
      let second = command.lastIndex(of: placeholders.1), first < second
    else { return nil }
    self.program = program
    before = try DriverLine.arguments(command[1..<first])
    let between = command[first..<second]
    deferred = DriverLine.movable.filter { !between.contains("-l" + $0) }
    after = try DriverLine.arguments(command[(second + 1)...])
    // What the driver appends of itself stays; what it moved there was the probe's.
    let own = after.prefix { if case .library = $0 { true } else { false } }
    if deferred.contains("c"), let moved = own.lastIndex(of: .library("c", isFileName: false)) {
      after.remove(at: moved)
    }
  }

  /// The options of the linker plug-in are left out, because they name temporary files of the
  /// driver's.
  private static func arguments(
    _ words: ArraySlice<ByteString>
  ) throws(ArgumentError) -> [LinkArgument] {
    try LinkerGrammar.read(Array(words)).arguments.filter { argument in
      guard case .other(let words) = argument, let first = words.first else { return true }
      return argument.plugin != nil
        || !first.hasPrefix("-plugin") && !first.hasPrefix("--plugin")
    }
  }

  /// What the words around the inputs say to the linker about its defaults.
  var switches: LinkerSwitches { LinkerSwitches(before + after) }

  /// What is known once the linker's directories are: the directories that do not exist go, and
  /// `-nostdlib` is no longer a riddle.
  mutating func settle(directoryExists: (ByteString) -> Bool) {
    func settled(_ arguments: [LinkArgument]) -> [LinkArgument] {
      arguments.compactMap { argument in
        switch argument {
        case .searchDirectory(let directory): directoryExists(directory) ? argument : nil
        default: argument.withKnownDirectories
        }
      }
    }
    before = settled(before)
    after = settled(after)
  }
}
