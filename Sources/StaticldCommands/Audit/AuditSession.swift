internal import ObjectFiles
internal import StaticLink
internal import StaticLinkToolchain

/// One run of `audit`.
struct AuditSession {
  enum Format: String, CaseIterable {
    case text, json
  }

  private let audit: ModuleAudit

  init(options: AuditCommand) throws(CommandFailure) {
    let machine = try MachineSession(options.toolchain)
    let toolchain = try machine.toolchain()
    audit = ModuleAudit(
      machine: machine, toolchain: toolchain, evidence: machine.evidence(for: toolchain))
  }

  /// The verdicts on some modules, on all of them when none is named.
  func verdicts(_ modules: [ByteString]) throws(CommandFailure) -> [ModuleVerdict] {
    var result: [ModuleVerdict] = []
    for module in modules.isEmpty ? audit.evidence.pkgConfigModules : modules {
      result.append(try audit.verdict(try declaration(module)))
    }
    return result
  }

  private func declaration(_ module: ByteString) throws(CommandFailure) -> PkgConfigDeclaration {
    if module.hasSuffix(".pc") || module.bytes.contains(0x2f) {
      do throws(FileError) {
        return try audit.evidence.declaration(inFile: module)
      } catch {
        throw CommandFailure(.file(ObjectFileError(path: module, problem: .file(error))))
      }
    }
    guard let declaration = audit.evidence.declaration(of: module) else {
      throw CommandFailure(
        "pkg-config has no module '\(module.forMessage)'", hint: "PKG_CONFIG_PATH adds directories")
    }
    return declaration
  }
}
