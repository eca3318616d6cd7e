import ObjectFiles
import StaticLink

/// The words on a linker's line that decide where it looks and what it defines by itself.
struct LinkerSwitches: Hashable, Sendable {
  private let words: [[ByteString]]
  /// `-nostdlib`: the linker looks only where the line says.
  let hasNoDefaultDirectories: Bool

  init(_ arguments: [LinkArgument]) {
    words = arguments.compactMap { if case .other(let words) = $0 { words } else { nil } }
    hasNoDefaultDirectories = arguments.contains {
      $0.withKnownDirectories == .noDefaultDirectories
    }
  }

  /// The value of an option that the simulation does not look at, the last one given.
  func value(of names: [ByteString]) -> ByteString? {
    var found: ByteString?
    for words in words {
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
  var sysroot: ByteString? { value(of: ["--sysroot", "-sysroot"]).map(LinkerSwitches.asPrefix) }

  /// The last of `-pie` and `-no-pie`.
  var isPIE: Bool {
    let pie: [ByteString] = ["-pie", "--pie", "-pic-executable", "--pic-executable"]
    let plain: [ByteString] = ["-no-pie", "--no-pie"]
    return words.last { $0.count == 1 && (pie + plain).contains($0[0]) }.map { pie.contains($0[0]) }
      ?? false
  }

  static func asPrefix(_ sysroot: ByteString) -> ByteString {
    var prefix = sysroot.bytes
    while prefix.last == UInt8(ascii: "/") { prefix.removeLast() }
    return ByteString(prefix)
  }
}

extension LinkArgument {
  /// The same; `-nostdlib` is no riddle once the linker's directories are known.
  var withKnownDirectories: LinkArgument {
    switch self {
    case .notModelled(["-nostdlib"]), .notModelled(["--nostdlib"]): .noDefaultDirectories
    default: self
    }
  }

  fileprivate static let noDefaultDirectories = LinkArgument.other(["-nostdlib"])
}
