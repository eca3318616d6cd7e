import BinaryHarness
import Testing

/// A way in which a tool writes an archive.
struct Dialect: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var words: [String]
  var environment: [String: String] = [:]

  static let gnu = Dialect(testDescription: "GNU", words: ["ar", "qcs"])
  static let thin = Dialect(testDescription: "thin", words: ["ar", "qcsT"])
  static let bsd = Dialect(testDescription: "BSD", words: ["llvm-ar", "--format=bsd", "qcs"])
  /// Wide numbers are for archives of over 4 GiB; the variable asks for them at once.
  static let wide = Dialect(
    testDescription: "/SYM64/", words: ["llvm-ar", "--format=gnu", "qcs"],
    environment: ["SYM64_THRESHOLD": "0"])
  static let wideThin = Dialect(
    testDescription: "thin /SYM64/", words: ["llvm-ar", "--format=gnu", "--thin", "qcs"],
    environment: ["SYM64_THRESHOLD": "0"])

  static let all = [gnu, thin, bsd, wide, wideThin]

  func make(_ name: String, _ members: [[UInt8]], in bench: Workbench) throws {
    let outcome = try Command(
      bytes: (words + [name]).map { Array($0.utf8) } + members, in: bench.path,
      environment: environment
    ).run()
    if !outcome.succeeded { throw HarnessError("\(words): \(outcome.errorText)") }
  }
}

/// Members whose names try the limits of the 16 bytes in a header: 15, 16 and more, blanks, a byte
/// that is no UTF-8, and one name twice.
struct AwkwardMembers {
  static let names: [[UInt8]] =
    ["a.o", "fifteen_bytes.o", "sixteen_bytes_.o", "much_longer_than_a_header.o", "a b.o", "a.o"]
    .map { Array($0.utf8) } + [[0x63, 0x61, 0x66, 0xe9, 0x2e, 0x6f]]

  static func make(in bench: Workbench) throws {
    for (number, name) in names.enumerated() where number != 5 {
      let made = try bench.object(
        "member\(number).o", "int f\(number)(void) { return 0; } int d\(number) = 1;")
      let copy = try Command(
        bytes: [Array("cp".utf8), Array(made.utf8), name], in: bench.path
      ).run()
      if !copy.succeeded { throw HarnessError(copy.errorText) }
    }
  }
}
