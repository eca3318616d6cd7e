internal import ObjectFiles

/// A command's words, divided into staticld's own options and the link arguments behind them.
///
/// From the first link argument, or from `--`, on only the grammar of the compiler driver and of
/// ld holds, so that an existing link line can be pasted behind any command. The words are bytes:
/// file names need not be UTF-8.
struct CommandWords {
  /// The command's name and staticld's own options, for ArgumentParser.
  var own: [String]
  var link: [ByteString]
  /// Whether `--` stands between them.
  var hasTerminator = false

  init(_ words: [ByteString], options: @autoclosure () -> OwnOptions) {
    own = []
    var rest = words[...]
    while let word = rest.first {
      if word == "--" {
        rest.removeFirst()
        hasTerminator = true
        break
      }
      // Nearly every line begins with something else, for which no table is needed.
      guard word.hasPrefix("-"), let option = options().match(word) else { break }
      own.append(word.description)
      rest.removeFirst()
      if option == .withValueBehind, let value = rest.first {
        own.append(value.description)
        rest.removeFirst()
      }
    }
    link = Array(rest)
  }

  /// The words of a command that takes names, not link arguments: its options may stand anywhere
  /// in front of `--`.
  init(_ words: [ByteString], interleaving options: OwnOptions) {
    own = []
    link = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        hasTerminator = true
        link += rest
        return
      }
      let match = options.match(word)
      guard match != nil || word.hasPrefix("-") else {
        link.append(word)
        continue
      }
      own.append(word.description)
      if match == .withValueBehind, let value = rest.popFirst() { own.append(value.description) }
    }
  }
}

extension CommandWords {
  /// The words of a command that asks about something: options may stand behind the first word too.
  ///
  /// - Parameter kinds: options that say what is asked about, so that no word does.
  init(_ words: [ByteString], options: OwnOptions, subjectUnless kinds: Set<String>) {
    self.init(words, options: options)
    let isNamed = own.contains { word in kinds.contains { word == $0 || word.hasPrefix($0 + "=") } }
    guard !isNamed, !hasTerminator, let subject = link.first else { return }
    let rest = CommandWords(Array(link.dropFirst()), options: options)
    own += rest.own
    link = [subject] + rest.link
    hasTerminator = rest.hasTerminator
  }
}

/// The options of one command, as far as dividing its words needs to know them.
struct OwnOptions {
  enum Match {
    case alone
    case withValueBehind
  }

  var flags: Set<String>
  var valued: Set<String>
  /// Options whose value may follow at once: `-L` of `-Llib`.
  var joined: Set<String> = []

  /// The options of several groups together.
  static func + (one: OwnOptions, other: OwnOptions) -> OwnOptions {
    OwnOptions(
      flags: one.flags.union(other.flags), valued: one.valued.union(other.valued),
      joined: one.joined.union(other.joined))
  }

  func match(_ word: ByteString) -> Match? {
    let text = word.description
    if flags.contains(text) { return .alone }
    if valued.contains(text) { return .withValueBehind }
    if joined.contains(where: { text.hasPrefix($0) }) { return .alone }
    guard let equals = text.firstIndex(of: "="), valued.contains(String(text[..<equals])) else {
      return nil
    }
    return .alone
  }
}
