import BinaryHarness
import Foundation
import Testing

/// A project that uses the file configures, links statically and runs.
@Suite("package formats")
struct PackagingTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// Where libraries lie and what they are called; a library in need of C++ and of one that needs
  /// it, and one of the distribution.
  enum Case: String, CaseIterable {
    case made = "lib"
    case blank = "lib with blanks"
    case tiff = ""
  }

  private func make(_ library: Case) throws {
    if library == .tiff {
      try bench.write("main.c", PackagingSources.tiff)
      return
    }
    let directory = library.rawValue
    for (name, text, compiler) in PackagingSources.members {
      try bench.object(name, text, language: compiler == "g++" ? "cc" : "c", compiler: compiler)
    }
    try bench.archive("\(directory)/libcy.a", ["cy.o", "cy2.o"])
    try bench.archive("\(directory)/libcle.a", ["cle.o", "cle2.o"])
    try bench.write("main.c", PackagingSources.program)
  }

  /// Writes the file and returns the package's name.
  private func describe(_ library: Case, _ format: String, as file: String) throws -> String {
    try make(library)
    try bench.write("\((file as NSString).deletingLastPathComponent)/.keep", "")
    let inputs = library == .tiff ? ["-ltiff"] : ["\(library.rawValue)/libcy.a", "-L."]
    let outcome = try Staticld.run(
      ["resolve", "--format", format, "--output", file] + inputs, in: bench.path)
    try #require(outcome.succeeded, "\(outcome.errorText)")
    return library == .tiff ? "tiff" : "cy"
  }

  private func shell(_ script: String, _ words: String...) throws -> Outcome {
    try Command(["sh", "-ec", script, "sh"] + words, in: bench.path).run()
  }

  private func expectRuns(_ build: Outcome, _ program: String) throws {
    try #require(build.succeeded, "\(build.outputText)\n\(build.errorText)")
    let listing = try Command(["ldd", bench.file(program)]).run()
    #expect((listing.outputText + listing.errorText).contains("not a dynamic executable"))
    let run = try Command([bench.file(program)]).run()
    #expect(run.succeeded, "\(run.ending)")
  }

  @Test("pkg-config", arguments: Case.allCases)
  func pkgConfig(_ library: Case) throws {
    let isTiff = library == .tiff
    let name = try describe(library, "pkgconfig", as: isTiff ? "pc/tiff.pc" : "pc/cy.pc")
    let build = try shell(
      """
      export PKG_CONFIG_PATH=pc
      pkg-config --validate $1
      flags=$(pkg-config --static --libs --cflags $1)
      case $flags in *\\\\*) eval "gcc -static -o app main.c $flags" ;;
        *) gcc -static -o app main.c $flags ;; esac
      """, name)
    try expectRuns(build, "app")
  }

  @Test(
    "CMake", arguments: ["Ninja", "Unix Makefiles"], Case.allCases)
  func cmake(_ generator: String, _ library: Case) throws {
    let isTiff = library == .tiff
    let name = try describe(
      library, "cmake", as: isTiff ? "cmake/tiff-config.cmake" : "cmake/cy-config.cmake")
    // Found twice, in a project without C++.
    try bench.write(
      "CMakeLists.txt",
      """
      cmake_minimum_required(VERSION 3.18)
      project(user C)
      find_package(\(name) REQUIRED PATHS ${CMAKE_SOURCE_DIR}/cmake NO_DEFAULT_PATH)
      find_package(\(name) REQUIRED PATHS ${CMAKE_SOURCE_DIR}/cmake NO_DEFAULT_PATH)
      add_executable(app main.c)
      target_link_libraries(app PRIVATE -static \(name)::\(name))
      """)
    let build = try shell("cmake -G \"$1\" -S . -B build && cmake --build build", generator)
    try expectRuns(build, "build/app")
  }

  @Test("CMake takes the C++ driver where the project has one")
  func cmakeLanguage() throws {
    _ = try describe(.made, "cmake", as: "cmake/cy-config.cmake")
    try bench.write(
      "CMakeLists.txt",
      """
      cmake_minimum_required(VERSION 3.18)
      project(user C CXX)
      find_package(cy REQUIRED PATHS ${CMAKE_SOURCE_DIR}/cmake NO_DEFAULT_PATH)
      add_executable(app main.c)
      target_link_libraries(app PRIVATE -static cy::cy)
      """)
    let build = try shell("cmake -G Ninja -S . -B build && ninja -C build -v")
    #expect(build.outputText.contains("c++ "), "\(build.outputText)")
    try expectRuns(build, "build/app")
  }

  @Test("Meson", arguments: Case.allCases)
  func meson(_ library: Case) throws {
    let name = try describe(library, "meson", as: "deps/meson.build")
    // An archive of the project makes a group of its own around everything.
    try bench.write("own.c", "int own(void) { return 0; }\n")
    try bench.write(
      "meson.build",
      """
      project('user', 'c')
      subdir('deps')
      own = static_library('own', 'own.c')
      executable('app', 'main.c', dependencies: \(name)_dep, link_with: own, link_args: '-static')
      """)
    try expectRuns(try shell("meson setup build && ninja -C build -v"), "build/app")
  }

  @Test("Bazel's text is Starlark, and its options link", arguments: Case.allCases)
  func bazel(_ library: Case) throws {
    _ = try describe(library, "bazel", as: "out/BUILD")
    try replay(library, PackagingSources.readBuild, "out/BUILD")
  }

  @Test("a CPS file has what it must, and its libraries link", arguments: [Case.made, .tiff])
  func cps(_ library: Case) throws {
    _ = try describe(library, "cps", as: "out/it.cps")
    try replay(library, PackagingSources.readPackage, "out/it.cps")
  }

  /// Links the words, one a line, that a script finds in the file.
  private func replay(_ library: Case, _ script: String, _ file: String) throws {
    try bench.write("read.py", script)
    let directory = library == .tiff ? "" : library.rawValue
    let words = try Command(["python3", "read.py", file, directory], in: bench.path).run()
    try #require(words.succeeded, "\(words.errorText)")
    let list = words.outputText.split(separator: "\n").map(String.init)
    let build = try Command(["gcc", "-static", "-o", "app", "main.c"] + list, in: bench.path).run()
    try expectRuns(build, "app")
  }

  @Test(
    "what is no library is refused, and nothing is written",
    arguments: [
      (["--format", "cmake", "main.o", "liba.a", "libb.a"], "main.o is an object"),
      (["--format", "meson", "-Wl,--whole-archive", "libb.a"], "--whole-archive"),
      (["--format", "cps", "--name", "a b", "libb.a"], "'a b' is no package name"),
      (["--format", "cps", "--package-version", "", "libb.a"], "no package version"),
      (["--name", "x", "libb.a"], "--name says nothing"),
      (["--format", "bazel", "--name", "b", "b\u{e9} b.a"], "'b\u{e9} b.a' cannot be written"),
    ])
  func refusals(_ words: [String], _ message: String) throws {
    try bench.makeChain()
    try bench.archive("b\u{e9} b.a", ["b.o"])
    let outcome = try Staticld.run(["resolve", "--output", "out"] + words, in: bench.path)
    #expect(outcome.ending == .exit(2))
    #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
    #expect(!bench.exists("out"))
  }

  @Test(
    "the same library has the same file, byte by byte, whatever the locale",
    arguments: ["pkgconfig", "cmake", "meson", "bazel", "cps"])
  func repeatable(_ format: String) throws {
    try make(.made)
    let words = ["resolve", "--format", format, "lib/libcle.a", "lib/libcy.a"]
    let first = try Staticld.run(words, in: bench.path)
    let second = try Staticld.run(words, in: bench.path, environment: ["LC_ALL": "tr_TR.UTF-8"])
    #expect(first.succeeded, "\(first.errorText)")
    #expect(first.output == second.output)
  }

  @Test("a .pc of another library of that name says nothing of this one")
  func otherModule() throws {
    try bench.makeChain()
    let module = "Name: b\nDescription: other\nVersion: 9\nLibs: -L/usr/local/other -lb\n"
    try bench.write("pc/b.pc", module)
    let environment = ["PKG_CONFIG_PATH": bench.file("pc")]
    let other = try bench.resolve("--format", "pkgconfig", "libb.a", environment: environment)
    #expect(other.outputText.contains("Version: 0\n"))
    let own = module.replacingOccurrences(of: "/usr/local/other", with: bench.path)
    try bench.write("pc/b.pc", own + "Cflags: -I${pcfiledir}/include -DB=1\n")
    let this = try bench.resolve("--format", "pkgconfig", "libb.a", environment: environment)
    #expect(this.outputText.contains("Description: other\nVersion: 9\n"))
    #expect(this.outputText.contains("Cflags: -DB=1 -I\(bench.path)/pc/include\n"))
  }
}
