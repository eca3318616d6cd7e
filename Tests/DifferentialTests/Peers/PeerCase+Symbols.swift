import LinkerObservers

extension PeerCase {
  static let lldSymbols: [PeerCase] = [
    PeerCase(
      origin: "lld weak-undef-lib.s", subject: "a weak reference takes no member",
      objects: ["m.o": "entry; wref foo", "a.o": "def foo", "n.o": "ref foo"],
      steps: ["ar qcs liba.a a.o"],
      lines: ["m.o liba.a", "liba.a m.o", "m.o liba.a n.o", "m.o n.o liba.a", "n.o m.o liba.a"]),
    PeerCase(
      origin: "lld weak-undef-lib.s", subject: "nor an object between --start-lib",
      objects: ["m.o": "entry; wref foo", "a.o": "def foo", "n.o": "ref foo"],
      lines: [
        "m.o --start-lib a.o --end-lib", "--start-lib a.o --end-lib m.o",
        "m.o --start-lib a.o --end-lib n.o",
      ], linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "lld weak-undef-lazy.s", subject: "a weak reference, then a member that wants it",
      objects: ["m.o": "entry; wref foo; ref bar", "a.o": "def foo", "b.o": "def bar; ref foo"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o", "ar qcs libab.a a.o b.o"],
      lines: ["m.o liba.a libb.a", "m.o libb.a liba.a", "m.o libab.a", "liba.a libb.a m.o"]),
    PeerCase(
      origin: "lld weak-and-strong-undef.s", subject: "weak here, strong there, defined nowhere",
      objects: ["m.o": "entry; wref foo", "n.o": "ref foo"],
      lines: ["m.o n.o", "n.o m.o", "m.o"]),
    PeerCase(
      origin: "lld conflict.s", subject: "two definitions",
      objects: [
        "a.o": "entry; fun foo bar", "b.o": "fun foo", "c.o": "weak bar; def baz", "d.o": "ref baz",
      ], steps: ["ar qcs libb.a b.o c.o"],
      lines: [
        "a.o b.o", "a.o a.o", "a.o c.o", "a.o libb.a", "a.o d.o libb.a",
        "a.o --whole-archive libb.a",
      ]),
    PeerCase(
      origin: "lld abs-conflict.s", subject: "two absolute definitions of one value",
      objects: [
        "m.o": "entry; raw .globl x; raw x = 5", "a.o": "raw .globl x; raw x = 5",
        "b.o": "raw .globl x; raw x = 6", "n.o": "entry; raw .globl x; raw x = 0",
        "c.o": "raw .globl x; raw x = 0",
      ], lines: ["m.o a.o", "m.o b.o", "m.o m.o", "n.o c.o"],
      linkers: [.bfd, .gold, .lld14, .lld21]),
    PeerCase(
      origin: "lld comdat.s", subject: "the first group of a name is kept",
      objects: [
        "a.o": "entry; in:g def f; ref f", "b.o": "in:g def f; ref f",
        "c.o": "in:g def h; in:g def f",
        "r.o": "ref h f",
      ], steps: ["ar qcs libc.a c.o"],
      lines: ["a.o b.o", "b.o a.o", "a.o r.o libc.a", "a.o c.o", "c.o a.o r.o"]),
    PeerCase(
      origin: "lld comdat-discarded-error.s", subject: "a reference into a group that was dropped",
      objects: [
        "m.o": "entry; ref foo", "a.o": "in:zed def foo", "b.o": "in:zed def bar; ref bar",
      ], lines: ["m.o a.o b.o", "m.o b.o a.o"]),
    PeerCase(
      origin: "lld comdat-discarded-lazy.s",
      subject: "what a dropped group defined, from an archive",
      objects: [
        "m.o": "entry; in:zed def x", "a.o": "in:zed def foo; def a; ref foo", "f.o": "def foo",
        "r.o": "ref a",
      ], steps: ["ar qcs libf.a f.o", "ar qcs liba.a a.o"],
      lines: [
        "m.o a.o libf.a", "libf.a m.o a.o", "m.o r.o liba.a libf.a", "libf.a liba.a m.o r.o",
      ]),
    PeerCase(
      origin: "lld comdat-linkonce.s", subject: "groups beside .gnu.linkonce sections",
      objects: [
        "m.o": "entry; raw .section .gnu.linkonce.t.abc,\"ax\"; raw .globl abc; raw abc: .quad 0",
        "a.o": "in:abc def abc",
        "b.o": "raw .section .gnu.linkonce.t.abc,\"ax\"; raw .globl abc; raw abc: .quad 0",
      ], lines: ["m.o b.o", "b.o m.o"]),
    PeerCase(
      origin: "lld gnu-unique.s", subject: "unique definitions",
      objects: [
        "m.o": "entry; ref u", "a.o": "unique u", "b.o": "unique u; def b", "c.o": "def u",
      ],
      steps: ["ar qcs liba.a a.o b.o"],
      lines: ["m.o liba.a", "m.o a.o b.o", "m.o c.o liba.a"]),
    PeerCase(
      origin: "lld gnu-ifunc.s", subject: "indirect functions in members",
      objects: ["m.o": "entry; ref f", "a.o": "ifunc f", "b.o": "fun f"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o b.o liba.a", "m.o libb.a liba.a"]),
    PeerCase(
      origin: "lld tls-mismatch.s", subject: "thread-local here, ordinary there",
      objects: [
        "m.o": "entry; ref t", "n.o": "entry; tlsref t", "a.o": "tls t", "b.o": "def t",
        "c.o": "common t",
      ], steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["n.o a.o", "n.o liba.a", "n.o b.o", "a.o b.o n.o"], linkers: [.bfd, .gold, .mold]),
    PeerCase(
      origin: "lld common.s", subject: "COMMON symbols of two sizes",
      objects: ["m.o": "entry; common a b; ref a b", "c.o": "common a; def b", "d.o": "weak a"],
      lines: ["m.o c.o", "c.o m.o", "m.o d.o", "d.o m.o"]),
    PeerCase(
      origin: "lld start-stop.s", subject: "bounds of sections that are named like identifiers",
      objects: [
        "m.o": "entry; ref __start_foo __stop_foo; raw .section foo,\"aw\"; raw .quad 1",
        "n.o": "entry; ref __start_bar", "a.o": "def a; raw .section bar,\"aw\"; raw .quad 2",
        "r.o": "ref a",
      ], steps: ["ar qcs liba.a a.o"],
      lines: ["m.o", "n.o", "n.o r.o liba.a", "n.o liba.a"]),
    PeerCase(
      origin: "lld undef-debug.s", subject: "only debug information asks",
      objects: ["m.o": "entry; debugref gone", "n.o": "entry; unusedref gone", "a.o": "def gone"],
      steps: ["ar qcs liba.a a.o"], lines: ["m.o", "n.o", "m.o liba.a", "n.o liba.a"]),
    PeerCase(
      origin: "lld hidden visibility", subject: "hidden definitions serve, hidden references bind",
      objects: [
        "m.o": "entry; ref a", "a.o": "hidden def a; hidden ref b", "b.o": "protected def b",
        "h.o": "entry; hidden ref c", "s.o": "def c",
      ],
      steps: [
        "ar qcs liba.a a.o b.o", "ld.bfd -shared -soname libs.so -o libs.so s.o",
        "ar qcs libs.a s.o",
      ],
      lines: ["m.o liba.a", "h.o libs.a", "h.o"]),
    PeerCase(
      origin: "lld symver-archive.s", subject: "a member that defines a version",
      objects: [
        "m.o": "entry; ref x", "a.o": "raw .globl x_; raw x_: .quad 0; raw .symver x_,x@@V,remove",
        "b.o": "raw .globl y_; raw y_: .quad 0; raw .symver y_,x@V,remove; def b",
      ], files: ["v.map": "V { };\n"], steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o liba.a --version-script v.map", "m.o libb.a --version-script v.map"],
      linkers: [.bfd, .gold, .lld21]),
  ]

  static let lldShared: [PeerCase] = [
    PeerCase(
      origin: "lld as-needed-lazy.s", subject: "a member and a shared object that give the same",
      objects: ["m.o": "entry; ref foo", "a.o": "def foo; def bar", "s.o": "def foo"],
      steps: ["ar qcs liba.a a.o", "ld.bfd -shared -soname libs.so -o libs.so s.o"],
      lines: [
        "m.o liba.a --as-needed libs.so", "m.o --as-needed libs.so liba.a", "liba.a m.o libs.so",
        "libs.so m.o liba.a", "m.o libs.so --no-as-needed liba.a",
      ]),
    PeerCase(
      origin: "lld as-needed-not-in-regular.s", subject: "only another shared object wants it",
      objects: ["m.o": "entry; ref foo", "s.o": "def foo; ref bar", "t.o": "def bar"],
      steps: [
        "ld.bfd -shared -soname libt.so -o libt.so t.o",
        "ld.bfd -shared -soname libs.so -o libs.so s.o",
      ],
      lines: ["m.o --as-needed libs.so libt.so", "m.o libs.so libt.so"]),
    PeerCase(
      origin: "lld as-needed-weak.s", subject: "a weak reference needs nothing",
      objects: ["m.o": "entry; wref foo", "s.o": "def foo", "a.o": "def foo; def x"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o", "ar qcs liba.a a.o"],
      lines: ["m.o --as-needed libs.so", "m.o --as-needed libs.so liba.a -u x"]),
    PeerCase(
      origin: "lld shlib-undefined-archive.s", subject: "a shared object wants a member",
      objects: ["m.o": "entry; ref s", "s.o": "def s; ref need", "a.o": "def need"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o", "ar qcs liba.a a.o"],
      lines: ["m.o libs.so liba.a", "m.o liba.a libs.so", "m.o libs.so"]),
    PeerCase(
      origin: "lld allow-shlib-undefined.s", subject: "what shared objects lack",
      objects: ["m.o": "entry; ref s", "s.o": "def s; ref gone", "t.o": "def t; wref gone"],
      steps: [
        "ld.bfd -shared -soname libs.so -o libs.so s.o",
        "ld.bfd -shared -soname libt.so -o libt.so t.o",
      ],
      lines: ["m.o libs.so", "m.o libs.so libt.so", "m.o libs.so --allow-shlib-undefined"]),
    PeerCase(
      origin: "lld common-shared.s", subject: "COMMON beside a shared object's definition",
      objects: ["m.o": "entry; common c; ref c", "s.o": "def c", "a.o": "def c; def d"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o", "ar qcs liba.a a.o"],
      lines: ["m.o libs.so", "libs.so m.o", "m.o libs.so liba.a", "m.o liba.a libs.so"]),
    PeerCase(
      origin: "lld wrap-shlib-undefined.s", subject: "a shared object gives the wrapper",
      objects: ["m.o": "entry; ref foo", "s.o": "def __wrap_foo", "a.o": "def foo"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o", "ar qcs liba.a a.o"],
      lines: ["m.o libs.so --wrap foo", "m.o libs.so liba.a --wrap foo"]),
  ]
}
