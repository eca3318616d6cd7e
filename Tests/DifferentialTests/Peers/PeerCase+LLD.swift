import LinkerObservers

extension PeerCase {
  /// Subjects of lld/test/ELF.
  static let lld = lldArchives + lldOptions + lldSymbols + lldShared

  private static let archive = "ar qcs liba.a a.o"
  private static let archives = ["ar qcs liba.a a.o", "ar qcs libb.a b.o"]

  private static let lldArchives: [PeerCase] = [
    PeerCase(
      origin: "lld archive.s", subject: "a weak reference leaves a member where it is",
      objects: [
        "m.o": "entry; ref end1; wref foo; wref bar", "a.o": "def end1", "b.o": "def foo",
        "c.o": "def bar; weak foo", "x.o": "def bar; weak foo",
      ], steps: ["ar qcs liba.a a.o b.o c.o", "ar qcsT libt.a a.o b.o c.o"],
      lines: ["m.o liba.a", "m.o libt.a", "m.o liba.a x.o", "m.o x.o liba.a"]),
    PeerCase(
      origin: "lld archive-fetch.s", subject: "members that want what they give",
      objects: [
        "m.o": "entry; ref x", "a.o": "def x; ref y; unusedref x", "b.o": "def y; ref x; ref y",
      ], steps: ["ar qcs liba.a a.o b.o"], lines: ["m.o liba.a", "liba.a m.o", "m.o liba.a liba.a"]),
    PeerCase(
      origin: "lld archive-no-index.s", subject: "an archive without an index",
      objects: ["m.o": "entry; ref a", "a.o": "def a"], steps: ["ar qcS liba.a a.o"],
      lines: ["m.o liba.a", "liba.a m.o", "m.o --whole-archive liba.a"]),
    PeerCase(
      origin: "lld archive-as-start-lib.s", subject: "one order without an index, one with",
      objects: ["m.o": "entry; ref a", "a.o": "def a; ref b", "b.o": "def b", "c.o": "def a b"],
      steps: ["ar qcS libn.a c.o a.o b.o", "ar qcs liba.a c.o a.o b.o"],
      lines: ["m.o liba.a", "m.o libn.a", "m.o liba.a libn.a"]),
    PeerCase(
      origin: "lld archive-thin-missing-member.s", subject: "a member's file is gone",
      objects: ["m.o": "entry; ref a", "n.o": "entry", "a.o": "def a", "b.o": "def b"],
      steps: ["ar qcsT liba.a a.o b.o", "rm a.o"],
      lines: ["m.o liba.a", "n.o liba.a", "n.o --whole-archive liba.a"]),
    PeerCase(
      origin: "lld archive-thin-missing-member.s", subject: "the file of a member nobody wants",
      objects: ["m.o": "entry; ref b", "a.o": "def a", "b.o": "def b"],
      steps: ["ar qcsT liba.a a.o b.o", "rm a.o"], lines: ["m.o liba.a"]),
    PeerCase(
      origin: "lld empty-archive.s", subject: "archives without members",
      objects: ["m.o": "entry", "a.o": "def a"],
      steps: ["ar qcs liba.a a.o", "ar d liba.a a.o", "ar qcsT libt.a"],
      lines: ["m.o liba.a", "m.o libt.a", "--whole-archive liba.a libt.a m.o"]),
    PeerCase(
      origin: "lld lazy-arch-conflict.s",
      subject: "an archive and a --start-lib that give the same",
      objects: ["m.o": "entry; ref a", "a.o": "def a", "b.o": "def a; def b"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o liba.a --start-lib b.o --end-lib", "m.o --start-lib b.o --end-lib liba.a"],
      linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "lld start-lib.s", subject: "objects that are taken when they are wanted",
      objects: ["m.o": "entry; ref eager", "a.o": "def foo", "b.o": "def bar", "e.o": "def eager"],
      lines: [
        "m.o a.o b.o e.o", "m.o -u bar --start-lib a.o b.o e.o", "m.o --start-lib a.o b.o e.o",
        "m.o --start-lib a.o b.o --end-lib e.o", "--start-lib e.o a.o --end-lib m.o b.o",
      ], linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "lld start-lib.s", subject: "brackets that do not close or nest",
      objects: ["m.o": "entry"],
      lines: ["m.o --start-lib --start-lib", "m.o --start-group --start-lib", "m.o --end-lib"],
      linkers: [.lld14, .lld21]),
    PeerCase(
      origin: "lld start-lib-comdat.s", subject: "groups of objects between --start-lib",
      objects: [
        "m.o": "entry; ref z; in:zed weak z", "a.o": "in:zed weak z; def q", "b.o": "ref q; def r",
      ],
      lines: ["m.o --start-lib a.o --end-lib", "--start-lib a.o --end-lib m.o b.o", "m.o b.o a.o"],
      linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "lld whole-archive.s", subject: "every member, then again by need",
      objects: ["m.o": "entry; ref a", "a.o": "def a", "b.o": "def b"],
      steps: ["ar qcs liba.a a.o b.o", "ar qcsT libt.a a.o b.o", "ar qcS libn.a a.o b.o"],
      lines: [
        "m.o liba.a", "m.o --whole-archive liba.a", "m.o --whole-archive --no-whole-archive liba.a",
        "--whole-archive libt.a --no-whole-archive m.o",
        "m.o --whole-archive liba.a --no-whole-archive liba.a", "m.o liba.a --whole-archive liba.a",
        "--whole-archive libn.a m.o",
      ]),
    PeerCase(
      origin: "lld why-extract.s", subject: "chains through archives, either way",
      objects: [
        "m.o": "entry; ref a", "a.o": "def a", "ab.o": "def a; ref b", "b.o": "def b",
      ], steps: ["ar qcs liba.a a.o", "ar qcs libab.a ab.o", "ar qcs libb.a b.o"],
      lines: [
        "m.o a.o libb.a", "m.o libab.a libb.a", "m.o libab.a", "libb.a libab.a m.o",
        "m.o liba.a libb.a -u b", "-u b m.o liba.a libb.a",
      ]),
    PeerCase(
      origin: "lld why-extract.s", subject: "the entry symbol in an archive",
      objects: ["m.o": "def m", "a.o": "def a; ref b", "b.o": "def b"],
      steps: ["ar qcs liba.a a.o", "ar qcs libb.a b.o"],
      lines: ["m.o liba.a libb.a -e a", "m.o libb.a liba.a -e a", "-e a libb.a liba.a m.o"]),
    PeerCase(
      origin: "lld warn-backrefs.s", subject: "references backward, in groups and scripts",
      objects: ["m.o": "entry; ref foo", "a.o": "def foo"],
      files: [
        "io.ld": "INPUT ( m.o liba.a )\n", "gr.ld": "GROUP ( liba.a m.o )\n",
        "one.ld": "GROUP ( liba.a )\n",
      ],
      steps: [archive],
      lines: [
        "m.o liba.a", "liba.a m.o", "liba.a -( m.o -)", "-( liba.a m.o -)", "io.ld", "gr.ld",
        "one.ld m.o", "-( one.ld m.o -)", "one.ld m.o one.ld", "liba.a m.o liba.a",
        "-u foo liba.a m.o",
      ]),
    PeerCase(
      origin: "lld warn-backrefs.s", subject: "COMMON backward, and a shared object behind",
      objects: [
        "m.o": "entry; ref foo", "c.o": "common obj", "s.o": "def obj", "f.o": "fun foo; ref obj",
        "w.o": "weak foo",
      ],
      steps: [
        "ar qcs libc.a c.o", "ar qcs libs.a s.o", "ar qcs libw.a w.o", "ar qcs libf.a f.o",
        "ld.bfd -shared -soname libd.so -o libd.so w.o",
      ],
      lines: [
        "libc.a m.o f.o", "libc.a m.o f.o libs.a", "libw.a m.o f.o libs.a",
        "libf.a m.o libd.so libs.a", "libf.a m.o libd.so libf.a libs.a",
      ]),
    PeerCase(
      origin: "lld common-archive-lookup.s", subject: "a member with a COMMON symbol of its own",
      objects: [
        "m.o": "entry; ref bar", "r.o": "fun bar; ref block; common block",
        "d.o": "fun bar; def block", "s.o": "def block", "w.o": "weak block",
        "e.o": "fun bar; def block", "t.o": "def block",
        "q.o": "fun bar; ref block; common block",
      ],
      steps: ["ar qcs lib1.a r.o s.o", "ar qcs lib2.a r.o w.o", "ar qcs lib3.a d.o s.o"],
      lines: [
        "m.o lib1.a", "m.o lib2.a", "m.o lib3.a", "m.o e.o lib1.a", "m.o lib1.a t.o",
        "m.o q.o lib3.a",
      ]),
    PeerCase(
      origin: "lld common-archive-lookup.s", subject: "the same between --start-lib",
      objects: [
        "m.o": "entry; ref bar", "r.o": "fun bar; ref block; common block",
        "d.o": "fun bar; def block", "s.o": "def block", "w.o": "weak block",
      ],
      lines: [
        "m.o --start-lib r.o w.o --end-lib", "m.o d.o --start-lib r.o s.o --end-lib",
        "m.o --start-lib r.o d.o --end-lib s.o", "m.o --start-lib r.o s.o --end-lib",
      ], linkers: [.gold, .lld14, .lld21, .mold]),
    PeerCase(
      origin: "lld incompatible.s", subject: "an object of another class that somebody wants",
      objects: ["m.o": "entry; wref foo", "n.o": "entry; ref foo"],
      files: ["x.s": ".globl foo\nfoo: .long 0\n"],
      steps: ["gcc -m32 -c -o x.o x.s", "ar qcs libx.a x.o"],
      lines: ["m.o x.o", "m.o libx.a", "n.o libx.a"]),
    PeerCase(
      origin: "lld incompatible.s", subject: "a library of another class in front of the right one",
      objects: ["m.o": "entry; ref foo", "a.o": "def foo"],
      files: ["d/x.s": ".globl foo\nfoo: .long 0\n", "e/keep": ""],
      steps: ["gcc -m32 -c -o d/x.o d/x.s", "ar qcs d/libfoo.a d/x.o", "ar qcs e/libfoo.a a.o"],
      lines: ["m.o -Ld -Le -lfoo"], linkers: [.bfd, .mold]),
    PeerCase(
      origin: "lld bad-archive.s", subject: "what is no archive",
      objects: ["m.o": "entry"],
      files: [
        "liba.a": "!<arch>\nnonsense follows here and goes on\n", "libb.a": "!<arch>\nfew\n",
      ], lines: ["m.o liba.a", "m.o libb.a", "--whole-archive liba.a m.o"]),
    PeerCase(
      origin: "lld invalid-linkerscript.test", subject: "what is neither object nor script",
      objects: ["m.o": "entry"], files: ["x.o": "no script at all {\n"], lines: ["m.o x.o"]),
    PeerCase(
      origin: "lld libsearch.s", subject: "which file -l finds",
      objects: ["m.o": "entry; ref bar", "a.o": "def bar", "s.o": "def bar", "d.o": "def dynonly"],
      files: ["d1/keep": "", "d2/keep": ""],
      steps: [
        "ar qcs d1/libls.a a.o", "ld.bfd -shared -soname libls.so -o d1/libls.so s.o",
        "ar qcs d2/libls2.a a.o", "ld.bfd -shared -soname libdyn.so -o d2/libdyn.so d.o",
      ],
      lines: [
        "m.o -Ld1 -lls", "m.o -Ld1 -Bstatic -lls", "m.o -Ld1 -Bstatic -Bdynamic -lls",
        "m.o -Ld1 -l:libls.a", "m.o -Ld1 -l:libls.so", "m.o -Ld1 -Ld2 -lls2",
        "m.o -Ld2 -lls", "m.o -Ld1 -static -lls", "m.o -Ld2 -Ld1 -Bstatic -ldyn -lls",
        "m.o -lls -Ld1",
      ]),
    PeerCase(
      origin: "lld linkerscript/input-archive.s", subject: "scripts that name archives",
      objects: ["m.o": "entry; ref a", "a.o": "def a; ref b", "b.o": "def b"],
      files: [
        "d/in.ld": "INPUT ( liba.a ) INPUT ( -lb )\n",
        "gr.ld": "GROUP ( libb.a AS_NEEDED ( liba.a ) )\n",
        "ext.ld": "EXTERN ( a )\n", "libc.a": "GROUP ( liba.a libb.a )\n",
      ], steps: archives,
      lines: [
        "m.o -L. d/in.ld", "m.o gr.ld", "gr.ld m.o", "m.o -L. -lc", "--whole-archive gr.ld m.o",
      ]),
  ]

  private static let lldOptions: [PeerCase] = [
    PeerCase(
      origin: "lld push-state.s", subject: "switches that are put away",
      objects: ["m.o": "entry; wref b", "a.o": "def a", "b.o": "def b", "s.o": "def c"],
      steps: archives + ["ld.bfd -shared -soname libs.so -o libs.so s.o"],
      lines: [
        "m.o --push-state --whole-archive liba.a --pop-state libb.a",
        "m.o --whole-archive --push-state --no-whole-archive liba.a --pop-state libb.a",
        "m.o --push-state --as-needed libs.so --pop-state", "m.o --pop-state",
        "m.o -L. --push-state -Bstatic -la --pop-state -lb",
      ]),
    PeerCase(
      origin: "lld undefined-opt.s", subject: "-u asks, and is forgotten",
      objects: ["m.o": "entry", "a.o": "def a; ref b", "b.o": "def b; def c"], steps: archives,
      lines: [
        "m.o -u a liba.a libb.a", "m.o --undefined=a liba.a libb.a", "m.o liba.a libb.a -u a",
        "-u nobody m.o liba.a", "-u c -u a m.o libb.a liba.a", "-u a m.o liba.a",
      ]),
    PeerCase(
      origin: "lld undefined-glob.s", subject: "a pattern asks",
      objects: ["m.o": "entry", "a.o": "def foo1", "b.o": "def foo2; def bar"], steps: archives,
      lines: [
        "m.o --undefined-glob foo1 liba.a libb.a", "m.o --undefined-glob foo* liba.a libb.a",
      ],
      linkers: [.lld14, .lld21]),
    PeerCase(
      origin: "lld entry.s", subject: "an entry symbol that is nowhere is only missed",
      objects: ["m.o": "def m", "n.o": "entry"],
      lines: ["m.o", "n.o -e foobar", "-e m m.o", "n.o -e 0x1000"]),
    PeerCase(
      origin: "lld trace-symbols.s", subject: "tracing a symbol takes nothing",
      objects: ["m.o": "entry; wref foo", "a.o": "def foo; def bar"], steps: [archive],
      lines: ["m.o -y foo liba.a", "m.o --trace-symbol=bar liba.a"]),
    PeerCase(
      origin: "lld wrap.s", subject: "names wrapped among objects",
      objects: [
        "m.o": "entry; ref foo __wrap_foo __real_foo",
        "w.o": "def foo; def __wrap_foo; def __real_foo", "f.o": "def foo", "v.o": "def __wrap_foo",
      ],
      lines: [
        "m.o w.o -wrap foo", "m.o f.o v.o --wrap foo", "m.o f.o v.o --wrap=nosuch",
        "m.o v.o --wrap foo",
        "m.o w.o -wrap foo -wrap foo",
      ], linkers: [.bfd, .gold, .lld14, .lld21]),
    PeerCase(
      origin: "lld wrap-with-archive.s", subject: "the wrapper is a member",
      objects: [
        "m.o": "entry; ref get", "g.o": "def get", "w.o": "def __wrap_get; ref __real_get",
      ], steps: ["ar qcs libw.a w.o", "ar qcs libg.a g.o", "ar qcs libgw.a g.o w.o"],
      lines: [
        "m.o libg.a libw.a --wrap get", "m.o libw.a libg.a --wrap get", "m.o libgw.a --wrap get",
        "m.o libw.a --wrap get", "m.o libg.a --wrap get", "libgw.a m.o --wrap get",
      ]),
    PeerCase(
      origin: "lld wrap-weak.s", subject: "a weak wrapper, a weak original",
      objects: [
        "m.o": "entry; ref foo", "w.o": "weak __wrap_foo; ref __real_foo", "f.o": "weak foo",
        "n.o": "entry; wref foo",
      ], steps: ["ar qcs libw.a w.o f.o"],
      lines: ["m.o w.o f.o --wrap foo", "m.o libw.a --wrap foo", "n.o libw.a --wrap foo"]),
    PeerCase(
      origin: "lld wrap-no-real.s", subject: "nobody asks for the original",
      objects: ["m.o": "entry; ref foo", "f.o": "def foo", "w.o": "def __wrap_foo"],
      steps: ["ar qcs libf.a f.o"],
      lines: ["m.o w.o libf.a --wrap foo", "m.o w.o --wrap foo", "w.o libf.a m.o --wrap foo"]),
    PeerCase(
      origin: "lld defsym.s", subject: "symbols of the command line",
      objects: ["m.o": "entry; ref foo2", "a.o": "def foo1", "b.o": "def foo2"], steps: archives,
      lines: [
        "m.o --defsym=foo2=0x10 libb.a", "--defsym=foo2=0x10 m.o libb.a",
        "m.o libb.a --defsym foo2=1",
        "m.o a.o --defsym=foo2=foo1",
      ]),
    PeerCase(
      origin: "lld defsym.s", subject: "an alias of what a member has",
      objects: ["m.o": "entry; ref x", "a.o": "def foo"], steps: [archive],
      lines: [
        "m.o liba.a --defsym=x=foo", "--defsym=x=foo liba.a m.o", "--defsym=x=foo m.o liba.a",
      ]),
    PeerCase(
      origin: "lld defsym-reserved-syms.s", subject: "names that linkers define themselves",
      objects: ["m.o": "entry; ref end etext", "a.o": "def end", "b.o": "def etext; ref end"],
      steps: archives, lines: ["m.o", "m.o liba.a", "m.o b.o", "m.o a.o b.o", "m.o libb.a liba.a"]),
    PeerCase(
      origin: "lld exclude-libs.s", subject: "members that nobody outside is to see",
      objects: ["m.o": "entry; ref fn", "a.o": "def fn; ref g", "b.o": "def g"], steps: archives,
      lines: [
        "m.o liba.a libb.a --exclude-libs ALL", "m.o liba.a libb.a --exclude-libs=liba.a",
        "m.o --exclude-libs liba.a,libb.a liba.a libb.a",
      ]),
    PeerCase(
      origin: "lld allow-multiple-definition.s", subject: "the first of two wins",
      objects: ["a.o": "entry; def x; ref x", "b.o": "def x; def y; ref x", "c.o": "weak x"],
      steps: ["ar qcs libb.a b.o"],
      lines: [
        "a.o b.o", "a.o b.o --allow-multiple-definition", "a.o b.o -z muldefs",
        "b.o a.o -z muldefs",
        "c.o a.o b.o -z muldefs", "a.o -u y libb.a -z muldefs",
      ]),
    PeerCase(
      origin: "lld unresolved-symbols.s", subject: "what is missing and forgiven",
      objects: ["m.o": "entry; ref gone", "a.o": "def a"],
      lines: [
        "m.o", "m.o --unresolved-symbols=ignore-all", "m.o --warn-unresolved-symbols",
        "m.o --noinhibit-exec",
      ]),
    PeerCase(
      origin: "lld gc-sections.s", subject: "an unused reference to nothing",
      objects: [
        "m.o": "entry; ref a", "a.o": "def a", "b.o": "def b; ref gone", "c.o": "def c; ref gone",
      ],
      steps: ["ar qcs liba.a a.o b.o"],
      lines: [
        "m.o liba.a --gc-sections", "m.o liba.a c.o --gc-sections", "m.o liba.a c.o",
        "m.o --whole-archive liba.a",
      ]),
  ]
}
