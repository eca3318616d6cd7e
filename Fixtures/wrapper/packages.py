#!/usr/bin/python3
"""Link every module of the corpus that has a .pc file with what `PKG_CONFIG --static --libs` answers.

  packages.py --pkg-config PROGRAM [--cases DIR] [--packages FILE] [--jobs N]

Prints the modules whose line fails although one that links is stored, and the share that links; exit 1 below 98 %.
"""
import argparse, os, shlex, shutil, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'corpus'))
import run_case
from run_case import DRIVER, run


def attempt(case, mode, a):
    tmp = tempfile.mkdtemp(prefix='packages.', dir=a.tmp)
    try:
        main, ref = tmp + '/main.o', tmp + '/ref.o'
        run_case.asm(a.cases + '/obj/' + ('empty.s' if case['defines_main'] == 'yes' else 'main.s'), main)
        status, out, err = run([a.pkg_config, '--static', '--libs', case['pc']], 120)
        if status: return False, err.strip()[:300]
        words = shlex.split(out)
        if mode == 'whole': line = [main, '-Wl,--whole-archive', case['archive'], '-Wl,--no-whole-archive'] + words
        else:
            run_case.asm(a.cases + '/obj/' + run_case.safe(case['case_id']) + '.ref.s', ref)
            line = [ref] + words
        status, out, err = run([DRIVER[case['language']], '-static'] + line + ['-o', tmp + '/a.out'], 300)
        return status == 0, ' '.join(words) + ': ' + run_case.fail_class(out + err)
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--pkg-config', required=True); p.add_argument('--cases', default=run_case.HERE)
    p.add_argument('--packages'); p.add_argument('--jobs', type=int, default=1)
    a = p.parse_args(); run_case.HERE = a.cases; a.tmp = tempfile.mkdtemp(prefix='staticld-packages.')
    names = set(open(a.packages).read().split()) if a.packages else None
    jobs = [(c, m) for c in run_case.cases().values() for m in ('whole', 'ref')
            if c['pc'] != '-' and c['linkable_' + m] == 'yes' and os.path.exists(c['archive'])
            and (m == 'whole' or c['n_refs'] != '0') and (not names or c['package'] in names)]
    good = 0
    with ThreadPoolExecutor(a.jobs) as pool:
        for (case, mode), (links, detail) in zip(jobs, pool.map(lambda j: attempt(*j, a), jobs)):
            good += links
            if not links: print('%s %s: %s' % (case['case_id'], mode, detail), flush=True)
    shutil.rmtree(a.tmp, ignore_errors=True)
    print('%d of %d link (%.1f %%)' % (good, len(jobs), 100 * good / len(jobs)))
    return 0 if good >= 0.98 * len(jobs) else 1


if __name__ == '__main__': sys.exit(main())
