#!/usr/bin/python3
"""Make `numpython`, one static executable with CPython and NumPy, and show what it can do.

  flagship.py --prefix DIR [--work DIR] [--python DIR] [--numpy VERSION[+openblas]...] [--set] [--tests] [--busy]

DIR is where staticld is installed.  A static CPython is made (`staticld python distribution`) unless --python has one; for each
version NumPy is built from its sources with its own lapack_lite or with OpenBLAS, captured, and linked into work/numpython-VERSION;
that has to do its work in an empty chroot, and its calls for files are counted beside those of a shared Python with the same wheel.
With --set markupsafe, PyYAML, msgpack, greenlet and Pillow are in the program, too, which GNU ld, LLD and mold link; with --tests
NumPy's own tests run in both.  On a machine that is --busy with other things times are shown and not judged.  What is there from an
earlier run is used again.  Exit status: 0 all is well, 1 not.
"""
import argparse, glob, json, os, re, shutil, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
# Debian has no static liblcms2.
EXTRA = {'pillow==10.4.0': ['-Clcms=disable']}
# How many calls for files `import numpy` may make: OpenBLAS looks at the machine's processors and caches.
LIMITS = {'none': 12, 'openblas': 17}
TESTED = {'1': ['core', 'linalg', 'fft', 'random', 'polynomial', 'ma'], '2': ['_core', 'linalg', 'fft', 'random', 'polynomial', 'ma']}
# Where a frozen NumPy cannot do what a test asks of it.
EXPLAINED = {
    'test_mem_policy|test_cstruct|test_limited_api': 'compiles an extension module, to import it',
    'test_no_suboffsets': "wants CPython's own test module _testbuffer",
    'test_huge_': 'is left out where too little memory is free',
}
SET = {
    'markupsafe==2.1.5': 'import markupsafe._speedups as s; assert str(s.escape("<a>")) == "&lt;a&gt;"',
    'PyYAML==6.0.1': 'import yaml; assert yaml.load("a: [1, 2]", Loader=yaml.CSafeLoader) == {"a": [1, 2]}',
    'msgpack==1.0.8': 'import msgpack._cmsgpack as m; assert m.unpackb(m.Packer().pack([1, {"a": 2}])) == [1, {"a": 2}]',
    'greenlet==3.0.3': 'import greenlet; assert greenlet.greenlet(lambda x: x + 1).switch(4) == 5',
    'pillow==10.4.0': """
import io, PIL.Image, PIL.features
for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
    file = io.BytesIO(); PIL.Image.new("RGB", (8, 8), (255, 0, 0)).save(file, kind); file.seek(0)
    image = PIL.Image.open(file).convert("RGB"); assert image.size == (8, 8) and image.getpixel((4, 4))[0] > 240, kind
assert all(PIL.features.check(f) for f in ("jpg", "zlib", "libtiff", "webp"))""",
}
RUNNER = '''import importlib, os, sys
here = os.path.dirname(os.path.abspath(sys.argv[0])); sys.path.insert(0, os.path.join(here, "site"))
import numpy, numpy.testing
if not hasattr(numpy, "__file__"):
    for name in sys.argv[1:] + ["lib"]:
        importlib.import_module("numpy." + name).__path__.append(os.path.join(here, "numpy", name))
        # Of some, what numpy.testing wants is frozen.
        tests = sys.modules.get("numpy.%s.tests" % name)
        if tests: tests.__path__.append(os.path.join(here, "numpy", name, "tests"))
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--import-mode=importlib", "--rootdir", here, "--tb=line", "-rpfExX", "--continue-on-collection-errors"]
                     + ["numpy/%s/tests" % name for name in sys.argv[1:]]))
'''


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, errors='replace', **options)
    if done.returncode: raise SystemExit('%s fails:\n%s' % (' '.join(map(str, words))[:300], (done.stdout + done.stderr)[-3000:]))
    return done.stdout + done.stderr


def say(*words): print(*words, flush=True)


class Flagship:
    def __init__(self, a):
        self.a, self.staticld, self.failed = a, a.prefix + '/bin/staticld', False
        self.python = a.python or self.path('python')
        self.shared = self.path('shared/bin/python')

    def path(self, name): return os.path.join(self.a.work, name)

    def check(self, text, good):
        say('  %s %s' % ('ok  ' if good else 'FAIL', text)); self.failed |= not good

    def prepare(self):
        if not os.path.exists(self.python):
            say('python: a static CPython'); run([self.staticld, 'python', 'distribution', '-o', self.python, '--work', self.path('cpython')])
        if not os.path.exists(self.shared):
            run(['/usr/bin/python3', '-m', 'venv', self.path('shared')])
            # Debian 12's knows no -C, and of several settings of one key the last alone.
            run([self.shared, '-m', 'pip', 'install', '-q', 'pip>=23.1'])

    def capture(self, wanted, options, place=None):
        """The directory with a wheel and the captured modules of one package."""
        place = place or self.path(wanted.replace('==', '-')); done = place + '/captured/manifest.json'
        if not (os.path.exists(done) and json.load(open(done))['state'] == 'finished'):
            say('capturing %s' % os.path.basename(place)); start = time.time(); shutil.rmtree(place, ignore_errors=True); os.makedirs(place)
            run([self.staticld, 'capture', '-o', place + '/captured', '--', self.shared, '-m', 'pip', 'wheel', '-q', '--no-deps', '--no-cache-dir',
                 '--no-binary', wanted.split('==')[0], '-w', place] + options + [wanted])
            say('  %d modules in %.0f s' % (len(json.load(open(done))['libraries']), time.time() - start))
        return place

    def build(self, output, places, *options):
        start = time.time()
        words = [self.staticld, 'python', 'build', '--python', self.python, '-o', output, '--strip', '--exclude', 'numpy.distutils']
        for place in places: words += ['--manifest', place + '/captured/manifest.json', '--wheel', glob.glob(place + '/*.whl')[0]]
        text = run(words + list(options))
        say('%s: %.1f MB, %.1f s: %s' % (os.path.basename(output), os.path.getsize(output) / 1e6, time.time() - start, text.strip().split('\n')[-1].split(': ', 2)[-1]))

    # What it can do

    def chroot(self, program):
        """Runs the checks where there is nothing but the program, and then with /proc, /dev and /tmp."""
        if subprocess.run(['unshare', '-m', 'true'], capture_output=True).returncode: return say('  (the checks in a chroot want root)')
        checks = open(os.path.join(HERE, 'checks.py')).read()
        root = self.path('root'); shutil.rmtree(root, ignore_errors=True); os.makedirs(root); shutil.copy(program, root + '/numpython')
        words = ['env', '-i', '/usr/sbin/chroot', root, '/numpython', '-c', checks]
        self.lines('empty chroot', subprocess.run(words, capture_output=True, text=True))
        script = 'set -e; cd "$1"; shift; mkdir -p proc tmp dev/shm; mount -t proc proc proc; mount -t tmpfs shm dev/shm; mknod -m 666 dev/null c 1 3; exec "$@"'
        self.lines('with /proc, /dev, /tmp', subprocess.run(['unshare', '-m', 'sh', '-c', script, 'sh', root] + words, capture_output=True, text=True))

    def lines(self, where, done):
        say('  %s:' % where); say('\n'.join('    ' + line for line in (done.stdout + done.stderr).strip().split('\n')))
        self.failed |= done.returncode != 0

    def files(self, program, limit, shared):
        """Calls for files over `import numpy`, and times, beside the shared Python with the same wheel."""
        rows = [(os.path.basename(program), [program, '-I', '-c', 'import numpy']), ('shared Python', [shared, '-I', '-c', 'import numpy'])]
        say('  %-22s %6s %7s %13s' % ('import numpy', 'calls', 'ENOENT', 'Python files'))
        for name, words in rows:
            log = self.path('strace.txt'); run(['strace', '-f', '-e', 'trace=%file', '-o', log] + words)
            calls = [line for line in open(log, errors='replace') if re.match(r'(\d+ +)?\w+\(', line)]
            count = (len(calls), sum('ENOENT' in c for c in calls), sum(bool(re.search(r'\.(py|pyc|so)\b', c)) for c in calls))
            say('  %-22s %6d %7d %13d' % ((name,) + count))
            if words[0] == program: own = count
        say('  %-22s %6d %7d' % ("Kitware's static one", 57, 55))
        self.check('at most %d calls, none in vain, none for a Python file' % limit, own[0] <= limit and own[1:] == (0, 0))
        for title, code in ('start', 'pass'), ('import numpy', 'import numpy'):
            times = {name: [] for name, _ in rows}
            for _ in range(21):
                for name, words in rows:
                    start = time.perf_counter(); subprocess.run(words[:-1] + [code], check=True); times[name].append(time.perf_counter() - start)
            medians = [statistics.median(times[name]) * 1000 for name, _ in rows]
            self.check('%s: %.1f ms, shared %.1f ms' % ((title,) + tuple(medians)), self.a.busy or medians[0] < medians[1])

    def tests(self, program, series, place, shared):
        """NumPy's own tests: test files and pytest on disk, NumPy frozen here, shared there."""
        home = place + '/tests'; shutil.rmtree(home, ignore_errors=True); os.makedirs(home + '/numpy')
        # Later versions of hypothesis are compiled.
        run([shared, '-m', 'pip', 'install', '-q', '--target', home + '/site', 'pytest<8', 'hypothesis==6.100.0', 'setuptools<70', 'typing_extensions'])
        installed = run([shared, '-c', 'import numpy, os; print(os.path.dirname(numpy.__file__))']).strip()
        shutil.copy(installed + '/conftest.py', home + '/numpy')
        # One of _core's wants a helper of lib's.
        for name in TESTED[series] + ['lib']: shutil.copytree('%s/%s/tests' % (installed, name), '%s/numpy/%s/tests' % (home, name))
        open(home + '/run.py', 'w').write(RUNNER)
        results = []
        # One after the other: some tests ask for nearly all of the memory.
        for kind, python in ('static', program), ('shared', shared):
            log = '%s/%s.txt' % (home, kind)
            subprocess.run([python, 'run.py'] + TESTED[series], cwd=home, stdout=open(log, 'w'), stderr=subprocess.STDOUT)
            text = open(log, errors='replace').read()
            results.append({m[2]: m[1] for m in re.finditer(r'^(PASSED|FAILED|ERROR|XFAIL|XPASS) (\S+)', text, re.M)})
            say('  %s: %s' % (kind, text.strip().split('\n')[-1].strip('= ')))
        unexplained, differing = 0, sorted(n for n in set(results[0]) | set(results[1]) if results[0].get(n) != results[1].get(n))
        for name in differing:
            why = next((why for pattern, why in EXPLAINED.items() if re.search(pattern, name)), None); unexplained += not why
            say('    %s: %s, shared %s%s' % (name, results[0].get(name), results[1].get(name), why and ' (%s)' % why or ''))
        self.check("NumPy's tests: %d results, %d differ, %d of them for no known reason" % (len(results[1]), len(differing), unexplained),
                   results[1] and not unexplained)

    def version(self, variant):
        version, _, blas = variant.partition('+'); blas = blas or 'none'
        options = ['-Csetup-args=-Dblas=' + blas, '-Csetup-args=-Dlapack=' + blas]
        if blas == 'none' and version[0] != '1': options.append('-Csetup-args=-Dallow-noblas=true')
        place = self.capture('numpy==' + version, options, self.path('numpy-' + variant)); program = self.path('numpython-' + variant)
        self.build(program, [place]); self.chroot(program)
        home = self.path('shared-' + variant); shared = home + '/bin/python'
        if not os.path.exists(home + '/done'):
            run(['/usr/bin/python3', '-m', 'venv', home]); run([shared, '-m', 'pip', 'install', '-q', '--no-deps', glob.glob(place + '/*.whl')[0]]); open(home + '/done', 'w').close()
        self.files(program, LIMITS[blas], shared)
        if self.a.tests: self.tests(program, version[0], place, shared)
        return place

    def set(self, numpy):
        places = [numpy] + [self.capture(wanted, EXTRA.get(wanted, [])) for wanted in SET]
        for linker in 'bfd', 'lld', 'mold':
            program = self.path('set-' + linker); self.build(program, places, '--linker', linker)
            for wanted, code in dict(SET, numpy='import numpy; assert numpy.ones(3).sum() == 3').items():
                done = subprocess.run([program, '-I', '-c', code], capture_output=True, text=True)
                self.check('%s in a program of %s %s' % (wanted, linker, done.stderr.strip()[-300:]), done.returncode == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--prefix', required=True); parser.add_argument('--work', default='flagship'); parser.add_argument('--python')
    parser.add_argument('--numpy', action='append'); parser.add_argument('--set', action='store_true'); parser.add_argument('--tests', action='store_true')
    parser.add_argument('--busy', action='store_true')
    a = parser.parse_args()
    a.prefix, a.work, a.python = os.path.abspath(a.prefix), os.path.abspath(a.work), a.python and os.path.abspath(a.python)
    os.makedirs(a.work, exist_ok=True)
    flagship = Flagship(a); flagship.prepare()
    places = [flagship.version(version) for version in a.numpy or ['1.26.4', '2.2.6']]
    if a.set: flagship.set(places[0])
    return flagship.failed


sys.exit(main())
