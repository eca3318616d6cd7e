/// A text file that stands where an object or archive is expected, such as Debian's `libm.a`.
///
/// What GNU ld calls an implicit linker script (ld manual, "Implicit Linker Scripts"): commands
/// that name further inputs. Layout commands (`SECTIONS`, `MEMORY`…) are refused.
public struct LinkerScript: Sendable, Equatable {
  public struct Input: Sendable, Equatable {
    public enum Name: Sendable, Equatable {
      /// A path, or a plain name that is searched for.
      case file(ByteString)
      /// `-lNAME`.
      case library(ByteString)
    }
    public var name: Name
    /// Inside `AS_NEEDED ( … )`, which concerns shared objects only.
    public var isAsNeeded: Bool
  }

  public enum Command: Sendable, Equatable {
    case input([Input])
    /// Searched again and again until nothing new is extracted.
    case group([Input])
    case searchDirectory(ByteString)
    /// `ENTRY(SYMBOL)`
    case entry(ByteString)
    /// `EXTERN(SYMBOL …)`, the same as `-u`.
    case undefined([ByteString])
    /// `SYMBOL = …;` or `PROVIDE(SYMBOL = …);`
    case assignment(ByteString)
    /// `OUTPUT_FORMAT(NAME …)`
    case outputFormat(ByteString)
  }

  public var commands: [Command]

  /// Parses a script.
  ///
  /// - Throws: ``ObjectFileError/Problem/script(_:)`` naming the line.
  public init(text: [UInt8]) throws(ObjectFileError.Problem) {
    var parser = try ScriptParser(text)
    commands = try parser.commands()
  }
}

extension LinkerScript {
  /// Every input that a command names, in order.
  public var inputs: [Input] {
    commands.flatMap { command -> [Input] in
      switch command {
      case .input(let inputs), .group(let inputs): inputs
      default: []
      }
    }
  }
}
