/// Sources and scripts of ``PackagingTests``.
enum PackagingSources {
  /// `cy` needs `cle`, which needs `cy2`, and `cle2`, in C++.
  static let members: [(name: String, text: String, compiler: String)] = [
    ("cy.o", "int cle(void); int cy(void) { return cle(); }", "gcc"),
    ("cy2.o", "int cle2(int); int cy2(void) { return cle2(7); }", "gcc"),
    ("cle.o", "int cy2(void); int cle(void) { return cy2(); }", "gcc"),
    (
      "cle2.o",
      """
      #include <string>
      #include <vector>
      extern "C" int cle2(int n) {
        std::vector<std::string> all(n, "x");
        try { all.at(n); } catch (const std::exception &) { return int(all.size()) - n; }
        return 1;
      }
      """, "g++"
    ),
  ]

  static let program = "int cy(void); int main(void) { return cy(); }\n"

  static let tiff = """
    #include <tiffio.h>
    int main(void) { return TIFFIsCODECConfigured(COMPRESSION_LZMA) ? 0 : 1; }
    """

  /// A BUILD file is three calls with keyword arguments that are literals.
  static let readBuild = """
    import ast, os, shlex, sys
    rules = {}
    for statement in ast.parse(open(sys.argv[1]).read()).body:
        call = statement.value
        assert isinstance(call, ast.Call)
        assert all(isinstance(argument, ast.Constant) for argument in call.args)
        rules[call.func.id] = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
    assert list(rules) == ["load", "cc_import", "cc_library"], rules
    library, archive = rules["cc_library"], rules["cc_import"]
    assert library["deps"] == [":" + archive["name"]]
    assert "/" not in archive["static_library"]
    directory = sys.argv[2] or "/usr/lib/x86_64-linux-gnu"
    print(os.path.join(directory, archive["static_library"]))
    for option in library["linkopts"]:
        for word in shlex.split(option.replace("$$", "$")):
            print(word)
    """

  static let readPackage = """
    import json, sys
    package = json.load(open(sys.argv[1]))
    assert package["cps_version"] == "0.13.0"
    assert list(package["components"]) == package["default_components"] == [package["name"]]
    assert isinstance(package["version"], str)
    component = package["components"][package["name"]]
    assert component["type"] == "archive"
    assert component["link_languages"] == ["c", "cpp"]
    for flag in component.get("link_flags", []):
        print(flag)
    print(component["location"])
    for library in component["link_libraries"]:
        print(library if library[0] in "-/" else "-l" + library)
    """
}
