/// A file that was opened for the link, as a small number.
@frozen
public struct FileID: Hashable, Sendable, Comparable {
  public let raw: UInt32

  init(_ index: Int) { raw = UInt32(index) }
  init(raw: UInt32) { self.raw = raw }

  var index: Int { Int(raw) }

  public static func < (left: FileID, right: FileID) -> Bool { left.raw < right.raw }
}

/// An object that was read, alone or as a member, as a small number.
@frozen
public struct ObjectID: Hashable, Sendable, Comparable {
  public let raw: UInt32

  init(_ index: Int) { raw = UInt32(index) }
  init(raw: UInt32) { self.raw = raw }

  var index: Int { Int(raw) }

  public static func < (left: ObjectID, right: ObjectID) -> Bool { left.raw < right.raw }
}
