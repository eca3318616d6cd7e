#!/usr/bin/python3
"""Hold the warnings and notes of `staticld check` on lines that link to their verdicts.

  collect.py --staticld PATH [--cases DIR] [--packages FILE] [--jobs N] [--write]
  collect.py --draw N [--seed N]

Runs check over the stored good lines of the corpus and compares what it says with verdicts.tsv: a finding without a
verdict fails, as does one of a line that was run that is not found any more.  A verdict is true (the statement holds,
and is worth knowing) or false, and says why.  --write takes the new list; what has no verdict gets '?'.
Prints the share of warnings that are true.  --draw prints that many of the judged warnings, drawn by chance, with the
seed by which the same ones are drawn again.
"""
import argparse, collections, csv, json, os, random, shlex, shutil, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'corpus'))
import run_case
from run_case import DRIVER, run

COLUMNS = ['case', 'mode', 'severity', 'id', 'place', 'message', 'verdict', 'why']
# What the archive itself says; the linker prints the same.
QUIET = {'runtime-files'}


def check(case, mode, a):
    if case['linkable_' + mode] != 'yes' or not os.path.exists(case['archive']): return None
    if mode == 'ref' and case['n_refs'] == '0': return None
    words = shlex.split(case['truth_' + mode])
    tmp = tempfile.mkdtemp(prefix='findings.', dir=a.tmp)
    try:
        main, ref = tmp + '/main.o', tmp + '/ref.o'
        run_case.asm(a.cases + '/obj/' + ('empty.s' if case['defines_main'] == 'yes' else 'main.s'), main)
        if mode == 'whole':
            line = [main, '-Wl,--whole-archive', case['archive'], '-Wl,--no-whole-archive'] + words
        else:
            run_case.asm(a.cases + '/obj/' + run_case.safe(case['case_id']) + '.ref.s', ref)
            line = [ref] + words
        code, out, err = run([a.staticld, 'check', '--cc', DRIVER[case['language']], '--no-hints', '--format', 'json'] + line, 300)
        if code not in (0, 1): return [('error', 'rc=%d' % code, '', err.strip()[:200])]
        answer = json.loads(out)
        # A library that is not installed here says nothing.
        if any(f['id'] == 'missing-library' for f in answer['findings']): return None
        rows = []
        for f in answer['findings']:
            if f['id'] in QUIET and 'statically linked' in f['message']: continue
            place = f.get('place') or {}
            short = os.path.basename(place.get('path', '')) + ('(%s)' % place['member'] if 'member' in place else '')
            rows.append((f['severity'], f['id'], short, f['message']))
        return rows
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def draw(verdicts, count, seed):
    warnings = sorted(r for r in verdicts if r[2] == 'warning')
    drawn = random.Random(seed).sample(warnings, min(count, len(warnings)))
    for row in drawn: print('\t'.join(row + verdicts[row]))
    true = sum(verdicts[r][0] == 'true' for r in drawn)
    print('seed %d: %d of %d warnings drawn, %d true (%.0f %%)' % (seed, len(drawn), len(warnings), true, 100 * true / max(len(drawn), 1)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--staticld')
    p.add_argument('--cases', default=run_case.HERE)
    p.add_argument('--packages', help='file of package names: only their cases')
    p.add_argument('--jobs', type=int, default=1)
    p.add_argument('--write', action='store_true')
    p.add_argument('--draw', type=int, metavar='N')
    p.add_argument('--seed', type=int, default=random.randrange(1 << 32))
    a = p.parse_args()
    if not (a.draw or a.staticld): p.error('--staticld PATH or --draw N')
    run_case.HERE = a.cases
    cases = run_case.cases().values()
    if a.packages:
        names = set(open(a.packages).read().split())
        cases = [c for c in cases if c['package'] in names]
    path = HERE + '/verdicts.tsv'
    verdicts = {}
    if os.path.exists(path):
        for r in csv.DictReader(open(path), delimiter='\t', quoting=csv.QUOTE_NONE):
            verdicts[tuple(r[k] for k in COLUMNS[:6])] = (r['verdict'], r['why'])
    if a.draw: return draw(verdicts, a.draw, a.seed)
    a.tmp = tempfile.mkdtemp(prefix='findings.')
    jobs = [(c, m) for c in cases for m in ('whole', 'ref')]
    found, ran = [], set()
    with ThreadPoolExecutor(a.jobs) as pool:
        for (case, mode), rows in zip(jobs, pool.map(lambda j: check(*j, a), jobs)):
            if rows is None: continue
            ran.add((case['case_id'], mode))
            found += [(case['case_id'], mode) + tuple(x.replace('\t', ' ').replace('\n', ' ') for x in r) for r in rows]
    shutil.rmtree(a.tmp, ignore_errors=True)
    if a.write:
        with open(path, 'w') as f:
            f.write('\t'.join(COLUMNS) + '\n')
            kept = [k for k in verdicts if k[:2] not in ran]
            for row in sorted(set(found) | set(kept)):
                f.write('\t'.join(row + verdicts.get(row, ('?', ''))) + '\n')
    new = [r for r in found if r not in verdicts]
    gone = [k for k in verdicts if k[:2] in ran and k not in set(found)]
    for row in new: print('no verdict: ' + '\t'.join(row))
    for row in gone: print('not found: ' + '\t'.join(row))
    counts = collections.Counter((r[2], r[3], verdicts.get(r, ('?',))[0]) for r in found)
    for key, count in sorted(counts.items()): print('%-8s %-22s %-6s %d' % (key + (count,)))
    warnings = [verdicts.get(r, ('?',))[0] for r in found if r[2] == 'warning']
    print('lines %d, warnings %d, of which true %d; notes %d; errors %d' % (
        len(ran), len(warnings), warnings.count('true'), sum(r[2] == 'note' for r in found), sum(r[2] == 'error' for r in found)))
    sys.exit(1 if new or gone or not ran else 0)


main()
