import BinaryHarness
import Foundation
import ObjectFiles
import PythonEmbedding
import StaticLinkToolchain
import Testing

/// Files that describe a Python in place of its interpreter.
@Suite("descriptions of a Python")
struct DescriptionTests {
  private let bench: Workbench
  /// The machine's own, whose parts the descriptions name.
  private let own: PythonInstallation
  private var library: String { "lib/libpython\(own.version.series).a" }
  private var standardLibrary: String { "lib/python\(own.version.series)" }

  init() throws {
    bench = try Workbench()
    own = try PythonInstallation(at: "python3", environment: .current)
    try bench.run("mkdir", "-p", "python/lib", "python/include", "python/bin")
    try bench.run("ln", "-s", own.library.description, "python/\(library)")
    try bench.run("cp", "-r", "\(own.includeDirectories[0])", "python/include/python")
    try bench.run("ln", "-s", "\(try #require(own.interpreter))", "python/bin/python3")
    try bench.run("mkdir", "python/\(standardLibrary)")
    try bench.run("ln", "-s", "\(own.standardLibrary)/os.py", "python/\(standardLibrary)/os.py")
  }

  private func read(_ name: String) throws(PythonInstallationError) -> PythonInstallation {
    try PythonInstallation(at: ByteString(bench.file(name)), environment: .current)
  }

  /// What reading says goes wrong.
  private func complaint(_ name: String) -> String {
    do throws(PythonInstallationError) {
      return "read: \(try read(name))"
    } catch {
      return error.description
    }
  }

  private func distribution(version: String? = nil, library: String? = nil) -> String {
    """
    {"schema": "staticld/1", "command": "python distribution",
     "version": "\(version ?? own.version.text)", "interpreter": "bin/python3",
     "library": "\(library ?? self.library)", "includeDirectories": ["include/python"],
     "standardLibrary": "\(standardLibrary)", "linkWords": ["-lz", "lib/libhelper.a", "-lm"],
     "builtinModules": ["sys", "zlib"],
     "leftOut": [{"module": "_uuid", "reason": "no libuuid.a"}]}
    """
  }

  @Test("a distribution is read where it is, also after it was moved")
  func distributionFile() throws {
    try bench.write("python/distribution.json", distribution())
    for place in ["python", "elsewhere"] {
      if place != "python" { try bench.run("mv", "python", place) }
      let python = try read(place)
      #expect(python.version.text == own.version.text)
      #expect(python.library == ByteString(bench.file("\(place)/\(library)")))
      #expect(
        python.linkWords == ["-lz", ByteString(bench.file("\(place)/lib/libhelper.a")), "-lm"])
      #expect(python.builtinModules == ["sys", "zlib"])
      #expect(python.leftOut.map(\.module) == ["_uuid"])
      #expect(python.interpreter == ByteString(bench.file("\(place)/bin/python3")))
    }
  }

  private func buildDetails(_ libpython: String) -> String {
    let version = own.version
    return """
      {"schema_version": "1.0", "base_prefix": "../..", "base_interpreter": "bin/python3",
       "platform": "linux-x86_64", "language": {"version": "\(version.series)"},
       "implementation": {"name": "cpython", "version": {"major": \(version.major),
         "minor": \(version.minor), "micro": \(version.micro), "releaselevel": "final",
         "serial": 0}},
       "libpython": \(libpython), "c_api": {"headers": "include/python"}}
      """
  }

  @Test("build-details.json names the parts, its interpreter tells the rest")
  func pep739() throws {
    let file = "python/\(standardLibrary)/build-details.json"
    try bench.write(file, buildDetails("{\"static\": \"\(library)\"}"))
    let python = try read(file)
    #expect(python.version.text == own.version.text)
    #expect(python.standardLibrary == ByteString(bench.file("python/\(standardLibrary)")))
    let read = SystemFiles()
    #expect(read.resolvedPath(python.library) == read.resolvedPath(own.library))
    #expect(python.linkWords == own.linkWords)
    #expect(python.builtinModules == own.builtinModules)

    try bench.write(file, buildDetails("{\"dynamic\": \"lib/libpython3.so\"}"))
    #expect(complaint(file).hasPrefix(bench.file(file)))
    #expect(complaint(file).contains("does not say 'libpython.static'"))
  }

  private func standalone(format: String = "elf", core: String? = nil) -> String {
    let own = core ?? "\"static_lib\": \"\(library)\", "
    return """
      {"version": "8", "python_version": "\(self.own.version.text)", "python_exe": "bin/python3",
       "python_paths": {"include": "include/python", "platinclude": "include/python",
         "stdlib": "\(standardLibrary)"},
       "build_info": {"object_file_format": "\(format)",
         "core": {\(own)"objs": [], "links": [{"name": "m", "system": true}]},
         "extensions": {
           "_ssl": [{"in_core": false, "init_fn": "PyInit__ssl", "variant": "default",
             "links": [{"name": "ssl", "path_static": "build/lib/libssl.a"},
                       {"name": "crypto", "path_static": "build/lib/libcrypto.a"}]},
             {"variant": "libressl", "links": [{"name": "tls"}]}],
           "_hashlib": [{"in_core": false, "variant": "default",
             "links": [{"name": "crypto", "path_static": "build/lib/libcrypto.a"}]}],
           "_tkinter": [{"in_core": false, "variant": "default", "shared_lib": "lib/_tkinter.so",
             "links": [{"name": "tk8.6"}]}]}}}
      """
  }

  @Test("PYTHON.json of python-build-standalone names libraries and modules")
  func standalonePython() throws {
    try bench.write("python/PYTHON.json", standalone())
    let python = try read("python")
    #expect(
      python.linkWords == [
        ByteString(bench.file("python/build/lib/libssl.a")),
        ByteString(bench.file("python/build/lib/libcrypto.a")), "-lm",
      ])
    #expect(python.builtinModules.contains("_ssl"))
    #expect(python.builtinModules.contains("sys"))
    #expect(!python.builtinModules.contains("_tkinter"))
    #expect(python.includeDirectories == [ByteString(bench.file("python/include/python"))])

    try bench.write("python/PYTHON.json", standalone(format: "llvm-bitcode:17.0.6"))
    #expect(complaint("python").contains("llvm-bitcode:17.0.6"))
    try bench.write("python/PYTHON.json", standalone(core: ""))
    #expect(complaint("python").contains("PYTHON.json: does not say 'build_info.core.static_lib'"))
  }

  @Test("parts of different versions are named, both of them")
  func versions() throws {
    try bench.write("python/distribution.json", distribution())
    let header = bench.file("python/include/python/patchlevel.h")
    let text = try String(contentsOfFile: header, encoding: .utf8)
    let other = "\(own.version.series).99"
    try text.replacingOccurrences(of: "\"\(own.version.text)\"", with: "\"\(other)\"")
      .write(toFile: header, atomically: true, encoding: .utf8)
    #expect(
      complaint("python")
        == "\(header) is of Python \(other), but \(bench.file("python/\(library)")) is of "
        + own.version.text)
    try bench.write("python/distribution.json", distribution(version: other))
    let said = complaint("python")
    #expect(said.contains("libpython"))
    #expect(said.contains("is of \(other)"))
    try bench.write("python/distribution.json", distribution(version: "3.9.2"))
    #expect(complaint("python").contains("is of Python 3.9.2; 3.11, 3.12 and 3.13"))
  }

  @Test("a description that cannot be used says which file lacks what")
  func defects() throws {
    let file = bench.file("python/distribution.json")
    try bench.write("python/distribution.json", distribution(library: "lib/none.a"))
    #expect(complaint("python") == "\(file): '\(bench.file("python/lib/none.a"))' is not there")
    try bench.write("python/distribution.json", "{")
    #expect(complaint("python") == "\(file): is no JSON")
    try bench.write("python/distribution.json", "{\"command\": \"python distribution\"}")
    #expect(complaint("python").contains("\(file): does not say '"))
    try bench.write("python/distribution.json", "{\"schema\": \"staticld/1\"}")
    #expect(complaint("python").contains("describes no Python"))
    #expect(complaint("python/none.json") == "no Python '\(bench.file("python/none.json"))'")
  }
}
