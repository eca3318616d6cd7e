#!/usr/bin/python3
"""Capture the builds of Python packages and other projects, and use what was captured.

  packages.py --prefix DIR [--work DIR] [--python PYTHON] [NAME...]

DIR is where staticld is installed.  A Python package is built as a wheel, which must work; each of its modules is combined with
only its init function kept, and all of them are linked into one static interpreter (Debian's libpython3.11.a), by GNU ld, LLD and
mold, which must import them without their shared objects.  A project's captured libraries must define what its shared objects
export.  Exit status: 0 all is well, 1 not.
"""
import argparse, glob, json, os, re, shutil, subprocess, sys, zipfile

# By package: what is fetched, how it is told to build, what must work with it.
PACKAGES = {
    'markupsafe': ('markupsafe==2.1.5', [], 'import markupsafe._speedups as s; assert str(s.escape("<a>")) == "&lt;a&gt;"'),
    'pyyaml': ('PyYAML==6.0.1', [], 'import yaml; assert yaml.load("a: [1, 2]", Loader=yaml.CSafeLoader) == {"a": [1, 2]}'),
    'msgpack': ('msgpack==1.0.8', [], 'import msgpack, msgpack._cmsgpack; assert msgpack._cmsgpack.unpackb(msgpack._cmsgpack.Packer().pack([1, {"a": 2}])) == [1, {"a": 2}]'),
    'greenlet': ('greenlet==3.0.3', [], 'import greenlet; assert greenlet.greenlet(lambda x: x + 1).switch(4) == 5'),
    # Debian's libpython3.11.a has no _contextvars, which NumPy needs: it is only linked here.
    'numpy': ('numpy==1.26.4', ['-Csetup-args=-Dblas=none', '-Csetup-args=-Dlapack=none'], None),
}
# Debian sources with shared libraries: CMake, autoconf with libtool, Meson.
PROJECTS = {
    'fmt': ('fmtlib', 'mkdir build && cd build && cmake -DFMT_TEST=OFF -DBUILD_SHARED_LIBS=ON .. && make -j2'),
    'expat': ('expat', 'cd expat 2>/dev/null || true; autoreconf -fi; ./configure --without-docbook && make -j2'),
    'jsoncpp': ('libjsoncpp', 'meson setup build && ninja -C build'),
}
FINDER = '''import sys, _imp, importlib.machinery as m, importlib.util as u
class Builtins:
    def find_spec(name, path=None, target=None):
        return u.spec_from_loader(name, m.BuiltinImporter) if name in sys.builtin_module_names else None
sys.meta_path.insert(0, Builtins)
'''


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, errors='replace', **options)
    if done.returncode: raise SystemExit('%s fails:\n%s' % (' '.join(map(str, words))[:300], (done.stdout + done.stderr)[-3000:]))
    return done.stdout + done.stderr


def symbols(path, dynamic):
    words = ['nm', '--defined-only', '-g'] + (['-D'] if dynamic else []) + [path]
    # Symbols without a type of their own are the linker's.
    return {l.split()[-1].split('@')[0] for l in run(words).split('\n') if re.match(r'^[0-9a-f]+ [TDBRVWu] ', l)} - {'_init', '_fini', '_edata', '_end', '__bss_start'}


def package(name, a):
    wanted, options, test = PACKAGES[name]
    place = os.path.join(a.work, name); shutil.rmtree(place, ignore_errors=True); os.makedirs(place)
    captured = os.path.join(place, 'captured')
    run([a.prefix + '/bin/staticld', 'capture', '-o', captured, '--', a.python, '-m', 'pip', 'wheel', '-q', '--no-deps', '--no-cache-dir', '--no-binary',
         wanted.split('==')[0], '-w', place] + options + [wanted])
    manifest = json.load(open(captured + '/manifest.json')); modules = [l for l in manifest['libraries'] if l['kind'] == 'module']
    wheel = glob.glob(place + '/*.whl')[0]; inside = zipfile.ZipFile(wheel)
    shared = sorted(n.split('.cpython')[0].replace('/', '.') for n in inside.namelist() if n.endswith('.so'))
    missing = set(shared) - {m['name'] for m in modules}
    if missing or manifest['problems']: raise SystemExit('%s: not captured: %s %s' % (name, sorted(missing), manifest['problems']))
    site = os.path.join(place, 'site'); inside.extractall(site)
    if test: run([a.python, '-c', test], env=dict(os.environ, PYTHONPATH=site))
    table = []
    for module in modules:
        init = 'PyInit_' + module['name'].replace('.', '__')
        run([a.prefix + '/bin/staticld', 'combine', '--needed', '--keep', module['initFunction'], '--rename', module['initFunction'] + '=' + init,
             '-o', place + '/' + module['name'] + '.a', captured + '/' + module['archive']])
        table.append((module['name'], init))
    open(place + '/main.c', 'w').write('#include <Python.h>\n' + ''.join('PyObject *%s(void);\n' % i for _, i in table) + 'int main(int argc, char **argv) {\n'
        + ''.join('  PyImport_AppendInittab("%s", %s);\n' % entry for entry in table) + '  return Py_BytesMain(argc, argv);\n}\n')
    run(['cc', '-I/usr/include/python3.11', '-c', 'main.c'], cwd=place)
    archives = [n + '.a' for n, _ in table]
    line = run([a.prefix + '/bin/staticld', 'resolve', 'main.o'] + archives + ['-lpython3.11'], cwd=place).split()
    # The pure part of the wheel, and no shared object.
    for path in glob.glob(site + '/**/*.so', recursive=True): os.remove(path)
    for linker in ('bfd', 'lld', 'mold'):
        run(['cc', '-fuse-ld=' + linker, '-static', '-o', 'app-' + linker] + line, cwd=place)
        code = test and FINDER + test or 'pass'
        run([place + '/app-' + linker, '-c', code], env=dict(os.environ, PYTHONPATH=site, PYTHONHOME='/usr'))
    print('%s: %d modules of %d members, one executable with bfd, lld and mold%s' % (
        name, len(modules), sum(len(m['members']) for m in modules), ', works' if test else ''), flush=True)
    if name == 'numpy': legacy(place, captured)


def legacy(place, captured):
    """mtrand's build of the distributions and the other one must both be there."""
    copies = {}
    for linker in ('bfd', 'lld', 'mold'):
        text = run(['objdump', '-d', '--no-show-raw-insn', '--no-addresses', '--disassemble=random_beta', place + '/app-' + linker])
        copies[linker] = len(set(re.findall(r'<random_beta>:\n(.*?)(?:\n\n|\Z)', text, re.S)))
    addresses = {l: len(re.findall(r' t random_beta$', run(['nm', place + '/app-' + l]), re.M)) for l in copies}
    print('numpy: copies of random_beta: %s, different ones: %s' % (addresses, copies))
    if min(addresses.values()) < 2 or min(copies.values()) < 2: raise SystemExit('random_beta: one version has taken the place of another')


def project(name, a):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../wrapper'))
    import projects
    source, command = PROJECTS[name]; place = os.path.join(a.work, name); shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(projects.fetch(source, a.work), place, symlinks=True)
    captured = place + '.captured'; shutil.rmtree(captured, ignore_errors=True)
    run([a.prefix + '/bin/staticld', 'capture', '-o', captured, '--', 'sh', '-c', 'set -e\n' + command], cwd=place)
    libraries = json.load(open(captured + '/manifest.json'))['libraries']
    if not libraries: raise SystemExit(name + ': nothing captured')
    for library in libraries:
        lost = symbols(library['output'], True) - symbols(captured + '/' + library['archive'], False)
        if lost: raise SystemExit('%s: %s lacks %s' % (name, library['archive'], sorted(lost)[:5]))
    print('%s: %s' % (name, ', '.join('%s of %d members' % (l['archive'], len(l['members'])) for l in libraries)), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('name', nargs='*'); p.add_argument('--prefix', required=True); p.add_argument('--work', default='.build/capture'); p.add_argument('--python', default='/usr/bin/python3')
    a = p.parse_args(); a.work = os.path.abspath(a.work); a.prefix = os.path.abspath(a.prefix); os.makedirs(a.work, exist_ok=True)
    for name in a.name or [*PACKAGES, *PROJECTS]: (package if name in PACKAGES else project)(name, a)


if __name__ == '__main__': main()
