import CReference
import ObjectFiles
import StaticLinkToolchain

/// Reading every object of every archive and walking its global symbols.
func measureSymbols(_ machine: Machine, _ report: inout Report) throws {
  let archives = machine.archives
  let reference = CPaths(archives)
  let tally = Tally()
  let medians = try interleaved(
    runs: machine.options.runs,
    [
      { try measure { tally.ours = walkSymbols(archives) } },
      {
        try measure { tally.theirs = reference_walk_symbols(reference.pointers, reference.count) }
      },
    ])
  let ours = try tally.agreed()
  // Scripts that are called like archives make it fail in the end.
  let nm = try Command(["nm", "-A"] + archives.map(\.description)).runToEnd().sample
  report.compare(
    "\(ours.names) symbols of \(ours.files) archives, libelf in C", medians[0],
    against: medians[1], by: .cpu)
  report.compare("the same, nm -A (once)", medians[0], against: Median([nm]))
}

private func walkSymbols(_ paths: [ByteString]) -> reference_names {
  let files = SystemFiles()
  var found = reference_names()
  for path in paths {
    guard let file = try? files.open(path), let archive = try? Archive(path: path, file: file),
      !archive.isThin, let members = try? archive.members()
    else { continue }
    found.files += 1
    for member in members {
      guard let bytes = try? archive.contents(of: member),
        let object = try? ObjectFile(elf: bytes)
      else { continue }
      found.names += UInt64(object.symbols.count)
      found.hashes ^= object.symbols.hashes.reduce(0, ^)
    }
  }
  return found
}
