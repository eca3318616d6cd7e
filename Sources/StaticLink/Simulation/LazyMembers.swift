internal import ObjectFiles

/// Members that the link may still extract, each mention of an archive on the line for itself.
struct LazyMembers {
  private enum Contents {
    case member(FileID, offset: UInt64)
    case object(ObjectID)
  }

  private var contents: [Contents] = []
  private var isExtracted: [Bool] = []
  private var isForeseen: [Bool] = []
  /// The first row of the archive whose names are being offered: what it drops is not looked for
  /// in it.
  var openMention: Int?

  var count: Int { contents.count }

  mutating func append(memberOf file: FileID, at offset: UInt64) -> Int {
    append(.member(file, offset: offset))
  }

  mutating func append(_ object: ObjectID) -> Int {
    append(.object(object))
  }

  private mutating func append(_ new: Contents) -> Int {
    contents.append(new)
    isExtracted.append(false)
    isForeseen.append(false)
    return contents.count - 1
  }

  /// Whether a row is a member of the archive whose names are being offered, or an object of its
  /// own, which counts as that as soon as it is extracted.
  func isBeingOffered(_ row: Int) -> Bool {
    if case .object = contents[row] { return isExtracted[row] }
    return openMention.map { row >= $0 } ?? false
  }

  /// Where a row is read from that will be extracted, the first time that it is asked for; `nil` when
  /// there is nothing to read.
  mutating func foresee(_ row: Int) -> (file: FileID, offset: UInt64)? {
    guard !isForeseen[row], !isExtracted[row], case .member(let file, let offset) = contents[row]
    else { return nil }
    isForeseen[row] = true
    return (file, offset)
  }

  /// The object of a row, without extracting it.
  func object(_ row: Int, inputs: InputSet) throws(ObjectFileError) -> ObjectID {
    switch contents[row] {
    case .object(let object): object
    case .member(let file, let offset): try inputs.member(of: file, at: offset)
    }
  }

  /// The object of a row; `nil` when it is in the link already.
  mutating func extract(_ row: Int, inputs: InputSet) throws(ObjectFileError) -> ObjectID? {
    guard !isExtracted[row] else { return nil }
    isExtracted[row] = true
    return try object(row, inputs: inputs)
  }
}
