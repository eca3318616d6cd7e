internal import CLibelf
internal import Glibc

/// libelf's handle on an image in memory, valid inside ``withImage(_:_:)`` only.
struct ElfImage {
  let elf: OpaquePointer
  let bytes: UnsafeRawBufferPointer

  /// libelf must be told the version once before anything else (elf_version(3)).
  private static let isUsable: Bool = elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE)

  static func withImage<Result>(
    _ bytes: [UInt8],
    _ body: (ElfImage) throws(ObjectFileError.Problem) -> Result
  ) throws(ObjectFileError.Problem) -> Result {
    guard isUsable else { throw .libelf("elf_version failed") }
    var outcome: Swift.Result<Result, ObjectFileError.Problem>?
    bytes.withUnsafeBytes { raw in
      // Reading leaves the image untouched: libelf converts into copies of its own.
      let base = UnsafeMutableRawPointer(mutating: raw.baseAddress)
      guard let elf = elf_memory(base?.assumingMemoryBound(to: CChar.self), raw.count) else {
        outcome = .failure(lastProblem())
        return
      }
      defer { elf_end(elf) }
      do throws(ObjectFileError.Problem) {
        outcome = .success(try body(ElfImage(elf: elf, bytes: raw)))
      } catch {
        outcome = .failure(error)
      }
    }
    guard let outcome else { throw .libelf("no answer") }
    return try outcome.get()
  }

  static func lastProblem() -> ObjectFileError.Problem {
    guard let text = elf_errmsg(-1) else { return .libelf("unknown error") }
    return .libelf(String(cString: text))
  }

  func header() throws(ObjectFileError.Problem) -> GElf_Ehdr {
    var header = GElf_Ehdr()
    guard gelf_getehdr(elf, &header) != nil else { throw ElfImage.lastProblem() }
    return header
  }

  /// Every section with its header, in the order of their indices.
  func sections() throws(ObjectFileError.Problem) -> [ElfSection] {
    var count = 0
    guard elf_getshdrnum(elf, &count) == 0 else { throw ElfImage.lastProblem() }
    // libelf reads a table of sections that lies behind the end as empty or shorter than it is.
    let header = try header()
    guard count >= Int(header.e_shnum), count > 0 || header.e_shoff == 0 else {
      throw .truncated(what: "section header table")
    }
    // A header takes 40 bytes at least, so a count beyond that is a lie that must not cost memory.
    guard count <= bytes.count / 40 + 1 else {
      throw .malformed(what: "ELF file claims \(count) sections")
    }
    var result: [ElfSection] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      var header = GElf_Shdr()
      guard let handle = elf_getscn(elf, index), gelf_getshdr(handle, &header) != nil else {
        throw ElfImage.lastProblem()
      }
      result.append(ElfSection(index: index, handle: handle, header: header))
    }
    return result
  }

  /// The contents of a section, converted to this machine's byte order where it has a type.
  func data(of section: ElfSection) throws(ObjectFileError.Problem) -> ElfData {
    guard let data = elf_getdata(section.handle, nil) else { throw ElfImage.lastProblem() }
    return ElfData(pointer: data)
  }

  /// The bytes of a string table.
  func strings(_ index: Int, among sections: [ElfSection]) throws(ObjectFileError.Problem)
    -> UnsafeRawBufferPointer
  {
    guard index > 0, index < sections.count, sections[index].header.sh_type == UInt32(SHT_STRTAB)
    else { throw .malformed(what: "string table index \(index)") }
    return try data(of: sections[index]).bytes
  }
}

struct ElfSection {
  let index: Int
  let handle: OpaquePointer
  let header: GElf_Shdr

  var type: UInt32 { header.sh_type }
  var isAllocated: Bool { header.sh_flags & UInt64(SHF_ALLOC) != 0 }
}

struct ElfData {
  let pointer: UnsafeMutablePointer<Elf_Data>

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: pointer.pointee.d_buf, count: Int(pointer.pointee.d_size))
  }
}

/// The bytes of a string up to its NUL; `nil` when it does not end inside the table.
@inline(__always)
func elfString(_ table: UnsafeRawBufferPointer, at offset: Int) -> UnsafeRawBufferPointer? {
  guard offset >= 0, offset < table.count, let base = table.baseAddress else { return nil }
  let start = base + offset
  guard let end = memchr(start, 0, table.count - offset) else { return nil }
  return UnsafeRawBufferPointer(start: start, count: UnsafeRawPointer(end) - start)
}
