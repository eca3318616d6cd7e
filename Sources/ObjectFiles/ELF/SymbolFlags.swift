/// What a symbol table entry says of a symbol beside its name, section and size, in four bytes.
///
/// The values of binding, type and visibility are those of the System V ABI (gABI, "Symbol
/// Table") and its GNU extensions.
@frozen
public struct SymbolFlags: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32

  /// Where the symbol's value belongs.
  @frozen
  public enum Placement: UInt32, Sendable {
    /// A reference: `SHN_UNDEF`.
    case undefined = 0
    /// In a section of the same object.
    case section = 1
    /// A number, `SHN_ABS`.
    case absolute = 2
    /// A tentative definition that the linker allocates, `SHN_COMMON` and its large-model kin.
    case common = 3
  }

  @inlinable
  public init(
    info: UInt8, other: UInt8, placement: Placement, isVersioned: Bool, isHiddenVersion: Bool,
    isZeroFilled: Bool = false
  ) {
    rawValue =
      UInt32(info) | UInt32(other & 3) << 8 | placement.rawValue << 10
      | (isVersioned ? 1 << 12 : 0) | (isHiddenVersion ? 1 << 13 : 0)
      | (isZeroFilled ? 1 << 14 : 0)
  }

  @inlinable public var bindingCode: UInt32 { rawValue >> 4 & 15 }
  @inlinable public var typeCode: UInt32 { rawValue & 15 }
  @inlinable public var visibilityCode: UInt32 { rawValue >> 8 & 3 }
  @inlinable public var placement: Placement { Placement(rawValue: rawValue >> 10 & 3)! }

  /// `STB_GLOBAL`.
  public static let globalBinding: UInt32 = 1
  @inlinable public var isWeak: Bool { bindingCode == 2 }
  /// `STB_GNU_UNIQUE`.
  @inlinable public var isUnique: Bool { bindingCode == 10 }
  @inlinable public var isUndefined: Bool { rawValue >> 10 & 3 == 0 }
  @inlinable public var isCommon: Bool { rawValue >> 10 & 3 == 3 }
  @inlinable public var isAbsolute: Bool { rawValue >> 10 & 3 == 2 }
  /// `STT_FUNC`.
  @inlinable public var isFunction: Bool { typeCode == 2 || typeCode == 10 }
  /// `STT_GNU_IFUNC`.
  @inlinable public var isIndirectFunction: Bool { typeCode == 10 }
  /// `STT_TLS`.
  public static let threadLocal: UInt8 = 6
  @inlinable public var isThreadLocal: Bool { typeCode == 6 }
  /// `STV_INTERNAL` or `STV_HIDDEN`.
  @inlinable public var isHidden: Bool { visibilityCode == 1 || visibilityCode == 2 }
  /// The name in the table carries a version: `name@VERSION` or `name@@VERSION`.
  @inlinable public var isVersioned: Bool { rawValue >> 12 & 1 == 1 }
  /// In a shared object: the version is not the default one, so a plain name does not bind to it.
  @inlinable public var isHiddenVersion: Bool { rawValue >> 13 & 1 == 1 }
  /// In a shared object: the section has no contents (`SHT_NOBITS`), as that of a COMMON symbol.
  @inlinable public var isZeroFilled: Bool { rawValue >> 14 & 1 == 1 }
}
