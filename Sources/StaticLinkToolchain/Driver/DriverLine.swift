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

  /// The value of an option that the simulation does not look at, the last one given.
  func value(of names: [ByteString]) -> ByteString? {
    var found: ByteString?
    for case .other(let words) in before + after {
      guard let first = words.first else { continue }
      for name in names {
        if first == name, words.count > 1 {
          found = words[1]
        } else if first.hasPrefix(name + "=") {
          found = first.dropFirst(name.count + 1)
        } else if name.count == 2, words.count == 1, first.hasPrefix(name), first.count > 2 {
          found = first.dropFirst(2)
        }
      }
    }
    return found
  }

  var emulation: ByteString? { value(of: ["-m"]) }

  /// Without its trailing slashes, so that it can be put in front of an absolute path.
  var sysroot: ByteString? { value(of: ["--sysroot", "-sysroot"]).map(DriverLine.asPrefix) }

  var isPIE: Bool {
    before.contains { $0 == .other(["-pie"]) || $0 == .other(["--pie"]) }
  }

  /// `-nostdlib`: the linker looks only where the line says.
  var hasNoDefaultDirectories: Bool {
    before.contains { $0 == .notModelled(["-nostdlib"]) || $0 == .notModelled(["--nostdlib"]) }
  }

  static func asPrefix(_ sysroot: ByteString) -> ByteString {
    var prefix = sysroot.bytes
    while prefix.last == UInt8(ascii: "/") { prefix.removeLast() }
    return ByteString(prefix)
  }

  /// What is known once the linker's directories are: the directories that do not exist go, and
  /// `-nostdlib` is no longer a riddle.
  mutating func settle(directoryExists: (ByteString) -> Bool) {
    func settled(_ arguments: [LinkArgument]) -> [LinkArgument] {
      arguments.compactMap { argument in
        switch argument {
        case .searchDirectory(let directory): directoryExists(directory) ? argument : nil
        case .notModelled(["-nostdlib"]): .other(["-nostdlib"])
        default: argument
        }
      }
    }
    before = settled(before)
    after = settled(after)
  }
}
