import CReference

/// What both sides of a comparison found, to show that they did the same.
final class Tally {
  var ours = reference_names()
  var theirs = reference_names()

  func agreed() throws -> reference_names {
    guard ours.files == theirs.files, ours.names == theirs.names, ours.hashes == theirs.hashes
    else { throw BenchmarkError.disagreement("\(ours) and \(theirs)") }
    return ours
  }
}
