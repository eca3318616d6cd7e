#!/usr/bin/python3
"""Take libraries away from lines that link, turn lines around, and link them through the drop-in.

  repair.py --wrapper DIR [--cases DIR] [--packages FILE] [--linkers bfd,lld,mold] [--jobs N]

DIR holds staticld-cc, staticld-c++ and staticld-gfortran.  Of each stored line every needed library is taken away once, and
the line is reversed.  A line counts when it fails as it is and the rules may mend it: none of the symbols that the linker
misses is asked for by an object of the line itself.  Prints what was not mended; exit 1 below 95 %.
"""
import argparse, collections, os, re, shlex, shutil, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'corpus'))
import run_case
from run_case import DRIVER, run

DROP_IN = {'gcc': 'staticld-cc', 'g++': 'staticld-c++', 'gfortran': 'staticld-gfortran'}
UNDEFINED = re.compile(r"undefined (?:reference to|symbol:|symbol) [`']?([^\s'`>]+)")


def lines_of(case, mode):
    """(kind, words behind the inputs), for each way in which the stored line can be spoilt."""
    if case['linkable_' + mode] != 'yes': return
    words = shlex.split(case['truth_' + mode])
    for i, w in enumerate(words):
        if w.startswith('-l') or w.endswith('.a'): yield 'without ' + w, words[:i] + words[i + 1:]
    if len(words) > 1 and all(w.startswith('-l') for w in words): yield 'reversed', words[::-1]


def attempt(case, mode, kind, words, linker, a):
    tmp = tempfile.mkdtemp(prefix='repair.', dir=a.tmp)
    try:
        main, ref = tmp + '/main.o', tmp + '/ref.o'
        run_case.asm(a.cases + '/obj/' + ('empty.s' if case['defines_main'] == 'yes' else 'main.s'), main)
        objects = [main]
        line = [main, '-Wl,--whole-archive', case['archive'], '-Wl,--no-whole-archive'] + words
        if mode == 'ref':
            run_case.asm(a.cases + '/obj/' + run_case.safe(case['case_id']) + '.ref.s', ref)
            objects, line = [ref], [ref] + words
        driver = DRIVER[case['language']]
        args = ['-static', '-Wl,--no-demangle'] + ([] if linker == 'bfd' else ['-fuse-ld=' + linker]) + line
        limit = [] if linker != 'lld' else ['-Wl,--error-limit=0']
        status, out, err = run([driver] + args + limit + ['-o', tmp + '/plain'], 300)
        if status == 0: return 'links', ''
        missed = {s.strip("'`") for s in UNDEFINED.findall(out + err)}
        own = {l.split()[-1] for l in run(['nm', '-u'] + objects, 60)[1].split('\n') if ' U ' in l}
        if kind != 'reversed' and (not missed or missed & own): return 'own', ''
        wrapper = os.path.join(a.wrapper, DROP_IN[driver])
        status, out, err = run([wrapper] + args + ['-o', tmp + '/mended'], 300)
        if status: return 'failed', err[-2000:]
        ran = run([tmp + '/mended'], 20)[0]
        # A program that fails when everything is on its line is no worse for having been mended.
        return ('mended', '') if ran == 0 or case['exec_' + mode] == 'fail' else ('dies', str(ran))
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--wrapper', required=True); p.add_argument('--cases', default=run_case.HERE)
    p.add_argument('--packages'); p.add_argument('--linkers', default='bfd,lld,mold')
    p.add_argument('--jobs', type=int, default=1); p.add_argument('--every', type=int, default=1, help='only every Nth line')
    a = p.parse_args(); run_case.HERE = a.cases; a.tmp = tempfile.mkdtemp(prefix='staticld-repair.')
    names = set(open(a.packages).read().split()) if a.packages else None
    jobs = []
    for case in run_case.cases().values():
        if names and case['package'] not in names or not os.path.exists(case['archive']): continue
        for mode in 'whole', 'ref':
            if mode == 'ref' and case['n_refs'] == '0': continue
            for kind, words in lines_of(case, mode):
                jobs += [(case, mode, kind, words, linker) for linker in a.linkers.split(',')]
    jobs = jobs[::a.every]; totals = collections.Counter()
    with ThreadPoolExecutor(a.jobs) as pool:
        for job, (result, detail) in zip(jobs, pool.map(lambda j: attempt(*j, a), jobs)):
            totals[job[4], result] += 1
            if result in ('failed', 'dies'):
                print('%s %s %s (%s): %s\n%s' % (job[0]['case_id'], job[1], job[2], job[4], result, detail), flush=True)
    shutil.rmtree(a.tmp, ignore_errors=True)
    good = True
    for linker in a.linkers.split(','):
        count = {r: totals[linker, r] for r in ('links', 'own', 'mended', 'failed', 'dies')}
        mendable = count['mended'] + count['failed'] + count['dies']
        share = 100 * count['mended'] / mendable if mendable else 0
        good &= share >= 95
        print('%s: %d of %d mended and run (%.1f %%); %d link as they are, %d lack what an object asks for' % (
            linker, count['mended'], mendable, share, count['links'], count['own']))
    return 0 if good else 1


if __name__ == '__main__': sys.exit(main())
