"""importlib.resources and importlib.metadata over the data of a program made by staticld."""
import io
import posixpath
import _staticld
from importlib.resources.abc import Traversable, TraversableResources

_directories = None


def _tree():
    global _directories
    if _directories is None:
        _directories = {"": {}}
        files = [(name, False) for name in _staticld.names()]
        packages = [(name.replace(".", "/"), True) for name, is_package in _staticld.modules() if is_package]
        for path, is_directory in packages + files:
            while path:
                parent, name = posixpath.split(path)
                known = _directories.setdefault(parent, {})
                if is_directory:
                    _directories.setdefault(path, {})
                if name in known:
                    break
                known[name] = is_directory
                path, is_directory = parent, True
    return _directories


class Resource(Traversable):
    """A file or directory in the program."""

    def __init__(self, path):
        self._path = path

    @property
    def name(self):
        return posixpath.basename(self._path)

    def iterdir(self):
        return (Resource(posixpath.join(self._path, name)) for name in sorted(_tree().get(self._path, ())))

    def is_dir(self):
        return self._path in _tree()

    def is_file(self):
        return _staticld.data(self._path) is not None

    def read_bytes(self):
        data = _staticld.data(self._path)
        if data is None:
            raise FileNotFoundError(2, "not in this program", str(self))
        return data

    def read_text(self, encoding=None):
        return self.read_bytes().decode(encoding or "utf-8")

    def open(self, mode="r", *arguments, **options):
        stream = io.BytesIO(self.read_bytes())
        return stream if "b" in mode else io.TextIOWrapper(stream, *arguments, **options)

    def joinpath(self, *descendants):
        path = posixpath.normpath(posixpath.join(self._path, *map(str, descendants)))
        return Resource("" if path == "." else path)

    __truediv__ = joinpath

    def __str__(self):
        return "<frozen>/" + self._path

    def __repr__(self):
        return "Resource(%r)" % self._path

    def __eq__(self, other):
        return isinstance(other, Resource) and other._path == self._path

    def __hash__(self):
        return hash(self._path)


class Reader(TraversableResources):
    def __init__(self, package):
        self._package = package

    def files(self):
        return Resource(self._package.replace(".", "/"))


def distributions(context):
    import importlib.metadata as metadata
    import re

    class Distribution(metadata.Distribution):
        def __init__(self, info):
            self._info = info

        def read_text(self, filename):
            data = _staticld.data(self._info + "/" + str(filename))
            return None if data is None else data.decode("utf-8")

        def locate_file(self, path):
            return Resource(str(path))

    def canonical(name):
        return re.sub(r"[-_.]+", "-", name).lower()

    wanted = getattr(context, "name", None)
    for info in _tree()[""]:
        if info.endswith((".dist-info", ".egg-info")):
            if wanted is None or canonical(info.rsplit(".", 1)[0].split("-")[0]) == canonical(wanted):
                yield Distribution(info)
