"""Makes a Python that was installed by make one that can be moved, and smaller.

Run by that Python: distribution.py ROOT PREFIX BUILD MODULE...  ROOT is where it is now, PREFIX
what it was configured for, BUILD where it was built, MODULE what has to be in it.
"""
import os, re, shutil, sys

root, prefix, build = sys.argv[1:4]
wanted = sys.argv[4:]
series = "%d.%d" % sys.version_info[:2]
library = os.path.join(root, "lib", "python" + series)

TESTS = ("test", "ctypes/test", "distutils/tests", "idlelib/idle_test", "lib2to3/tests",
         "sqlite3/test", "tkinter/test", "unittest/test")

# A program's first line holds an absolute path; sh finds the interpreter beside the program.
SHEBANG = """#!/bin/sh
'''exec' "$(dirname -- "$(realpath -- "$0")")/python%s" "$0" "$@"
' '''
""" % series

RELOCATION = """
# The directory may have been moved since.
import sys as _sys
build_time_vars = {
    name: value.replace(%r, _sys.base_prefix) if isinstance(value, str) else value
    for name, value in build_time_vars.items()}
"""


def rewrite(path, change):
    with open(path, "rb") as file:
        old = file.read()
    new = change(old)
    if new != old:
        with open(path, "wb") as file:
            file.write(new)


def shrink():
    for name in TESTS:
        shutil.rmtree(os.path.join(library, name), ignore_errors=True)
    for directory, _, names in os.walk(library):
        for name in names:
            if re.search(r"\.opt-[12]\.pyc$", name):
                os.remove(os.path.join(directory, name))


def keep_archives(config):
    """CPython's own build leaves its helper libraries behind; its link words name them."""
    for directory, _, names in os.walk(os.path.join(build, "Modules")):
        for name in names:
            if name.endswith(".a"):
                target = os.path.join(config, os.path.relpath(directory, build))
                os.makedirs(target, exist_ok=True)
                shutil.copyfile(os.path.join(directory, name), os.path.join(target, name))
    copy = os.path.join(config, "libpython%s.a" % series)
    if os.path.exists(copy):
        os.remove(copy)
    os.symlink("../../libpython%s.a" % series, copy)


def loosen():
    scripts = os.path.join(root, "bin")
    first = ("#!%s/bin/python" % prefix).encode()
    for name in os.listdir(scripts):
        path = os.path.join(scripts, name)
        if not os.path.islink(path):
            rewrite(path, lambda text: SHEBANG.encode() + text.partition(b"\n")[2]
                    if text.startswith(first) else text)
    packages = os.path.join(root, "lib", "pkgconfig")
    for name in os.listdir(packages):
        rewrite(os.path.join(packages, name),
                lambda text: re.sub(rb"(?m)^prefix=.*$", b"prefix=${pcfiledir}/../..", text))
    for name in os.listdir(library):
        if name.startswith("_sysconfigdata_"):
            rewrite(os.path.join(library, name), lambda text: text + (RELOCATION % prefix).encode())


def check():
    missing = sorted(set(wanted) - set(sys.builtin_module_names))
    if missing:
        sys.exit("not built in: " + " ".join(missing))
    for name in sys.builtin_module_names:
        __import__(name)
    if os.path.realpath(sys.base_prefix) != os.path.realpath(root):
        sys.exit("it takes %s for its place, not %s" % (sys.base_prefix, root))


check()
shrink()
for name in os.listdir(library):
    if name.startswith("config-"):
        keep_archives(os.path.join(library, name))
loosen()
