#!/usr/bin/python3
"""Build real projects without and with the drop-in, in one place, and compare what came out.

  projects.py --prefix DIR [--work DIR] [--jobs N] [--static|--repair] [PROJECT...]

DIR is where staticld is installed: DIR/libexec/staticld/bin stands first in PATH for the second build.  Executables, shared
objects, archives, config.h, CMakeCache.txt and Meson's results must be the same, byte for byte.  The sources are Debian's,
fetched through an apt configuration of their own; they want dpkg-dev, autoconf, automake, libtool, cmake, meson, cargo and swift.  Exit status: 0 all the same, 1 not, 77 nothing could be fetched.

--static configures projects for static executables and lists the probes whose answers differ: each must be one whose named
library lacked its own dependencies, which the drop-in's log tells; one that the log does not name is a fault.

--repair builds static executables of projects that do not link without the drop-in and must link and run with it.
"""
import argparse, difflib, fcntl, filecmp, hashlib, json, os, re, shutil, subprocess, sys

RUST = {'Cargo.toml': '[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\ndebug = 0\nincremental = false\n',
        'src/main.rs': 'fn main() { println!("{:?}", std::env::args().collect::<Vec<_>>()); }\n'}
SWIFT = {'Package.swift': '// swift-tools-version: 5.9\nimport PackageDescription\nlet package = Package(name: "hello", targets: [.executableTarget(name: "hello")])\n',
         'Sources/hello/main.swift': 'print("hello")\n'}
# A symbol that only libbsd has, asked for without and with it; a library that lacks its own dependencies (libpng's libz); one that
# is nowhere.  Only the third may be answered otherwise with the drop-in.
CMAKE = {'CMakeLists.txt': """cmake_minimum_required(VERSION 3.13)
project(probes C)
include(CheckFunctionExists)
include(CheckLibraryExists)
include(CheckSymbolExists)
check_function_exists(strlcpy HAVE_STRLCPY)
check_symbol_exists(strlcpy string.h HAVE_STRLCPY_DECLARED)
check_function_exists(getrandom HAVE_GETRANDOM)
check_function_exists(pow HAVE_POW)
check_library_exists(m pow "" HAVE_LIBM)
check_library_exists(bsd strlcpy "" HAVE_LIBBSD)
check_library_exists(png png_create_read_struct "" HAVE_LIBPNG)
check_library_exists(png no_such_function "" HAVE_NO_SUCH_FUNCTION)
check_library_exists(nosuchlibrary main "" HAVE_NO_SUCH_LIBRARY)
"""}
MESON = {'meson.build': """project('probes', 'c')
c = meson.get_compiler('c')
found = configuration_data()
foreach name : ['strlcpy', 'getrandom', 'pow', 'no_such_function']
  found.set('HAVE_' + name.to_upper(), c.has_function(name))
endforeach
m = c.find_library('m')
bsd = c.find_library('bsd')
png = c.find_library('png', static: true)
found.set('HAVE_LIBM', c.has_function('pow', dependencies: m))
found.set('HAVE_LIBBSD', c.has_function('strlcpy', dependencies: bsd))
found.set('HAVE_LIBPNG', c.links('int png_create_read_struct(void); int main(void) { return png_create_read_struct(); }', dependencies: png))
configure_file(output: 'config.h', configuration: found)
"""}
# What is built, by source package or by files of our own; the commands run in a shell.
PROJECTS = {
    'zlib': ('zlib', './configure && make -j$JOBS all'),
    'lua': ('lua5.4', 'make -j$JOBS -C src linux-noreadline'),
    'expat': ('expat', 'cd expat 2>/dev/null || true; autoreconf -fi; ./configure --without-docbook && make -j$JOBS'),
    'curl': ('curl', 'autoreconf -fi; ./configure --without-ssl --without-libpsl --disable-manual CFLAGS=-O0 && make -j$JOBS'),
    'sqlite': ('sqlite3', './configure --disable-tcl CFLAGS=-O0 && make -j$JOBS sqlite3 libsqlite3.la'),
    'fmt': ('fmtlib', 'mkdir build && cd build && cmake -DCMAKE_BUILD_TYPE=Release -DFMT_TEST=OFF -DBUILD_SHARED_LIBS=ON .. && make -j$JOBS'),
    'jsoncpp': ('libjsoncpp', 'meson setup build && ninja -C build'),
    'rust': (RUST, 'cargo build --offline' ),
    'swift': (SWIFT, 'swift build -Xswiftc -gnone $SWIFT_TOOLS'),
}
STATIC = {
    'curl': ('curl', 'autoreconf -fi; ./configure --disable-shared --with-openssl --without-libpsl --disable-manual LDFLAGS=-static PKG_CONFIG="pkg-config --static" CFLAGS=-O0'),
    'sqlite': ('sqlite3', './configure --disable-tcl --disable-shared LDFLAGS=-static CFLAGS=-O0'),
    'cmake': (CMAKE, 'cmake -B build -DCMAKE_EXE_LINKER_FLAGS=-static'),
    'meson': (MESON, 'meson setup build -Dc_link_args=-static'),
}
# Built as their own instructions say, but for -static; the program that must run.
REPAIR = {
    'lua': ('lua5.4', 'make -j$JOBS -C src linux-readline MYLDFLAGS=-static', 'src/lua -v'),
    'curl': ('curl', 'autoreconf -fi; ./configure --disable-shared --with-openssl --without-libpsl --without-librtmp --disable-ldap --with-brotli --with-nghttp2 --disable-manual CFLAGS=-O0 && '
             'make -j$JOBS LDFLAGS=-all-static', 'src/curl --version'),
    'wget': ('wget', './configure --with-ssl=openssl --with-libpsl --disable-nls LDFLAGS=-static CFLAGS=-O0 && make -j$JOBS', 'src/wget --version'),
}


def fetch(package, work):
    """The unpacked source of a Debian package; of several runs in one work directory, one fetches it."""
    with open(os.path.join(work, 'fetch.lock'), 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return fetch_alone(package, work)


def fetch_alone(package, work):
    place = os.path.join(work, 'sources', package)
    if os.path.isdir(place): return place
    apt = os.path.join(work, 'apt'); os.makedirs(apt + '/lists/partial', exist_ok=True); os.makedirs(apt + '/archives/partial', exist_ok=True)
    os.makedirs(os.path.join(work, 'download'), exist_ok=True)
    targets = subprocess.run(['apt-get', 'indextargets', '--no-release-info', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Created-By: Packages'],
                             capture_output=True, text=True).stdout
    name = re.search(r'^VERSION_CODENAME=(.*)$', open('/etc/os-release').read(), re.M).group(1)
    sources = sorted({'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main' % (u, r)
                      for u, r, c in (l.split() for l in targets.split('\n') if l) if r == name and c == 'main'})
    open(apt + '/sources.list', 'w').write('\n'.join(sources) + '\n')
    options = ['-qq', '-o', 'Dir::State=' + apt, '-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'Dir::Cache=' + apt, '-o', 'Dir::Etc::sourcelist=' + apt + '/sources.list',
               '-o', 'Dir::Etc::sourceparts=/dev/null', '-o', 'APT::Sandbox::User=', '-o', 'Acquire::Languages=none', '-o', 'Acquire::Retries=3']
    if not os.path.exists(apt + '/updated'):
        if subprocess.run(['apt-get'] + options + ['update']).returncode: sys.exit(77)
        open(apt + '/updated', 'w').close()
    if subprocess.run(['apt-get'] + options + ['source', '--download-only', package], cwd=work + '/download').returncode: sys.exit(77)
    description = [f for f in os.listdir(work + '/download') if f.startswith(package + '_') and f.endswith('.dsc')]
    os.makedirs(work + '/sources', exist_ok=True)
    shutil.rmtree(place + '.part', ignore_errors=True)
    subprocess.run(['dpkg-source', '--no-check', '--skip-patches', '-x', work + '/download/' + description[0], place + '.part'], check=True, stdout=subprocess.DEVNULL)
    os.rename(place + '.part', place)
    return place


def build(source, command, place, a, wrapped):
    shutil.rmtree(place, ignore_errors=True)
    if isinstance(source, dict):
        for name, text in source.items():
            os.makedirs(os.path.dirname(os.path.join(place, name)), exist_ok=True); open(os.path.join(place, name), 'w').write(text)
    else: shutil.copytree(fetch(source, a.work), place, symlinks=True)
    libexec = os.path.join(a.prefix, 'libexec/staticld')
    env = dict(os.environ, LC_ALL='C', SOURCE_DATE_EPOCH='1700000000', JOBS=str(a.jobs), SWIFT_TOOLS='', CARGO_TARGET_DIR='target')
    for name in list(env):
        if name.startswith('STATICLD') or name in ('MAKEFLAGS', 'MAKELEVEL'): del env[name]
    if wrapped:
        env['PATH'] = libexec + '/bin:' + env['PATH']
        env['SWIFT_TOOLS'] = '-Xswiftc -tools-directory -Xswiftc ' + libexec
        env['RUSTFLAGS'] = '-Clinker=' + a.prefix + '/bin/staticld-cc'
        env['STATICLD_LOG'] = place + '.links'
    elif isinstance(source, dict) and source is RUST: env['RUSTFLAGS'] = '-Clinker=cc'
    if os.path.exists(place + '.links'): os.remove(place + '.links')
    return subprocess.run(['sh', '-c', 'set -e\n' + command], cwd=place, env=env, capture_output=True, text=True, errors='replace')


def must_build(source, command, place, a, wrapped):
    done = build(source, command, place, a, wrapped)
    if done.returncode: sys.exit('%s fails %s the drop-in:\n%s' % (place, 'with' if wrapped else 'without', (done.stdout + done.stderr)[-3000:]))


def results(place, libexec):
    """What was built and what was found out, by file: digest and, of text, the lines."""
    found = {}
    for directory, _, files in os.walk(place):
        for name in files:
            path = os.path.join(directory, name)
            if os.path.islink(path): continue
            data = open(path, 'rb').read()
            key = os.path.relpath(path, place)
            if name.endswith('config.h') or name in ('CMakeCache.txt', 'config.mk', 'intro-dependencies.json', 'compile_commands.json'):
                # The one thing that has to differ is where the compiler was found.
                data = data.replace((libexec + '/bin/').encode(), b'/usr/bin/')
                found[key] = data.decode('utf-8', 'replace')
            elif data[:4] == b'\x7fELF' and data[16:18] != b'\x01\x00' or data[:8] == b'!<arch>\n':
                # cargo keeps what it hashed the linker's name into under other names.
                key = re.sub(r'-[0-9a-f]{16}(?=$|\.)', '', key)
                if '/incremental/' not in key: found[key] = hashlib.sha256(data).hexdigest()
    return found


def compare(name, plain, wrapped):
    bad = sorted(k for k in plain.keys() | wrapped.keys() if plain.get(k) != wrapped.get(k))
    kinds = [sum(len(v) == 64 for v in plain.values()), sum(len(v) != 64 for v in plain.values())]
    print('%s: %d files built and %d results of configuring, %d differ' % (name, kinds[0], kinds[1], len(bad)), flush=True)
    for key in bad:
        print('  ' + key)
        if len(plain.get(key, '')) != 64:
            for line in difflib.unified_diff(plain.get(key, '').split('\n'), wrapped.get(key, '').split('\n'), lineterm='', n=0): print('    ' + line)
    return bad or not kinds[0]


def probes(place):
    """What a configuration found out: autoconf's answers, CMake's, Meson's."""
    forms = (('config.log', r'^(?P<name>ac_cv_(?!env_)[A-Za-z0-9_]+)=(?P<value>.*)$'), ('build/CMakeCache.txt', r'^(?P<name>HAVE_[A-Z_]+):[A-Z]+=(?P<value>.*)$'),
             ('build/config.h', r'^#(?P<value>define|undef) (?P<name>HAVE_[A-Z_]+)'))
    return {m['name']: m['value'] for name, form in forms if os.path.exists(os.path.join(place, name))
            for m in re.finditer(form, open(os.path.join(place, name), errors='replace').read(), re.M)}


def links(place):
    return [json.loads(l) for l in open(place + '.links')] if os.path.exists(place + '.links') else []


def transparent(name, source, command, place, a):
    libexec = os.path.join(a.prefix, 'libexec/staticld')
    must_build(source, command, place, a, False); plain = results(place, libexec)
    must_build(source, command, place, a, True)
    return compare(name, plain, results(place, libexec))


def answers_as_before(name, source, command, place, a):
    """Every probe whose answer changed must be one that the drop-in mended by its library's own dependencies."""
    must_build(source, command, place, a, False); before = probes(place)
    must_build(source, command, place, a, True); after = probes(place)
    changed = sorted(k for k in before.keys() | after.keys() if after.get(k) != before.get(k))
    mended = [l for l in links(place) if l['result'] == 'mended']
    print('%s: %d probes, %d changed, %d mended' % (name, len(before), len(changed), len(mended)), flush=True)
    for key in changed: print('  %s: %s, now %s' % (key, before.get(key), after.get(key)))
    for link in mended: print('  mended %s: %s' % (link.get('output'), link['note']))
    return len(changed) > len(mended) or not before


def repaired(name, source, command, program, place, a):
    plain = build(source, command, place, a, False)
    if not plain.returncode:
        print('%s: links without the drop-in, too' % name); return True
    must_build(source, command, place, a, True)
    words = program.split(); words[0] = os.path.join(place, words[0])
    run = subprocess.run(words, capture_output=True, text=True)
    static = 'INTERP' not in subprocess.run(['readelf', '-lW', words[0]], capture_output=True, text=True).stdout
    print('%s: fails without, %s with the drop-in; %s' % (name, 'static' if static else 'NOT STATIC', (run.stdout + run.stderr).split('\n')[0]), flush=True)
    for link in links(place):
        if link['result'] == 'mended': print('  mended %s: %s' % (link.get('output'), link['note']))
    return run.returncode or not static


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('project', nargs='*'); p.add_argument('--prefix', required=True); p.add_argument('--work', default='.build/transparency')
    p.add_argument('--jobs', type=int, default=2); p.add_argument('--static', action='store_true'); p.add_argument('--repair', action='store_true')
    a = p.parse_args(); a.work = os.path.abspath(a.work); a.prefix = os.path.abspath(a.prefix); os.makedirs(a.work, exist_ok=True)
    table, judge, kind = (REPAIR, repaired, 'repair-') if a.repair else (STATIC, answers_as_before, 'static-') if a.static else (PROJECTS, transparent, '')
    bad = [name for name in a.project or table if judge(name, *table[name], os.path.join(a.work, kind + name), a)]
    if bad: print('not as they should be: ' + ' '.join(bad))
    return 1 if bad else 0


if __name__ == '__main__': sys.exit(main())
