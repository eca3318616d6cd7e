import LinkerObservers
import Testing

/// Version scripts and files of symbols, asked of every linker.
extension PeerCase {
  private static let objects: KeyValuePairs<String, String> = [
    "m.o": "entry; ref foo", "n.o": "entry", "a.o": "def foo", "w.o": "weak foo",
    "u.o": "def foo; ref uu", "v.o": "raw .globl x_; raw x_: .quad 0; raw .symver x_,s1@@V1,remove",
    "r.o": "def foo; ref s1", "t.o": "def foo; wref s1", "d.o": "def s1", "uu.o": "def uu",
    "e.o": "entry; def foo e; weak wk; common cc", "c.o": "entry; ref foo cc wk", "wk.o": "def wk",
    "cc.o": "def cc", "la.o": "def foo", "lk.o": "def wk", "lc.o": "def cc",
  ]

  private static let steps = [
    "ld.bfd -shared -soname libr.so -o libr.so r.o",
    "ld.bfd -shared -soname libt.so -o libt.so t.o",
    "ar qcs libd.a d.o", "ar qcs liba.a la.o", "ar qcs libuu.a uu.o", "ar qcs libx.a lk.o lc.o",
    "ld.bfd -o e.exe e.o", "ld.bfd -pie -o pie.exe e.o", "ld.bfd -shared -o e.so e.o",
  ]

  static let versionScripts: [PeerCase] = [
    "V1 { global: s1; local: s1; };", "V1 { global: s1; global: s1; };", "V1 { s1; };",
    "V1 { global: s1; local: *; };", "V1 { local: s1; };", "{ local: *; };", "nonsense",
    "{ global: s1; local: *; };", "V1 { local: *; global: s1; };", "V1 { global: s1; }", "",
    "V1 { global: s1 };", "V1 { local: s1; }; V2 { global: s1; };",
    "V1 { global: s1; }; V2 { local: s1; };", "V1 { local: s*; }; V2 { global: s1; };",
    "V1 { global: s*; local: *; };", "V1 { global: *; local: s*; };",
    "V1 { global: \"s*\"; local: *; };", "{ global: s1; }; V1 { local: *; };",
    "V1 { global: s1; }; V1 { local: *; };", "V1 { s1; }; V2 { foo; } V3;",
    "V1 { s1; }; V2 { foo; } V1;", "V1 { global: nobody; };", "V2 { local: *; };",
    "V1{global:s1;local:*;};", "/* c */ V1 { global : s1; # x\n local : *; };",
    "V1 { extern \"C\" { s1; }; local: *; };", "V1 { local: s?; }; V2 { global: s[0-9]; };",
  ].map { text in
    PeerCase(
      origin: "version script", subject: text, objects: objects, files: ["v.map": text + "\n"],
      steps: steps,
      lines: [
        "n.o libd.a", "m.o libr.so d.o", "m.o libr.so v.o",
        "m.o libt.so --no-undefined-version d.o",
      ].map { $0 + " --version-script=v.map" })
  }

  static let symbolFiles: [PeerCase] = [
    "-R a.o", "-R gone", "--just-symbols=a.o", "--just-symbols=w.o", "--just-symbols=u.o",
    "--just-symbols=e.o", "--just-symbols=e.exe", "--just-symbols=pie.exe", "--just-symbols=e.so",
    "--just-symbols=liba.a", "--just-symbols=gone", "--just-symbols=v.map",
  ].map { option in
    PeerCase(
      origin: "symbol file", subject: option, objects: objects, files: ["v.map": "no script {\n"],
      steps: steps,
      lines: [
        "m.o libuu.a \(option)", "m.o liba.a \(option)", "c.o libx.a wk.o \(option)",
        "m.o \(option) a.o w.o", "\(option) c.o wk.o cc.o",
      ])
  }
}

/// Scripts of `-T`.
extension PeerCase {
  private static let layout = "SECTIONS { .text : { *(.text*) } .data : { *(.data*) } "

  static let mainScripts: [PeerCase] = [
    "SYMS foo = .; }", "SYMS PROVIDE(foo = .); }", "foo = 0x10;", "PROVIDE(foo = 0x10);",
    "foo = uu;", "SYMS .x : { foo = .; } }", "ENTRY(uu)", "EXTERN(uu)", "INPUT(a.o)",
    "GROUP(liba.a libuu.a)", "SYMS } ENTRY(uu) EXTERN(foo)", "SYMS }", "PROVIDE(foo = uu);",
    "PROVIDE(unused = uu);", "SYMS foo = uu; }", "SYMS PROVIDE(unused = gone); }",
    "foo = DEFINED(uu) ? uu : 0;", "ENTRY(gone)", "SEARCH_DIR(.)", "/* nothing */",
    "MEMORY { ram (rwx) : ORIGIN = 0x1000, LENGTH = 64K } SYMS } uu = ORIGIN(ram) + 8; foo = uu;",
  ].map { text in
    PeerCase(
      origin: "-T", subject: text,
      objects: [
        "m.o": "entry; ref foo", "n.o": "entry", "a.o": "def foo", "w.o": "weak foo",
        "x.o": "entry; wref foo", "uu.o": "def uu", "la.o": "def foo", "lu.o": "def uu",
        "end.o": "entry; ref end __ehdr_start __init_array_start",
      ],
      files: ["t.ld": text.replacing("SYMS ", with: layout) + "\n"],
      steps: ["ar qcs liba.a la.o", "ar qcs libuu.a lu.o"],
      lines: [
        "m.o liba.a libuu.a -T t.ld", "-T t.ld m.o liba.a libuu.a", "m.o --script=t.ld libuu.a",
        "-T t.ld x.o w.o uu.o", "end.o -T t.ld a.o", "m.o -T t.ld -la",
        "-T t.ld -e _start n.o libuu.a",
      ])
  }
}

extension PeerTests {
  @Test("scripts of -T", arguments: PeerCase.mainScripts)
  func mainScripts(_ peerCase: PeerCase) throws { try check(peerCase) }

  @Test("version scripts", arguments: PeerCase.versionScripts)
  func versionScripts(_ peerCase: PeerCase) throws { try check(peerCase) }

  @Test("files of symbols", arguments: PeerCase.symbolFiles)
  func symbolFiles(_ peerCase: PeerCase) throws { try check(peerCase) }
}
