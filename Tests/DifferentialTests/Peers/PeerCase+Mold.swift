import LinkerObservers

extension PeerCase {
  /// Subjects of mold's test/elf.
  static let mold = moldArchives + moldOptions

  private static let moldArchives: [PeerCase] = [
    PeerCase(
      origin: "mold common-archive.sh", subject: "COMMON in the program, all sorts in members",
      objects: [
        "m.o": "entry; common foo bar; ref foo bar baz; wref two", "b.o": "def foo",
        "c.o": "common bar; fun two", "d.o": "common baz", "f.o": "def bar baz; fun two",
        "g.o": "def foo",
      ], steps: ["ar qcs libe.a b.o c.o d.o", "ar qcs libf.a g.o f.o"],
      lines: ["m.o libe.a", "m.o libf.a", "libe.a m.o", "m.o libe.a libf.a"]),
    PeerCase(
      origin: "mold start-lib.sh", subject: "nobody wants the object",
      objects: ["a.o": "def foo", "b.o": "def bar", "m.o": "entry"],
      lines: ["--start-lib a.o --end-lib b.o m.o", "--start-lib a.o b.o --end-lib m.o -u foo"],
      linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "mold start-lib-common.sh",
      subject: "COMMON of the program, data between --start-lib",
      objects: ["a.o": "def foo", "b.o": "common foo", "m.o": "entry; common foo; ref foo"],
      lines: [
        "m.o --start-lib a.o --end-lib", "--start-lib a.o b.o --end-lib m.o",
        "m.o --start-lib b.o --end-lib",
      ],
      linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "mold static-archive.sh", subject: "one member for one symbol",
      objects: [
        "m.o": "entry; ref two", "a.o": "def one", "b.o": "def two; ref three", "c.o": "def three",
      ],
      steps: ["ar qcs liba.a a.o b.o", "ar qcs libc.a c.o"],
      lines: ["m.o liba.a libc.a", "m.o libc.a liba.a", "-( libc.a m.o liba.a -)"]),
    PeerCase(
      origin: "mold thin-archive.sh", subject: "thin archives here and in a directory",
      objects: [
        "m.o": "entry; ref a b", "a.o": "def a", "c.o": "def c", "d/b.o": "def b", "d/e.o": "def e",
      ],
      steps: ["ar qcsT liba.a a.o c.o", "ar qcsT d/libb.a d/b.o d/e.o"],
      lines: [
        "m.o liba.a d/libb.a", "m.o -Ld -lb liba.a",
        "m.o --whole-archive liba.a --no-whole-archive d/libb.a",
      ]),
    PeerCase(
      origin: "mold whole-archive.sh", subject: "two switches with nothing between them",
      objects: ["m.o": "entry", "a.o": "def fn1", "b.o": "def fn2"],
      steps: ["ar qcs liba.a a.o b.o"],
      lines: [
        "m.o liba.a", "m.o --whole-archive liba.a", "m.o --whole-archive --no-whole-archive liba.a",
      ]),
    PeerCase(
      origin: "mold duplicate-error-archive.sh", subject: "an archive twice, by need and whole",
      objects: ["m.o": "entry; ref foo", "a.o": "fun foo", "b.o": "fun foo; def b"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: [
        "m.o liba.a liba.a", "m.o --push-state --whole-archive liba.a liba.a --pop-state",
        "m.o --whole-archive liba.a libb.a", "m.o liba.a -u b libb.a",
      ]),
    PeerCase(
      origin: "mold duplicate-error.sh", subject: "two objects, one weak or one lazy",
      objects: ["m.o": "entry; fun foo", "a.o": "fun foo", "w.o": "weakfun foo"],
      steps: ["ar qcs liba.a a.o"],
      lines: ["m.o a.o", "m.o w.o", "m.o liba.a", "w.o m.o"]),
    PeerCase(
      origin: "mold weak-undef.sh", subject: "weak references of objects and members",
      objects: [
        "m.o": "entry; ref a", "a.o": "def a; wref b; wref gone", "b.o": "def b",
        "c.o": "def a; wref b; wref gone", "d.o": "def b",
      ],
      steps: ["ar qcs liba.a a.o b.o"], lines: ["m.o liba.a", "m.o c.o liba.a", "m.o c.o d.o"]),
    PeerCase(
      origin: "mold hidden-weak-undef.sh", subject: "a hidden weak reference",
      objects: ["m.o": "entry; hidden wref foo", "a.o": "def foo"], steps: ["ar qcs liba.a a.o"],
      lines: ["m.o", "m.o liba.a", "m.o a.o"]),
    PeerCase(
      origin: "mold hidden-undef.sh", subject: "a hidden reference that only a shared object meets",
      objects: ["m.o": "entry; hidden ref foo", "s.o": "def foo"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o"],
      lines: ["m.o", "m.o s.o", "m.o libs.so"]),
    PeerCase(
      origin: "mold undefined.sh", subject: "-u of members, in spellings",
      objects: ["m.o": "entry", "a.o": "def foobar; ref x", "b.o": "def x"],
      steps: ["ar qcs liba.a a.o b.o"],
      lines: [
        "m.o -u foobar liba.a", "m.o --undefined foobar liba.a", "m.o -ufoobar liba.a",
        "m.o liba.a",
      ]),
    PeerCase(
      origin: "mold undefined-glob.sh", subject: "patterns",
      objects: ["m.o": "entry", "a.o": "def foo", "b.o": "def bar", "c.o": "def foo1"],
      steps: ["ar qcs liba.a a.o b.o c.o"],
      lines: ["m.o --undefined-glob=foo* liba.a", "m.o --undefined-glob=b?r liba.a"],
      // mold 1.10 does not know the option.
      linkers: [.lld14, .lld21]),
    PeerCase(
      origin: "mold require-defined.sh", subject: "a symbol that must be there",
      objects: ["m.o": "entry", "a.o": "def foobar"], steps: ["ar qcs liba.a a.o"],
      lines: [
        "m.o liba.a", "m.o liba.a --require-defined=foobar", "m.o liba.a --require-defined=xyz",
        "--require-defined foobar m.o liba.a",
      ], linkers: [.bfd, .mold]),
    PeerCase(
      origin: "mold incompatible-libs.sh", subject: "an archive of another class found first",
      objects: ["m.o": "entry; ref hello", "a.o": "def hello"],
      files: ["l32/x.s": ".globl hello\nhello: .long 0\n", "l64/keep": ""],
      steps: [
        "gcc -m32 -c -o l32/x.o l32/x.s", "ar qcs l32/libfoo.a l32/x.o", "ar qcs l64/libfoo.a a.o",
      ],
      lines: ["-Ll32 -Ll64 m.o -lfoo"], linkers: [.bfd, .mold]),
    PeerCase(
      origin: "mold linker-script.sh", subject: "scripts of inputs",
      objects: ["m.o": "entry; ref a", "a.o": "def a; ref b", "b.o": "def b"],
      files: [
        "s1.ld": "INPUT(m.o liba.a libb.a)\n", "s2.ld": "GROUP(libb.a liba.a)\n",
        "d/s3.ld": "INPUT(-la)\nINPUT(-lb)\n", "s4.ld": "/* nothing */\n",
      ], steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["s1.ld", "m.o s2.ld", "m.o -L. d/s3.ld", "s4.ld m.o liba.a libb.a"]),
    PeerCase(
      origin: "mold as-needed.sh", subject: "one needed, one not",
      objects: ["m.o": "entry; ref fn1", "s.o": "fun fn1", "t.o": "fun fn2"],
      steps: [
        "ld.bfd -shared -soname libs.so -o libs.so s.o",
        "ld.bfd -shared -soname libt.so -o libt.so t.o",
      ],
      lines: [
        "m.o libs.so libt.so", "m.o --as-needed libs.so libt.so", "--as-needed libs.so libt.so m.o",
      ]),
    PeerCase(
      origin: "mold as-needed-weak.sh", subject: "a weak reference alone",
      objects: ["m.o": "entry; wref fn1", "s.o": "fun fn1", "t.o": "fun fn2"],
      steps: [
        "ld.bfd -shared -soname libs.so -o libs.so s.o",
        "ld.bfd -shared -soname libt.so -o libt.so t.o",
      ], lines: ["m.o libs.so libt.so", "m.o --as-needed libs.so libt.so"]),
    PeerCase(
      origin: "mold dso-undef.sh", subject: "a shared object wants what a member has",
      objects: [
        "m.o": "entry; ref bar", "s.o": "fun bar; ref foo", "a.o": "fun foo", "n.o": "entry",
      ],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o", "ar qcs liba.a a.o"],
      lines: ["m.o libs.so liba.a", "m.o liba.a libs.so", "n.o liba.a libs.so"]),
    PeerCase(
      origin: "mold comdat.sh", subject: "groups in members",
      objects: [
        "m.o": "entry; ref a b", "a.o": "def a; in:g weak f; ref f",
        "b.o": "def b; in:g weak f; ref f",
        "c.o": "def b; in:g weak f; ref f",
      ], steps: ["ar qcs liba.a a.o b.o"], lines: ["m.o liba.a", "m.o c.o liba.a"]),
    PeerCase(
      origin: "mold resolution order", subject: "weak and strong members in either order",
      objects: [
        "m.o": "entry; ref f", "w.o": "weak f", "s.o": "def f", "x.o": "def g; weak f",
        "y.o": "ref g",
      ],
      steps: [
        "ar qcs libws.a w.o s.o", "ar qcs libsw.a s.o w.o", "ar qcs libw.a w.o",
        "ar qcs libs.a s.o", "ar qcs libx.a x.o",
      ],
      lines: [
        "m.o libws.a", "m.o libsw.a", "m.o libw.a libs.a", "m.o libs.a libw.a",
        "m.o y.o libx.a libs.a", "w.o m.o libs.a",
      ]),
  ]

  private static let moldOptions: [PeerCase] = [
    PeerCase(
      origin: "mold push-pop-state.sh", subject: "nested states",
      objects: ["m.o": "entry", "a.o": "def a", "b.o": "def b"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: [
        "m.o --push-state --whole-archive --push-state --no-whole-archive liba.a --pop-state libb.a --pop-state",
        "m.o --whole-archive --push-state liba.a --pop-state libb.a",
      ]),
    PeerCase(
      origin: "mold wrap.sh", subject: "wrapped in one object and in members",
      objects: [
        "a.o": "def foo", "b.o": "def __wrap_foo; ref __real_foo; ref foo", "m.o": "entry; ref foo",
      ], steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o a.o b.o --wrap foo", "m.o libb.a liba.a --wrap=foo", "m.o liba.a --wrap=foo"]),
    PeerCase(
      origin: "mold allow-multiple-definition.sh", subject: "both spellings",
      objects: ["m.o": "entry; ref foo", "a.o": "def foo", "b.o": "def foo; def b"],
      steps: ["ar qcs libb.a b.o"],
      lines: [
        "m.o a.o b.o", "m.o a.o b.o --allow-multiple-definition", "m.o b.o a.o -z muldefs",
        "m.o a.o -u b libb.a -z muldefs",
      ]),
    PeerCase(
      origin: "mold exclude-libs.sh", subject: "by name and all",
      objects: ["m.o": "entry; ref foo bar", "a.o": "def foo; def x", "b.o": "def bar"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o liba.a libb.a --exclude-libs=libb.a", "m.o liba.a libb.a --exclude-libs ALL"]),
    PeerCase(
      origin: "mold defsym.sh", subject: "values and aliases",
      objects: ["m.o": "entry; ref foo bar", "a.o": "def foo"], steps: ["ar qcs liba.a a.o"],
      lines: [
        "m.o --defsym=foo=16 --defsym=bar=0x2000", "m.o a.o --defsym=bar=foo",
        "m.o --defsym=bar=1 liba.a",
      ]),
    PeerCase(
      origin: "mold defsym-missing-symbol.sh", subject: "an alias of nothing",
      objects: ["m.o": "entry; ref foo"], lines: ["m.o --defsym=foo=gone"],
      linkers: [.bfd, .lld14, .lld21]),
    PeerCase(
      origin: "mold entry.sh", subject: "entry symbols",
      objects: ["a.o": "def foo", "m.o": "entry; def bar", "b.o": "def late"],
      steps: ["ar qcs libb.a b.o"],
      lines: ["-e foo m.o a.o", "-e bar m.o", "-e late m.o libb.a", "m.o libb.a -e late"]),
    PeerCase(
      origin: "mold library.sh", subject: "-l by name, by file name, static only",
      objects: ["m.o": "entry; ref a", "a.o": "def a", "s.o": "def a"], files: ["d/keep": ""],
      steps: ["ar qcs d/liba.a a.o", "ld.bfd -shared -soname liba.so -o d/liba.so s.o"],
      lines: [
        "-Ld -la m.o", "m.o -Ld -la", "m.o -Ld -l:liba.a", "m.o -Ld -Bstatic -la",
        "m.o -Ld -dn -la -dy",
      ]),
    PeerCase(
      origin: "mold unresolved-symbols.sh", subject: "forgiving options",
      objects: ["m.o": "entry; ref foo"],
      lines: [
        "m.o", "m.o --unresolved-symbols=ignore-all", "m.o --unresolved-symbols=report-all",
        "m.o --warn-unresolved-symbols",
      ]),
    PeerCase(
      origin: "mold missing-but-ok.sh", subject: "nobody reaches what is missing",
      objects: ["m.o": "entry; unusedref gone", "a.o": "def a; ref gone"],
      steps: ["ar qcs liba.a a.o"],
      lines: ["m.o", "m.o liba.a", "m.o a.o"]),
    PeerCase(
      origin: "mold start-stop.sh", subject: "bounds of sections",
      objects: [
        "m.o": "entry; ref __start_fn __stop_fn a",
        "a.o": "def a; raw .section fn,\"aw\"; raw .quad 3",
      ], steps: ["ar qcs liba.a a.o"], lines: ["m.o liba.a", "m.o a.o"]),
    PeerCase(
      origin: "mold nocopyreloc / common-ref.sh", subject: "COMMON that a shared object refers to",
      objects: ["m.o": "entry; common foo; ref bar", "s.o": "def bar; ref foo"],
      steps: ["ld.bfd -shared -soname libs.so -o libs.so s.o"],
      lines: ["m.o libs.so", "libs.so m.o"]),
    PeerCase(
      origin: "mold many-archives", subject: "long chains through archives, and circles",
      objects: [
        "m.o": "entry; ref a1", "a.o": "def a1; ref b1", "b.o": "def b1; ref c1",
        "c.o": "def c1; ref a2",
        "d.o": "def a2; ref b2", "e.o": "def b2",
      ], steps: ["ar qcs liba.a a.o d.o", "ar qcs libb.a b.o e.o", "ar qcs libc.a c.o"],
      lines: [
        "m.o liba.a libb.a libc.a", "m.o libc.a libb.a liba.a", "m.o -( liba.a libb.a libc.a -)",
        "m.o liba.a libb.a libc.a liba.a libb.a", "-( libc.a libb.a liba.a -) m.o",
      ]),
  ]
}
