internal import ObjectFiles

extension LinkAnalysis {
  /// Two libraries in one program that cannot know of each other and do the same.
  func mixedLibraries() -> [Finding] {
    standardLibraries() + libcs() + copies() + stringABIs() + allocators()
  }

  private func path(_ file: FileID) -> String {
    inputs.path(of: file).lastPathComponent.forMessage
  }

  // MARK: C++

  private func standardLibraries() -> [Finding] {
    func user(of name: ByteString) -> FileID? {
      usedArchives.first {
        LibraryFileName.name(ofArchive: inputs.path(of: $0).lastPathComponent) == name
      }
    }
    guard let llvm = user(of: "c++"), let gnu = user(of: "stdc++") else { return [] }
    return [
      Finding(
        .mixedLibraries,
        "two C++ standard libraries are in the link, this and \(path(gnu)): their strings, streams "
          + "and exceptions are no use to each other",
        place: Place(path: inputs.path(of: llvm)),
        hint: "compile everything with the same -stdlib")
    ]
  }

  /// A name that is open with one `std::string` and defined with the other
  /// (`_GLIBCXX_USE_CXX11_ABI`).
  private func stringABIs() -> [Finding] {
    guard !resolution.unresolved.isEmpty else { return [] }
    var found: [Finding] = []
    for open in resolution.unresolved {
      let name = name(open.symbol)
      guard let other = LinkAnalysis.otherABI(of: name), let symbol = inputs.names.find(other),
        let (file, _) = definers(of: [symbol])[symbol] ?? definition(of: symbol)
      else { continue }
      let isOld = name.count < other.count
      found.append(
        Finding(
          .mixedLibraries,
          "'\(name.forMessage)' is wanted with the \(isOld ? "old" : "new") C++ ABI's std::string, "
            + "\(path(file)) has it with the \(isOld ? "new" : "old") one",
          place: open.referrers.first.map { inputs.place(of: $0) },
          hint: "compile both with the same _GLIBCXX_USE_CXX11_ABI", symbol: name))
    }
    return found
  }

  private func definition(of symbol: SymbolID) -> (file: FileID, offset: UInt64)? {
    guard [.defined, .definedWeak].contains(resolution.states.kind(symbol)),
      let owner = resolution.states.owner(symbol)
    else { return nil }
    return (inputs.objects[owner.index].file, 0)
  }

  /// The mangled name of the same function with the other kind of string.
  private static func otherABI(of name: ByteString) -> ByteString? {
    guard name.hasPrefix("_Z"), let text = name.utf8Text else { return nil }
    let long = "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
    if let range = text.firstRange(of: long) {
      return ByteString(text[..<range.lowerBound] + "Ss" + text[range.upperBound...])
    }
    if let range = text.dropFirst(2).firstRange(of: "Ss") {
      return ByteString(text[..<range.lowerBound] + long + text[range.upperBound...])
    }
    return nil
  }

  // MARK: C libraries

  /// Names that headers of glibc put into objects and musl 1.2.3 does not have.
  private static let namesOfGlibc: [ByteString] = [
    "__printf_chk", "__fprintf_chk", "__sprintf_chk", "__snprintf_chk", "__vsnprintf_chk",
    "__vfprintf_chk", "__memcpy_chk", "__memset_chk", "__memmove_chk", "__strcpy_chk",
    "__strcat_chk", "__strncpy_chk", "__fdelt_chk", "__read_chk", "__longjmp_chk",
    "__isoc99_sscanf", "__isoc99_fscanf", "__isoc99_scanf", "__isoc23_strtol", "__isoc23_strtoul",
    "__isoc23_sscanf", "gnu_get_libc_version", "__rawmemchr", "__strdup", "_IO_putc", "_IO_getc",
    "__libc_single_threaded",
  ]

  private func libcs() -> [Finding] {
    guard let start = inputs.names.find("__libc_start_main") else { return [] }
    let used = usedArchives.filter {
      inputs.files[$0.index].indexSymbols?.contains(start) ?? false
    }
    if used.count > 1 {
      return [
        Finding(
          .mixedLibraries, "two C libraries are in the link, this and \(path(used[0]))",
          place: Place(path: inputs.path(of: used[1])),
          hint: "link with the driver of one of them, and with objects compiled for it")
      ]
    }
    guard let libc = used.first, !isGlibc(libc) else { return [] }
    let open = resolution.unresolved.filter {
      LinkAnalysis.namesOfGlibc.contains(name($0.symbol))
    }
    guard let first = open.first, let referrer = first.referrers.first else { return [] }
    return [
      Finding(
        .mixedLibraries,
        "is compiled for glibc: it wants \(list(open.map(\.symbol))), which the C library of this "
          + "link does not have",
        place: inputs.place(of: referrer), hint: "compile it with the driver that links",
        symbol: name(first.symbol))
    ]
  }

  // MARK: Two copies of one library

  /// A name of each library of which no program should have two.
  private static let singletons: [(library: String, names: [ByteString])] = [
    ("OpenSSL", ["EVP_DigestInit_ex", "OPENSSL_cleanse", "ERR_get_error"]),
    ("OpenSSL's TLS", ["SSL_CTX_new"]),
  ]

  private func copies() -> [Finding] {
    var found: [Finding] = []
    for (library, names) in LinkAnalysis.singletons {
      let symbols = Set(names.compactMap { inputs.names.find($0) })
      guard !symbols.isEmpty else { continue }
      let used = usedArchives.filter { archive in
        inputs.files[archive.index].indexSymbols?.contains { symbols.contains($0) } ?? false
      }
      guard used.count > 1 else { continue }
      found.append(
        Finding(
          .mixedLibraries,
          "two builds of \(library) are in the link, this and \(path(used[0])): they share no "
            + "state",
          place: Place(path: inputs.path(of: used[1])),
          hint: "link everything against one of them"))
    }
    return found
  }

  // MARK: malloc

  /// What has to be replaced together (glibc manual, "Replacing malloc").
  private static let allocator: [ByteString] = [
    "malloc", "free", "calloc", "realloc", "aligned_alloc", "memalign", "posix_memalign",
    "valloc", "pvalloc", "malloc_usable_size",
  ]

  private func allocators() -> [Finding] {
    var own: [(symbol: SymbolID, object: ObjectID)] = []
    var others: [SymbolID] = []
    var library: FileID?
    for name in LinkAnalysis.allocator {
      guard let symbol = inputs.names.find(name),
        [.defined, .definedWeak].contains(resolution.states.kind(symbol)),
        let owner = resolution.states.owner(symbol),
        inputs.objects[owner.index].object.kind == .relocatable
      else { continue }
      if roles.isToolchain(owner) {
        others.append(symbol)
        library = inputs.objects[owner.index].file
      } else {
        own.append((symbol, owner))
      }
    }
    guard let first = own.first, let library,
      own.contains(where: { ["malloc", "free", "realloc"].contains(name($0.symbol)) })
    else { return [] }
    return [
      Finding(
        .mixedLibraries,
        "replaces \(list(own.map(\.symbol))), but \(list(others)) "
          + "\(others.count == 1 ? "comes" : "come") from \(path(library))",
        place: inputs.place(of: first.object),
        hint: "define all of \(LinkAnalysis.allocator.map(\.forMessage).joined(separator: ", "))",
        symbol: name(first.symbol))
    ]
  }
}
