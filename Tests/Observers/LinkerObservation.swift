package import BinaryHarness
import Foundation

/// What a linker did with a line.
package struct LinkerObservation: Sendable {
  package let linker: ObservedLinker
  package let ending: Ending
  package let messages: LinkerMessages
  /// The members that entered the link, in the order the linker named them, as far as it came;
  /// nil for mold, which names every member it opens.
  package let extracted: [TracedMember]?
  /// The other names in the trace: objects, scripts, shared libraries, archives (GNU ld).
  package let files: [String]
  /// The linked file, where there is one and it is an ELF file.
  package let image: ElfTables?

  package var succeeded: Bool { ending == .exit(0) }
  /// A defect of the linker (mold 1.10.1 has several), not a verdict.
  package var crashed: Bool {
    guard case .exit(let status) = ending, status < 128 else { return true }
    // GNU ld 2.40 fails so over a relocation whose symbol it took from the wrong file itself.
    let defects = ["internal error", "Assertion `", "unresolvable R_X86_64_"]
    return defects.contains { messages.text.contains($0) }
  }

  /// What mold can tell of a link that fails or drops sections: the same line, forced through.
  package let forcedImage: ElfTables?
  /// The linker's standard output; that of the forced link where there is one.
  package let output: String

  /// Runs the linker with `-o` set to a file of its own in the directory.
  ///
  /// - Parameters:
  ///   - path: another one of its kind, for another machine.
  ///   - environment: what a compiler sets for the plugin.
  package static func run(
    _ linker: ObservedLinker, _ words: [String], in directory: String, path: String? = nil,
    environment: [String: String] = [:]
  ) throws -> LinkerObservation {
    func link(_ words: [String]) throws -> (Outcome, ElfTables?) {
      guard let path = path ?? linker.path else { throw HarnessError("no \(linker.program)") }
      let output = linker.output(in: directory)
      try? FileManager.default.removeItem(atPath: output)
      let outcome = try Command(
        [path] + linker.options + ["-o", output] + words, in: directory, environment: environment,
        timeout: 120
      ).run()
      let bytes = outcome.succeeded ? FileManager.default.contents(atPath: output) : nil
      return (outcome, bytes.flatMap { ElfTables(Array($0)) })
    }
    let (outcome, image) = try link(words)
    let trace = outcome.outputText.split(separator: "\n")
    let members = trace.compactMap { TracedMember($0, of: linker) }
    let isForced = linker == .mold && (image == nil || words.contains("--gc-sections"))
    let forced = isForced ? try link(words + forcing) : nil
    return LinkerObservation(
      linker: linker, ending: outcome.ending,
      messages: LinkerMessages(linker, outcome.errorText),
      extracted: linker == .mold ? nil : members,
      files: trace.filter { TracedMember($0, of: linker) == nil }.map(String.init),
      image: image, forcedImage: forced?.1, output: (forced?.0 ?? outcome).outputText)
  }

  /// mold resolves first and complains later, so that what it extracts does not depend on these.
  private static let forcing = [
    "-z", "muldefs", "--unresolved-symbols=ignore-all", "--no-gc-sections",
  ]
}

/// A member as a linker's trace names it.
///
/// No linker prints offsets, so that two members of one name look the same; GNU ld names a thin
/// archive's member by its path alone, without the archive.
package struct TracedMember: Hashable, Sendable, CustomStringConvertible {
  package let archive: String?
  package let name: String

  package init(archive: String?, name: String) {
    self.archive = archive
    self.name = name
  }

  /// `(liba.a)m.o` of GNU ld, `liba.a(m.o)` of gold and LLD.
  init?(_ line: Substring, of linker: ObservedLinker) {
    if linker == .bfd {
      guard line.first == "(", let close = line.firstIndex(of: ")") else { return nil }
      archive = String(line[line.index(after: line.startIndex)..<close])
      name = String(line[line.index(after: close)...])
    } else {
      guard line.last == ")", let open = line.firstIndex(of: "(") else { return nil }
      archive = String(line[..<open])
      name = String(line[line.index(after: open)...].dropLast())
    }
  }

  package var description: String { "\(archive ?? "")(\(name))" }
}
