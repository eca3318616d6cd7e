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
    case .nonPicMember: "Code for a fixed address in a position-independent executable."
    case .staleIndex: "An archive's symbol table does not say what its members define."
    case .typeMismatch: "A symbol is a function in one place and data in another."
    case .commonSizeConflict: "A common symbol has different sizes."
    case .odrMismatch: "Copies of an inline definition differ, and one of them is dropped."
    case .weakOnlyReference: "A weak reference stays null though a library defines the symbol."
    case .droppedConstructors: "Objects that register something at start are left out."
    case .mixedLibraries: "Two libraries that do the same are in one program."
    case .unusedLibrary: "Nothing of a library on the line is in the link."
    case .emptyArchive: "An archive has no members."
    case .duplicateMemberName: "Members of one archive have the same name."
    case .latentDuplicate: "Which of two definitions is used depends on the order."
    case .linkersDisagree: "Linkers differ in what they take, or in whether they link the line."
    case .runtimeFiles: "A function needs files of the system when the program runs."
    case .ambiguousProvider: "Several libraries could serve a symbol."
    case .notModelled: "An option may change the link in a way that is not modelled."
    }
  }
}
