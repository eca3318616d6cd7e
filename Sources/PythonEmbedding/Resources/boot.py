"""The first module of a program made by staticld: from here on nothing is looked for in files.

It stands in front of every other finder, knows the builtin modules by their dotted names and the
frozen ones with their data, and leaves the finder of sys.path where it was: without an entry in
sys.path that opens nothing.
"""
import sys
import _imp
import _staticld
from _frozen_importlib import BuiltinImporter, ModuleSpec

ROOT = "<frozen>"
_builtins = frozenset(sys.builtin_module_names)
# The standard library asks for these to learn where it is: no directory need be read for that.
_nowhere = frozenset((
    # Cython and NumPy ask for these, which exist for older Pythons only.
    "backports_abc", "pickle5",
    "_overlapped", "_scproxy", "_winapi", "msvcrt", "nt", "org", "winreg"))

# Modules that look at their package's file while they are imported, and never again.
_lent = {"numpy.testing._private.utils": "numpy"}


class Loader:
    """Frozen modules: code, source lines where they were taken along, data."""

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = module.__spec__.name
        owner = sys.modules.get(_lent.get(name))
        if owner is not None:
            owner.__file__ = origin(owner.__name__, True)
        try:
            exec(_imp.get_frozen_object(name), module.__dict__)
        finally:
            if owner is not None:
                del owner.__file__
        patch = _patches.get(name)
        if patch is not None:
            patch(module)

    @staticmethod
    def get_code(name):
        return _imp.get_frozen_object(name)

    @staticmethod
    def is_package(name):
        return _imp.is_frozen_package(name)

    @staticmethod
    def get_source(name):
        path = name.replace(".", "/")
        data = _staticld.data(path + ("/__init__.py" if _imp.is_frozen_package(name) else ".py"))
        if data is None:
            return None
        from importlib.util import decode_source
        return decode_source(data)

    @staticmethod
    def get_filename(name):
        return origin(name, _imp.is_frozen_package(name))

    @staticmethod
    def get_data(path):
        data = _staticld.data(path[len(ROOT) + 1:]) if path.startswith(ROOT + "/") else None
        if data is None:
            raise FileNotFoundError(2, "not in this program", path)
        return data

    @staticmethod
    def get_resource_reader(name):
        if not _imp.is_frozen_package(name):
            return None
        from _staticld_resources import Reader
        return Reader(name)


def origin(name, is_package):
    return ROOT + "/" + name.replace(".", "/") + ("/__init__.py" if is_package else ".py")


class Finder:
    """The program's own modules, by their full names."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _builtins:
            return ModuleSpec(name, BuiltinImporter, origin="built-in", is_package=False)
        if not _imp.is_frozen(name):
            if name in _nowhere:
                raise ModuleNotFoundError("No module named %r" % name, name=name)
            return None
        is_package = _imp.is_frozen_package(name)
        spec = ModuleSpec(name, Loader, origin=origin(name, is_package), is_package=is_package)
        if is_package:
            spec.submodule_search_locations.append(ROOT + "/" + name.replace(".", "/"))
        return spec

    @staticmethod
    def find_distributions(context=None):
        from _staticld_resources import distributions
        return distributions(context)

    @staticmethod
    def invalidate_caches():
        pass


class PathEntry:
    """A frozen package's directory, for those who walk __path__."""

    def __init__(self, path):
        if path != ROOT and not path.startswith(ROOT + "/"):
            raise ImportError("no directory of this program", path=path)
        self.prefix = path[len(ROOT) + 1:].replace("/", ".")

    def find_spec(self, name, target=None):
        return Finder.find_spec(name)

    def iter_modules(self, prefix=""):
        start = self.prefix + "." if self.prefix else ""
        names = {n[len(start):]: p for n, p in _staticld.modules()
                 if n.startswith(start) and "." not in n[len(start):]}
        for name in sys.builtin_module_names:
            if start and name.startswith(start) and "." not in name[len(start):]:
                names.setdefault(name[len(start):], False)
        for name in sorted(names):
            yield prefix + name, names[name]

    def invalidate_caches(self):
        pass


def _patch_pkgutil(pkgutil):
    by_file = pkgutil.get_data

    def get_data(package, resource):
        from importlib import import_module
        spec = import_module(package).__spec__
        if spec is None or spec.loader is not Loader:
            return by_file(package, resource)
        if resource.startswith("/") or ".." in resource.split("/"):
            raise ValueError("no resource of a package: %r" % resource)
        return Loader.get_data(ROOT + "/" + package.replace(".", "/") + "/" + resource)

    get_data.__doc__ = by_file.__doc__
    pkgutil.get_data = get_data


def _patch_ctypes_util(util):
    util.find_library = lambda name: None


_patches = {"pkgutil": _patch_pkgutil, "ctypes.util": _patch_ctypes_util}


def _adopt():
    """Gives the modules that came before this one what they would have had after it."""
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not _imp.is_frozen(name) or name in ("importlib._bootstrap", "importlib._bootstrap_external"):
            continue
        if spec.loader is Loader or getattr(spec.loader, "__name__", "") != "FrozenImporter":
            continue
        module.__spec__ = spec = Finder.find_spec(name)
        module.__loader__ = Loader
        module.__dict__.pop("__file__", None)
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations


def _show(kind, error, trace):
    """Source lines stand in the program, not in files, where C code would look for them."""
    import traceback
    traceback.print_exception(kind, error, trace)


def install():
    sys.meta_path[:] = [Finder] + [f for f in sys.meta_path if getattr(f, "__name__", "") == "PathFinder"]
    sys.path_hooks.insert(0, PathEntry)
    _adopt()
    if _staticld.has_sources:
        sys.excepthook = _show
    if _staticld.entry is None:
        _interpreter()


class _Helper:
    """quit, exit, help and their like: site, which makes them, costs more than it takes to start."""

    def __init__(self, name):
        self._name = name

    def _real(self):
        import builtins
        import site
        site.setquit()
        site.setcopyright()
        site.sethelper()
        return getattr(builtins, self._name)

    def __repr__(self):
        return repr(self._real())

    def __call__(self, *arguments, **options):
        return self._real()(*arguments, **options)


def _interpreter():
    """What site would do for an interpreter, without its search for directories."""
    import builtins
    import posix
    path = posix.environ.get(b"PYTHONPATH")
    if path and not sys.flags.ignore_environment:
        sys.path[:0] = path.decode("utf-8", "surrogateescape").split(":")
    for name in ("quit", "exit", "copyright", "credits", "license", "help"):
        setattr(builtins, name, _Helper(name))


def main():
    """What the program is for: `module:function`, or a script by its module's name."""
    module, _, function = _staticld.entry.partition(":")
    if not function:
        import runpy
        return runpy._run_module_as_main(module, alter_argv=False)
    from importlib import import_module
    call = import_module(module)
    for name in function.split("."):
        call = getattr(call, name)
    sys.exit(call())
