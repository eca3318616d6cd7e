import CReference
import ObjectFiles
import StaticLink
import StaticLinkToolchain

/// Reading, walking and hashing every name in the indexes of the default search directories.
func measureIndexes(_ machine: Machine, _ report: inout Report) throws {
  let archives = machine.archives
  let reference = CPaths(archives)
  let tally = Tally()
  let object = try machine.objectWantingNothingThatExists()
  let medians = try interleaved(
    runs: machine.options.runs,
    [
      { try measure { tally.ours = hashIndexes(archives) } },
      {
        try measure { tally.theirs = reference_hash_indexes(reference.pointers, reference.count) }
      },
      {
        try measure { try scanCandidates(machine, for: object) }
      },
    ])
  let ours = try tally.agreed()
  report.compare(
    "\(ours.names) names of \(ours.files) indexes, C", medians[0], against: medians[1], by: .cpu,
    limit: 1.5)
  report.compare("the same as a search does it, in parallel", medians[2], against: medians[1])
}

private func hashIndexes(_ paths: [ByteString]) -> reference_names {
  let files = SystemFiles()
  var found = reference_names()
  for path in paths {
    guard let file = try? files.open(path),
      let hashes = try? ArchiveIndex.hashes(in: file, path: path)
    else { continue }
    found.files += 1
    found.names += UInt64(hashes.count)
    found.hashes ^= hashes.reduce(0, ^)
  }
  return found
}

/// What a search costs when a symbol has no provider: all candidates are read for it.
private func scanCandidates(_ machine: Machine, for object: String) throws {
  var toolchain = machine.toolchain
  toolchain.before.removeAll(where: \.isInput)
  toolchain.after.removeAll(where: \.isInput)
  do throws(LinkInputError) {
    let plan = try Resolver(files: SystemFiles(), evidence: NoEvidence()).resolve(
      ResolveRequest(arguments: [.file(ByteString(object))], toolchain: toolchain))
    guard plan.unresolved.count == 1 else {
      throw LinkInputError.unbalanced("\(plan.unresolved.count) symbols unresolved, not one")
    }
  } catch {
    throw BenchmarkError.setUp("scan of the candidates: \(error)")
  }
}
