internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// Judges what a module declares by linking all of its own archives in memory.
struct ModuleAudit {
  let machine: MachineSession
  let toolchain: Toolchain
  let evidence: SystemEvidence

  func verdict(_ declaration: PkgConfigDeclaration) throws(CommandFailure) -> ModuleVerdict {
    var verdict = ModuleVerdict(
      module: declaration.module, file: declaration.file, kind: .noArchive,
      declared: declaration.words, missingModules: declaration.missingModules)
    let directories = directories(of: declaration)
    verdict.archives = archives(of: declaration, in: directories)
    guard !verdict.archives.isEmpty else { return verdict }
    sortOut(declaration, directories, into: &verdict)

    let whole = ["-Wl,--whole-archive"] + verdict.archives + ["-Wl,--no-whole-archive"]
    let judged = try plan(whole + declaration.words, isComplete: true)
    if case .plan(let plan) = judged, plan.verdict == .links,
      declaration.missingModules.isEmpty
    {
      verdict.kind = .true
      noteSuperfluous(plan, &verdict)
      return verdict
    }
    verdict.why = judged.reasons
    let needed = try plan(whole + directoryWords(declaration), isComplete: false)
    guard case .plan(let plan) = needed, plan.verdict == .links else {
      verdict.kind = .impossible
      verdict.why = needed.reasons
      return verdict
    }
    verdict.kind = .lies
    compare(plan, &verdict)
    return verdict
  }

  // MARK: Declared words

  private func directories(of declaration: PkgConfigDeclaration) -> [ByteString] {
    let own = directoryWords(declaration).map { $0.dropFirst(2) }
    return own + toolchain.libraryDirectories
  }

  private func directoryWords(_ declaration: PkgConfigDeclaration) -> [ByteString] {
    declaration.words.filter { $0.hasPrefix("-L") }
  }

  /// The archives that the module's own `Libs` names, without those that the compiler ships.
  private func archives(
    of declaration: PkgConfigDeclaration, in directories: [ByteString]
  ) -> [ByteString] {
    var result: [ByteString] = []
    for word in declaration.ownWords {
      var path: ByteString?
      if word.hasSuffix(".a"), !word.hasPrefix("-") {
        path = machine.files.identity(of: word) == nil ? nil : word
      } else if let name = library(word), !LibraryNames.isOfToolchain(name) {
        path = file("lib" + name + ".a", in: directories)
      }
      if let path, !result.contains(path) { result.append(path) }
    }
    return result
  }

  private func library(_ word: ByteString) -> ByteString? {
    word.hasPrefix("-l") && word.count > 2 ? word.dropFirst(2) : nil
  }

  private func file(_ name: ByteString, in directories: [ByteString]) -> ByteString? {
    directories.map { $0.appending(component: name) }.first {
      machine.files.identity(of: $0)?.isRegularFile == true
    }
  }

  /// Notes the declared libraries that a static link does not find.
  private func sortOut(
    _ declaration: PkgConfigDeclaration, _ directories: [ByteString],
    into verdict: inout ModuleVerdict
  ) {
    var seen: Set<ByteString> = []
    for name in declaration.words.compactMap(library) where seen.insert(name).inserted {
      guard !name.hasPrefix(":"), file("lib" + name + ".a", in: directories) == nil else {
        continue
      }
      if file("lib" + name + ".so", in: directories) == nil {
        verdict.absent.append(name)
      } else {
        verdict.sharedOnly.append(name)
      }
    }
  }

  // MARK: Comparison

  private func names(_ plan: LinkPlan) -> Set<ByteString> {
    Set(plan.libraries.map(\.name))
  }

  private func noteSuperfluous(_ plan: LinkPlan, _ verdict: inout ModuleVerdict) {
    let taken = names(plan)
    let gone = Set(verdict.sharedOnly + verdict.absent)
    var seen: Set<ByteString> = []
    verdict.superfluous = verdict.declared.compactMap(library).filter {
      !taken.contains($0) && !gone.contains($0) && !LibraryNames.isOfToolchain($0)
        && seen.insert($0).inserted
    }
  }

  private func compare(_ plan: LinkPlan, _ verdict: inout ModuleVerdict) {
    noteSuperfluous(plan, &verdict)
    let declared = Set(verdict.declared.compactMap(library))
    let own = Set(verdict.archives)
    let added = plan.line.filter {
      switch $0 {
      case .file(let path): !own.contains(path)
      case .wholeArchive, .searchDirectory: false
      default: true
      }
    }
    for case .library(let name, false) in added
    where !declared.contains(name) && !verdict.missing.contains(name) {
      verdict.missing.append(name)
    }
    verdict.correction = LineSpelling.driver.words(for: added)
    // A path to a shared object fails wherever it stands.
    let namesShared = verdict.declared.contains { !$0.hasPrefix("-") && $0.hasSuffix(".so") }
    verdict.isWrongOrder =
      !namesShared && verdict.missing.isEmpty && verdict.sharedOnly.isEmpty
      && verdict.absent.isEmpty
      && verdict.missingModules.isEmpty
  }

  // MARK: Linking

  private enum Outcome {
    case plan(LinkPlan)
    case failure(String)

    var reasons: [String] {
      switch self {
      case .failure(let text): [text]
      case .plan(let plan):
        plan.findings.filter { $0.severity == .error }.map {
          "\($0.place?.short ?? "the line"): \($0.message) [\($0.id.rawValue)]"
        }
      }
    }
  }

  /// Judges a line that is complete, or completes it.
  private func plan(
    _ words: [ByteString], isComplete: Bool
  ) throws(CommandFailure) -> Outcome {
    let line: ParsedLine
    do throws(ArgumentError) {
      line = try ParsedLine(parsing: words, files: machine.files)
    } catch {
      return .failure(error.description)
    }
    let toolchain =
      line.driverOptions.isEmpty
      ? self.toolchain : try machine.toolchain(for: line)
    let request = ResolveRequest(
      arguments: line.arguments, leadingSearchDirectories: line.leadingSearchDirectories,
      toolchain: toolchain)
    let resolver = Resolver(files: machine.files, evidence: evidence)
    if isComplete { return .plan(resolver.judge(request)) }
    do throws(LinkInputError) {
      return .plan(try resolver.resolve(request))
    } catch {
      return .failure(CommandFailure(error).message)
    }
  }
}
