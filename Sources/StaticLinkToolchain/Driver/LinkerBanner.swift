import ObjectFiles
import StaticLink

/// The first line that a linker prints for `--version`.
enum LinkerBanner {
  /// Asks a linker who it is.
  static func identity(
    of path: ByteString, environment: Environment
  ) throws(ProbeError) -> LinkerIdentity {
    let banner: [UInt8]
    do throws(ProcessError) {
      banner = try ChildProcess(path, ["--version"], environment: environment).run().output
    } catch {
      throw .process(error)
    }
    guard let (family, version) = identify(banner) else {
      throw .unknownLinker(path: path, banner: ByteString(banner.prefix { $0 != 0x0a }))
    }
    return LinkerIdentity(family: family, version: version, path: path)
  }

  /// - Returns: `nil` for a linker that is none of the four.
  static func identify(
    _ text: [UInt8]
  ) -> (family: LinkerIdentity.Family, version: String)? {
    let line = String(decoding: text.prefix { $0 != 0x0a }, as: UTF8.self)
    let words = line.split(separator: " ").map(String.init)
    // mold and LLD say that they are compatible with GNU ld, so they are asked first.
    if let index = words.firstIndex(of: "mold"), index + 1 < words.count {
      return (.mold, words[index + 1])
    }
    if let index = words.firstIndex(of: "LLD"), index + 1 < words.count {
      return (.lld, words[index + 1])
    }
    guard words.first == "GNU", words.count > 2, let last = words.last else { return nil }
    switch words[1] {
    case "gold": return (.gold, last)
    case "ld": return (.bfd, last)
    default: return nil
    }
  }
}
