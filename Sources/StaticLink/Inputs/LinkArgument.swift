public import ObjectFiles

/// One element of a link line, in the linker's terms, in the order in which the linker sees it.
///
/// The grammar that produces these from a compiler driver's or a linker's arguments lives in
/// `StaticLinkToolchain`; the meanings are those of GNU ld 2.40's manual.
public enum LinkArgument: Hashable, Sendable {
  /// An object, archive, shared object or linker script by its path.
  case file(ByteString)
  /// `-lNAME`, the name alone; with `isFileName`, `-l:FILE`.
  case library(ByteString, isFileName: Bool)
  /// `-L DIR`.
  case searchDirectory(ByteString)
  /// `--start-group` / `-(`.
  case startGroup
  /// `--end-group` / `-)`.
  case endGroup
  /// `--whole-archive` or `--no-whole-archive`.
  case wholeArchive(Bool)
  /// `--as-needed` or `--no-as-needed`.
  case asNeeded(Bool)
  /// `-Bstatic` (`-static`, `-dn`, `-non_shared`) or `-Bdynamic`: whether `-l` may find a shared
  /// object.
  case searchStatic(Bool)
  /// `--push-state`.
  case pushState
  /// `--pop-state`.
  case popState
  /// `--start-lib`: objects up to ``endLib`` behave as members of one archive.
  case startLib
  case endLib
  /// `-u SYMBOL`.
  case undefined(ByteString)
  /// `--require-defined SYMBOL`.
  case requireDefined(ByteString)
  /// `-e SYMBOL`.
  case entry(ByteString)
  /// `--defsym SYMBOL=…`, with the symbols of the expression: they extract their members and have
  /// to be defined.
  case define(ByteString, uses: [ByteString])
  /// `--wrap SYMBOL`.
  case wrap(ByteString)
  /// `--just-symbols FILE` or `-R FILE`, with its words: the file's symbols, and nothing else of it.
  case justSymbols(ByteString, [ByteString])
  /// `-T FILE` (`--script`), with its words: the script in place of the linker's own.
  case script(ByteString, [ByteString])
  /// `--allow-multiple-definition`, `-z muldefs`.
  case allowMultipleDefinitions
  /// An option that changes a rule for the whole line, with its words as they were written.
  case setting(LinkSetting, [ByteString])
  /// A linker option that changes neither what is extracted nor what is bound, as it was written,
  /// with the words that belong to it.
  case other([ByteString])
  /// A linker option that would change the answer in a way that the simulation does not know.
  case notModelled([ByteString])
}

extension Sequence<LinkArgument> {
  /// The directories of `-L`, in order.
  package var searchDirectories: [ByteString] {
    compactMap { if case .searchDirectory(let directory) = $0 { directory } else { nil } }
  }
}
