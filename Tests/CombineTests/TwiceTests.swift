import BinaryHarness
import LinkerObservers
import Testing

/// Two versions of one library in one executable.
@Suite("two versions in one program")
struct TwiceTests {
  private static let libraries = "/usr/lib/x86_64-linux-gnu"

  @Test("Debian's Lua 5.3 and 5.4 both run", arguments: ObservedLinker.installed)
  func lua(_ linker: ObservedLinker) throws {
    let bench = try Workbench()
    for version in ["3", "4"] {
      let archive = "\(Self.libraries)/liblua5.\(version).a"
      try bench.combine(
        "--keep-pattern", "lua_*", "--keep-pattern", "luaL_*", "--prefix", "five\(version)_",
        "-o", "lua\(version).a", archive)
    }
    try bench.object("main.o", Self.main)
    let tail = ["-lm", "-ldl"]
    let said = try bench.run(linker, ["main.o", "lua3.a", "lua4.a"] + tail, driver: "gcc")
    #expect(said == "Lua 5.3: 6765\nLua 5.4: 6765\nLua 5.4, still\nLua 5.3, still\n")
  }

  private static let main = """
    #include <stdio.h>
    #define USE(p) \\
      void *p##luaL_newstate(void); void p##luaL_openlibs(void *); \\
      int p##luaL_loadstring(void *, const char *); \\
      int p##lua_pcallk(void *, int, int, int, long, void *); \\
      const char *p##lua_tolstring(void *, int, void *); \\
      static void *p##run(const char *text) { \\
        void *state = p##luaL_newstate(); \\
        p##luaL_openlibs(state); \\
        if (p##luaL_loadstring(state, text) || p##lua_pcallk(state, 0, 1, 0, 0, 0)) puts("error"); \\
        puts(p##lua_tolstring(state, -1, 0)); \\
        return state; \\
      }
    USE(five3_)
    USE(five4_)
    int main(void) {
      const char *program = "function fib(n) if n < 2 then return n end "
        "return fib(n - 1) + fib(n - 2) end return _VERSION .. ': ' .. fib(20)";
      void *old = five3_run(program), *new = five4_run(program);
      five4_luaL_loadstring(new, "return _VERSION .. ', still'");
      five3_luaL_loadstring(old, "return _VERSION .. ', still'");
      five4_lua_pcallk(new, 0, 1, 0, 0, 0);
      five3_lua_pcallk(old, 0, 1, 0, 0, 0);
      puts(five4_lua_tolstring(new, -1, 0));
      puts(five3_lua_tolstring(old, -1, 0));
    }

    """

  @Test("zlib 1.2.11 and OpenSSL 1.1.1 of Debian 11 beside those installed")
  func debian11() throws {
    let bench = try Workbench()
    let script = Staticld.packageRoot + "/Fixtures/twice/run"
    let outcome = try Command([script, bench.path], in: bench.path, timeout: 300).run()
    if outcome.ending == .exit(77) { try Test.cancel("\(outcome.errorText)") }
    #expect(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }
}
