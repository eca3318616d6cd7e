internal import StaticLink

extension Finding.ID {
  /// What findings of this kind are about, in a sentence.
  var summary: String {
    switch self {
    case .unresolvedSymbol: "A symbol is used and nothing in the link defines it."
    case .duplicateSymbol: "Two objects of the link define one symbol."
    case .orderDependent: "The line links only in another order."
    case .missingLibrary: "An input is not there."
    case .incompatibleObject: "An object is made for another machine than the link."
    case .malformedFile: "A file is damaged, or is nothing that a linker takes."
    case .malformedLine: "The brackets of the line do not match."
    case .indexMissing: "An archive has no symbol table."
    case .thinMemberMissing: "A member that a thin archive refers to is not there."
    case .ltoOnlyMember: "An object holds bytecode of a compiler and no machine code."
    case .sharedOnlyLibrary: "A library comes as a shared object and not as an archive."
    case .tlsMismatch: "A symbol is thread-local in one place and ordinary in another."
    case .latentDuplicate: "Which of two definitions is used depends on the order."
    case .runtimeFiles: "A function needs files of the system when the program runs."
    case .ambiguousProvider: "Several libraries could serve a symbol."
    case .notModelled: "An option may change the link in a way that is not modelled."
    }
  }
}
