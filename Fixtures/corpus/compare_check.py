#!/usr/bin/python3
"""Hold `staticld check` to a linker on the corpus: exit status, undefined and doubly defined symbols, missing libraries.

  compare_check.py --staticld PATH [--linker bfd|gold|lld|mold|PATH] [--cases DIR] [--packages FILE] [--jobs N]
                   [--lines truth,bare,...]

Lines of each case: truth (the stored one, which links), short (its last library taken away), reversed (its libraries in
the opposite order), pkgconfig (what pkg-config prints) and bare (the archive alone).  Prints every disagreement and the
confusion matrix; exit 1 when there is a disagreement.  A PATH is an LLD of another version (/usr/bin/ld.lld-14).
"""
import argparse, collections, json, os, re, shlex, shutil, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run_case
from run_case import DRIVER, run

GNU = {
    'undefined': re.compile(r"(?:undefined reference to|more undefined references to) [`']([^']+)'"),
    'duplicate': re.compile(r"multiple definition of [`']([^']+)'"),
    'missing': re.compile(r"cannot find -l:?([^\s:]+)"),
}
LLD = {
    'undefined': re.compile(r"undefined (?:hidden |protected |internal )?symbol: (\S+)"),
    'duplicate': re.compile(r"duplicate symbol: (\S+)"),
    'missing': re.compile(r"unable to find library -l:?(\S+)"),
}
MOLD = {
    'undefined': re.compile(r"undefined symbol: (?:.*: )?(\S+)$", re.M),
    'duplicate': re.compile(r"duplicate symbol: .*: (\S+)$", re.M),
    'missing': re.compile(r"library not found: :?(\S+)"),
}
SYMBOLS = {'bfd': GNU, 'gold': GNU, 'lld': LLD, 'mold': MOLD}
# Without these a linker names some of the symbols only.
TELLING = {'lld': ['-Wl,--error-limit=0']}


def line_words(case, mode, kind):
    """The words behind the inputs; None where the case has no such line."""
    truth = shlex.split(case['truth_' + mode]) if case['linkable_' + mode] == 'yes' else None
    plain = truth is not None and all(w.startswith('-l') for w in truth)
    if kind == 'bare': return []
    if kind == 'pkgconfig':
        if case['pc'] == '-': return None
        status, out, _ = run(['pkg-config', '--static', '--libs', case['pc']], 60)
        return shlex.split(out) if status == 0 else None
    if kind == 'truth': return truth
    if kind == 'short': return truth[:-1] if plain and truth else None
    if kind == 'reversed': return truth[::-1] if plain and len(truth) > 1 else None


def compare(case, mode, kind, a):
    if mode == 'ref' and case['n_refs'] == '0' or not os.path.exists(case['archive']): return None
    words = line_words(case, mode, kind)
    if words is None: return None
    tmp = tempfile.mkdtemp(prefix='check.', dir=a.tmp)
    try:
        main, ref = tmp + '/main.o', tmp + '/ref.o'
        run_case.asm(a.cases + '/obj/' + ('empty.s' if case['defines_main'] == 'yes' else 'main.s'), main)
        if mode == 'whole':
            line = [main, '-Wl,--whole-archive', case['archive'], '-Wl,--no-whole-archive'] + words
        else:
            run_case.asm(a.cases + '/obj/' + run_case.safe(case['case_id']) + '.ref.s', ref)
            line = [ref] + ([] if kind in ('truth', 'short', 'reversed') else [case['archive']]) + words
        driver = DRIVER[case['language']]
        line = a.words + line
        command = [driver, '-static', '-Wl,--no-demangle'] + TELLING.get(a.linker, []) + line + ['-o', tmp + '/a.out']
        status, out, err = run(command, 300)
        if re.search('terminated with signal|Assertion `|internal error', err):
            return 'crash', err.strip().split('\n')[0][:200], status, 0
        said = out + err
        real = {k: set(p.findall(said)) for k, p in SYMBOLS[a.linker].items()}
        if real['duplicate'] and a.linker in ('lld', 'mold'):
            # These end over duplicates before they look for what is undefined; check tells both.
            _, out, err = run(command + ['-Wl,-z,muldefs'], 300)
            real['undefined'] |= set(SYMBOLS[a.linker]['undefined'].findall(out + err))
        code, out, err = run([a.staticld, 'check', '--cc', driver, '--no-hints', '--format', 'json'] + line, 300)
        if code not in (0, 1): return 'error', 'rc=%d %s' % (code, err.strip()[:200]), status, code
        answer = json.loads(out)
        ours = {
            'undefined': {u['symbol'] for u in answer['unresolved']},
            'duplicate': {d['symbol'] for d in answer['duplicates']},
            'missing': {m for f in answer['findings'] for m in re.findall(r'cannot find -l(\S+)', f['message'])},
        }
        if a.linker == 'mold':
            # It prints no versions of references.
            ours['undefined'] = {s.split('@')[0] for s in ours['undefined']}
        # GNU ld gives up at the first linker script (libm.a) behind a missing input, and at a shared object in a static
        # link; check names the rest, too.
        refused = 'attempted static link of dynamic object' in said and any('static link' in f['message'] for f in answer['findings'])
        if (real['missing'] or refused) and real['missing'] <= ours['missing']: real['missing'] = ours['missing']
        differences = ['%s: only ld %s, only check %s' % (k, sorted(real[k] - ours[k])[:4], sorted(ours[k] - real[k])[:4])
                       for k in real if real[k] != ours[k]]
        verdict = 'agree' if (status == 0) == (code == 0) else 'differ'
        return verdict, '; '.join(differences), status, code
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--staticld', required=True)
    p.add_argument('--linker', default='bfd')
    p.add_argument('--cases', default=run_case.HERE)
    p.add_argument('--packages', help='file of package names: only their cases')
    p.add_argument('--jobs', type=int, default=1)
    p.add_argument('--lines', default='truth,short,reversed,pkgconfig,bare')
    p.add_argument('--every', type=int, default=1, help='only every Nth line')
    a = p.parse_args()
    run_case.HERE = a.cases
    cases = run_case.cases().values()
    if a.packages:
        names = set(open(a.packages).read().split())
        cases = [c for c in cases if c['package'] in names]
    a.tmp = tempfile.mkdtemp(prefix='compare-check.')
    if '/' in a.linker:
        # The driver takes the `ld.lld` that it finds first.
        os.mkdir(a.tmp + '/linker')
        os.symlink(a.linker, a.tmp + '/linker/ld.lld')
        os.environ['COMPILER_PATH'] = a.tmp + '/linker'
        a.linker = 'lld'
    a.words = [] if a.linker == 'bfd' else ['-fuse-ld=' + a.linker]
    jobs = [(c, m, k) for c in cases for m in ('whole', 'ref') for k in a.lines.split(',')]
    jobs = jobs[::a.every]
    matrix, wrong, crashes = collections.Counter(), 0, 0
    with ThreadPoolExecutor(a.jobs) as pool:
        for job, r in zip(jobs, pool.map(lambda j: compare(*j, a), jobs)):
            if r is None: continue
            verdict, detail, status, code = r
            if verdict == 'crash':
                crashes += 1
                print('%s %s %s: the linker crashes: %s' % (job[0]['case_id'], job[1], job[2], detail), flush=True)
                continue
            matrix[status == 0, code == 0] += 1
            if verdict != 'agree' or detail:
                wrong += 1
                print('%s %s %s: ld %d, check %d: %s' % (job[0]['case_id'], job[1], job[2], status, code, detail), flush=True)
    shutil.rmtree(a.tmp, ignore_errors=True)
    print('lines %d: both link %d, both fail %d, only ld links %d, only check links %d; lines that differ in anything %d; '
          'linker crashes %d' % (sum(matrix.values()), matrix[True, True], matrix[False, False], matrix[True, False],
                                 matrix[False, True], wrong, crashes))
    sys.exit(1 if wrong or not matrix else 0)


main()
