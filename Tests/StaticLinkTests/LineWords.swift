import ObjectFiles
import StaticLink

extension LinkArgument {
  /// The few words that these tests write.
  init(word: String) {
    switch word {
    case "--start-group": self = .startGroup
    case "--end-group": self = .endGroup
    case "--start-lib": self = .startLib
    case "--end-lib": self = .endLib
    case _ where word.hasPrefix("--require-defined="):
      self = .requireDefined(ByteString(String(word.dropFirst(18))))
    case "--whole-archive": self = .wholeArchive(true)
    case "--no-whole-archive": self = .wholeArchive(false)
    case "--as-needed": self = .asNeeded(true)
    case "--no-as-needed": self = .asNeeded(false)
    case "-Bstatic": self = .searchStatic(true)
    case "-Bdynamic": self = .searchStatic(false)
    case "--push-state": self = .pushState
    case "--pop-state": self = .popState
    case _ where word.hasPrefix("--wrap="): self = .wrap(ByteString(String(word.dropFirst(7))))
    case _ where word.hasPrefix("-u"): self = .undefined(ByteString(String(word.dropFirst(2))))
    case _ where word.hasPrefix("-L"):
      self = .searchDirectory(ByteString(String(word.dropFirst(2))))
    case _ where word.hasPrefix("-l:"):
      self = .library(ByteString(String(word.dropFirst(3))), isFileName: true)
    case _ where word.hasPrefix("-l"):
      self = .library(ByteString(String(word.dropFirst(2))), isFileName: false)
    default: self = .file(ByteString(word))
    }
  }

  /// What gcc is given for it.
  var word: String {
    switch self {
    case .startGroup: "-Wl,--start-group"
    case .endGroup: "-Wl,--end-group"
    case .wholeArchive(let on): on ? "-Wl,--whole-archive" : "-Wl,--no-whole-archive"
    case .asNeeded(let on): on ? "-Wl,--as-needed" : "-Wl,--no-as-needed"
    case .searchStatic(let on): on ? "-Wl,-Bstatic" : "-Wl,-Bdynamic"
    case .pushState: "-Wl,--push-state"
    case .popState: "-Wl,--pop-state"
    case .wrap(let name): "-Wl,--wrap=\(name)"
    case .undefined(let name): "-Wl,-u,\(name)"
    case .searchDirectory(let path): "-L\(path)"
    case .library(let name, let isFileName): isFileName ? "-l:\(name)" : "-l\(name)"
    case .file(let path): "\(path)"
    default: "unknown \(self)"
    }
  }
}

extension LinkPlan {
  var words: [String] { line.map(\.word) }

  var chosen: [ByteString] { discovered.map(\.path) }

  var findingIDs: [Finding.ID] { findings.map(\.id) }

  /// All that a user can see of a plan.
  var fingerprint: [String] {
    words + libraries.map { "\($0)" } + findings.map { "\($0)" } + unresolved.map { "\($0)" }
      + duplicates.map { "\($0)" } + bindings.map { "\($0)" } + steps
  }
}
